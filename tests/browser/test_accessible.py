"""Everybody can use every page: with a keyboard, a phone, a screen reader, in the dark, on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from plgwork.models.reflections import Draft, EntryKind, Subject
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import process_of, send, sign_in, store_of
from tests.browser.reflecting import STEPS, card, field, first_card, see_saved, share, step, write
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, axe, ready

FACILITATOR, COACH = "imani-okafor", "naomi-feldstrom"
LEADER, STEWARD, MEMBER = "vivian-adebanjo", "tomas-reznicek", "caleb-yoder"
PAGES = [
    *[(who, page) for who in (FACILITATOR, COACH) for page in ("home", "reflection", "year")],
    *[(who, "home") for who in (LEADER, STEWARD, MEMBER)],
    *[(FACILITATOR, "choose"), (FACILITATOR, "no-such-page"), (LEADER, "year"), (None, "choose")],
]
LOOKS = [(scheme, viewport) for scheme in ("light", "dark") for viewport in (PHONE, LAPTOP)]


@dataclass(frozen=True)
class Place:
    """A page that somebody has open, and its steps; a page without steps has one without name."""

    page: Page
    name: str

    def walk(self) -> Iterator[str]:
        """Go from step to step."""
        for name in STEPS if self.name == "reflection" else ("",):
            if name:
                step(self.page, name)
            yield name


@pytest.fixture(scope="module", params=PAGES, ids=lambda param: f"{param[0]}-{param[1]}")
def opened(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Place]:
    """Each page as each role sees it, opened once for all that is to be found out about it."""
    person, name = request.param
    thrown: list[Any] = []
    with browser.new_context(base_url=f"{served.url}/", locale="en-US") as context:
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(error))
        if person:
            sign_in(page, person)
        page.goto(name)
        if page.locator("main[aria-busy]").count():
            ready(page)
        yield Place(page, name)
    assert not thrown


@pytest.fixture
def place(opened: Place) -> Place:
    """The page, on a laptop by day, whatever the test before made of it."""
    opened.page.set_viewport_size(LAPTOP)
    opened.page.emulate_media(
        media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none"
    )
    return opened


# --- what a program can find out ----------------------------------------------------------------

UNFOLD = "() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))"


def test_nothing_on_a_page_keeps_anybody_out(place: Place) -> None:
    for _ in place.walk():
        place.page.evaluate(UNFOLD)
        in_every_look(place.page)


def in_every_look(page: Page) -> None:
    """Let axe look at the page by day and by night, on a phone and on a laptop."""
    for scheme, viewport in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        axe(page)
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light")


HEADINGS = """
() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility()).map((heading) => +heading.localName[1])
"""


def test_headings_tell_what_belongs_to_what(place: Place) -> None:
    for _ in place.walk():
        levels: list[int] = place.page.evaluate(HEADINGS)

        deeper = [after - before for before, after in zip(levels, levels[1:], strict=False)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert max(deeper, default=0) <= 1


TITLED = "() => [document.title, document.documentElement.lang]"


def test_every_page_has_a_language_and_a_title_of_its_own(place: Place) -> None:
    titles = []
    for name in place.walk():
        title, language = place.page.evaluate(TITLED)
        assert (title.startswith(name), language) == (True, "en")
        titles.append(title)

    assert len(set(titles)) == len(titles)
    assert all(title.endswith("The PLG Workbook") for title in titles)


# --- by keyboard --------------------------------------------------------------------------------

# One press of Tab after another, each stop is described: whether it can be seen, and its ring.
STOP = """
() => {
  const one = document.activeElement;
  window.plgStops ??= new Set();
  if (one === document.body || window.plgStops.has(one)) return null;
  window.plgStops.add(one);
  const ring = [one, one.closest("label")].find((part) => {
    const { outlineStyle, outlineWidth } = part ? getComputedStyle(part) : {};
    return part && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const { top, bottom, left, right } = (ring ?? one).getBoundingClientRect();
  const seen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && right > left;
  return { name: one.outerHTML.slice(0, 150), ring: Boolean(ring), seen };
}
"""
PASSED_OVER = """
() => {
  const offered = "a[href], button, select, textarea, summary, input:not([type=radio])";
  const missed = [...document.querySelectorAll(offered)].filter((one) =>
    !one.disabled && one.checkVisibility() && !window.plgStops.has(one));
  window.plgStops = new Set();
  document.activeElement.blur();
  return missed.map((one) => one.outerHTML.slice(0, 150));
}
"""


def test_the_keyboard_reaches_everything_and_one_sees_where_one_is(place: Place) -> None:
    for _ in place.walk():
        stops = list(tabbed(place.page))

        assert [stop["name"] for stop in stops if not stop["ring"]] == []
        assert [stop["name"] for stop in stops if not stop["seen"]] == []
        assert place.page.evaluate(PASSED_OVER) == []


def tabbed(page: Page) -> Iterator[dict[str, Any]]:
    """Every stop that Tab makes on a page, from the first to the last."""
    page.evaluate(START)
    page.keyboard.press("Tab")
    while stop := page.evaluate(STOP):
        yield stop
        page.keyboard.press("Tab")


START = """
() => {
  window.plgStops = new Set();
  document.activeElement.blur();
  // Where Tab begins is where one last was; so go to the very beginning.
  const before = document.body.insertBefore(document.createElement("i"), document.body.firstChild);
  before.tabIndex = -1;
  before.focus();
  before.remove();
}
"""


# --- other ways to look -------------------------------------------------------------------------


def test_in_forced_colors_a_page_is_whole_and_focus_is_seen(place: Place) -> None:
    place.page.emulate_media(forced_colors="active")

    for _ in place.walk():
        axe(place.page)
        assert [stop["name"] for stop in tabbed(place.page) if not stop["ring"]] == []


MOVING = """
() => document.getAnimations().filter((one) => one instanceof CSSAnimation).length
"""


@pytest.mark.parametrize(("wish", "moving"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_wish_it_so(page_for: PageFor, wish: Any, moving: bool) -> None:
    page = sign_in(page_for(None, reduced_motion=wish), FACILITATOR)
    page.route("**/voila.js", lambda route: route.abort())  # so that it never stops opening

    page.goto("home")

    expect(page.get_by_text("Opening home…")).to_be_visible()
    assert (page.evaluate(MOVING) > 0) is moving
