"""Everybody can use every page: by keyboard, on a phone, by ear, in the dark, on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.reflections import Draft, EntryKind, Subject
from tests.browser.browsers import Browsers
from tests.browser.conftest import PageFor
from tests.browser.looking import process_of, sign_in, store_of
from tests.browser.reflecting import (
    PLAN,
    STEPS,
    card,
    field,
    first_card,
    open_page,
    step,
    steps,
    write,
)
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, axe, ready

FACILITATOR, COACH = "imani-okafor", "naomi-feldstrom"
WRITER = "esteban-zaldivar"
LEADER, STEWARD, MEMBER = "vivian-adebanjo", "tomas-reznicek", "caleb-yoder"
PAGES = [
    *[(who, page) for who in (FACILITATOR, COACH) for page in ("home", "reflection", "year")],
    *[(who, "home") for who in (LEADER, STEWARD, MEMBER)],
    (STEWARD, "school"),
    (LEADER, "surveys"),
    *[(who, "purpose") for who in (FACILITATOR, LEADER)],
    *[(who, "culture") for who in (FACILITATOR, LEADER)],
    *[(who, "cohort") for who in (FACILITATOR, COACH)],
    *[(who, "progress") for who in (COACH, LEADER)],
    *[(who, "followups") for who in (FACILITATOR, COACH, LEADER)],
    *[(who, "structure") for who in (STEWARD, MEMBER)],
    *[(who, "groupings") for who in (LEADER, STEWARD)],
    *[(who, "meetings") for who in (FACILITATOR, LEADER)],
    *[(who, "run") for who in (FACILITATOR, MEMBER)],
    *[(who, "protocols") for who in (FACILITATOR, MEMBER)],
    *[(who, page) for who in (FACILITATOR, COACH) for page in ("learn", "practice")],
    *[(FACILITATOR, "choose"), (FACILITATOR, "no-such-page"), (LEADER, "year"), (None, "choose")],
]
WALKS = {
    "reflection": STEPS,
    "school": ("Calendar", "People", "PLGs", "Invite"),
    "learn": ("The path", "Read", "A conversation", "Exercises", "Try it"),
    "practice": ("Practise", "Your progress"),
    "surveys": (
        *("Your file", "What was found", "Let it out"),
        *("Results", "Our answer", "Take away"),
    ),
    "purpose": ("What we agreed", "Propose", "Respond", "Guardrails"),
    "culture": (
        *("What we agreed", "Respond", "Close a meeting", "How it goes"),
        *("Shared work", "Leaders and beliefs"),
    ),
    "cohort": ("Meeting", "Round", "Shared", "Marks", "Dilemmas", "Expertise", "Plan"),
    "followups": ("What was seen", "Follow-ups", "Who reads them"),
    "structure": (
        *("Who, who, when and where", "When groups meet", "School days"),
        *("People from a file", "Calendar"),
    ),
    "meetings": ("Which meeting", "Plan", "Run", "Record", "Find"),
    "groupings": (
        *("Ways to group", "What would serve you", "Drafts", "Move people"),
        *("Propose", "Side by side", "Publish"),
    ),
    "protocols": ("Browse", "Help me choose", "Read", "Side by side"),
}
Look = tuple[Literal["light", "dark"], ViewportSize]
LOOKS: list[Look] = [("light", PHONE), ("dark", LAPTOP)]
OTHER_LOOKS: list[Look] = [("dark", PHONE), ("light", LAPTOP)]
DRAFT = "Counseling together"


@dataclass(frozen=True)
class Place:
    """A page that somebody has open, and its steps; a page without steps has one without name."""

    page: Page
    name: str
    looks: list[Look]

    def walk(self) -> Iterator[str]:
        """Go from step to step."""
        for name in WALKS.get(self.name, ("",)):
            if name:
                step(self.page, name)
            yield name


@pytest.fixture(scope="module", params=PAGES, ids=lambda param: f"{param[0]}-{param[1]}")
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
        if (person, name) == (STEWARD, "groupings"):  # a leader sees it with none open
            step(page, "Drafts")
            page.get_by_role("link", name=f"Open {DRAFT}", exact=True).click()
            expect(page.get_by_role("group", name="Groups and their people")).to_be_visible()
        # Facilitators and coaches see the same pages: between them, in every look.
        yield Place(page, name, LOOKS if person == FACILITATOR else OTHER_LOOKS)
    assert not thrown


@pytest.fixture
def place(opened: Place) -> Place:
    """The page, on a laptop by day, whatever the test before made of it."""
    opened.page.set_viewport_size(LAPTOP)
    opened.page.emulate_media(
        media="screen", color_scheme="light", reduced_motion="reduce", forced_colors="none"
    )
    return opened


# --- what a program can find out ----------------------------------------------------------------

UNFOLD = "() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))"


def test_nothing_on_a_page_keeps_anybody_out(place: Place) -> None:
    for _ in place.walk():
        place.page.evaluate(UNFOLD)
        keeps_nobody_out(place.page, place.looks)


def keeps_nobody_out(page: Page, looks: list[Look]) -> None:
    """Let axe look at the page by day and by night, on a phone and on a laptop."""
    for scheme, viewport in looks:
        page.set_viewport_size(viewport)
        # A color on its way to another is none that anybody reads.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
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


def test_in_forced_colors_one_still_sees_where_one_is(place: Place) -> None:
    place.page.emulate_media(forced_colors="active")

    for _ in place.walk():
        assert [stop["name"] for stop in tabbed(place.page) if not stop["ring"]] == []


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


PRESSED = (
    "header, nav, .plg-skip, button:not(th button), input[type=search]"  # a row keeps its name
)
CUT_OFF = """
() => [...document.querySelectorAll("textarea")]
  .filter((one) => one.scrollHeight > one.clientHeight).map((one) => one.value.slice(0, 80))
"""


@pytest.mark.parametrize("opened", PAGES[:3], ids=lambda param: param[1], indirect=True)
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
    place.page.emulate_media(media="print")

    expect(place.page.get_by_role("heading", level=1)).to_be_visible()
    for name in WALKS[place.name]:
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


# --- focus stays --------------------------------------------------------------------------------

PLANNED = "Ask each of us for one doubt."
ASKED, LISTED = "What did we leave out?", "What did we keep?"


def answer(about: str, asked: str) -> Subject:
    return Subject(
        month="2026-11", kind=EntryKind.ANSWER, about=about, asked=asked, area=Area.CULTURE
    )


@pytest.fixture(scope="module")
def desk(browser: Browser, served: Served) -> Iterator[Page]:
    """One reflection for all these tests; each touches other controls of it."""
    planned = Subject(month="2026-10", kind=EntryKind.COMMITMENT, about="plan-9", asked="")
    with store_of(served, WRITER) as store:
        store.reflections.save(Draft(subject=planned, text=PLANNED, sitting="one"))
        for about, asked in (("left-out", ASKED), ("kept", LISTED)):
            subject = answer(about, asked)
            store.reflections.save(Draft(subject=subject, text="The quiet ones.", sitting="one"))
    with browser.new_context(base_url=f"{served.url}/", viewport=LAPTOP) as context:
        yield open_page(sign_in(context.new_page(), WRITER), "reflection")


def go(page: Page, name: str) -> None:
    """Be at a step, whichever the test before left."""
    if not page.get_by_role("heading", level=2, name=name, exact=True).is_visible():
        step(page, name)


def test_focus_stays_on_the_mark_one_gave(desk: Page) -> None:
    go(desk, "Rate")
    point = desk.get_by_role("radio", name="Fully").first

    point.press("Space")

    expect(steps(desk).get_by_role("link", name="Rate")).to_contain_text("1 of 16")
    expect(point).to_be_checked()
    expect(point).to_be_focused()


def test_focus_stays_on_what_came_of_a_plan(desk: Page) -> None:
    go(desk, "Look back")
    done = card(desk, PLANNED).get_by_role("radio", name="Done")

    done.press("Space")

    expect(steps(desk).get_by_role("link", name="Look back")).to_contain_text("1 of")
    expect(done).to_be_checked()
    expect(done).to_be_focused()


def test_focus_stays_on_who_may_read_a_card_also_when_what_they_see_is_renewed(desk: Page) -> None:
    go(desk, "Write")
    one = card(desk, ASKED)
    cohort = one.get_by_role("radio", name="My cohort")

    one.get_by_role("radio", name="Only me").press("ArrowRight")
    expect(one).to_contain_text("Shared with the")
    expect(cohort).to_be_focused()

    write(one, "The quiet ones, and the new one.")
    one.get_by_role("button", name="Update what they see").press("Enter")
    expect(one.get_by_role("button", name="Update what they see")).to_have_count(0)
    expect(cohort).to_be_focused()


def test_focus_stays_on_who_may_read_a_row_of_the_list(desk: Page) -> None:
    go(desk, "Share")
    row = desk.get_by_role("listitem").filter(has=desk.get_by_role("heading", name=LISTED))
    cohort = row.get_by_role("radio", name="My cohort")

    row.get_by_role("radio", name="Only me").press("ArrowRight")

    expect(row.get_by_role("status")).to_contain_text("Shared with the")
    expect(cohort).to_be_checked()
    expect(cohort).to_be_focused()


def test_a_question_one_asked_for_is_where_one_writes_next(desk: Page) -> None:
    go(desk, "Write")
    chooser = desk.locator("details", has_text="Another question about culture")
    chooser.locator("summary").press("Enter")
    question = chooser.get_by_role("button").first
    title = question.locator("b").inner_text()

    question.press("Enter")

    expect(field(card(desk, title))).to_be_focused()


def test_another_plan_is_where_one_writes_next(desk: Page) -> None:
    go(desk, "Plan")

    desk.get_by_role("button", name="Add another").press("Enter")

    expect(field(card(desk, "What else? (2)"))).to_be_focused()


@pytest.mark.parametrize("wish", ["Put it below mine", "Keep mine"])
def test_once_two_texts_are_settled_one_is_in_the_text(
    desk: Page, served: Served, wish: str
) -> None:
    go(desk, "Write")
    one = first_card(desk, "Purpose")
    write(one, f"Mine, before {wish}.")
    write_elsewhere(served, f"Mine, before {wish}.", f"Hers, before {wish}.")

    one.get_by_role("button", name=wish).press("Enter")

    expect(one.get_by_role("group", name="Another text of yours")).to_have_count(0)
    expect(field(one)).to_be_focused()


def write_elsewhere(served: Served, beside: str, text: str) -> None:
    """Write a second text to the card that holds the first, as another window would."""
    with store_of(served, WRITER) as store:
        entries = store.reflections.entries_of(Month(2026, 11))
        subject = next(entry.subject for entry in entries if entry.text == beside)
        store.reflections.save(Draft(subject=subject, text=text, sitting="elsewhere"))


def test_focus_stays_where_it_was_on_home_when_somebody_shares(
    page_for: PageFor, served: Served
) -> None:
    page = page_for(COACH)
    fold = page.locator("details", has_text="Who is in it").first
    fold.locator("summary").press("Enter")

    draft = Draft(subject=answer("now", "What now?"), text="Look up.", sitting="one")
    with store_of(served, WRITER) as store:
        saved = store.reflections.save(draft)
        store.reflections.share(saved.id)

    expect(page.get_by_text("Look up.")).to_be_visible()
    expect(fold.locator("summary")).to_be_focused()
    expect(fold).to_have_attribute("open", "")


# --- what shows only now and then ---------------------------------------------------------------


ON_A_PHONE: list[Look] = [("light", PHONE), ("dark", PHONE)]


def test_a_menu_and_a_dialog_keep_nobody_out(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None, viewport=PHONE), WRITER), "year")

    page.get_by_role("button", name="Pages").press("Enter")
    expect(page.get_by_role("link", name="Home")).to_be_visible()
    keeps_nobody_out(page, ON_A_PHONE)

    page.get_by_role("button", name="Delete: ").first.press("Enter")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    keeps_nobody_out(page, ON_A_PHONE)

    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Delete: ").first).to_be_focused()


def test_two_texts_a_refusal_and_a_stopped_page_keep_nobody_out(
    page_for: PageFor, served: Served
) -> None:
    page = open_page(sign_in(page_for(None), WRITER), "reflection#write")
    one = first_card(page, "Sustainability")

    write(one, "Mine.")
    write_elsewhere(served, "Mine.", "Hers.")
    expect(one.get_by_role("group", name="Another text of yours")).to_be_visible()
    keeps_nobody_out(page, LOOKS)

    step(page, "Plan")
    card(page, PLAN).get_by_role("radio", name="My cohort").press("Space")
    expect(card(page, PLAN).get_by_role("alert")).to_contain_text("Write something first")
    keeps_nobody_out(page, LOOKS)

    process_of(page).kill()
    expect(page.get_by_role("button", name="Reload")).to_be_visible()
    keeps_nobody_out(page, LOOKS)


NAMES_BY_GROUP = """() => [...document.querySelectorAll('main fieldset')].map(
    (group) => [...new Set([...group.querySelectorAll('input')].map((radio) => radio.name))])"""
IDS = "() => [...document.querySelectorAll('main [id]')].map((one) => one.id)"


def test_no_two_choices_of_a_page_are_one_though_they_are_drawn_at_one_moment(
    served: Served, page_for: PageFor
) -> None:
    page = sign_in(page_for(None), WRITER)
    page.add_init_script("Date.now = () => 1")

    open_page(page, "reflection")

    groups = page.evaluate(NAMES_BY_GROUP)
    assert len(groups) > 20
    assert len({name for names in groups for name in names}) == len(groups)
    ids = page.evaluate(IDS)
    assert len(set(ids)) == len(ids)
