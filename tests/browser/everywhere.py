"""Every page there is, as each role has it, and what must hold on all of them.

Pages are read from the notebooks, and steps from the page: a new one is looked at by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize

from plgwork.models.people import Role
from plgwork.server.navigation import Navigation
from plgwork.settings import shipped
from tests.browser.reflecting import steps
from tests.browser.visiting import COLORS, LAPTOP, PHONE, PROJECTOR, RULES, axe

FACILITATOR, COACH = "imani-okafor", "naomi-feldstrom"
LEADER, STEWARD, MEMBER = "vivian-adebanjo", "tomas-reznicek", "caleb-yoder"
PEOPLE = {
    Role.MEMBER: MEMBER,
    Role.FACILITATOR: FACILITATOR,
    Role.COACH: COACH,
    Role.LEADER: LEADER,
    Role.STEWARD: STEWARD,
}
NOTEBOOKS = Navigation(shipped("notebooks")).pages()
PAGES = [
    (who, page.name) for role, who in PEOPLE.items() for page in NOTEBOOKS if role in page.roles
]
# What the server shows without a kernel: the door, a mistyped address, a page of another role.
PLAIN = [
    *[(who, page) for who in (None, FACILITATOR) for page in ("choose", "accessibility")],
    *[(FACILITATOR, "no-such-page"), (LEADER, "year")],
]
WIDTHS = (PHONE, LAPTOP, PROJECTOR)
Scheme = Literal["light", "dark"]
# A scheme changes colors and nothing else (a test holds it), so by night only they are judged.
JUDGED: dict[Scheme, tuple[str, list[str]]] = {"light": ("tag", RULES), "dark": ("rule", COLORS)}
# What a laptop's screen holds at a zoom of 200 %, and at 400 %.
ZOOMS: dict[int, ViewportSize] = {
    2: {"width": 640, "height": 400},
    4: {"width": 320, "height": 200},
}


def names_of(page: Page) -> list[str]:
    """The steps that somebody has on a page; a page without steps has one without name."""
    if not page.locator("main[data-steps]").count():
        return [""]
    names = steps(page).get_by_role("link").locator("b").all_inner_texts()
    assert names, f"{page.url} has no steps"
    return names


@dataclass(frozen=True)
class Place:
    """A page that somebody has open."""

    page: Page
    name: str

    def walk(self) -> Iterator[str]:
        """Go from step to step, without a hand: clicks and keys have tests of their own."""
        for name in names_of(self.page):
            if name:
                self.page.wait_for_function(GO, arg=name)
            yield name


# True once the step's title has the focus; until then its link is followed.
GO = """
(name) => {
  const at = document.activeElement;
  if (at.matches("main h2") && at.textContent.trim() === name) return true;
  const links = [...document.querySelectorAll(".plg-steps a")];
  links.find((link) => link.firstChild.textContent === name).click();
}
"""
UNFOLD = "() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))"


def keeps_nobody_out(page: Page) -> None:
    """Let axe look at the page in every width, by day and by night."""
    for viewport in WIDTHS:
        page.set_viewport_size(viewport)
        for scheme, (kind, rules) in JUDGED.items():
            # A color on its way to another is none that anybody reads.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            axe(page, kind, rules)
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light")


# --- what is measured -----------------------------------------------------------------------------

SIGHT = (Path(__file__).parent / "sight.js").read_text(encoding="utf-8")
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
# WCAG 1.4.12, to the letter.
WIDER = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }
"""
PUT_ON = """
(css) => document.head.append(
  Object.assign(document.createElement("style"), { id: "wider", textContent: css }))
"""
TAKE_OFF = "() => document.getElementById('wider').remove()"


def amiss(page: Page, what: str) -> list[str]:
    """What one of the functions of ``sight.js`` finds."""
    found: list[str] = page.evaluate(f"() => ({SIGHT}).{what}()")
    return found


def can_be_read_large(page: Page) -> None:
    """Nothing is cut off, covered or to be scrolled to sideways at 200 and 400 percent."""
    browser = page.context.new_cdp_session(page)
    for zoom, size in ZOOMS.items():
        window = {**size, "deviceScaleFactor": zoom, "mobile": False}
        browser.send("Emulation.setDeviceMetricsOverride", window)
        assert not page.evaluate(TOO_WIDE), (page.url, zoom)
        assert amiss(page, "cutOff") == [], (page.url, zoom)
    browser.send("Emulation.clearDeviceMetricsOverride")
    browser.detach()
    page.set_viewport_size(LAPTOP)


def can_be_read_wider(page: Page) -> None:
    """Nothing is cut off where letters, words and lines stand further apart."""
    page.evaluate(PUT_ON, WIDER)
    for viewport in (LAPTOP, PHONE):
        page.set_viewport_size(viewport)
        assert not page.evaluate(TOO_WIDE), (page.url, viewport)
        assert amiss(page, "cutOff") == [], (page.url, viewport)
    page.evaluate(TAKE_OFF)
    page.set_viewport_size(LAPTOP)


def has_room_for_a_finger(page: Page) -> None:
    """Everything to press is large enough, or stands apart."""
    for viewport in (PHONE, LAPTOP):
        page.set_viewport_size(viewport)
        assert amiss(page, "small") == [], (page.url, viewport)
    page.set_viewport_size(LAPTOP)


def keeps_still(page: Page) -> None:
    """Nothing moves or glides, and nothing would."""
    assert amiss(page, "moving") == [], page.url


def is_for_everybody(page: Page) -> None:
    """All of it, for a page that is open for a moment only."""
    page.evaluate(UNFOLD)
    keeps_nobody_out(page)
    can_be_read_large(page)
    can_be_read_wider(page)
    has_room_for_a_finger(page)
    keeps_still(page)
