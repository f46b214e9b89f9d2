"""Meetings walked in a browser: planned, run, recorded by two at once, found by a colleague."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from plgwork.models.agreements import Party
from plgwork.models.runs import MoveKind
from plgwork.store import Store
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import Caller, sign_in, states, store_of, words
from tests.browser.reflecting import card, field, open_page, reload, see_saved, step, tab_to, write
from tests.browser.serving import Served
from tests.browser.visiting import PHONE, axe
from tests.store.convening import plan
from tests.store.world import intended, press, visit

FACILITATOR, MEMBER, LEADER = "imani-okafor", "mei-lin-tsao", "vivian-adebanjo"
PAGE_OF_A_PDF = re.compile(rb"/Type\s*/Page\b")
SCIENTISTS = (FACILITATOR, MEMBER, "noor-rahmani", "samir-haddadin", "patrice-duquesne")
MATHS, ENGLISH = "walter-brzezicki", "odette-beaumarchand"
SCIENCE, ENGLISH_PLG = "science-department", "english-8-to-12"
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"
FEEDBACK = "Feedback on one colleague’s work"


def at(
    page_for: PageFor, person: str, address: str = "meetings", served: Served | None = None
) -> Page:
    """Somebody's browser, on the page about meetings."""
    return open_page(sign_in(page_for(None, at=served), person), address)


def dialog(page: Page, name: str) -> Locator:
    """A dialog that is open."""
    return page.get_by_role("dialog", name=name, exact=True)


def plan_next(page: Page, way: str = FEEDBACK) -> None:
    """Plan the next meeting, where nobody did yet."""
    step(page, "Plan")
    page.get_by_role("button", name=way).click()
    expect(page.get_by_role("heading", name="all of them planned")).to_be_visible()


def open_row(page: Page, when: str) -> None:
    """Open the meeting of a day from the list."""
    step(page, "Which meeting")
    page.get_by_role("row").filter(has_text=when).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Plan", exact=True)).to_be_visible()


def open_found(page: Page, title: str) -> None:
    """Open a record from those that are found."""
    step(page, "Find")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name="Who reads this")).to_be_visible()


def sheets(page: Page) -> int:
    """How many sheets of paper it takes, of whichever size more."""
    return max(len(PAGE_OF_A_PDF.findall(page.pdf(format=one))) for one in ("Letter", "A4"))


def meet_today(served: Served, person: str, plg_id: str) -> str:
    """A meeting of somebody's PLG today; its id."""
    nobody = {"name": "Today", "facilitator": "", "note_taker": "", "blocks": ()}
    today = datetime.fromisoformat(served.now).date()
    with store_of(served, person) as store:
        return store.meetings.plan(plan(today, Party(plg_id=plg_id), **nobody)).id


def play_to_the_end(served: Served) -> None:
    """Today's meeting of the English PLG has a protocol that came to its end by 3:39 pm."""
    meet_today(served, ENGLISH, ENGLISH_PLG)
    began = datetime.fromisoformat(served.now) - timedelta(minutes=50)
    store = Store.open(f"sqlite:///{served.data / 'workbook.sqlite'}")
    run = visit(store, ENGLISH, began).runs.begin(intended(ENGLISH_PLG))
    for minutes, kind in ((15, MoveKind.NEXT), (45, MoveKind.NEXT), (49, MoveKind.FINISH)):
        moment = began + timedelta(minutes=minutes)
        run = press(visit(store, ENGLISH, moment), run, kind, moment)
    store.close()


def answer(page: Page, question: str, choice: str) -> None:
    """Mark a line of the record."""
    page.get_by_role("group", name=question).get_by_label(choice, exact=True).check()


def test_s4_two_write_one_record_at_once_and_a_colleague_finds_it(page_for: PageFor) -> None:
    one = at(page_for, FACILITATOR)
    open_row(one, "Tuesday 20 October")
    other = at(page_for, MEMBER, one.url.split("#")[0])
    for page in (one, other):
        step(page, "Record")

    write(card(one, "What was brought"), "Nothing; the gym was set up for testing.")
    see_saved(card(one, "What was brought"))
    expect(field(card(other, "What was brought"))).to_have_value(re.compile("testing"))
    write(card(other, "What we decided or learned"), "We meet before first period next time.")
    expect(field(card(one, "What we decided or learned"))).to_have_value(re.compile("period"))

    reader = at(page_for, LEADER, "meetings#find")
    reader.get_by_label("Words").fill("period gym")
    found = reader.get_by_role("link", name="Science department, Tuesday 20 October 2026")
    found.click()
    decided = reader.get_by_role("paragraph").filter(has_text="We meet before first period next")
    expect(decided).to_be_visible()
    expect(reader.get_by_label("What was brought")).to_have_count(0)


def test_s3_a_meeting_that_did_not_take_place_says_what_took_its_time(page_for: PageFor) -> None:
    page = at(page_for, ENGLISH)
    past = page.get_by_role("row").filter(has_text="nothing kept").first
    past.get_by_role("link").click()
    page.get_by_role("button", name="Begin with an empty agenda").click()
    step(page, "Record")

    page.get_by_label("What became of it").select_option("It did not take place")
    page.get_by_label("What took the time").select_option("Testing")
    page.get_by_role("button", name="Keep", exact=True).click()

    step(page, "Which meeting")
    expect(page.get_by_role("row").filter(has_text="did not take place")).not_to_have_count(0)
    reload(page)
    step(page, "Record")
    expect(page.get_by_label("What became of it").locator("option:checked")).to_have_text(
        "It did not take place"
    )


def test_u5_a_faculty_meeting_has_an_agenda_with_a_protocol_too(page_for: PageFor) -> None:
    page = at(page_for, LEADER)
    page.get_by_role("button", name="A meeting at another time").click()
    form = dialog(page, "A meeting at another time")
    form.get_by_label("Whose meeting").select_option("Faculty meeting")
    form.get_by_label("Day").fill("2026-12-14")
    form.get_by_label("Begins at").fill("15:15")
    form.get_by_role("button", name="Plan it").click()
    step(page, "Plan")

    page.get_by_role("button", name="Add a block").click()
    block = dialog(page, "Add a block")
    block.get_by_label("What it is called").fill("A text we read together")
    block.get_by_label("Protocol").select_option("Save the Last Word for Me")
    block.get_by_role("button", name="Keep").click()

    row = page.get_by_role("row").filter(has_text="A text we read together")
    expect(row).to_contain_text("Save the Last Word for Me")
    expect(row).to_contain_text("3:15 pm")


def test_u6_who_came_and_how_it_went_is_marked_in_a_minute(page_for: PageFor) -> None:
    page = at(page_for, MATHS)
    open_row(page, "Wednesday 28 October")
    step(page, "Record")
    answer(page, "Everyone spoke", "Yes")

    expect(page.get_by_role("group", name="Yuki Matsuoka").get_by_label("Came")).to_be_checked()
    answer(page, "Carlos Ibarrondo", "Away with notice")
    expect(page.get_by_text("Saved", exact=True)).not_to_have_count(0)
    reload(page)

    for question, choice in (("Everyone spoke", "Yes"), ("Carlos Ibarrondo", "Away with notice")):
        group = page.get_by_role("group", name=question)
        expect(group.get_by_label(choice, exact=True)).to_be_checked()


def test_u6_what_the_clock_tells_of_a_protocol_is_proposed_and_kept_by_a_click(
    page_for: PageFor, served: Served
) -> None:
    play_to_the_end(served)
    page = at(page_for, ENGLISH)
    step(page, "Record")
    finished = page.get_by_role("group", name="We finished the protocol")
    said = "Proposed: Yes. The clock reached the last step at 3:35 pm."
    expect(finished).to_have_accessible_description(re.compile(re.escape(said)))
    expect(finished.get_by_role("radio", checked=True)).to_have_count(0)
    axe(page)

    answer(page, "We finished the protocol", "Yes proposed")
    answer(page, "We talked about how it went", "Partly")

    expect(page.get_by_text("Proposed: ")).to_have_count(0)
    reload(page)
    for name, choice in (
        ("We finished the protocol", "Yes"),
        ("We talked about how it went", "Partly"),
    ):
        group = page.get_by_role("group", name=name)
        expect(group.get_by_label(choice, exact=True)).to_be_checked()


def test_c1_a_norm_check_is_offered_at_the_end_and_named_in_the_record_for_the_group(
    page_for: PageFor, serve: Serve
) -> None:
    served = serve()
    meeting_id = meet_today(served, FACILITATOR, SCIENCE)
    page = at(page_for, FACILITATOR, "meetings#record", served)
    page.get_by_role("link", name="Close with a norm check").click()
    page.get_by_role("button", name="Open a norm check").click()
    expect(page.get_by_role("heading", name="0 have answered")).to_be_visible()
    with store_of(served, FACILITATOR) as store:
        [check] = [one for one in store.checks.of(SCIENCE) if one.open]
    for person in SCIENTISTS:
        taps = {f"norm-{one.id}": "we-kept-it" for one in check.asked.norms}
        assert Caller(served).come_in(person).post(f"n/{check.code}", taps).status == 303
    assert Caller(served).come_in(FACILITATOR).post(f"n/{check.code}/close").status == 303

    member = at(page_for, MEMBER, f"meetings?id={meeting_id}#record", served)
    named = member.get_by_role("region", name="You looked back on your norms")
    axe(member)
    named.get_by_role("link", name="How you kept them").click()
    expect(member.get_by_role("region", name="Your last check, norm by norm")).to_be_visible()

    reader = at(page_for, LEADER, f"meetings?id={meeting_id}#record", served)
    expect(reader.get_by_role("heading", name="Who reads this")).to_be_visible()
    assert not [text for text in words(states(reader)) if "looked back" in text]


def test_s2_the_schedule_s_next_meeting_is_planned_and_adds_up(page_for: PageFor) -> None:
    page = at(page_for, FACILITATOR)
    plan_next(page)
    expect(page.get_by_text("Bring two reports from the next lab").first).to_be_visible()

    page.get_by_role("button", name="What we said we would do").click()
    block = dialog(page, "What we said we would do")
    block.get_by_label("Minutes").fill("20")
    block.get_by_role("button", name="Keep").click()
    expect(block.get_by_text(re.compile("Only . minutes are left"))).to_be_visible()
    block.get_by_label("Minutes").fill("4")
    block.get_by_role("button", name="Keep").click()

    expect(page.get_by_role("heading", name=re.compile("minutes are still open"))).to_be_visible()
    page.get_by_role("button", name="Fit the blocks to the time").click()
    expect(page.get_by_role("heading", name="all of them planned")).to_be_visible()
    axe(page)


def test_s4_a_meeting_prints_as_one_sheet_its_agenda_with_room_or_its_minutes(
    page_for: PageFor,
) -> None:
    page = at(page_for, MATHS)
    plan_next(page)
    sheet = page.get_by_role("article").filter(has_text="Begin with what you said you would do")
    expect(sheet).to_be_hidden()

    for name in ("Record", "Plan"):
        step(page, name)
        page.emulate_media(media="print")
        expect(sheet.get_by_role("row").filter(has_text="Tuning Protocol")).to_be_visible()
        expect(sheet.get_by_text("Yuki Matsuoka").first).to_be_visible()
        expect(sheet.locator("hr")).to_have_count(11)
        expect(page.get_by_role("heading", level=1)).to_be_hidden()
        expect(page.get_by_text("Everybody who works at")).to_be_hidden()
        page.emulate_media(media="null")
    assert sheets(page) == 1

    recorded = at(page_for, LEADER)
    open_found(recorded, "Science department, Tuesday 17 November 2026")
    recorded.emulate_media(media="print")
    minutes = recorded.get_by_role("article")
    expect(minutes.get_by_text("We ask for a drawing of the set-up")).to_be_visible()
    expect(minutes.get_by_text("Caleb Yoder, by Monday 23 November")).to_be_visible()
    expect(minutes.locator("hr")).to_have_count(0)
    assert sheets(recorded) == 1


def test_a_protocol_of_the_agenda_is_run_on_the_same_page(page_for: PageFor) -> None:
    page = at(page_for, "maribel-quintanar")
    plan_next(page)
    step(page, "Run")

    page.get_by_role("button", name=re.compile("^Start: Tuning Protocol")).click()

    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_block_is_added_by_keyboard_alone(page_for: PageFor) -> None:
    page = at(page_for, "kwame-adusei")
    step(page, "Plan")
    begin = page.get_by_role("button", name="Begin with an empty agenda")
    tab_to(page, begin)
    page.keyboard.press("Enter")
    add = page.get_by_role("button", name="Add a block")
    expect(add).to_be_visible()
    tab_to(page, add)
    page.keyboard.press("Enter")
    expect(dialog(page, "Add a block").get_by_label("What it is called")).to_be_focused()
    page.keyboard.type("A poem")
    page.keyboard.press("Enter")

    expect(page.get_by_role("row").filter(has_text="A poem")).to_be_visible()


@pytest.mark.parametrize("section", ["Which meeting", "Plan", "Record", "Find"])
def test_a_phone_shows_it_without_scrolling_sideways(page_for: PageFor, section: str) -> None:
    page = open_page(sign_in(page_for(None, viewport=PHONE), MEMBER), "meetings")

    step(page, section)

    assert not page.evaluate(TOO_WIDE)
