"""Everybody can use every page: by keyboard, on a phone, by ear, in the dark, on paper."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import everywhere
from tests.browser.browsers import Browsers
from tests.browser.conftest import PageFor
from tests.browser.everywhere import (
    COACH,
    FACILITATOR,
    LEADER,
    PAGES,
    PLAIN,
    STEWARD,
    UNFOLD,
    Place,
    names_of,
)
from tests.browser.looking import sign_in
from tests.browser.reflecting import STEPS, first_card, open_page, step, write
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, ready

WRITER = "esteban-zaldivar"
DRAFT, SURVEY = "Counseling together", "How is our PLG doing?"
STYLES = Path(everywhere.__file__).parents[2] / "plgwork" / "widgets" / "static"


def open_a_draft(page: Page) -> None:
    """The steps of a draft are full where one is open."""
    step(page, "Drafts")
    page.get_by_role("link", name=f"Open {DRAFT}", exact=True).click()
    expect(page.get_by_role("group", name="Groups and their people")).to_be_visible()


def open_a_survey(page: Page) -> None:
    """So are those of a survey."""
    page.get_by_role("link", name=f"Open {SURVEY}").click()
    expect(page.get_by_role("region", name="71 % answered")).to_be_visible()


def plan_a_meeting(page: Page) -> None:
    """And those of a meeting."""
    step(page, "Plan")
    page.get_by_role("button", name="Feedback on one colleague’s work").click()
    expect(page.get_by_role("heading", name="all of them planned")).to_be_visible()


# Others see these pages with nothing open.
OPENED: dict[tuple[str | None, str], Callable[[Page], None]] = {
    (STEWARD, "groupings"): open_a_draft,
    (LEADER, "surveys"): open_a_survey,
    (FACILITATOR, "meetings"): plan_a_meeting,
}
EVERYWHERE = [*PAGES, *PLAIN]


@pytest.fixture(scope="module", params=EVERYWHERE, ids=lambda param: f"{param[0]}-{param[1]}")
def opened(request: pytest.FixtureRequest, browsers: Browsers, served: Served) -> Iterator[Place]:
    """Each page as each role sees it, opened once for all that is to be found out about it."""
    person, name = request.param
    thrown: list[Any] = []
    with browsers.one(base_url=f"{served.url}/", locale="en-US") as context:
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(error))
        if person:
            sign_in(page, person)
        page.goto(name)
        if page.locator("main[aria-busy]").count():
            ready(page)
        if unfold := OPENED.get((person, name)):
            unfold(page)
        yield Place(page, name)
    assert not thrown


@pytest.fixture
def place(opened: Place) -> Place:
    """The page, on a laptop by day, whatever the test before made of it."""
    opened.page.set_viewport_size(LAPTOP)
    opened.page.emulate_media(
        media="screen", color_scheme="light", reduced_motion="reduce", forced_colors="none"
    )
    return opened


def unfolded(place: Place) -> Iterator[str]:
    """Every step with all that is folded open."""
    for name in place.walk():
        place.page.evaluate(UNFOLD)
        yield name


# --- what a program can find out ----------------------------------------------------------------


def test_nothing_on_a_page_keeps_anybody_out(place: Place) -> None:
    for _ in unfolded(place):
        everywhere.keeps_nobody_out(place.page)


def test_a_scheme_changes_colors_and_nothing_else() -> None:
    # Why axe need not look twice at what is no color.
    ours = "\n".join(one.read_text(encoding="utf-8") for one in sorted(STYLES.glob("*.css")))
    [dark] = re.findall(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", ours, re.DOTALL)
    [rule] = re.findall(r"\{(.*?)\}", dark, re.DOTALL)

    assert all(line.strip().startswith("--") for line in rule.strip().splitlines())
    assert ours.count("prefers-color-scheme") == 1


HEADINGS = """
() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((heading) => heading.checkVisibility()).map((heading) => +heading.localName[1])
"""


def test_headings_tell_what_belongs_to_what(place: Place) -> None:
    for _ in place.walk():
        levels: list[int] = place.page.evaluate(HEADINGS)

        deeper = [after - before for before, after in pairwise(levels)]
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
    assert all(title.endswith(" · PLG Workbook") for title in titles)


NUMBER = re.compile(r"\d+(?:\.\d+)?")
YEARS = range(2000, 2100)  # a table of one year says it once, above, or nowhere


ENDS = re.compile(r"\b1 to \d\b")  # what a mark can be, which is no figure


def untold(words: str, table: str) -> list[str]:
    """The numbers in the words that the table does not hold, with as many digits or more."""
    there = [float(one) for one in NUMBER.findall(table)]
    said = [one for one in NUMBER.findall(ENDS.sub("", words)) if int(float(one)) not in YEARS]
    near = {one: 0.51 * 10 ** -len(one.partition(".")[2]) for one in said}
    return [one for one in said if all(abs(float(one) - held) > near[one] for held in there)]


def test_every_chart_says_what_it_shows_and_has_its_figures_in_a_table(place: Place) -> None:
    for _ in unfolded(place):
        for chart in place.page.locator(".plg-chart:visible").all():
            expect(chart.get_by_role("img")).to_have_count(1)
            alt = chart.get_by_role("img").get_attribute("alt") or ""
            lines = chart.locator("details table caption, details table tr").all()
            rows = [one.locator("th, td").all_text_contents() for one in lines[1:]]
            shown = " ".join(one.inner_text() for one in lines)

            assert len(alt.split()) > 5, alt
            assert len(rows) > 1, alt
            assert all(row[0].strip() for row in rows[1:]), rows
            assert untold(alt, shown) == [], (alt, rows)


# --- by keyboard --------------------------------------------------------------------------------

# One press of Tab after another, each stop is described: whether it can be seen, and its ring.
STOP = """
() => {
  const one = document.activeElement;
  window.plgStops ??= new Set();
  // A date has its day, month and year to stop at, and a button besides.
  const parts = one.matches("input[type=date], input[type=time]") ? 5 : 0;
  window.plgAgain = one === window.plgLast ? window.plgAgain + 1 : 0;
  window.plgLast = one;
  if (one === document.body || (window.plgStops.has(one) && !(0 < plgAgain && plgAgain <= parts)))
    return null;
  window.plgStops.add(one);
  const ring = [one, one.closest("label")].find((part) => {
    const { outlineStyle, outlineWidth } = part ? getComputedStyle(part) : {};
    return part && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const { top, bottom, left, right } = (ring ?? one).getBoundingClientRect();
  const seen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && right > left;
  // WCAG 2.4.11: where one is does not lie wholly below something that stays in its place.
  const whole = ring ?? one;
  const spots = [0.1, 0.5, 0.9].flatMap((across) => [0.1, 0.5, 0.9].map((down) => [across, down]));
  const bare = [...whole.getClientRects()].some((box) => spots.some(([across, down]) => {
    const [x, y] = [box.left + box.width * across, box.top + box.height * down];
    const there = document.elementFromPoint(x, y);
    return there && (whole.contains(there) || there.contains(whole));
  }));
  return { name: one.outerHTML.slice(0, 150), ring: Boolean(ring), seen: seen && bare };
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


def test_the_keyboard_reaches_everything_and_one_sees_where_one_is(
    place: Place, request: pytest.FixtureRequest
) -> None:
    person = request.node.callspec.params["opened"][0]
    place.page.set_viewport_size(PHONE if person in (COACH, STEWARD) else LAPTOP)
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


# --- large letters, fingers, motion -----------------------------------------------------------


def test_at_200_and_400_percent_nothing_is_cut_off_or_scrolls_sideways(place: Place) -> None:
    for _ in unfolded(place):
        everywhere.can_be_read_large(place.page)


def test_with_wider_spacing_nothing_is_cut_off(place: Place) -> None:
    for _ in unfolded(place):
        everywhere.can_be_read_wider(place.page)


def test_everything_to_press_has_room_for_a_finger(place: Place) -> None:
    for _ in unfolded(place):
        everywhere.has_room_for_a_finger(place.page)


def test_with_less_motion_no_page_moves_or_glides(place: Place) -> None:
    for _ in unfolded(place):
        everywhere.keeps_still(place.page)


MOVING = """
() => document.getAnimations().filter((one) => one instanceof CSSAnimation).length
"""


@pytest.mark.parametrize(("wish", "moving"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_wish_it_so(page_for: PageFor, wish: Any, moving: bool) -> None:
    page = sign_in(page_for(None, reduced_motion=wish), FACILITATOR)
    page.route("**/drawing.js", lambda route: None)  # it never comes, and nothing stops opening

    page.goto("home")

    expect(page.get_by_text("Opening home…")).to_be_visible()
    assert (page.evaluate(MOVING) > 0) is moving


# --- the system's own colors ------------------------------------------------------------------


def test_in_forced_colors_one_still_sees_where_one_is(place: Place) -> None:
    place.page.emulate_media(forced_colors="active")

    for _ in place.walk():
        place.page.keyboard.press("Tab")
        assert everywhere.amiss(place.page, "ringless") == []


def test_in_forced_colors_what_is_current_or_wrong_is_told_by_a_line(place: Place) -> None:
    place.page.emulate_media(forced_colors="active")

    for _ in unfolded(place):
        assert everywhere.amiss(place.page, "alike") == []


# --- what looks, sees ---------------------------------------------------------------------------

AMISS = {
    "cutOff": "<div style='height: 8px; overflow: hidden'>Cut off below.</div>",
    "cutOff below": "<p>One</p><p style='margin-top: -2em'>And another on it</p>",
    "cutOff aside": "<p style='margin-left: -40px'>Outside of the window</p>",
    "small": "<button style='all: unset; width: 9px; height: 9px'>a</button><button>b</button>",
    "moving": "<style>p { transition: color 1s }</style><p>Glides</p>",
    "ringless": "<style>a:focus { outline: none }</style><a href='#'>No ring</a>",
    "alike": "<nav><a href='#' aria-current=page>Here</a> <a href='#'>There</a></nav>",
}


@pytest.mark.parametrize("what", AMISS)
def test_what_is_amiss_is_found(page_for: PageFor, what: str) -> None:
    page = page_for(None)
    page.set_content(f"<body style='margin: 0'>{AMISS[what]}</body>")
    page.keyboard.press("Tab")

    assert everywhere.amiss(page, what.split()[0]) != []


# --- on paper -----------------------------------------------------------------------------------

PRESSED = (
    "header, nav, .plg-skip, button:not(th button), input[type=search]"  # a row keeps its name
)
CUT_OFF = """
() => [...document.querySelectorAll("textarea")]
  .filter((one) => one.scrollHeight > one.clientHeight).map((one) => one.value.slice(0, 80))
"""


PAPER = [(FACILITATOR, name) for name in ("home", "reflection", "year")]


@pytest.mark.parametrize("opened", PAPER, ids=lambda param: param[1], indirect=True)
def test_on_paper_there_are_words_and_nothing_to_press(place: Place) -> None:
    place.page.emulate_media(media="print")

    pressed = [one for one in place.page.locator(PRESSED).all() if one.is_visible()]
    assert [one.evaluate("(one) => one.outerHTML") for one in pressed] == []
    expect(place.page.get_by_role("heading", level=1)).to_be_visible()


WHOLE = [(LEADER, "purpose"), (LEADER, "surveys"), (STEWARD, "structure")]
# Whether the titles of a page may be parted from what stands below them.
PARTED = """
() => [...document.querySelectorAll("main section > .plg-words")]
  .map((one) => getComputedStyle(one))
  .filter((one) => one.breakAfter !== "avoid" || one.breakInside !== "avoid").length
"""


@pytest.mark.parametrize("opened", WHOLE, ids=lambda param: param[1], indirect=True)
def test_on_paper_every_step_stands_there_with_its_title(place: Place) -> None:
    names = names_of(place.page)  # on paper there is nothing to go to them by
    place.page.emulate_media(media="print")

    expect(place.page.get_by_role("heading", level=1)).to_be_visible()
    for name in names:
        expect(place.page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()
    assert place.page.evaluate(PARTED) == 0


def test_on_paper_a_reflection_is_whole(page_for: PageFor) -> None:
    page = sign_in(page_for(None), WRITER)
    open_page(page, "reflection#write")
    write(first_card(page, "Structure"), "A line of its own.\n" * 60)

    page.emulate_media(media="print")

    for name in STEPS:
        expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
