"""Where one is after pressing something: there, or in what opened; never nowhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.reflections import Draft, EntryKind, Subject
from tests.browser.conftest import PageFor
from tests.browser.everywhere import COACH, keeps_nobody_out
from tests.browser.looking import process_of, sign_in, store_of
from tests.browser.reflecting import PLAN, card, field, first_card, open_page, step, steps, write
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE

WRITER = "esteban-zaldivar"
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


def test_a_menu_and_a_dialog_keep_nobody_out(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None, viewport=PHONE), WRITER), "year")

    page.get_by_role("button", name="Pages").press("Enter")
    expect(page.get_by_role("link", name="Home")).to_be_visible()
    keeps_nobody_out(page)

    page.get_by_role("button", name="Delete: ").first.press("Enter")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    keeps_nobody_out(page)

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
    keeps_nobody_out(page)

    step(page, "Plan")
    card(page, PLAN).get_by_role("radio", name="My cohort").press("Space")
    expect(card(page, PLAN).get_by_role("alert")).to_contain_text("Write something first")
    keeps_nobody_out(page)

    process_of(page).kill()
    expect(page.get_by_role("button", name="Reload")).to_be_visible()
    keeps_nobody_out(page)


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
