"""The whole walk: a month is rated, written, planned and shared, and found again a month later."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import sign_in
from tests.browser.reflecting import (
    PLAN,
    STEPS,
    card,
    everything_in,
    field,
    first_card,
    open_page,
    rate_all,
    reload,
    see_saved,
    share,
    step,
    steps,
    tab_to,
    write,
)
from tests.browser.serving import Served, copy_school, serving
from tests.browser.visiting import LAPTOP, PHONE, PROJECTOR, come_in, name_of, ready

A_MONTH_LATER = "2026-12-17T20:40:00+00:00"
WORDS = {
    "Purpose": "Mei-Lin let them argue about the wrong answer until it was theirs.",
    "Structure": "Six is enough for a round and too few for a fishbowl, as page ninety shows.",
    "Sustainability": "Samir takes the clock from now on; I will hide my phone.",
    "Culture": "Nobody raised a voice, and nobody changed their mind before the bell.",
}
SHARED = "Culture"
PLANNED = "Bring the lab sheet that nobody likes, and cut it in half."
TOLD = "We did, over cold coffee, and it took nine of our ten minutes."
PRIVATE = [PLANNED, TOLD, *(words for area, words in WORDS.items() if area != SHARED)]
# What a laptop's screen holds at a zoom of 200 %.
ZOOMED: ViewportSize = {"width": 640, "height": 400}
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"


class Walk(NamedTuple):
    """A school in which one facilitator went through November, and the page they did it on."""

    server: Served
    page: Page


@pytest.fixture(scope="module")
def walked(
    school: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Imani Okafor's November, written by her at a laptop; for tests that only read."""
    with serving(copy_school(school, tmp_path_factory.mktemp("walked"))) as server:
        context = browser.new_context(base_url=f"{server.url}/", viewport=LAPTOP)
        page = context.new_page()
        come_in(page, "imani-okafor")
        walk(page)
        yield Walk(server, page)
        context.close()


def walk(page: Page) -> None:
    """Reflect on November in all five steps, beginning at Home."""
    page.get_by_role("link", name="Begin November").click()
    ready(page)
    for planned in page.get_by_role("article").filter(has_text="Planned in").all():
        planned.get_by_role("radio", name="Done").check()
    write(page.get_by_role("article").first, TOLD)
    step(page, "Rate")
    rate_all(page, "Mostly")
    step(page, "Write")
    for area, words in WORDS.items():
        write(first_card(page, area), words)
    share(first_card(page, SHARED))
    step(page, "Plan")
    write(card(page, PLAN), PLANNED)


def test_what_was_walked_through_is_all_there_after_a_reload(walked: Walk) -> None:
    page = walked.page

    reload(page)

    for name, left in zip(
        STEPS, ("told", "16 of 16", "4 of 4", "1 planned", "1 card"), strict=True
    ):
        expect(steps(page).get_by_role("link", name=name)).to_contain_text(left)
    step(page, "Look back")
    look_back = page.get_by_role("article").first
    expect(look_back.get_by_role("radio", name="Done")).to_be_checked()
    expect(field(look_back)).to_have_value(TOLD)
    step(page, "Rate")
    expect(page.get_by_role("radio", name="Mostly", checked=True)).to_have_count(16)
    step(page, "Write")
    for area, words in WORDS.items():
        expect(field(first_card(page, area))).to_have_value(words)
    expect(first_card(page, SHARED).get_by_role("radio", name="My cohort")).to_be_checked()
    step(page, "Plan")
    expect(field(card(page, PLAN))).to_have_value(PLANNED)


def test_next_month_what_was_planned_waits_and_the_last_marks_are_shown(
    walked: Walk, serve: Serve, page_for: PageFor
) -> None:
    page = page_for("imani-okafor", at=serve(data=walked.server.data, now=A_MONTH_LATER))

    page.get_by_role("link", name="Begin December").click()
    ready(page)

    expect(card(page, PLANNED)).to_contain_text("Planned in November")
    step(page, "Rate")
    expect(page.get_by_role("radio", name="Mostly Last time, in November")).to_have_count(16)


@pytest.mark.parametrize(
    ("person_id", "pages"),
    [("naomi-feldstrom", ["home", "reflection", "year"]), ("kwame-adusei", ["home"])],
)
def test_coach_and_fellow_facilitators_read_what_was_shared_and_nothing_else(
    walked: Walk, page_for: PageFor, person_id: str, pages: list[str]
) -> None:
    page = sign_in(page_for(None, at=walked.server), person_id)

    seen = [everything_in(open_page(page, address)) for address in pages]

    assert WORDS[SHARED] in seen[0]
    assert not [words for words in PRIVATE if any(words in one for one in seen)]


@pytest.mark.parametrize("person_id", ["vivian-adebanjo", "tomas-reznicek", "mei-lin-tsao"])
def test_leader_steward_and_member_are_given_nothing_of_a_reflection(
    walked: Walk, page_for: PageFor, person_id: str
) -> None:
    page = sign_in(page_for(None, at=walked.server), person_id)
    seen = everything_in(open_page(page, "home"))

    for address in ("reflection", "year", "reflection?month=2026-11"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_role("heading", level=1)).to_have_text("This page is not open to you")
        seen += page.content()

    assert not [words for words in (*PRIVATE, WORDS[SHARED]) if words in seen]


def test_a_reload_comes_to_the_month_one_chose(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "ruth-tsosie"), "reflection")
    month = page.get_by_role("combobox", name="Month")

    month.select_option("2026-10")
    reload(page)

    expect(month).to_have_value("2026-10")


# --- by keyboard alone ------------------------------------------------------------------------


def enter(page: Page, target: Locator) -> None:
    """Tab to a link or a button, and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def type_in(page: Page, one: Locator, text: str) -> None:
    """Tab to a card's field, type, and see that it is saved."""
    tab_to(page, field(one))
    page.keyboard.type(text)
    see_saved(one)


def go_on(page: Page, name: str) -> None:
    """Follow the link to the next step; one arrives at its heading."""
    enter(page, page.get_by_role("link", name=f"Go on to {name}"))
    expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_focused()


def test_the_whole_walk_can_be_done_by_keyboard_alone(page_for: PageFor) -> None:
    page = page_for(None)
    page.goto("choose")
    enter(page, page.locator("summary", has_text="Facilitators"))
    enter(page, page.get_by_role("button", name=name_of("esteban-zaldivar")))
    ready(page)
    enter(page, page.get_by_role("link", name="Begin November"))
    ready(page)

    for planned in page.get_by_role("article").filter(has_text="Planned in").all():
        tab_to(page, planned.get_by_role("radio", name="Done"))
        page.keyboard.press("Space")
        expect(planned.get_by_role("radio", name="Done")).to_be_checked()
        expect(planned.get_by_role("radio", name="Done")).to_be_focused()
        type_in(page, planned, TOLD)
    go_on(page, "Rate")
    for statement in page.locator("#rate").get_by_role("group").all():
        tab_to(page, statement.get_by_role("radio").first)
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(statement.get_by_role("radio", name="Mostly")).to_be_focused()
    expect(page.get_by_role("radio", name="Mostly", checked=True)).to_have_count(16)
    go_on(page, "Write")
    for area, words in WORDS.items():
        type_in(page, first_card(page, area), words)
    tab_to(page, first_card(page, SHARED).get_by_role("radio", name="Only me"))
    page.keyboard.press("ArrowRight")
    expect(first_card(page, SHARED)).to_contain_text("Shared with the")
    expect(first_card(page, SHARED).get_by_role("radio", name="My cohort")).to_be_focused()
    go_on(page, "Plan")
    type_in(page, card(page, PLAN), PLANNED)
    go_on(page, "Share")
    enter(page, page.get_by_role("link", name="Done for now"))
    ready(page)

    expect(page.get_by_role("heading", name="Your reflection on November is done")).to_be_visible()


def test_the_first_key_offers_to_skip_to_the_page(page_for: PageFor) -> None:
    page = sign_in(page_for(None), "esteban-zaldivar")
    open_page(page, "home")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_on_a_phone_the_pages_are_in_a_menu_that_opens_by_keyboard(page_for: PageFor) -> None:
    page = sign_in(page_for(None, viewport=PHONE), "esteban-zaldivar")
    open_page(page, "home")
    menu = page.get_by_role("button", name="Pages")
    expect(page.get_by_role("link", name="Reflection")).to_be_hidden()

    enter(page, menu)
    expect(page.get_by_role("link", name="Reflection")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="Reflection")).to_be_hidden()
    page.keyboard.press("Enter")
    enter(page, page.get_by_role("link", name="Reflection"))
    ready(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Monthly reflection")


# --- on every screen --------------------------------------------------------------------------


def fits(page: Page) -> bool:
    """Whether nobody has to scroll sideways to read the page."""
    return not page.evaluate(TOO_WIDE)


@pytest.mark.parametrize(
    ("viewport", "person_id"), [(PHONE, "hank-dombrowski"), (PROJECTOR, "tessa-lindqvist")]
)
def test_the_walk_fits_a_phone_and_a_projector(
    page_for: PageFor, viewport: ViewportSize, person_id: str
) -> None:
    page = page_for(person_id, viewport=viewport)
    assert fits(page)

    walk(page)

    step(page, "Write")
    # An address that somebody pasted has no place to break.
    write(first_card(page, "Purpose"), "https://example.org/" + "minutes" * 40)
    for name in STEPS:
        step(page, name)
        for size in (ZOOMED, viewport):
            page.set_viewport_size(size)
            assert fits(page), (name, size)
    assert fits(open_page(page, "year"))


@pytest.mark.parametrize(
    ("person_id", "pages"),
    [
        ("ruth-tsosie", ["home", "year", "reflection"]),
        ("naomi-feldstrom", ["home", "protocols", "run"]),
        ("tomas-reznicek", ["home", "nowhere", "choose"]),
    ],
)
def test_no_page_scrolls_sideways_at_any_size(
    page_for: PageFor, person_id: str, pages: list[str]
) -> None:
    page = sign_in(page_for(None), person_id)

    for address in pages:
        page.goto(address)
        if address not in ("nowhere", "choose"):
            ready(page)
        for viewport in (PHONE, ZOOMED, PROJECTOR):
            page.set_viewport_size(viewport)
            assert fits(page), (address, viewport)
