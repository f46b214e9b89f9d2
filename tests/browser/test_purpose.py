"""A purpose and its guardrails, written, weighed and adopted together in browsers."""

from datetime import date
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Locator, Page, ViewportSize, expect

from plgwork.models.agreements import Fist, Kind, Party, Response
from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in, states, store_of, words
from tests.browser.reflecting import open_page, step, steps, tab_to
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, axe, name_of

SCIENCE = Party(plg_id="science-department")
GRADE_8 = (
    *("tessa-lindqvist", "marcus-ellerbee", "anjali-deshmukh"),
    *("victor-szymanski", "beatriz-carvalhal", "otis-grandberry"),
)
LEADER, STEWARD = "vivian-adebanjo", "tomas-reznicek"
WHY = "Why do we meet?"
TEACHERS, STUDENTS = (
    "How does it reach what teachers learn?",
    "How does it reach how students grow?",
)
SAID = {
    WHY: "We meet so that a late student is still in the conversation.",
    TEACHERS: "Each of us learns one way to bring a quiet student in.",
    STUDENTS: "Nobody stays silent for a whole week.",
}


def at(
    page_for: PageFor,
    person: str,
    where: str,
    viewport: ViewportSize = LAPTOP,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    """Somebody's browser on the page, at a school or PLG and a step of it."""
    page = sign_in(page_for(None, viewport, scheme), person)
    return open_page(page, f"purpose?of={where}")


def fill(page: Page, said: dict[str, str]) -> None:
    for label, text in said.items():
        page.get_by_role("textbox", name=label).fill(text)


def hand(page: Page) -> Locator:
    """What one shows one's hand with."""
    return page.get_by_role("region", name="Your hand, from 0 to 5")


def show(page: Page, fist: str, reason: str = "") -> None:
    hand(page).get_by_role("radio", name=fist).check()
    if reason:
        hand(page).get_by_role("textbox").fill(reason)
    hand(page).get_by_role("button", name="Show this hand").click()


def go_along(served: Served, people: tuple[str, ...], of: Party, kind: Kind) -> None:
    """Let colleagues answer what is open, each with a 4."""
    for person in people:
        with store_of(served, person) as store:
            for one in store.proposals.waiting():
                if one.kind is kind and one.of == of:
                    shown = Response(number=one.latest.number, fist=Fist.GOOD)
                    store.proposals.respond(one.id, shown)


def adopt(page: Page) -> None:
    """Adopt what is open, with the day that is proposed."""
    page.get_by_role("button", name="Adopt it", exact=True).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Adopt it").click()
    expect(dialog).to_be_hidden()


def test_how_a_group_stands_is_folded_for_whoever_comes_to_it_without_an_answer(
    page_for: PageFor,
) -> None:
    page = at(page_for, "imani-okafor", "school")
    whose = page.get_by_role("combobox", name="Whose agreements")

    whose.select_option(label="Science department")
    step(page, "Respond")

    expect(hand(page).get_by_text("4 of 6 answered.")).to_be_visible()
    expect(hand(page).get_by_text("Mei-Lin Tsao")).to_be_hidden()


def test_p1_purpose_is_written_together_and_says_how_it_reaches_teachers_and_students(
    page_for: PageFor,
) -> None:
    tessa = at(page_for, "tessa-lindqvist", "grade-8-team")
    expect(tessa.get_by_role("heading", name="No purpose is adopted yet")).to_be_visible()
    tessa.get_by_role("link", name="Propose a purpose").click()
    fill(tessa, SAID | {STUDENTS: ""})
    tessa.get_by_role("button", name="Propose it").click()
    students = tessa.get_by_role("textbox", name=STUDENTS)
    expect(students).to_have_attribute("aria-invalid", "true")
    expect(students).to_be_focused()
    expect(tessa.get_by_text("A purpose needs both links.")).to_be_visible()
    expect(tessa.get_by_role("textbox", name=WHY)).to_have_value(SAID[WHY])
    axe(tessa)
    fill(tessa, {STUDENTS: SAID[STUDENTS]})
    tessa.get_by_role("button", name="Propose it").click()
    expect(tessa.get_by_text("Proposed. The others find it under Respond")).to_be_visible()
    step(tessa, "Respond")
    expect(tessa.get_by_text(SAID[WHY])).to_be_visible()

    marcus = at(page_for, "marcus-ellerbee", "grade-8-team#respond")
    marcus.get_by_role("textbox", name="What do you want to say?").fill("A week is short.")
    marcus.get_by_role("button", name="Say it").click()
    expect(marcus.get_by_role("button", name="Take it back")).to_be_visible()
    marcus.get_by_role("button", name="Word it anew").click()
    dialog = marcus.get_by_role("dialog", name="Word it anew")
    dialog.get_by_role("textbox", name=STUDENTS).fill("Nobody stays silent for a whole month.")
    dialog.get_by_role("button", name="Make it the next version").click()

    expect(tessa.get_by_role("heading", name="Our purpose, version 2")).to_be_visible()
    expect(tessa.get_by_text("A week is short.")).to_be_visible()
    tessa.get_by_text("Version 2, by Marcus Ellerbee").click()
    changed = tessa.get_by_role("region", name="Versions, and what changed")
    expect(changed.get_by_role("insertion")).to_have_text("Added: month")
    expect(changed.get_by_role("deletion")).to_have_text("Taken out: week")
    axe(tessa)


def test_two_browsers_adopt_a_purpose_together(page_for: PageFor, served: Served) -> None:
    imani = at(page_for, "imani-okafor", "science-department#respond")
    noor = at(page_for, "noor-rahmani", "science-department#respond")
    expect(hand(imani)).to_contain_text("sees your hand and what you write to it, with your name")
    expect(hand(imani)).to_contain_text("4 of 6 answered.")

    show(imani, "I think it is good")
    show(noor, "I will lead it", "I have a lab to begin with.")

    stands = "6 of 6 answered: 2 will lead it, 3 think it is good, 1 has doubts."
    for page in (imani, noor):
        expect(hand(page)).to_contain_text(stands)
        expect(hand(page)).to_contain_text("I have a lab to begin with.")
        axe(page)
    adopt(imani)

    expect(noor.get_by_role("heading", name="Nothing is proposed just now")).to_be_visible()
    step(noor, "What we agreed")
    purpose = noor.get_by_role("region", name="Our purpose")
    expect(purpose).to_contain_text("students do the thinking in a lab")
    expect(purpose).to_contain_text(stands)

    leader = at(page_for, LEADER, "science-department")
    expect(leader.get_by_role("region", name="Our purpose")).to_contain_text(stands)
    told = " ".join(text for state in states(leader).values() for text in words(state))
    assert "I have a lab to begin with." not in told
    assert name_of("noor-rahmani") not in told

    home = open_page(noor, "home")
    why = home.get_by_role("region", name="We meet so that students do the thinking")
    expect(why).to_contain_text("Why we meet: Science department")
    with store_of(served, LEADER) as store:
        kinds = [one.kind for one in store.agreements.of(SCIENCE)]
    assert kinds.count(Kind.PURPOSE) == 1


def test_a_block_without_a_reason_is_not_taken_and_nothing_is_lost(page_for: PageFor) -> None:
    page = at(page_for, "samir-haddadin", "school")
    step(page, "Propose")
    fill(page, SAID)
    page.get_by_role("button", name="Propose it").click()
    step(page, "Respond")
    show(page, "I block it")

    expect(hand(page).get_by_role("alert")).to_contain_text("Say why you block it")
    expect(hand(page).get_by_role("textbox", name="Why do you block it?")).to_be_focused()
    expect(hand(page).get_by_role("radio", name="I block it")).to_be_checked()
    axe(page)
    page.keyboard.type("It was better as it stood.")
    hand(page).get_by_role("button", name="Show this hand").click()
    expect(hand(page)).to_contain_text("You, with 0: It was better as it stood.")
    expect(hand(page)).to_contain_text("Somebody blocks it.")
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_role("dialog", name="Withdraw it?").get_by_role(
        "button", name="Withdraw it"
    ).click()
    expect(page.get_by_role("heading", name="What became of earlier ones")).to_be_visible()


def test_p2_which_topics_belong_is_agreed_on_and_everybody_is_reminded_of_it(
    page_for: PageFor, served: Served
) -> None:
    otis = open_page(sign_in(page_for(None), "otis-grandberry"), "home")
    reminder = otis.get_by_role("region", name="What belongs on our agenda")
    expect(reminder).to_contain_text("You said you would, on Monday 30 November.")
    reminder.get_by_role("link", name="Look at it").click()
    topics = otis.get_by_role("region", name="What belongs on our agenda")
    expect(topics).to_contain_text("Does not belong")

    anjali = at(page_for, "anjali-deshmukh", "grade-8-team#guardrails")
    expect(
        anjali.get_by_text("adopted nothing of its own; this holds for all PLGs.")
    ).to_have_count(2)
    anjali.get_by_role("button", name="Propose: what belongs on our agenda").click()
    dialog = anjali.get_by_role("dialog", name="What belongs on our agenda")
    dialog.get_by_role("combobox", name="Help for one student").select_option("Belongs")
    own = dialog.get_by_role("textbox", name="Topics of your own: does not belong")
    own.fill("Lost calculators")
    axe(anjali)
    dialog.get_by_role("button", name="Propose it").click()
    expect(dialog).to_be_hidden()
    party = Party(plg_id="grade-8-team")
    go_along(served, GRADE_8, party, Kind.TOPICS)
    step(anjali, "Respond")
    if anjali.get_by_role("button", name="Read What belongs on our agenda").count():
        anjali.get_by_role("button", name="Read What belongs on our agenda").click()
    adopt(anjali)
    step(anjali, "Guardrails")

    adopted = anjali.get_by_role("region", name="What belongs on our agenda")
    expect(adopted).to_contain_text("Grade 8 team, adopted on")
    expect(adopted).to_contain_text("Lost calculators")


def test_p3_the_work_expected_of_groups_is_in_the_words_that_protocols_use(
    page_for: PageFor,
) -> None:
    page = at(page_for, LEADER, "school#guardrails")
    expected = page.get_by_role("region", name="The work that is expected of us")
    expect(expected).to_contain_text("Calibrating expectations")
    page.get_by_role("button", name="Propose: the work that is expected of us").click()
    dialog = page.get_by_role("dialog", name="The work that is expected of us")
    expect(dialog.get_by_role("checkbox", name="Calibrating expectations")).to_be_checked()
    offered = [
        one.strip() for one in dialog.get_by_role("group").locator("label").all_inner_texts()
    ]
    axe(page)

    open_page(page, "protocols")
    kinds = page.get_by_role("combobox", name="Kind of work").first.locator("option")
    assert offered == [one.strip() for one in kinds.all_inner_texts()][1:]


def test_p4_how_free_a_group_is_to_shape_its_agenda_is_said_for_each(
    page_for: PageFor, served: Served
) -> None:
    steward = at(page_for, STEWARD, "english-8-to-12#guardrails")
    free = steward.get_by_role("region", name="How free we are to shape our agenda")
    expect(free).to_contain_text("Mostly set by the group")
    expect(steward.get_by_role("button", name="Propose:")).to_have_count(0)

    leader = at(page_for, LEADER, "leaders#guardrails")
    leader.get_by_role("button", name="Propose: how free we are").click()
    dialog = leader.get_by_role("dialog", name="How free we are to shape our agenda")
    dialog.get_by_role("combobox", name="Who shapes the agenda").select_option("Set by the group")
    axe(leader)
    dialog.get_by_role("button", name="Propose it").click()
    expect(dialog).to_be_hidden()
    leaders = (LEADER, "stephen-kowalczyk", "naomi-feldstrom", "marcus-ellerbee")
    go_along(served, leaders, Party(plg_id="leaders"), Kind.FREEDOM)
    step(leader, "Respond")
    adopt(leader)

    steward.get_by_role("combobox", name="Whose agreements").select_option("Leaders' PLG (to read)")
    free = steward.get_by_role("region", name="How free we are to shape our agenda")
    expect(free).to_contain_text("within the purpose and the guardrails")
    expect(steward).to_have_url(f"{served.url}/purpose?of=leaders#guardrails")


BAD = "Date,Share\n2026-09-30,18\nlast week,19\n2026-10-30,high\n"


def test_measures_stand_beside_their_purpose_and_a_bad_list_is_refused_row_by_row(
    page_for: PageFor, served: Served
) -> None:
    page = at(page_for, "naomi-feldstrom", "school")
    chart = page.get_by_role("figure").filter(has_text="closer to the target of 12")
    expect(chart.get_by_role("img")).to_be_visible()
    page.get_by_role("button", name="Change Grade 9 students who fail a course").click()
    dialog = page.get_by_role("dialog", name="Grade 9 students who fail a course")
    file: FilePayload = {"name": "values.csv", "mimeType": "text/csv", "buffer": BAD.encode()}
    dialog.get_by_label("Or a CSV file of values").set_input_files(file)

    expect(dialog.get_by_role("alert")).to_contain_text("Row 3: “last week” is not a date.")
    expect(dialog.get_by_role("alert")).to_contain_text("Row 4: “high” is not a number.")
    axe(page)
    dialog.get_by_role("textbox", name="Values to add").fill("2026-11-13, 17")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("row").filter(has_text="Grade 9 students")).to_contain_text("17 %")
    with store_of(served, LEADER) as store:
        [measure] = store.measures.of(Party(school_id="quillander-ferry"))
    assert measure.values[date(2026, 11, 13)] == 17
    assert date(2026, 9, 30) not in measure.values


@pytest.mark.parametrize(
    ("who", "whose", "scheme"),
    [
        ("thanh-luong", "english-8-to-12", "light"),
        ("ingrid-solheim", "mathematics-department", "dark"),
    ],
)
def test_on_a_phone_one_answers_by_keyboard_alone(
    page_for: PageFor, who: str, whose: str, scheme: Literal["light", "dark"]
) -> None:
    page = at(page_for, who, f"{whose}#propose", PHONE, scheme)
    for label, text in SAID.items():
        tab_to(page, page.get_by_role("textbox", name=label))
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    tab_to(page, page.get_by_role("button", name="Propose it"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Proposed. The others find it under Respond")).to_be_visible()

    steps(page).get_by_role("link", name="Respond").press("Enter")
    tab_to(page, hand(page).get_by_role("radio", name="I will lead it"))
    page.keyboard.press("ArrowDown")
    tab_to(page, hand(page).get_by_role("button", name="Show this hand"))
    page.keyboard.press("Enter")

    expect(hand(page)).to_contain_text("1 of 6 answered: 1 thinks it is good.")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)
