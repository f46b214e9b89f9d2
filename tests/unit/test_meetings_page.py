"""The page on meetings: what each sees and can do, as a browser would ask."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar

from plgwork.models.agreements import Fist, Line, Marked, Matter, Norms, Response, Topics
from plgwork.models.meetings import Became, Block, Course, Meeting, Presence
from plgwork.models.people import Substitute
from plgwork.models.runs import MoveKind
from plgwork.pages.home import build as build_home
from plgwork.pages.meetings import MeetingsPage, build
from plgwork.pages.meetings.coming import ANOTHER
from plgwork.pages.meetings.planning import ADD, AGAIN, CALL_OFF, CHANGE, FIT, HAND_OVER, NOTHING
from plgwork.pages.meetings.recording import EVERYBODY
from plgwork.widgets import Form
from tests.store.checking import MARKS
from tests.store.convening import ALGEBRA, COHORT, LOST, OAKS_STAFF, note, plan
from tests.store.deciding import WHY
from tests.store.world import intended
from tests.store.world import press as move
from tests.unit.checked import adopt_all, closed, join
from tests.unit.visiting import Clock, Schools

NEXT = date(2026, 12, 1)  # the first Tuesday, on which Algebra meets
FEEDBACK = "Feedback on one colleague’s work"


@pytest.fixture(autouse=True)
def before_it(clock: Clock) -> None:
    clock.set("2026-11-23T08:00")


def page(schools: Schools, person: str = "ana", query: str = "") -> MeetingsPage:
    return build(schools.workbook(person, served=True, query=query))


def begun(schools: Schools, way: str = FEEDBACK, person: str = "ana") -> MeetingsPage:
    """A page on which somebody planned the next meeting."""
    opened = page(schools, person)
    press(opened, way)
    return opened


def press(opened: MeetingsPage, text: str) -> None:
    opened.planning.links.receive({"kind": "ask", "text": text})


def offered(opened: MeetingsPage) -> list[str]:
    return [one["text"] for one in opened.planning.links.items]


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send a form as a browser does, with all that stands in it; what it answers."""
    stands = {one["name"]: one.get("value", "") for one in form.fields}
    form.receive({"kind": "submit", "values": stands | values, "ticket": 1})
    return form.answer


def agenda(opened: MeetingsPage) -> list[list[str]]:
    return [row["cells"] for row in opened.planning.agenda.rows]


def kept(opened: MeetingsPage) -> Meeting:
    meeting = opened.sitting.meeting
    assert meeting is not None
    return opened.workbook.store.meetings.meeting(meeting.id)


def tells(opened: MeetingsPage, name: str, value: int) -> None:
    sheet = opened.recording.came if name in ("ana", "mia") else opened.recording.went
    sheet.receive({"kind": "rate", "id": name, "value": value})


def agree(schools: Schools, matter: Matter) -> None:
    """Let Algebra adopt it."""
    ana, mia = schools.as_seen_by("ana"), schools.as_seen_by("mia")
    proposal = ana.proposals.propose(ALGEBRA, matter)
    for one in (ana, mia):
        one.proposals.respond(proposal.id, Response(number=1, fist=Fist.LEAD))
    ana.agreements.adopt(proposal.id, 1, date(2027, 11, 1))


def write(opened: MeetingsPage, about: int, text: str, ticket: int = 1) -> dict[str, Any]:
    card = opened.recording._notes[about].card
    card.receive({"kind": "write", "text": text, "ticket": ticket})
    return card.answer


def files(opened: MeetingsPage, which: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    sent: list[bytes] = []
    downloads = opened.planning.taking_away.downloads
    monkeypatch.setattr(downloads, "send", lambda _told, buffers: sent.extend(buffers))
    downloads.receive({"kind": "ask", "id": which})
    return sent[0]


# --- which meeting --------------------------------------------------------------------------


def test_the_next_meeting_of_ones_plg_is_open(schools: Schools) -> None:
    opened = page(schools)

    assert opened.planning.head.panels[0]["title"] == "Algebra: not planned yet"
    assert "Tuesday 1 December, 3:15 pm to 4:00 pm" in opened.planning.head.panels[0]["kicker"]
    assert opened.which.table.rows[0]["cells"][-1] == "not planned yet"


def test_a_meeting_that_is_past_can_still_be_recorded(schools: Schools) -> None:
    opened = page(schools)
    past = next(row for row in opened.which.table.rows if row["cells"][-1] == "nothing kept")

    opened.which.table.receive({"kind": "open", "id": past["id"]})
    press(opened, NOTHING)

    assert kept(opened).day < opened.workbook.today
    assert opened.recording.came in opened.record.children


def test_the_address_of_a_time_opens_the_meeting_that_was_planned_there(schools: Schools) -> None:
    opened = page(schools)
    time = opened.which.table.rows[-1]["id"]
    opened.which.table.receive({"kind": "open", "id": time})
    press(opened, NOTHING)

    for person in ("ana", "mia"):
        assert page(schools, person, f"id={time}").sitting.meeting == kept(opened)


def test_whoever_is_in_no_plg_sees_the_records_and_plans_nothing(schools: Schools) -> None:
    meeting = schools.as_seen_by("ana").meetings.plan(plan())

    opened = page(schools, "sam")

    assert opened.which.links.items == []
    assert [one["title"] for one in opened.finding.results.panels[0]["items"]] == [
        "Algebra, Tuesday 17 November 2026"
    ]
    shown = page(schools, "sam", f"id={meeting.id}")
    assert offered(shown) == []
    assert shown.recording.read in shown.record.children
    assert shown.recording.went not in shown.record.children


def test_an_address_of_somebody_elses_meeting_opens_nothing(schools: Schools) -> None:
    meeting = schools.as_seen_by("ana").meetings.plan(plan())

    opened = page(schools, "finn", f"id={meeting.id}")

    assert "not there any more, or not yours" in opened.notice.text
    assert opened.sitting.meeting is None


def test_a_leader_plans_a_faculty_meeting(schools: Schools) -> None:
    opened = page(schools, "lee")
    opened.which.links.receive({"kind": "ask", "text": ANOTHER})

    answer = submit(opened.which.form, of="faculty", day="2026-12-07", starts="15:15", minutes="60")

    assert answer["problem"] == ""
    assert (kept(opened).name, kept(opened).of) == ("Faculty meeting", OAKS_STAFF)
    assert schools.as_seen_by("mia").meetings.meeting(kept(opened).id).minutes == 60


def test_a_member_plans_for_their_plg_alone(schools: Schools) -> None:
    opened = page(schools, "mia")
    opened.which.links.receive({"kind": "ask", "text": ANOTHER})

    [whose] = [one for one in opened.which.form.fields if one["name"] == "of"]
    answer = submit(opened.which.form, of="faculty", day="2026-12-07", starts="15:15", minutes="60")

    assert [one["id"] for one in whose["options"]] == ["algebra"]
    assert "not yours" in answer["problem"]


def test_a_form_says_what_is_wrong_at_each_field(schools: Schools) -> None:
    opened = page(schools)
    opened.which.links.receive({"kind": "ask", "text": ANOTHER})

    answer = submit(opened.which.form, day="", starts="soon", minutes="two")

    assert set(answer["problems"]) == {"day", "starts", "minutes"}


# --- the plan -------------------------------------------------------------------------------


def test_an_agenda_begins_from_one_and_fills_the_time(schools: Schools) -> None:
    opened = begun(schools)

    assert (kept(opened).left, kept(opened).minutes) == (0, 45)
    assert agenda(opened)[1][:5] == [
        "Feedback on work one of us brings",
        "3:20 pm",
        "35",
        "Tuning tasks and assessments",
        "Tuning Protocol. It needs at least 6 people; you are 2.",
    ]


def test_who_facilitates_and_who_takes_notes_goes_round(schools: Schools) -> None:
    schools.as_seen_by("ana").meetings.plan(plan(note_taker="ana", facilitator="mia"))

    opened = begun(schools)

    assert (kept(opened).facilitator, kept(opened).note_taker) == ("ana", "mia")


def test_a_meeting_that_was_handed_over_is_led_by_whoever_has_it(schools: Schools) -> None:
    handed = Substitute(plg_id="algebra", person_id="ben", day=NEXT)
    schools.as_seen_by("ana").meetings.hand_over(handed)

    opened = begun(schools)

    assert kept(opened).facilitator == "ben"
    assert ["Facilitates", "Ben"] in opened.planning.head.panels[0]["facts"]


def test_an_agenda_goes_on_from_the_last_one_without_its_people(schools: Schools) -> None:
    schools.as_seen_by("ana").meetings.plan(plan())

    opened = begun(schools, AGAIN)

    assert [one.name for one in kept(opened).blocks] == ["Opening", "Mia’s test on slopes"]
    assert {one.brings for one in kept(opened).blocks} == {""}


def test_it_opens_on_what_was_agreed_on_before(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    ana.records.agree(ana.meetings.plan(plan()).id, "Try it in both rooms", "mia", NEXT)

    opened = begun(schools)

    panel = next(one for one in opened.planning.head.panels if one.get("kicker") == "Begin with")
    assert panel["items"] == [
        {"title": "Try it in both rooms", "note": "Mia, by Tuesday 1 December"}
    ]


def test_a_block_is_added_at_its_place_and_times_move(schools: Schools) -> None:
    opened = begun(schools, NOTHING)
    press(opened, ADD)
    submit(opened.planning.block, name="Opening", minutes="10")
    press(opened, ADD)

    submit(opened.planning.block, name="A poem", minutes="5", place="0")

    assert [row[:3] for row in agenda(opened)] == [
        ["A poem", "3:15 pm", "5"],
        ["Opening", "3:20 pm", "10"],
    ]
    assert opened.planning.agenda.label == "Agenda: 30 of 45 minutes are still open"


def test_a_block_is_changed_moved_and_removed(schools: Schools) -> None:
    opened = begun(schools)
    opened.planning.agenda.receive({"kind": "open", "id": "2"})
    submit(opened.planning.block, place="0", name="First of all")
    opened.planning.agenda.receive({"kind": "open", "id": "1"})

    opened.planning.block.receive({"kind": "other"})

    assert [row[0] for row in agenda(opened)] == [
        "First of all",
        "Feedback on work one of us brings",
    ]


def test_blocks_never_take_more_than_there_is(schools: Schools) -> None:
    opened = begun(schools)
    opened.planning.agenda.receive({"kind": "open", "id": "0"})

    answer = submit(opened.planning.block, minutes="9")

    assert answer["problems"]["minutes"] == "Only 5 minutes are left beside the others."
    assert kept(opened).left == 0


def test_a_protocol_that_does_not_fit_says_what_would(schools: Schools) -> None:
    opened = begun(schools, NOTHING)
    press(opened, ADD)

    answer = submit(opened.planning.block, name="Work", minutes="45", protocol_id="tuning-protocol")

    said = answer["problems"]["protocol_id"]
    assert said.startswith("It needs at least 6 people; you are 2. These would fit: ")
    assert agenda(opened) == []


def test_a_shorter_meeting_says_so_and_its_blocks_are_fitted(schools: Schools) -> None:
    opened = begun(schools)
    press(opened, CHANGE)
    submit(opened.planning.settle, minutes="40", starts="15:30", place="Library")

    assert opened.planning.agenda.label == "Agenda: 5 minutes more than the 40 there are"
    assert agenda(opened)[0][1] == "3:30 pm"
    press(opened, FIT)

    assert (kept(opened).left, kept(opened).place) == (0, "Library")


def test_two_who_change_one_plan_are_told(schools: Schools) -> None:
    one, other = begun(schools, NOTHING), page(schools, "mia")
    press(one, ADD)
    press(other, CHANGE)
    submit(other.planning.settle, place="Gym")

    answer = submit(one.planning.block, name="Late", minutes="1")

    assert "Somebody changed this plan" in answer["problem"]
    assert (kept(other).place, kept(other).blocks) == ("Gym", ())


def test_guardrails_stand_beside_the_agenda(schools: Schools) -> None:
    topics = Topics(topics=(Marked(id="events", name="Trips", mark="does-not-belong"),))
    agree(schools, topics)

    opened = begun(schools)
    press(opened, ADD)

    folded = [one["more"]["lines"] for one in opened.planning.head.panels if "more" in one]
    [topic] = [one for one in opened.planning.block.fields if one["name"] == "topic"]
    assert folded == [["What belongs on our agenda: Does not belong. Trips"]]
    assert "Trips, events and concerts (does not belong)" in [
        one["name"] for one in topic["options"]
    ]


def test_the_purpose_and_the_norms_stand_on_the_agenda_and_in_the_record(
    schools: Schools, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = tuple(Line(id=one.lower(), text=one) for one in ("Listen", "Ask", "Rest"))
    agree(schools, WHY)
    agree(schools, Norms(lines=lines))

    opened = begun(schools)

    kickers = {panel["title"]: panel for panel in opened.planning.head.panels}
    assert kickers["Why you meet"]["lines"] == [WHY.wording]
    assert kickers["How you work together"]["more"]["lines"] == ["Listen", "Ask", "Rest"]
    assert ["Why we meet", WHY.wording] in opened.recording.read.panels[0]["facts"]
    paper = Document(io.BytesIO(files(opened, "word", monkeypatch)))
    assert f"Why we meet: {WHY.wording}" in [one.text for one in paper.paragraphs]


def test_a_plan_without_a_record_is_called_off(schools: Schools) -> None:
    opened = begun(schools)

    press(opened, CALL_OFF)

    assert "is called off" in opened.notice.text
    assert opened.workbook.store.meetings.on(ALGEBRA, NEXT) is None


def test_a_recorded_meeting_is_not_called_off(schools: Schools) -> None:
    opened = begun(schools)

    tells(opened, "mia", 1)
    opened.reread()

    assert CALL_OFF not in offered(opened)


def test_agenda_and_record_go_out_as_word_and_as_a_calendar(
    schools: Schools, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = begun(schools)
    write(opened, 1, "We ask for a graph first.")
    tells(opened, "mia", 3)

    paper = Document(io.BytesIO(files(opened, "word", monkeypatch)))
    [event] = Calendar.from_ical(files(opened, "calendar", monkeypatch)).walk("VEVENT")

    said = [one.text for one in paper.paragraphs]
    assert "We ask for a graph first." in said
    assert "Away with notice: Mia" in said
    assert paper.tables[0].cell(2, 2).text.startswith("Feedback on work")
    assert [cell.text for cell in paper.tables[0].rows[0].cells][-1] == "Brings work"
    assert event["summary"] == "Algebra"


def test_before_its_record_a_meeting_prints_its_agenda_with_room_to_write(
    schools: Schools,
) -> None:
    ana = schools.as_seen_by("ana")
    last = ana.meetings.plan(plan())
    ana.records.agree(last.id, "Try it in both rooms", "mia", NEXT)
    meeting = ana.meetings.plan(plan(NEXT))

    sheet = page(schools, query=f"id={meeting.id}").on_paper.paper.sheet

    assert sheet["here"] == ["Ana", "Mia"]
    assert sheet["head"][-2:] == ["Brings work", "Notes"]
    assert sheet["rows"][1] == [
        "3:20 pm", "40 min", "Mia’s test on slopes, Tuning Protocol", "Mia"
    ]  # fmt: skip
    begin, brought, *_, do_next = sheet["parts"]
    assert begin["lines"] == ["Try it in both rooms, Mia, by Tuesday 1 December"]
    assert (brought["title"], brought["room"]) == ("What was brought", 2)
    assert do_next["title"] == "What we do next: who, by when"


def test_with_a_record_a_meeting_prints_its_minutes(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    meeting = ana.meetings.plan(plan())
    short = Course(became=Became.SHORTENED, minutes=30, taken_by="covering")
    ana.records.say(meeting.id, short)
    ana.records.attend(meeting.id, {"mia": Presence.PRESENT})
    ana.records.write(note(meeting, "We ask for a graph first."))

    for person in ("ana", "sam"):
        sheet = page(schools, person, f"id={meeting.id}").on_paper.paper.sheet
        facts = dict(sheet["facts"])
        assert facts["What became of it"] == (
            "It took place, and was shortened: 30 of 45 minutes (Covering for colleagues)"
        )
        assert facts["Came"] == "Mia"
        assert (sheet["here"], sheet["head"][-1]) == ([], "Brings work")
        told = {one["title"]: one["lines"] for one in sheet["parts"]}
        assert told == {"What we decided or learned": ["We ask for a graph first."]}


def test_nothing_prints_where_no_meeting_is_open(schools: Schools) -> None:
    assert page(schools, "lou").on_paper.paper.sheet == {}


# --- the record -----------------------------------------------------------------------------


def test_the_record_says_first_who_can_read_it(schools: Schools) -> None:
    opened = begun(schools)

    first = opened.record.children[0].panels[0]["lines"][0]

    assert first.startswith("Everybody who works at Oak School can read this record.")
    assert "Name no student" in first


def test_the_facilitators_own_record_is_theirs(schools: Schools, clock: Clock) -> None:
    cora = schools.as_seen_by("cora")
    meeting = cora.meetings.plan(plan(of=COHORT))

    opened = page(schools, "ana", f"id={meeting.id}")

    assert "Everybody in Cohort can read this record; nobody else can." in str(
        opened.record.children[0].panels
    )


def test_who_came_is_kept_click_by_click_and_all_at_once(schools: Schools) -> None:
    opened = begun(schools)

    tells(opened, "mia", 3)
    opened.recording.everybody.receive({"kind": "ask", "text": EVERYBODY})

    assert kept(opened).came == {"mia": Presence.NOTICE, "ana": Presence.PRESENT}
    assert opened.recording.came.marks == {"mia": 3, "ana": 1}


def test_what_somebody_else_said_meanwhile_stays_when_all_others_came(schools: Schools) -> None:
    opened = begun(schools)
    meeting = kept(opened)
    schools.as_seen_by("mia").records.attend(meeting.id, {"mia": Presence.AWAY})

    opened.recording.everybody.receive({"kind": "ask", "text": EVERYBODY})

    assert kept(opened).came == {"mia": Presence.AWAY, "ana": Presence.PRESENT}


def test_how_it_went_is_kept(schools: Schools) -> None:
    opened = begun(schools)

    tells(opened, "everyone-spoke", 2)

    assert kept(opened).answers == {"everyone-spoke": "partly"}


def played(schools: Schools, *moves: tuple[int, MoveKind]) -> None:
    """A protocol of Algebra's meeting of today, moved at so many minutes."""
    ana = schools.as_seen_by("ana")
    ana.meetings.plan(plan(date(2026, 11, 23)))
    run = ana.runs.begin(intended("algebra"))
    begun = schools.clock()
    for minutes, kind in moves:
        schools.clock.now = begun + timedelta(minutes=minutes)
        run = move(ana, run, kind, schools.clock())


def test_of_a_protocol_played_to_its_end_the_answers_are_proposed_and_not_recorded(
    schools: Schools,
) -> None:
    played(schools, (15, MoveKind.NEXT), (35, MoveKind.NEXT), (45, MoveKind.FINISH))

    opened = page(schools)

    assert opened.recording.went.proposed == {
        "protocol-finished": {
            "value": 1,
            "why": "Proposed: Yes. The clock reached the last step at 8:35 am. Nothing is "
            "recorded until you choose.",
        },
        "debriefed": {
            "value": 1,
            "why": "Proposed: Yes. The closing step began at 8:35 am. Nothing is recorded until "
            "you choose.",
        },
    }
    assert opened.recording.went.marks == {}
    assert kept(opened).answers == {}


def test_what_is_proposed_is_kept_or_changed_by_whoever_records(schools: Schools) -> None:
    played(schools, (15, MoveKind.NEXT), (35, MoveKind.NEXT), (45, MoveKind.FINISH))
    opened = page(schools)

    tells(opened, "protocol-finished", 1)
    tells(opened, "debriefed", 3)

    assert kept(opened).answers == {"protocol-finished": "yes", "debriefed": "no"}
    assert opened.recording.went.proposed == {}
    assert page(schools).recording.went.proposed == {}


@pytest.mark.parametrize(
    "moves",
    [((15, MoveKind.NEXT), (20, MoveKind.FINISH)), ((15, MoveKind.NEXT), (35, MoveKind.NEXT))],
    ids=["broken off", "still running"],
)
def test_nothing_is_proposed_of_a_protocol_that_is_not_at_its_end(
    schools: Schools, moves: tuple[tuple[int, MoveKind], ...]
) -> None:
    played(schools, *moves)

    assert page(schools).recording.went.proposed == {}


# --- the norm check at its end --------------------------------------------------------------------


@pytest.fixture
def looks_back(schools: Schools, clock: Clock) -> Schools:
    """Algebra has norms and six people, and meets today."""
    clock.set("2026-11-23T07:00")
    join(schools, "ben", "nia", "gus", "lee")
    adopt_all(schools)
    schools.as_seen_by("ana").meetings.plan(plan(date(2026, 11, 23)))
    clock.set("2026-11-23T16:00")
    return schools


def named(opened: MeetingsPage) -> list[tuple[str, str, str]]:
    """What the record says of a norm check: its title, its first line, where it leads."""
    return [
        (one["title"], one["lines"][0], one["links"][0]["href"] if "links" in one else "")
        for one in opened.recording.check.panels
    ]


def test_at_the_end_of_a_meeting_its_facilitator_is_offered_a_norm_check(
    looks_back: Schools,
) -> None:
    [(title, line, href)] = named(page(looks_back))

    assert title == "Look back on your norms together"
    assert line.endswith("this record names nobody who answered.")
    assert href == "/culture?of=algebra#close-a-meeting"
    assert named(page(looks_back, "mia")) == []


def test_without_norms_or_on_another_day_none_is_offered(
    schools: Schools, looks_back: Schools, clock: Clock
) -> None:
    meeting = looks_back.as_seen_by("ana").meetings.on(ALGEBRA, date(2026, 11, 23))
    assert meeting is not None
    clock.set("2026-11-24T08:00")

    assert named(page(looks_back, query=f"id={meeting.id}")) == []
    cora = schools.as_seen_by("cora")
    own = cora.meetings.plan(plan(date(2026, 11, 24), of=COHORT))
    assert named(page(schools, "cora", f"id={own.id}")) == []


def test_a_check_that_is_open_is_named_in_the_record_of_that_day(looks_back: Schools) -> None:
    looks_back.as_seen_by("ana").checks.open("algebra", MARKS)
    opened = page(looks_back, "mia")

    assert opened.recording.check.panels[0]["kicker"] == "Norm check, open since 4:00 pm"
    assert named(opened)[0][2] == "/culture?of=algebra#close-a-meeting"


def test_a_closed_check_leads_to_what_may_be_shown_and_holds_none_of_it(
    looks_back: Schools,
) -> None:
    closed(looks_back, kept=4)

    opened = page(looks_back, "mia")

    assert named(opened) == [
        (
            "You looked back on your norms",
            "What may be shown of it stands on Culture, for your PLG alone.",
            "/culture?of=algebra#how-it-goes",
        )
    ]
    assert "6" not in str(opened.recording.check.panels)


def test_of_a_check_that_too_few_answered_the_record_says_no_more_than_that_it_was(
    looks_back: Schools,
) -> None:
    closed(looks_back, kept=2, of=3)

    assert named(page(looks_back)) == [
        ("You looked back on your norms", "Nothing of it can be shown.", "")
    ]


def test_who_reads_the_record_from_elsewhere_learns_of_no_check(looks_back: Schools) -> None:
    meeting = looks_back.as_seen_by("ana").meetings.on(ALGEBRA, date(2026, 11, 23))
    assert meeting is not None
    closed(looks_back, kept=4)

    read = page(looks_back, "sam", f"id={meeting.id}")

    assert read.recording.check not in read.record.children
    assert read.recording.check.panels == []
    assert "looked back" not in str(read.recording.read.panels)


def test_a_check_of_another_day_is_not_named(looks_back: Schools, clock: Clock) -> None:
    closed(looks_back, kept=4)
    clock.set("2026-11-25T16:00")
    later = looks_back.as_seen_by("ana").meetings.plan(plan(date(2026, 11, 25)))

    [(title, *_)] = named(page(looks_back, query=f"id={later.id}"))

    assert title == "Look back on your norms together"


def test_a_meeting_that_lost_time_says_what_took_it(schools: Schools) -> None:
    opened = begun(schools)
    form = opened.recording.course
    form.receive({"kind": "change", "values": {"became": "displaced"}})

    missing = submit(form, taken_by="")
    answer = submit(form, taken_by="testing")

    assert "Choose what took the time" in missing["problems"]["taken_by"]
    assert answer["problem"] == ""
    assert kept(opened).course == LOST


def test_minutes_that_are_none_are_refused(schools: Schools) -> None:
    opened = begun(schools)
    form = opened.recording.course
    form.receive({"kind": "change", "values": {"became": "held"}})

    assert "minutes" in submit(form, minutes="-3")["problems"]
    assert kept(opened).course is None


def test_notes_are_saved_as_they_are_written_and_say_by_whom(schools: Schools) -> None:
    opened = begun(schools)

    write(opened, 0, "Mia’s test")

    card = opened.recording._notes[0].card
    assert (card.answer["problem"], card.status) == ("", "Saved 8:00 am, by Ana")
    assert [one.text for one in kept(opened).about("brought")] == ["Mia’s test"]


def test_what_a_colleague_writes_meanwhile_comes_by_itself(schools: Schools) -> None:
    one = begun(schools)
    other = page(schools, "mia")

    write(other, 0, "From Mia")
    one.reread()

    assert one.recording._notes[0].card.incoming["text"] == "From Mia"


def test_two_texts_at_one_time_both_stand_until_one_is_kept(schools: Schools) -> None:
    one, other = begun(schools), page(schools, "mia")
    write(one, 0, "From Ana")

    write(other, 0, "From Mia")

    card = other.recording._notes[0].card
    assert [each["text"] for each in card.others] == ["From Ana"]
    card.receive({"kind": "settle", "id": card.others[0]["id"], "text": "From both", "ticket": 2})
    assert [each.text for each in kept(other).about("brought")] == ["From both"]


def test_a_note_too_long_is_refused_and_stays(schools: Schools) -> None:
    opened = begun(schools)

    answer = write(opened, 0, "x" * 20_001)

    assert answer["problem"]
    assert kept(opened).notes == ()


def test_what_is_agreed_on_has_an_owner_and_a_day(schools: Schools) -> None:
    opened = begun(schools)

    empty = submit(opened.recording.doing.form, text=" ")
    submit(opened.recording.doing.form, text="Try it", owner="mia", due="2026-12-15")

    assert "Write what somebody does" in empty["problems"]["text"]
    [action] = kept(opened).actions
    assert (action.text, action.owner_name, action.due) == ("Try it", "Mia", date(2026, 12, 15))


def test_what_is_done_is_closed(schools: Schools) -> None:
    opened = begun(schools)
    submit(opened.recording.doing.form, text="Try it", owner="mia", due="")
    [action] = kept(opened).actions

    opened.recording.doing.table.receive({"kind": "open", "id": action.id})
    submit(opened.recording.doing.state, state="done")

    assert opened.recording.doing.table.rows[0]["cells"][-1] == "done"


def test_ones_own_note_is_nobody_elses(schools: Schools) -> None:
    opened = begun(schools)
    card = opened.record.children[-1]
    card.receive({"kind": "write", "text": "Ben said nothing.", "ticket": 1})

    assert card.answer["problem"] == ""
    assert page(schools, "ana", f"id={kept(opened).id}").record.children[-1].text == (
        "Ben said nothing."
    )
    assert page(schools, "mia", f"id={kept(opened).id}").record.children[-1].text == ""
    assert "Ben said nothing." not in str(kept(opened))


def test_whoever_only_reads_sees_what_was_written(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    meeting = ana.meetings.plan(plan())
    ana.records.write(note(meeting, "We ask for a graph first."))
    ana.records.attend(meeting.id, {"mia": Presence.PRESENT})

    [panel] = page(schools, "lee", f"id={meeting.id}").recording.read.panels

    assert {"title": "What we decided or learned", "text": "We ask for a graph first."} in (
        panel["items"]
    )
    assert ["Came", "Mia"] in panel["facts"]


# --- run and find ---------------------------------------------------------------------------


def test_the_protocol_of_the_agenda_runs_in_place(schools: Schools, clock: Clock) -> None:
    dilemma = Block(name="Whose voice", minutes=45, protocol_id="consultancy", brings="ben")
    schools.as_seen_by("cora").meetings.plan(plan(date(2026, 11, 23), of=COHORT, blocks=(dilemma,)))
    opened = page(schools)

    opened.running.links.receive({"kind": "ask", "text": "Start: Consultancy, 45 minutes"})

    player = opened.run.children[0]
    assert (player.run["name"], player.run["roles"]["presenter"]) == ("Consultancy", "Ben")
    clock.later(minutes=1)
    finish = {"number": 2, "kind": "finish", "at": clock().timestamp() * 1000}
    player.receive({"kind": "moves", "moves": [finish]})
    assert opened.running.panels.panels[0]["items"][0]["title"] == "Consultancy"


def test_a_protocol_that_does_not_fit_those_who_are_there_says_so(schools: Schools) -> None:
    schools.as_seen_by("ana").meetings.plan(plan(date(2026, 11, 23)))
    opened = page(schools)

    opened.running.links.receive({"kind": "ask", "text": "Start: Tuning Protocol, 40 minutes"})

    assert opened.notice.text.startswith("It does not fit. It needs at least")
    assert "at least" in agenda(opened)[1][4]


def test_records_are_found_by_their_words(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    ana.records.write(note(ana.meetings.plan(plan()), "We ask for a graph first."))
    opened = page(schools, "lee")

    opened.finding.fields.receive(
        {"kind": "answer", "values": {"words": "graph", "plg": ""}, "ticket": 3}
    )
    [found] = opened.finding.results.panels[0]["items"]
    opened.finding.fields.receive(
        {"kind": "answer", "values": {"words": "banana", "plg": ""}, "ticket": 4}
    )

    assert found["title"] == "Algebra, Tuesday 17 November 2026"
    assert opened.finding.fields.status == "Nothing was found."


def test_a_facilitator_hands_one_meeting_over(schools: Schools) -> None:
    opened = begun(schools)
    press(opened, HAND_OVER)

    answer = submit(opened.planning.instead, who="ben")

    assert answer["problem"] == ""
    assert "Ben facilitates Algebra, Tuesday 1 December, that day alone." in opened.notice.text
    assert kept(opened).facilitator == "ben"
    assert HAND_OVER not in offered(page(schools, "mia", f"id={kept(opened).id}"))


def test_home_says_what_one_took_on(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    meeting = ana.meetings.plan(plan())
    ana.records.agree(meeting.id, "Try it in both rooms", "mia", NEXT)

    titles = {
        who: [
            item
            for panel in build_home(schools.workbook(who, served=True)).panels.panels
            if panel["title"] == "What you said you would do"
            for item in panel["items"]
        ]
        for who in ("ana", "mia")
    }

    assert titles["ana"] == []
    assert titles["mia"] == [
        {
            "title": "Try it in both rooms",
            "note": "by Tuesday 1 December",
            "href": f"/meetings?id={meeting.id}",
        }
    ]


def test_a_record_still_says_who_came_after_they_left(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    meeting = ana.meetings.plan(plan())
    ana.records.attend(meeting.id, {"mia": Presence.PRESENT})
    schools.as_seen_by("sam").people.end_membership("algebra", "mia", date(2026, 11, 20))

    opened = page(schools, "ana", f"id={meeting.id}")

    assert ["Came", "Mia"] in opened.recording.read.panels[0]["facts"]
    assert [row["id"] for row in opened.recording.came.groups[0]["rows"]] == ["ana", "mia"]
    press(page(schools, "ana"), NOTHING)
    later = page(schools, "ana")
    assert [row["id"] for row in later.recording.came.groups[0]["rows"]] == ["ana"]
