"""Leaders and coaches look at the whole: four areas, one thing to do next, nobody by name."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageFor
from tests.browser.looking import Caller, sign_in, states, words
from tests.browser.reflecting import open_page
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, axe, name_of

LEADER, COACH, FACILITATOR, MEMBER = (
    *("vivian-adebanjo", "naomi-feldstrom", "imani-okafor"),
    "caleb-yoder",
)
WATCHED = ("mei-lin-tsao", "caleb-yoder", "samir-haddadin", "walter-brzezicki", "hank-dombrowski")
AREAS = ("Purpose", "Structure", "Sustainability", "Culture")


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """The page as a leader has it open."""
    return open_page(sign_in(page_for(None, LAPTOP), LEADER), "progress")


def test_p5_a_leader_reads_what_plg_time_went_to_and_how_it_moved(page: Page) -> None:
    card = page.get_by_role("region", name="of PLG time went to the work your PLGs are for")
    expect(card).to_contain_text("Tuning tasks and assessments")
    expect(card).to_contain_text("One thing to do next")
    picture = page.get_by_role("figure").first
    expect(picture.get_by_role("img", name="Share of PLG minutes on purpose")).to_be_visible()
    picture.get_by_text("The figures as a table").press("Enter")
    table = picture.get_by_role("table", name="By month")
    expect(table.get_by_role("row", name="On purpose")).to_be_visible()


def test_s3_what_took_the_time_of_plgs_stands_beside_what_was_held(page: Page) -> None:
    card = page.get_by_role("region", name="of recorded PLG time was held")

    expect(card).to_contain_text("What it gave way to")
    expect(card).to_contain_text("Planned so far")
    card.get_by_role("link", name="Structure").click()
    expect(page).to_have_url(re.compile("structure#when-groups-meet$"))


def test_u3_survey_scales_stand_beside_how_facilitators_are_supported(page: Page) -> None:
    card = page.get_by_role("region", name="facilitators are not trained yet")

    expect(card).to_contain_text("What staff say: How is our PLG doing?")
    expect(card).to_contain_text("Their own PLG last met")


def test_c1_norms_are_told_of_several_plgs_together(page: Page) -> None:
    card = page.get_by_role("region", name="Norms were kept in")

    expect(card).to_contain_text("in 3 PLGs")
    expect(card).to_contain_text("Leaders’ own PLG")


def test_a_page_for_the_board_is_taken_away(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="A page for your board").click()

    text = [one.text for one in Document(io.BytesIO(download.value.path().read_bytes())).paragraphs]
    assert [one for one in text if one in AREAS] == list(AREAS)
    assert sum(one.startswith("Next: ") for one in text) == len(AREAS)


def test_no_state_of_the_page_holds_the_name_of_anybody_who_is_watched(page: Page) -> None:
    expect(page.get_by_role("figure")).to_have_count(len(AREAS))

    said = " ".join(text for state in states(page).values() for text in words(state))
    assert "Tuning tasks" in said
    assert not [name for person in WATCHED if (name := name_of(person)) in said]


def test_it_reads_on_a_phone_as_a_coach_has_it(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None, PHONE), COACH), "progress")

    expect(page.get_by_role("region", name="of recorded PLG time was held")).to_be_visible()
    expect(page.get_by_text("Can say who, who, when and where")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    axe(page)


@pytest.mark.parametrize("person", [FACILITATOR, MEMBER, "tomas-reznicek"])
def test_nobody_else_finds_such_a_page(served: Served, page_for: PageFor, person: str) -> None:
    page = sign_in(page_for(None), person)

    expect(page.get_by_role("link", name="Progress", exact=True)).to_have_count(0)
    caller = Caller(served)
    caller.cookies |= {one["name"]: one["value"] for one in page.context.cookies()}
    assert caller.get("progress").status == 403
