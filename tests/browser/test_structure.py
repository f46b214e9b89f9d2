"""A school's people and time, walked in a browser: three answers, a year, a file, a calendar."""

import io
import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from icalendar import Calendar, Event
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import Caller, sign_in, store_of
from tests.browser.oak import real_school
from tests.browser.reflecting import open_page, reload, step, steps, tab_to
from tests.browser.serving import Served
from tests.browser.visiting import PHONE, axe
from tests.unit.rostering import one_roster

LEADER, STEWARD, MEMBER = "vivian-adebanjo", "tomas-reznicek", "mei-lin-tsao"
FACILITATOR = "odette-beaumarchand"
ENGLISH, CLEAR = "English, grades 8 to 12", "Who, who, when and where"
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """A leader's browser, at the first part."""
    return open_page(sign_in(page_for(None), LEADER), "structure")


@pytest.fixture
def steward(page_for: PageFor) -> Page:
    """The steward's browser, where files are handed in."""
    return open_page(sign_in(page_for(None), STEWARD), "structure#people-from-a-file")


@pytest.fixture
def own(serve: Serve) -> Served:
    """A school of one's own, for tests that change who is in it."""
    return serve()


def dialog(page: Page, name: str) -> Locator:
    """A dialog that is open."""
    return page.get_by_role("dialog", name=name, exact=True)


def hand_in(page: Page, name: str, data: bytes) -> None:
    """Choose a staff list, and wait until it is read."""
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("Your file", exact=True).set_input_files(file)
    expect(page.get_by_text(f"{name} is read:")).to_be_visible()


def handout(page: Page) -> tuple[list[str], list[list[str]]]:
    """What stands in the handout: its lines, and the rows of its table."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Handout to print").click()
    data = download.value.path().read_bytes()
    document = Document(io.BytesIO(data))
    [table] = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    return [one.text for one in document.paragraphs], rows


def make_address(page: Page) -> str:
    """Make an address for one's calendar; what is shown once."""
    page.get_by_role("button", name="address").last.click()
    expect(page.get_by_text("Your address is made.")).to_be_visible()
    return page.get_by_label("Your private address").input_value()


def fetched(caller: Caller, address: str) -> list[Event]:
    """The meetings that a calendar finds at an address, without a cookie."""
    answer = caller.get(address.removeprefix(f"{caller.served.url}/"))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    found = Calendar.from_ical(answer.text)
    assert isinstance(found, Calendar)
    return list(found.events)


def days_of(events: list[Event], summary: str) -> list[date]:
    return [_local(one).date() for one in events if one["summary"] == summary]


def _local(event: Event) -> datetime:
    assert isinstance(event.start, datetime)
    return event.start.astimezone(NEW_YORK)


# --- S1: who, who, when and where ----------------------------------------------------------------


def test_s1_whoever_signs_in_reads_all_three_answers_first(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None, PHONE), MEMBER), "structure")

    mine = page.get_by_role("region", name="Science department")

    for answer in (
        *("Caleb Yoder, Imani Okafor, Mei-Lin Tsao", "Imani Okafor", "Lab 204"),
        "First and third Tuesday, 3:15 pm to 4:15 pm; next on Tuesday 1 December",
    ):
        expect(mine).to_contain_text(answer)
    expect(page.get_by_role("region", name="cannot answer")).to_have_count(0)
    assert page.evaluate(TOO_WIDE) is False


def test_s1_a_leader_finds_by_name_who_cannot_answer_and_prints_a_page_for_all(page: Page) -> None:
    check = page.get_by_role("region", name="2 people cannot answer one of three questions")

    expect(check).to_contain_text("Colette Marchbanks, Gregory Halvorsen: in no PLG")
    lines, rows = handout(page)

    [science] = [row for row in rows if row[0] == "Science department"]
    when = "First and third Tuesday, 3:15 pm to 4:15 pm"
    assert science[1:4] == ["Imani Okafor", when, "Lab 204"]
    assert lines[-1] == "In no PLG yet: Colette Marchbanks, Gregory Halvorsen"
    axe(page)


def test_s1_when_a_facilitator_goes_mid_year_home_says_so_and_who_can_act(
    own: Served, page_for: PageFor
) -> None:
    home = open_page(sign_in(page_for(None, at=own), MEMBER), "home")
    group = home.get_by_role("region", name="Science department", exact=True)

    with store_of(own, STEWARD) as store:
        store.people.leave("imani-okafor", date(2026, 11, 18))

    expect(group).to_contain_text(
        "Imani Okafor until Wednesday 18 November, nobody since: Tomas Reznicek can name someone"
    )
    leader = open_page(sign_in(page_for(None, at=own), LEADER), "structure")
    expect(leader.get_by_role("region", name="7 people cannot answer")).to_contain_text(
        "nobody facilitates Science department"
    )


# --- S2: long enough, often enough ---------------------------------------------------------------


def test_s2_a_time_is_set_by_keyboard_and_the_year_follows(own: Served, page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None, at=own), LEADER), "structure#when-groups-meet")
    year = page.get_by_role("region", name="Planned and held from Wednesday 19 August")
    row = year.get_by_role("row", name=ENGLISH)
    expect(row).to_contain_text("1, too few")
    tab_to(page, page.get_by_role("button", name=f"Change {ENGLISH}"))
    page.keyboard.press("Enter")
    form = dialog(page, f"When {ENGLISH} meets")
    expect(form).to_be_visible()
    tab_to(page, form.get_by_label("How often"))
    page.keyboard.type("Every week")
    expect(form.get_by_label("Counted from")).to_have_count(0)
    expect(form.get_by_label("How often")).to_be_focused()
    axe(page)

    tab_to(page, form.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")

    expect(page.get_by_text(f"Saved: {ENGLISH}.")).to_be_visible()
    expect(page.get_by_role("button", name=f"Change {ENGLISH}")).to_be_focused()
    expect(row).not_to_contain_text("too few")
    member = open_page(sign_in(page_for(None, at=own), MEMBER), "structure#when-groups-meet")
    expect(member.get_by_role("row", name=ENGLISH).first).to_contain_text("Every Thursday")
    expect(member.get_by_role("button", name="Change")).to_have_count(0)


def test_s2_a_school_year_with_a_break_and_a_testing_week_decides_who_meets(
    own: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None, at=own), LEADER), "structure#school-days")
    page.get_by_role("button", name="Set days apart").click()
    form = dialog(page, "Set days apart")
    form.get_by_label("What they are called").fill("Snow")
    form.get_by_label("First day").fill("2026-12-01")
    axe(page)
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Change Snow")).to_contain_text("School is closed")

    step(page, "When groups meet")
    page.get_by_text("What falls away:").click()

    expect(page.get_by_text("Tuesday 1 December, Science department: Snow")).to_be_visible()
    home = open_page(sign_in(page_for(None, at=own), MEMBER), "home")
    expect(home.get_by_role("region", name="Science department", exact=True)).to_contain_text(
        "Tuesday 5 January, 3:15 pm"
    )


def test_s2_a_calendar_subscribes_without_a_password_and_follows_every_change(
    own: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None, at=own), MEMBER), "structure#calendar")
    address = make_address(page)
    axe(page)
    calendar = Caller(own)
    before = fetched(calendar, address)

    with store_of(own, LEADER) as store:
        store.schedules.drop_special("midterm-testing-2")

    after = fetched(calendar, address)
    times = {f"{_local(one):%H:%M}" for one in before if one["summary"] == "Science department"}
    assert times == {"15:15"}
    assert date(2026, 12, 15) not in days_of(before, "Science department")
    assert date(2026, 12, 15) in days_of(after, "Science department")
    assert {str(one["summary"]) for one in after} == {
        *("Science department", "Faculty meeting", "Grading and calls home")
    }


def test_s2_a_private_address_ends_when_another_is_made_and_when_its_owner_leaves(
    own: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None, at=own), MEMBER), "structure#calendar")
    first = make_address(page)
    reload(page)
    expect(page.get_by_label("Your private address")).to_have_count(0)
    second = make_address(page)
    caller = Caller(own)

    statuses = [caller.get(one.removeprefix(f"{own.url}/")).status for one in (first, second)]
    with store_of(own, STEWARD) as store:
        store.people.leave(MEMBER, date(2026, 11, 18))
    left = caller.get(second.removeprefix(f"{own.url}/"))

    assert statuses == [404, 200]
    assert (left.status, "Science" in left.text) == (404, False)


@pytest.mark.parametrize("query", ["", "?key=", "?key=made-up", "?key=%00", "?other=1"])
def test_s2_without_a_key_there_is_no_calendar_not_even_for_whoever_is_signed_in(
    served: Served, query: str
) -> None:
    assert Caller(served).get(f"calendar.ics{query}").status == 404
    assert Caller(served).come_in(MEMBER).get(f"calendar.ics{query}").status == 404


def test_s2_where_people_sign_in_by_password_a_calendar_needs_its_address_alone(
    serve: Serve, tmp_path: Path
) -> None:
    real_school(tmp_path)
    oak = serve(data=tmp_path, demo=False)
    with store_of(oak, "mia") as store:
        key = store.schedules.make_calendar()

    events = fetched(Caller(oak), f"{oak.url}/calendar.ics?key={key}")

    assert {str(one["summary"]) for one in events} == {"Algebra"}
    assert date(2026, 12, 3) in days_of(events, "Algebra")


# --- S3: other work has its own time -------------------------------------------------------------


def test_s3_other_work_has_its_own_time_beside_the_groups(own: Served, page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None, at=own), LEADER), "structure#when-groups-meet")
    clashing = page.get_by_role("region", name="pairs meet at one time")
    expect(clashing).to_contain_text("Odette Beaumarchand belongs to both.")
    expect(clashing).to_contain_text("History and languages and Faculty meeting")

    page.get_by_role("button", name="Give other work its time").click()
    form = dialog(page, "Give other work its time")
    form.get_by_label("What it is for").fill("Data entry")
    form.get_by_label("How often").select_option("Every week")
    form.get_by_label("On", exact=True).select_option("Tuesday")
    form.get_by_label("Begins at").fill("15:30")
    form.get_by_label("Where").fill("Your own room")
    axe(page)
    form.get_by_role("button", name="Save").click()

    expect(page.get_by_role("row", name="Change Data entry")).to_contain_text("Every Tuesday")
    expect(clashing).to_contain_text("Science department and Data entry")
    member = open_page(sign_in(page_for(None, at=own), MEMBER), "structure#calendar")
    events = fetched(Caller(own), make_address(member))
    assert date(2026, 11, 24) in days_of(events, "Data entry")


def test_s3_what_was_held_and_what_gave_way_stands_beside_what_was_planned(
    own: Served, page_for: PageFor
) -> None:
    records = open_page(sign_in(page_for(None, at=own), FACILITATOR), "meetings")
    past = records.get_by_role("row", name=ENGLISH).filter(has_text="nothing kept").first
    past.get_by_role("link").click()
    records.get_by_role("button", name="Begin with an empty agenda").click()
    step(records, "Record")
    records.get_by_label("What became of it").select_option("It did not take place")
    records.get_by_label("What took the time").select_option("Weather or a closed building")
    records.get_by_role("button", name="Keep", exact=True).click()
    step(records, "Which meeting")
    expect(records.get_by_role("row").filter(has_text="did not take place").first).to_be_visible()

    page = open_page(sign_in(page_for(None, at=own), MEMBER), "structure#when-groups-meet")

    year = page.get_by_role("region", name="Planned and held from")
    expect(year.get_by_role("row", name=ENGLISH)).to_contain_text("1 gave way")
    came = page.get_by_role("region", name="minutes gave way to something else")
    weather = came.get_by_role("listitem").filter(has_text="Weather or a closed building").first
    expect(weather).to_contain_text("60 minutes: 1 meeting did not take place")
    axe(page)


# --- people from a file --------------------------------------------------------------------------


def test_half_a_time_that_is_typed_stays_while_a_field_comes_beside_it(
    own: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None, at=own), LEADER), "structure#when-groups-meet")
    page.get_by_role("button", name="Change Science department").click()
    form = dialog(page, "When Science department meets")
    form.get_by_label("How often").select_option("Every week")
    weeks = form.get_by_role("group", name="In these weeks of the month")
    expect(weeks).to_have_count(0)

    form.get_by_label("How often").select_option("In some weeks of the month")
    form.get_by_label("Begins at").focus()
    page.keyboard.type("02")
    expect(weeks).to_be_visible()
    page.keyboard.type("45PM")

    expect(form.get_by_label("Begins at")).to_have_value("14:45")
    expect(form.get_by_label("Begins at")).to_be_focused()


def test_from_a_oneroster_file_to_a_printed_page_for_everybody(
    own: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None, at=own), STEWARD), "structure#people-from-a-file")
    hand_in(page, "oneroster.zip", one_roster("1.2"))
    axe(page)
    page.get_by_label("Which school in it is yours?").select_option("Oak School")
    page.get_by_role("button", name="Read it for this school").click()
    change = page.get_by_role("region", name="What will change")
    expect(change.get_by_role("row", name="Ana Ruiz")).to_contain_text("Added")
    axe(page)
    page.get_by_role("button", name="Do all of this").click()
    expect(page.get_by_text("Done: 2 added.")).to_be_visible()

    step(page, CLEAR)
    expect(page.get_by_role("region", name="4 people cannot answer")).to_contain_text("Ana Ruiz")
    page.get_by_role("link", name="People and PLGs").click()
    add_plg(page)
    open_page(page, "structure#when-groups-meet")
    page.get_by_role("button", name="Change Primary").click()
    form = dialog(page, "When Primary meets")
    form.get_by_label("How often").select_option("In some weeks of the month")
    form.get_by_label("On", exact=True).select_option("Wednesday")
    for week in ("First", "Third"):
        form.get_by_role("checkbox", name=week).check()
    form.get_by_label("Begins at").fill("14:00")
    form.get_by_label("Where").fill("Reading corner")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: Primary.")).to_be_visible()
    step(page, CLEAR)

    _, rows = handout(page)

    assert [row for row in rows if row[0] == "Primary"] == [
        [
            "Primary",
            "Ana Ruiz",
            "First and third Wednesday, 2:00 pm to 2:50 pm",
            "Reading corner",
            "Ana Ruiz, Ben Iversen",
        ]
    ]


def add_plg(page: Page) -> None:
    """Make a PLG of the two who are new."""
    step(page, "PLGs")
    page.get_by_role("button", name="Add a PLG").click()
    form = dialog(page, "Add a PLG")
    form.get_by_role("textbox", name="Name").fill("Primary")
    form.get_by_role("combobox", name="Facilitated by").select_option("Ana Ruiz, Teacher")
    form.get_by_role("checkbox", name="Ben Iversen").check()
    form.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("row", name="Change Primary")).to_be_visible()


def test_a_staff_list_with_plgs_is_taken_in_and_those_who_left_are_named_first(
    own: Served, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None, at=own), STEWARD), "structure#people-from-a-file")
    with store_of(own, STEWARD) as store:
        here = [one.name for one in store.people.staff() if one.id != "colette-marchbanks"]
    rows = [f"{name},,," for name in here] + ["Wren Abara,wren@ferry.example,Choirs,yes"]
    hand_in(page, "staff.csv", "\n".join(["Name,E-mail,PLG,Facilitates", *rows]).encode())
    change = page.get_by_role("region", name="What will change")
    expect(change.get_by_role("row", name="Colette Marchbanks")).to_have_count(0)

    page.get_by_label("Whoever is not in this file").select_option("has left the school")
    page.get_by_role("button", name="Look again").click()
    expect(change.get_by_role("row", name="Colette Marchbanks")).to_contain_text("has left")
    page.get_by_role("button", name="Do all of this").click()

    expect(page.get_by_text("Done: 2 added, 1 changed, 1 ended.")).to_be_visible()
    expect(steps(page).get_by_role("link", name=CLEAR)).to_contain_text("2 people cannot say")
    with store_of(own, STEWARD) as store:
        staff = {one.id: one.roles for one in store.people.staff()}
    assert staff["colette-marchbanks"] == ()


def test_the_name_of_a_file_stands_in_its_field_until_one_is_done_with_it(steward: Page) -> None:
    field = steward.get_by_label("Your file", exact=True)
    for _ in range(2):  # the same file can be taken again, mended
        hand_in(steward, "staff.csv", b"Name\nNew Nora\n")
        expect(field).to_have_value(re.compile(r"staff\.csv$"))
        expect(steward.get_by_role("heading", name="Nothing is done yet")).to_be_focused()

        steward.get_by_role("button", name="Cancel", exact=True).click()

        expect(field).to_have_value("")
        expect(steward.get_by_text("is read:")).to_have_count(0)


BAD: dict[str, tuple[bytes, str]] = {
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not a text"),
    "cut-off.xlsx": (b"PK\x03\x04 half", "cannot be opened"),
    "empty.csv": (b"\n\n", "There is nothing in this list"),
    "old.xls": (b"\xd0\xcf\x11\xe0 old", "old format"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_staff_list_is_told_in_words_and_changes_nothing(
    steward: Page, name: str
) -> None:
    data, says = BAD[name]
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": data}

    steward.get_by_label("Your file", exact=True).set_input_files(file)

    expect(steward.get_by_role("alert").filter(has_text=says)).to_be_visible()
    expect(steward.get_by_role("button", name="Do all of this")).to_have_count(0)


def test_every_problem_of_a_staff_list_is_told_at_once_by_its_row(steward: Page) -> None:
    wrong = "Name,E-mail,Job\n,a@b.example,\nBo Bee,not an address,\nCy Cole,,=SUM(A1)\n"

    hand_in(steward, "wrong.csv", wrong.encode())

    told = steward.get_by_role("region", name="3 things are to be put right in the file first")
    for row in ("Row 2", "Row 3", "Row 4"):
        expect(told.get_by_text(row)).to_be_visible()
    expect(steward.get_by_role("button", name="Do all of this")).to_have_count(0)
    axe(steward)
