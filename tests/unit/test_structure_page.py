"""The structure of a school: what everybody reads, what leaders and the steward change."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar

from plgwork.models.enrolling import PersonChange, PlgChange
from plgwork.models.people import Role
from plgwork.models.schedules import (
    EveryOtherWeek,
    MeetingRule,
    RotationDays,
    SchoolYear,
    SpecialKind,
    Weekday,
    Weekly,
)
from plgwork.pages.structure import StructurePage, build
from plgwork.pages.structure.from_file import KEEP
from plgwork.widgets import Form, Panels, Table
from tests.store.convening import HELD, LOST, plan
from tests.store.scheduling import BREAK, FRIDAYS, YEAR, keep_time
from tests.store.world import OAKS
from tests.unit.rostering import one_roster
from tests.unit.visiting import Clock, Schools

STAFF = (
    "Name,E-mail,Job,PLG,Facilitates\n"
    "Ana,ana@oak.example,,Algebra,yes\nMia,,Geometry,Music,\nNew Nora,nora@oak.example,,Music,yes\n"
    "Sam,sam@oak.example,,,\n"
)
AT_SEVEN = {"pattern": "weekly", "weekday": "friday", "starts": "07:30", "minutes": "50"}


def open_by(schools: Schools, person: str, **place: Any) -> StructurePage:
    return build(schools.workbook(person, **{"served": True, "base_url": "/plg/"} | place))


@pytest.fixture
def lee(schools: Schools) -> StructurePage:
    """The page as a leader opens it."""
    return open_by(schools, "lee")


@pytest.fixture
def sam(schools: Schools) -> StructurePage:
    """The page as the steward opens it."""
    return open_by(schools, "sam")


def panel(part: Panels) -> dict[str, Any]:
    [found] = part.panels
    return dict(found)


def rows(table: Table) -> list[list[str]]:
    return [row["cells"] for row in table.rows]


def facts(part: Panels) -> dict[str, str]:
    return dict(panel(part)["facts"])


def notes(page: StructurePage) -> dict[str, str]:
    return {one["slug"]: one["note"] for one in page.steps.items}


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send what the browser sends; what the page answers."""
    form.receive({"kind": "submit", "values": values, "ticket": 7})
    assert form.answer["ticket"] == 7
    return dict(form.answer)


def hand_in(page: StructurePage, data: bytes, name: str = "staff.csv") -> None:
    message = {"kind": "piece", "ticket": 1, "name": name, "size": len(data), "at": 0}
    page.from_file.upload.collect(message, [data])


def ask(part: Any, text: str) -> None:
    part.receive({"kind": "ask", "text": text})


def fields(form: Form) -> list[str]:
    return [one["name"] for one in form.fields]


# --- who, who, when and where --------------------------------------------------------------------


def test_a_member_reads_all_three_answers_first(schools: Schools) -> None:
    found = facts(open_by(schools, "mia").clearly.mine)

    assert found == {
        "Who is in it": "Ana, Mia",
        "Who facilitates": "Ana",
        "When": "First and third Tuesday, 3:15 pm to 4:00 pm; next on Tuesday 20 October",
        "Where": "Room 4",
    }


def test_whoever_is_in_no_plg_is_told_who_can_act(schools: Schools) -> None:
    found = panel(open_by(schools, "lou").clearly.mine)

    assert found["title"] == "You are in no PLG yet"
    assert found["lines"] == ["Sam, the steward can add you to one."]
    own = panel(open_by(schools, "sam").clearly.mine)
    assert own["lines"] == ["You can add yourself to one on School."]


def test_a_leader_sees_by_name_who_cannot_answer_and_a_member_does_not(
    schools: Schools, lee: StructurePage
) -> None:
    check = panel(lee.clearly.check)

    [item] = check["items"]
    assert check["title"] == "8 people cannot answer one of three questions"
    assert item["title"] == "Who is in my PLG?"
    assert "Lou" in item["text"]
    assert "Ana" not in item["text"]
    assert open_by(schools, "mia").clearly.check.panels == []


def test_a_facilitator_who_left_leaves_a_question_with_everybody_in_the_group(
    schools: Schools, clock: Clock
) -> None:
    schools.as_seen_by("sam").people.leave("ana", date(2026, 10, 19))

    check = panel(open_by(schools, "lee").clearly.check)
    mine = facts(open_by(schools, "mia").clearly.mine)

    assert {"title": "Who facilitates it?", "text": "Mia: nobody facilitates Algebra"} in check[
        "items"
    ]
    assert mine["Who facilitates"] == "nobody yet: Sam, the steward can name someone"


def test_where_everybody_can_answer_the_check_says_so(schools: Schools, lee: StructurePage) -> None:
    everybody = tuple(one.id for one in schools.as_seen_by("sam").people.staff())
    schools.as_seen_by("sam").people.arrange(PlgChange(id="algebra", joins=everybody))

    lee.live.receive({"kind": "changed", "topic": "school:oak"})

    told = "For everybody it is set down who, who, when and where"
    assert panel(lee.clearly.check)["title"] == told
    assert notes(lee)["who-who-when-and-where"] == "all of it is set down"
    assert lee.clear.children[:2] == (lee.clearly.check, lee.clearly.downloads)
    assert lee.clearly.downloads.items[0]["main"]


def test_the_handout_says_who_who_when_and_where_of_every_plg(lee: StructurePage) -> None:
    name, _, data = lee.clearly.file()

    document = Document(io.BytesIO(data))
    text = [one.text for one in document.paragraphs]
    assert name == "who-when-and-where-2026-10-20.docx"
    assert text[:2] == ["PLGs at Oak School", "Tuesday 20 October 2026"]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    when = "First and third Tuesday, 3:15 pm to 4:00 pm"
    assert ["Algebra", "Ana", when, "Room 4", "Ana, Mia"] in rows
    assert text[-1].startswith("In no PLG yet: ")


def test_of_another_school_nothing_is_read(schools: Schools) -> None:
    assert rows(open_by(schools, "zoe").clearly.table) == [
        [
            "Art",
            "Finn of the other school",
            "not set yet",
            "not set yet",
            "Finn of the other school",
        ]
    ]


# --- when groups meet ----------------------------------------------------------------------------


def test_time_is_held_against_what_is_asked(schools: Schools, lee: StructurePage) -> None:
    keep_time(schools.as_seen_by("sam"))
    lee.reread()

    verdict = panel(lee.time_of.verdict)
    [algebra] = rows(lee.time_of.year)

    assert verdict["title"] == "1 of 1 PLGs has too little in some month"
    assert "at least 3 times a month, 60 minutes or more" in verdict["lines"][-1]
    assert lee.time_of.year.head[:3] == ["PLG", "Aug", "Sep"]
    assert algebra[2] == "2, too brief"
    assert algebra[-1] == "19 meetings, 855 minutes"


def test_that_closures_are_not_counted_yet_is_said_until_some_are_entered(
    schools: Schools, lee: StructurePage
) -> None:
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})
    submit(lee.time_of.time, **AT_SEVEN, place="Room 4")
    without = panel(lee.time_of.verdict)
    keep_time(schools.as_seen_by("sam"))

    lee.live.receive({"kind": "changed", "topic": "school:oak"})

    assert without["title"] == "Every PLG has time enough in every month, closures not counted"
    assert "closures are not counted yet" in without["lines"][0]
    assert [one["href"] for one in without["links"]] == ["#school-days"]
    assert "closures" not in str(panel(lee.time_of.verdict))


def test_beside_what_is_planned_stands_what_was_held_and_what_gave_way(
    schools: Schools, lee: StructurePage
) -> None:
    keep_time(schools.as_seen_by("sam"))
    ana = schools.as_seen_by("ana")
    for day, course in ((date(2026, 9, 1), HELD), (date(2026, 9, 15), LOST)):
        ana.records.say(ana.meetings.plan(plan(day)).id, course)
    lee.reread()

    [algebra] = rows(lee.time_of.year)
    came = panel(lee.time_of.came)

    assert lee.time_of.year.label.startswith("Planned and held from ")
    assert algebra[2] == "2 planned, too brief; 1 held, 1 gave way"
    assert algebra[5] == "2, too brief"
    assert algebra[-1] == "19 meetings, 855 minutes; 1 held, 45 minutes"
    assert came["title"] == "45 minutes gave way to something else"
    testing = {"title": "Testing", "text": "45 minutes: 1 meeting did not take place"}
    assert came["items"] == [testing]
    assert came["more"]["lines"] == ["Tuesday 15 September, Algebra: Testing, all 45 minutes"]


def test_the_month_that_runs_says_what_is_still_to_come(
    schools: Schools, lee: StructurePage, clock: Clock
) -> None:
    keep_time(schools.as_seen_by("sam"))
    clock.set("2026-11-10T08:00")
    ana = schools.as_seen_by("ana")
    ana.records.say(ana.meetings.plan(plan(date(2026, 11, 3))).id, HELD)
    lee.reread()

    [algebra] = rows(lee.time_of.year)

    assert algebra[4] == "2 planned, too brief; 1 held, 1 to come"
    assert panel(lee.time_of.came)["title"] == "No recorded meeting gave way"


def test_without_a_record_the_year_shows_the_planned_side_alone(lee: StructurePage) -> None:
    assert lee.time_of.came.panels == []
    assert lee.time_of.year.label.startswith("Planned from ")


def test_another_school_year_is_looked_at_and_stays_so_by_its_address(
    schools: Schools, lee: StructurePage
) -> None:
    keep_time(schools.as_seen_by("sam"))
    lee.reread()
    assert lee.time_of.years.fields == []
    following = SchoolYear(first=date(2027, 8, 18), last=date(2028, 3, 31))
    schools.as_seen_by("lou").schedules.keep_year(following)
    lee.reread()
    [field] = lee.time_of.years.fields
    assert [one["name"] for one in field["options"]] == ["2026–27", "2027–28"]

    answer = {"kind": "answer", "values": {"year": "2027-08-18"}, "ticket": 1}
    lee.time_of.years.receive(answer)

    planned = "Planned from Wednesday 18 August to Friday 31 March"
    assert lee.time_of.year.label == planned
    assert rows(lee.time_of.year)[0][-1] == "14 meetings, 630 minutes"
    lee.reread()
    assert (lee.time_of.year.label, lee.time_of.years.heard) == (planned, 1)
    assert open_by(schools, "lee", query="year=2027-08-18").time_of.year.label == planned


def test_what_falls_away_is_told_with_its_reason(schools: Schools, lee: StructurePage) -> None:
    keep_time(schools.as_seen_by("sam"))
    on_tuesday = BREAK.model_copy(update={"id": "", "name": "Fair", "first": date(2026, 12, 15)})
    schools.as_seen_by("lou").schedules.keep_special(on_tuesday)

    lee.live.receive({"kind": "changed", "topic": "school:oak"})

    fold = panel(lee.time_of.verdict)["more"]
    assert fold["lines"] == ["Tuesday 15 December, Algebra: Fair"]


def test_a_leader_changes_when_a_group_meets(schools: Schools, lee: StructurePage) -> None:
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})
    values = {"pattern": "every-other-week", "weekday": "thursday"}
    lee.time_of.time.receive({"kind": "change", "values": values})
    asked = fields(lee.time_of.time)

    answer = submit(
        lee.time_of.time,
        **values,
        week_of="2026-10-21",
        starts="07:30",
        minutes="55",
        place="Wood shop",
    )

    [algebra] = [one for one in schools.as_seen_by("mia").people.groups() if one.plg.meets]
    assert asked == ["pattern", "weekday", "week_of", "starts", "minutes", "place"]
    assert answer["problems"] == {}
    assert algebra.plg.meets
    assert algebra.plg.meets.pattern == EveryOtherWeek(
        weekday=Weekday.THURSDAY, week_of=date(2026, 10, 21)
    )
    assert rows(lee.time_of.groups) == [
        ["Algebra", "Every other Thursday, 7:30 am", "55", "Wood shop"]
    ]


def test_a_time_is_taken_back_by_saying_that_it_is_not_settled(
    schools: Schools, lee: StructurePage
) -> None:
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})

    submit(lee.time_of.time, pattern="")

    assert rows(lee.time_of.groups) == [["Algebra", "not set yet", "", ""]]
    assert notes(lee)["when-groups-meet"] == "1 without a time"


def test_of_two_leaders_who_change_one_time_the_second_is_told_first(
    schools: Schools, lee: StructurePage
) -> None:
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})
    schools.as_seen_by("lou").schedules.meet(["algebra"], FRIDAYS)

    first = submit(lee.time_of.time, **AT_SEVEN, place="Library")
    kept = open_by(schools, "mia").time_of
    second = submit(lee.time_of.time, **AT_SEVEN, place="Library")

    assert "to: Every Friday, 7:30 am, 50, Gym." in first["problems"]["pattern"]
    assert rows(kept.groups) == [["Algebra", "Every Friday, 7:30 am", "50", "Gym"]]
    assert second["problems"] == {}
    assert rows(lee.time_of.groups)[0][-1] == "Library"


def test_all_plgs_that_have_no_time_get_one_together(schools: Schools, lee: StructurePage) -> None:
    steward = schools.as_seen_by("sam").people
    for name in ("Art", "Music"):
        steward.arrange(PlgChange(name=name))
    lee.reread()
    offered = lee.time_of.onward.items[0]["text"]

    ask(lee.time_of.onward, offered)
    lines = lee.time_of.time.lines
    submit(lee.time_of.time, **AT_SEVEN, place="Library")

    assert offered == "Set one time for the 2 PLGs that have none"
    assert lines == ["For Art, Music. Each of them can have another day, time or place afterwards."]
    assert [row[1:] for row in rows(lee.time_of.groups) if row[0] != "Algebra"] == [
        ["Every Friday, 7:30 am", "50", "Library"]
    ] * 2
    assert "First and third Tuesday" in rows(lee.time_of.groups)[0][1]
    [onward] = lee.time_of.onward.items
    assert onward == {"text": "To the page to hand out", "href": "#who-who-when-and-where"}


def test_of_a_plg_that_began_this_year_nothing_is_planned_before_it_began(
    schools: Schools, lee: StructurePage
) -> None:
    art = schools.as_seen_by("sam").people.arrange(PlgChange(name="Art", joins=("lou",)))
    lee.reread()

    lee.time_of.groups.receive({"kind": "open", "id": art})
    submit(lee.time_of.time, **AT_SEVEN, place="Library")

    months = dict(zip(lee.time_of.year.head, rows(lee.time_of.year)[1], strict=True))
    assert months["PLG"] == "Art"
    assert (months["Aug"], months["Sep"]) == ("not begun", "not begun")
    assert months["Nov"] == "4"


def test_a_time_that_one_of_them_got_meanwhile_is_told_and_stays(
    schools: Schools, lee: StructurePage
) -> None:
    steward = schools.as_seen_by("sam")
    art, _ = [steward.people.arrange(PlgChange(name=name)) for name in ("Art", "Music")]
    lee.reread()
    ask(lee.time_of.onward, lee.time_of.onward.items[0]["text"])
    steward.schedules.meet([art], FRIDAYS)

    first = submit(lee.time_of.time, **AT_SEVEN, place="Library")
    submit(lee.time_of.time, **AT_SEVEN, place="Library")

    assert first["problems"]["pattern"] == (
        "Somebody set a time meanwhile: Art, Every Friday, 7:30 am, 50, Gym. Save once more for "
        "the others."
    )
    assert [row[-1] for row in rows(lee.time_of.groups)] == ["Room 4", "Gym", "Library"]


def test_every_problem_of_a_time_stands_at_its_field(lee: StructurePage) -> None:
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})
    nothing = {"weekday": "", "starts": "", "minutes": "1000", "place": ""}

    assert set(
        submit(lee.time_of.time, pattern="weeks-of-month", weeks=[], **nothing)["problems"]
    ) == {*("weekday", "weeks", "starts", "minutes", "place")}
    assert (
        "week_of" in submit(lee.time_of.time, pattern="every-other-week", week_of="x")["problems"]
    )
    assert "days" in submit(lee.time_of.time, pattern="rotation", days=["A"])["problems"]


@pytest.mark.parametrize(
    "forged",
    [{"weekday": "x"}, {"starts": "25:99"}, {"weeks": ["9"]}, {"weeks": ["x"]}, {"pattern": "x"}],
)
def test_a_forged_time_changes_nothing_that_could_not_be(
    lee: StructurePage, forged: dict[str, Any]
) -> None:
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})
    told = {"pattern": "weeks-of-month", "weekday": "tuesday", "weeks": ["1"], "starts": "15:15"}

    answer = submit(lee.time_of.time, **told | {"minutes": "45", "place": "Lab"} | forged)

    kept = rows(lee.time_of.groups)[0][1]
    assert "pattern" in answer["problems"] or kept == "not set yet"


def test_a_pattern_that_never_meets_is_kept_and_told(schools: Schools, lee: StructurePage) -> None:
    keep_time(schools.as_seen_by("sam"))
    lee.reread()
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})

    submit(lee.time_of.time, pattern="rotation", weekday="sunday", days=["A"])

    assert "Algebra never meets" in lee.notice.text
    assert rows(lee.time_of.year)[0][-1] == "never meets"


def test_days_of_the_cycle_are_those_of_the_school_year(
    schools: Schools, lee: StructurePage
) -> None:
    keep_time(schools.as_seen_by("sam"))
    lee.reread()
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})

    submit(lee.time_of.time, pattern="rotation", weekday="", days=["B"])

    meets = lee.clearly._now.groups[0].plg.meets
    assert meets
    assert meets.pattern == RotationDays(days=("B",))


def test_two_groups_that_share_somebody_at_one_time_are_named(
    schools: Schools, lee: StructurePage
) -> None:
    sam = schools.as_seen_by("sam")
    music = sam.people.arrange(PlgChange(name="Music", joins=("mia",)))
    sam.schedules.meet([music], lee.clearly._now.groups[0].plg.meets)

    lee.live.receive({"kind": "changed", "topic": "school:oak"})

    [clash] = panel(lee.time_of.clashing)["items"]
    assert (clash["title"], clash["text"]) == ("Algebra and Music", "Mia belongs to both.")
    assert open_by(schools, "lou").time_of.clashing.panels
    assert open_by(schools, "ben").time_of.clashing.panels == []


def test_a_school_asks_for_more_and_never_for_less(schools: Schools, lee: StructurePage) -> None:
    ask(lee.time_of.more, "Change what is asked")

    less = submit(lee.time_of.rule, times="1", minutes="30")
    submit(lee.time_of.rule, times="3", minutes="60")

    assert set(less["problems"]) == {"times", "minutes"}
    assert schools.as_seen_by("mia").schedules.rule() == MeetingRule(times=3, minutes=60)


def test_other_work_gets_its_time_and_loses_it(schools: Schools, lee: StructurePage) -> None:
    work = {"name": "Faculty meeting", "pattern": "weekly", "weekday": "monday"}
    ask(lee.other_work.more, "Give other work its time")
    empty = submit(lee.other_work.form, name="", pattern="")

    submit(lee.other_work.form, **work, starts="15:15", minutes="60", place="Cafeteria")

    [kept] = schools.as_seen_by("mia").schedules.other_work()
    assert set(empty["problems"]) == {"name", "pattern"}
    assert (kept.id, kept.meets.pattern) == ("faculty-meeting", Weekly(weekday=Weekday.MONDAY))

    lee.other_work.table.receive({"kind": "open", "id": "faculty-meeting"})
    lee.other_work.form.receive({"kind": "other"})

    assert rows(lee.other_work.table) == []


# --- school days ---------------------------------------------------------------------------------


def test_a_year_is_entered_changed_and_taken_out(schools: Schools, lee: StructurePage) -> None:
    ask(lee.days_of.more, "Enter a school year")
    submit(lee.days_of.year, first="2026-08-19", last="2027-06-11", cycle="A, B")

    assert schools.as_seen_by("mia").schedules.school_days().years == (YEAR,)

    lee.days_of.years.receive({"kind": "open", "id": "2026-08-19"})
    submit(lee.days_of.year, first="2026-08-26")
    assert schools.as_seen_by("mia").schedules.school_days().years == (
        SchoolYear(first=date(2026, 8, 26), last=YEAR.last, cycle=("A", "B")),
    )

    lee.days_of.years.receive({"kind": "open", "id": "2026-08-26"})
    lee.days_of.year.receive({"kind": "other"})
    assert rows(lee.days_of.years) == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"first": ""}, "first"),
        ({"last": "x"}, "last"),
        ({"last": "2026-01-01"}, "last"),
        ({"last": "2029-01-01"}, "last"),
        ({"cycle": "A, A"}, "cycle"),
        ({"first": "2026-10-01", "last": "2027-10-01"}, "first"),
    ],
)
def test_a_year_that_cannot_be_is_told_at_its_field(
    schools: Schools, lee: StructurePage, wrong: dict[str, str], where: str
) -> None:
    keep_time(schools.as_seen_by("sam"))
    lee.reread()
    ask(lee.days_of.more, "Enter a school year")

    answer = submit(
        lee.days_of.year, **{"first": "2027-08-18", "last": "2028-06-09", "cycle": ""} | wrong
    )

    assert set(answer["problems"]) == {where}
    assert len(rows(lee.days_of.years)) == 1


def test_days_are_set_apart_and_let_be_like_others_again(
    schools: Schools, lee: StructurePage
) -> None:
    ask(lee.days_of.more, "Set days apart")
    submit(lee.days_of.apart, name="Midterms", kind="testing", first="2026-12-14", last="")

    [kept] = schools.as_seen_by("mia").schedules.school_days().special
    assert (kept.kind, kept.first, kept.last) == (SpecialKind.TESTING, kept.first, kept.first)
    assert rows(lee.days_of.special) == [
        ["Midterms", "Monday 14 December 2026", "Testing", "do not meet"]
    ]

    lee.days_of.special.receive({"kind": "open", "id": "midterms"})
    lee.days_of.apart.receive({"kind": "other"})
    assert rows(lee.days_of.special) == []


def test_while_school_is_closed_plgs_cannot_meet(lee: StructurePage) -> None:
    ask(lee.days_of.more, "Set days apart")

    answer = submit(
        lee.days_of.apart, name="", kind="closed", first="2026-12-14", last="", meet=["meet"]
    )

    assert set(answer["problems"]) == {"name", "meet"}


# --- people from a file --------------------------------------------------------------------------


def test_a_staff_list_is_shown_by_name_before_anything_is_done(
    schools: Schools, sam: StructurePage
) -> None:
    hand_in(sam, STAFF.encode())

    assert sam.from_file.upload.answer["status"] == "staff.csv is read: 4 people."
    assert rows(sam.from_file.news) == [
        ["Mia", "Changed", "Here already; job: Geometry"],
        ["New Nora", "Added", "New; signs in as nora@oak.example"],
        ["Sam", "Added", "New; signs in as sam@oak.example"],
        ["Mia", "Ended", "is no longer in Algebra"],
        ["Music", "Added", "A new PLG"],
        ["Mia", "Changed", "joins Music"],
        ["New Nora", "Changed", "facilitates Music"],
    ]
    assert "new-nora" not in {one.id for one in schools.as_seen_by("sam").people.staff()}


def test_all_of_it_is_done_at_once(schools: Schools, sam: StructurePage) -> None:
    hand_in(sam, STAFF.encode())

    ask(sam.from_file.keep, KEEP)

    groups = {one.plg.id: one for one in schools.as_seen_by("mia").people.groups()}
    assert {one.id for one in groups["music"].members} == {"mia", "new-nora"}
    assert [one.id for one in groups["music"].facilitators] == ["new-nora"]
    assert {one.id for one in groups["algebra"].members} == {"ana"}
    assert sam.notice.text.startswith("Done: 3 added, 3 changed, 1 ended.")
    assert notes(sam)["people-from-a-file"] == ""


def test_who_is_missing_has_left_only_when_one_says_so(
    schools: Schools, sam: StructurePage
) -> None:
    alone = "Name\nAna\nMia\nBen\n"
    hand_in(sam, alone.encode())
    before = rows(sam.from_file.news)

    submit(sam.from_file.missing, missing="left")

    assert before == []
    assert [one["title"] for one in panel(sam.from_file.meaning)["items"]] == ["Row 1"]
    assert "no steward of the school" in panel(sam.from_file.meaning)["items"][0]["text"]
    assert [one["text"] for one in sam.from_file.keep.items] == ["Cancel"]


def test_what_is_wrong_is_told_by_row_and_nothing_can_be_done(sam: StructurePage) -> None:
    hand_in(sam, b"Name,E-mail\n,x@oak.example\nBo,not an address\n")

    told = panel(sam.from_file.meaning)
    assert told["title"] == "2 things are to be put right in the file first"
    assert [one["title"] for one in told["items"]] == ["Row 2", "Row 3"]
    assert KEEP not in [one["text"] for one in sam.from_file.keep.items]


def test_whether_a_row_is_whoever_bears_that_name_here_is_asked_on_the_page(
    schools: Schools, sam: StructurePage
) -> None:
    named = PersonChange(person_id="mia", account="mia@oak.example")
    schools.as_seen_by("sam").people.register(changes=[named])
    hand_in(sam, b"Name,E-mail\nMia,m.santos@oak.example\nNora,nora@oak.example\n")
    told, offered = panel(sam.from_file.meaning), sam.from_file.keep.items
    [asked, _missing] = sam.from_file.missing.fields

    submit(sam.from_file.missing, **{"row-2": "other", "missing": "stay"})
    as_another = [one[0] for one in rows(sam.from_file.news)]
    hand_in(sam, b"Name,E-mail\nMia,m.santos@oak.example\nNora,nora@oak.example\n")
    submit(sam.from_file.missing, **{"row-2": "same", "missing": "stay"})

    assert (told["title"], told["items"]) == ("Say first who is who", [])
    assert KEEP not in [one["text"] for one in offered]
    assert asked["label"] == (
        "Row 2: Mia is here already, and signs in as mia@oak.example, not as m.santos@oak.example."
    )
    assert as_another == ["Mia", "Nora"]
    assert [one[0] for one in rows(sam.from_file.news)] == ["Nora"]


def test_of_many_problems_the_first_ten_are_told_and_how_many_more_there_are(
    sam: StructurePage,
) -> None:
    hand_in(sam, b"Name,E-mail\n" + b"".join(b",%d@oak.example\n" % n for n in range(25)))

    items = panel(sam.from_file.meaning)["items"]

    assert [items[0]["title"], items[9]["title"]] == ["Row 2", "Row 11"]
    assert [one["title"] for one in items[10:]] == ["And 15 more"]


def test_focus_goes_to_what_a_file_means_and_a_file_that_is_done_with_is_let_go(
    sam: StructurePage,
) -> None:
    before = sam.from_file.meaning.led
    hand_in(sam, STAFF.encode())
    led, told = sam.from_file.meaning.led, panel(sam.from_file.meaning)["lines"]

    ask(sam.from_file.keep, "Cancel")

    assert led == before + 1
    assert "Once you say so: 3 added, 3 changed, 1 ended." in told
    assert sam.from_file.upload.answer.get("cleared")
    assert (sam.from_file.meaning.panels, notes(sam)["people-from-a-file"]) == ([], "")


def test_whoever_hands_in_the_list_is_not_asked_first_whether_they_are_themself(
    schools: Schools,
) -> None:
    name = "Sam Petrova"
    named = PersonChange(person_id="sam", name=name, account="sam@oak.example")
    schools.as_seen_by("sam").people.register(changes=[named])
    sam = open_by(schools, "sam")
    hand_in(sam, f"Name,E-mail\n{name},s.petrova@oak.example\nNora,nora@oak.example\n".encode())

    asked = {one["name"]: one["value"] for one in sam.from_file.missing.fields}
    offered = [one["text"] for one in sam.from_file.keep.items]
    submit(sam.from_file.missing, **{"row-2": "other", "missing": "stay"})

    assert asked == {"row-2": "same", "missing": "stay"}
    assert KEEP in offered
    assert [one[0] for one in rows(sam.from_file.news)] == [name, "Nora"]


def test_a_file_that_is_none_is_refused_in_words(sam: StructurePage) -> None:
    hand_in(sam, b"PK\x03\x04 cut off", "staff.xlsx")

    assert "cannot be opened" in sam.from_file.upload.answer["problem"]
    assert sam.from_file.meaning.panels == []
    assert sam.from_file.keep not in sam.people.children


def test_of_a_oneroster_of_several_schools_one_is_chosen(
    schools: Schools, sam: StructurePage
) -> None:
    hand_in(sam, one_roster("1.2", orgs="sourcedId,type,name\ns1,school,Oak K-8\ns2,school,Pine\n"))
    offered = [one["id"] for one in sam.from_file.which.fields[0]["options"]]
    asks = panel(sam.from_file.meaning)
    assert (asks["title"], asks.get("items")) == ("Which school is yours?", None)
    assert sam.from_file.upload.answer["status"].endswith("choose which school in it is yours.")

    forged = submit(sam.from_file.which, school="Elm")
    submit(sam.from_file.which, school="Oak K-8")

    assert offered == ["Oak K-8", "Pine"]
    assert set(forged["problems"]) == {"school"}
    assert sam.from_file.upload.answer["status"].endswith("is read: 2 people.")
    words = ["Ben Iversen", "Added", "New; signs in as ben@oak.example"]
    assert words in rows(sam.from_file.news)


def test_what_another_steward_did_meanwhile_is_shown_and_looked_at_once_more(
    schools: Schools, sam: StructurePage
) -> None:
    hand_in(sam, STAFF.encode())
    schools.as_seen_by("sam").people.arrange(PlgChange(name="Music"))

    ask(sam.from_file.keep, KEEP)

    assert "meanwhile" in sam.notice.text
    assert "new-nora" not in {one.id for one in schools.as_seen_by("sam").people.staff()}


def test_where_there_are_people_and_no_plg_yet_the_page_leads_on_to_drafting(
    sam: StructurePage, clock: Clock
) -> None:
    bare = Schools(clock, OAKS.model_copy(update={"plgs": (), "memberships": ()}))
    early = open_by(bare, "sam")

    assert sam.from_file.next.panels == []
    told = panel(early.from_file.next)
    assert notes(early)["when-groups-meet"] == "no PLG yet"
    assert told["title"].endswith("and no PLG yet")
    assert [one["text"] for one in told["links"]] == ["Draft the PLGs", "Make one by hand"]
    assert panel(early.clearly.check)["title"] == told["title"]


def test_a_leader_is_told_who_brings_people_in(lee: StructurePage) -> None:
    assert panel(lee.from_file.others)["lines"] == [
        "A staff list from a file is taken in by Sam, the steward."
    ]
    assert lee.people.children == (lee.from_file.others,)


# --- calendar ------------------------------------------------------------------------------------


def summaries(data: bytes) -> set[str]:
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return {str(event["summary"]) for event in found.events}


def test_ones_own_meetings_and_other_work_are_a_file(schools: Schools) -> None:
    keep_time(schools.as_seen_by("sam"))
    schools.as_seen_by("sam").schedules.meet(["cohort"], FRIDAYS)

    ben, mia = open_by(schools, "ben"), open_by(schools, "mia")

    assert summaries(ben.own.file("mine")[2]) == {"Cohort", "Faculty meeting"}
    assert summaries(mia.own.file("mine")[2]) == {"Algebra", "Faculty meeting"}
    assert summaries(ben.own.file("all")[2]) == {"Algebra", "Cohort", "Faculty meeting"}


def test_an_address_is_made_shown_renewed_and_ended(schools: Schools) -> None:
    page = open_by(schools, "mia")
    ask(page.own.more, "Make my address")
    first = page.own.address.path

    ask(page.own.more, "Make a new address")
    second = page.own.address.path
    ask(page.own.more, "End my address")

    assert first.startswith("/plg/calendar.ics?key=")
    assert first != second
    assert page.own.address.path == ""
    assert [one["text"] for one in page.own.more.items] == ["Make my address"]


def test_an_address_is_not_shown_again(schools: Schools) -> None:
    ask(open_by(schools, "mia").own.more, "Make my address")

    later = open_by(schools, "mia")

    assert later.own.address.path == ""
    assert panel(later.own.subscribed)["title"] == "You subscribe since Tuesday 20 October"
    assert notes(later)["calendar"] == "you subscribe"


def test_in_jupyterlab_there_is_no_address_to_subscribe_to(schools: Schools) -> None:
    page = build(schools.workbook("mia"))

    assert page.own.more.items == []


# --- who may -------------------------------------------------------------------------------------

TRIES = {
    "time": lambda page: (
        page.time_of.groups.receive({"kind": "open", "id": "algebra"}),
        submit(page.time_of.time, pattern=""),
    ),
    "rule": lambda page: (
        page.time_of._ask_rule(),
        submit(page.time_of.rule, times="5", minutes="90"),
    ),
    "year": lambda page: (
        page.days_of._ask_year(None),
        submit(page.days_of.year, first="2026-08-19", last="2027-06-11"),
    ),
    "days": lambda page: (
        page.days_of._ask_special(None),
        submit(page.days_of.apart, name="X", kind="closed", first="2026-12-14"),
    ),
    "work": lambda page: (
        page.other_work._ask(None),
        submit(
            page.other_work.form,
            **{"name": "X", "pattern": "weekly", "weekday": "monday"},
            **{"starts": "15:15", "minutes": "60", "place": "Y"},
        ),
    ),
}


@pytest.mark.parametrize("person", ["mia", "ana", "cora"])
@pytest.mark.parametrize("what", TRIES)
def test_nobody_else_changes_anything_by_a_forged_message(
    schools: Schools, person: str, what: str
) -> None:
    page = open_by(schools, person)
    before = page.clearly._now

    TRIES[what](page)

    page.reread()
    after = page.clearly._now
    assert (after.groups, after.days, after.other_work, after.rule) == (
        *(before.groups, before.days, before.other_work, before.rule),
    )
    assert page.time_of.groups.verb == page.days_of.years.verb == ""


@pytest.mark.parametrize("person", ["mia", "ana", "cora", "lee"])
def test_nobody_but_the_steward_takes_a_file_in(schools: Schools, person: str) -> None:
    page = open_by(schools, person)

    hand_in(page, STAFF.encode())
    ask(page.from_file.keep, KEEP)

    assert "new-nora" not in {one.id for one in schools.as_seen_by("sam").people.staff()}


def test_a_leader_whose_role_ended_while_the_page_was_open_changes_nothing(
    schools: Schools, lee: StructurePage, clock: Clock
) -> None:
    lee.time_of.groups.receive({"kind": "open", "id": "algebra"})
    schools.as_seen_by("sam").people.end_role("lee", Role.LEADER, date(2026, 10, 19))

    answer = submit(lee.time_of.time, pattern="")

    assert "not yours" in answer["problem"]
    assert schools.as_seen_by("mia").people.groups()[0].plg.meets
