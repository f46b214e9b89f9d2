"""Home: for each role who, when and where, what is due, and what changes while one looks."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from plgwork.models.content import Area
from plgwork.models.reflections import Draft, EntryKind, Subject
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import sign_in, store_of
from tests.browser.reflecting import field, first_card, open_page, step, write
from tests.browser.serving import Served
from tests.browser.visiting import ready

DECEMBER = "2026-12-17T20:40:00+00:00"
# A Thursday; somebody else facilitates the next meeting of grade 8, on Monday the 12th.
BEFORE_A_SUBSTITUTE = "2026-10-08T19:00:00+00:00"


def home(page: Page, person_id: str) -> Page:
    """Home as somebody."""
    return open_page(sign_in(page, person_id), "home")


def shares(served: Served, person_id: str, about: str, text: str) -> None:
    """Somebody writes and shares a text somewhere else."""
    subject = Subject(
        month="2026-11", kind=EntryKind.ANSWER, about=about, asked="", area=Area.CULTURE
    )
    with store_of(served, person_id) as store:
        entry = store.reflections.save(Draft(subject=subject, text=text, sitting="elsewhere"))
        store.reflections.share(entry.id)


@dataclass(frozen=True)
class Visit:
    """Somebody, their group as Home tells of it, and the panels that are theirs or are not."""

    person_id: str
    group: str
    facts: tuple[str, ...]
    theirs: tuple[str, ...] = ()
    not_theirs: tuple[str, ...] = ()


VISITS = [
    Visit(
        "maribel-quintanar",
        "Grade 6 team",
        ("Maribel Quintanar", "Wednesday 25 November, 10:25 am to 11:15 am", "Room 112"),
        theirs=("November", "What others shared of November"),
        not_theirs=("Every PLG", "Training"),
    ),
    Visit(
        "naomi-feldstrom",
        "Facilitators' PLG",
        ("Naomi Feldstrom", "Thursday 10 December, 3:30 pm to 4:30 pm", "Library seminar room"),
        theirs=("November", "What others shared of November", "Training", "Every PLG"),
    ),
    Visit(
        "vivian-adebanjo",
        "Leaders' PLG",
        ("Naomi Feldstrom", "Tuesday 24 November, 7:30 am to 8:20 am", "Conference room"),
        theirs=("Every PLG",),
        not_theirs=("November", "What others shared", "Training"),
    ),
    Visit(
        "mei-lin-tsao",
        "Science department",
        ("Imani Okafor", "Tuesday 1 December, 3:15 pm to 4:15 pm", "Lab 204"),
        not_theirs=("November", "What others shared", "Training", "Every PLG"),
    ),
    Visit(
        "tomas-reznicek",
        "Arts, shop and wellness",
        ("Hank Dombrowski", "Thursday 10 December, 7:30 am to 8:25 am", "Wood shop"),
        theirs=("Every PLG", "Who facilitates, when and where"),
        not_theirs=("November", "What others shared", "Training"),
    ),
]


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.person_id)
def test_everybody_finds_who_when_and_where_and_what_their_role_needs(
    page_for: PageFor, visit: Visit
) -> None:
    page = home(page_for(None), visit.person_id)

    for fact in visit.facts:
        expect(page.get_by_role("region", name=visit.group, exact=True)).to_contain_text(fact)
    for title in visit.theirs:
        expect(page.get_by_role("region", name=title).first).to_be_visible()
    for title in visit.not_theirs:
        expect(page.get_by_role("region", name=title)).to_have_count(0)


def test_one_can_see_who_else_is_in_the_group(page_for: PageFor) -> None:
    page = home(page_for(None), "mei-lin-tsao")

    page.get_by_text("Who is in it: 6 people").click()

    expect(page.get_by_text("Noor Rahmani, Physics, grades 11 and 12")).to_be_visible()


def test_leaders_see_every_group_in_one_table(page_for: PageFor) -> None:
    page = home(page_for(None), "vivian-adebanjo")

    table = page.get_by_role("region", name="Every PLG", exact=True).get_by_role("table")

    # One line for the head, nine groups of the school, and two of facilitators and leaders.
    expect(table.get_by_role("row")).to_have_count(1 + 9 + 2)
    row = table.get_by_role("row", name="Science department")
    expect(row).to_contain_text("Imani Okafor")
    expect(row).to_contain_text("First and third Tuesday, 3:15 pm, Lab 204")


def test_the_coach_sees_who_of_the_cohort_is_in_training(page_for: PageFor) -> None:
    page = home(page_for(None), "naomi-feldstrom")

    training = page.get_by_role("region", name="Training of your cohort")

    expect(training).to_contain_text("In training")
    expect(training).to_contain_text("Tessa Lindqvist")


def test_a_facilitator_begins_the_month_with_one_click_and_goes_on_with_a_draft(
    serve: Serve, page_for: PageFor
) -> None:
    page = home(page_for(None, at=serve(now=DECEMBER)), "imani-okafor")
    due = page.get_by_role("region", name="Reflect on December")
    expect(due).to_contain_text("in any order.Begin December")

    due.get_by_role("link", name="Begin December").click()
    ready(page)
    expect(page.get_by_role("combobox", name="Month")).to_have_value("2026-12")
    step(page, "Write")
    write(first_card(page, "Culture"), "Patrice laughed first.")
    open_page(page, "home")
    draft = page.get_by_role("listitem").filter(has_text="Patrice laughed first.")
    draft.get_by_role("link").click()
    ready(page)

    expect(page.get_by_role("heading", level=2, name="Write", exact=True)).to_be_visible()
    expect(field(first_card(page, "Culture"))).to_have_value("Patrice laughed first.")


def test_whoever_facilitates_the_next_meeting_instead_is_named(
    serve: Serve, page_for: PageFor
) -> None:
    page = home(page_for(None, at=serve(now=BEFORE_A_SUBSTITUTE)), "anjali-deshmukh")

    group = page.get_by_role("region", name="Grade 8 team")

    expect(group).to_contain_text("Monday 12 October")
    expect(group).to_contain_text("Marcus Ellerbee facilitates")


def test_what_others_share_appears_without_a_reload_and_closes_nothing(
    served: Served, page_for: PageFor
) -> None:
    page = home(page_for(None), "naomi-feldstrom")
    folded = page.get_by_text("Who is in it: 10 people")
    folded.focus()
    page.keyboard.press("Enter")

    shares(
        served, "kwame-adusei", "said-in-the-hall", "Salma said it in the hall, not in the room."
    )

    expect(page.get_by_text("Salma said it in the hall, not in the room.")).to_be_visible()
    expect(page.get_by_text("Kwame Adusei, Mathematics, grade 7")).to_be_visible()
    expect(folded).to_be_focused()
