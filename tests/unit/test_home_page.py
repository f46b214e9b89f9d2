"""Home: one's own groups, what is due, and what one's role needs first."""

from datetime import date
from typing import Any

import pytest

from plgwork.models.content import Area
from plgwork.models.enrolling import Newcomer, PlgChange
from plgwork.models.people import Person, Plg, PlgKind, Role, Roster, School, Substitute
from plgwork.models.reflections import Draft, Entry, Rating, Subject
from plgwork.models.schedules import SchoolYear
from plgwork.pages.home import Home, build
from tests.store.scheduling import BREAK
from tests.store.world import OAK
from tests.unit.visiting import CONTENT, OCTOBER, Clock, Schools, plan, question


def home(schools: Schools, person: str, **place: Any) -> Home:
    return build(schools.workbook(person, **place))


def titles(page: Home) -> list[str]:
    return [panel["title"] for panel in page.panels.panels]


def panel(page: Home, title: str) -> dict[str, Any]:
    (found,) = [one for one in page.panels.panels if one["title"] == title]
    return dict(found)


def facts(page: Home, title: str) -> dict[str, str]:
    return dict(panel(page, title)["facts"])


def save(schools: Schools, person: str, subject: Subject, text: str) -> Entry:
    draft = Draft(subject=subject, text=text, sitting="before")
    return schools.as_seen_by(person).reflections.save(draft)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            "ana",
            [
                "Reflect on October",
                "Algebra",
                "Cohort",
                "What others shared of October",
                "Why we meet, and what belongs",
            ],
        ),
        (
            "cora",
            [
                "Reflect on October",
                "Cohort",
                "What others shared of October",
                "Why we meet, and what belongs",
                "Training of your cohort",
                "Every PLG: who facilitates, when and where",
            ],
        ),
        ("lee", ["You are in no PLG yet", "Every PLG: who facilitates, when and where"]),
        (
            "sam",
            [
                "You are in no PLG yet",
                "Who facilitates, when and where",
                "Every PLG: who facilitates, when and where",
            ],
        ),
        ("mia", ["Algebra"]),
    ],
)
def test_each_role_finds_what_it_needs_first(
    schools: Schools, person: str, expected: list[str]
) -> None:
    assert titles(home(schools, person)) == expected


def test_a_group_says_who_facilitates_when_and_where(schools: Schools) -> None:
    found = facts(home(schools, "mia"), "Algebra")

    assert found == {
        "Facilitated by": "Ana",
        "Next meeting": "Tuesday 20 October, 3:15 pm to 4:00 pm",
        "Where": "Room 4",
    }


def test_a_group_names_its_people(schools: Schools) -> None:
    more = panel(home(schools, "mia"), "Algebra")["more"]

    assert more["summary"] == "Who is in it: 2 people"
    assert [line.split(",")[0] for line in more["lines"]] == ["Ana", "Mia"]


def test_a_substitute_is_named_for_the_next_meeting_only(schools: Schools, clock: Clock) -> None:
    stands_in = Substitute(plg_id="algebra", person_id="mia", day=date(2026, 10, 20))
    schools.as_seen_by("sam").people.enrol(Roster(substitutes=(stands_in,)))

    before = facts(home(schools, "mia"), "Algebra")
    clock.set("2026-10-21T09:00")
    after = facts(home(schools, "mia"), "Algebra")

    assert before["This time"] == "Mia facilitates"
    assert "This time" not in after


def test_a_group_without_a_time_says_who_can_set_it(schools: Schools) -> None:
    assert "steward" in facts(home(schools, "finn"), "Art")["Next meeting"]


def test_a_group_whose_facilitator_is_gone_says_since_when_and_who_can_act(
    schools: Schools,
) -> None:
    schools.as_seen_by("sam").people.leave("ana", date(2026, 10, 19))

    assert facts(home(schools, "mia"), "Algebra")["Facilitated by"] == (
        "Ana until Monday 19 October, nobody since: Sam, the steward can name someone"
    )


def test_the_next_meeting_is_on_a_day_on_which_nobody_has_a_break(schools: Schools) -> None:
    fair = BREAK.model_copy(update={"id": "", "first": date(2026, 10, 20)})
    schools.as_seen_by("lee").schedules.keep_special(fair)

    assert facts(home(schools, "mia"), "Algebra")["Next meeting"].startswith("Tuesday 5 January")


def test_where_no_meeting_is_to_come_home_says_so(schools: Schools) -> None:
    last = SchoolYear(first=date(2025, 8, 20), last=date(2026, 6, 12))
    schools.as_seen_by("lee").schedules.keep_year(last)

    assert facts(home(schools, "mia"), "Algebra")["Next meeting"] == (
        "none in the school days that are entered"
    )


def test_the_steward_is_told_what_is_missing(schools: Schools) -> None:
    music = Plg(id="music", name="Music", kind=PlgKind.SCHOOL, school_id=OAK.id)
    schools.as_seen_by("sam").people.enrol(Roster(plgs=(music,)))

    lines = panel(home(schools, "sam"), "Who facilitates, when and where")["lines"]

    assert lines == [
        "Music: nobody facilitates it yet",
        "Music: when and where it meets is not set yet",
    ]


def test_a_steward_with_everything_in_place_is_told_so(schools: Schools) -> None:
    lines = panel(home(schools, "sam"), "Who facilitates, when and where")["lines"]

    assert lines == ["Every PLG has a facilitator, a time and a place."]


def test_a_leader_sees_every_group_and_no_words(schools: Schools) -> None:
    save(schools, "ana", question(), "Gus waited.")
    page = home(schools, "lee")

    table = panel(page, "Every PLG: who facilitates, when and where")["table"]

    assert ["Algebra", "Ana", "First and third Tuesday, 3:15 pm, Room 4", "2"] in table["rows"]
    assert "Gus waited" not in repr(page.panels.panels)


def test_the_coach_sees_whose_training_is_how_far(schools: Schools) -> None:
    found = facts(home(schools, "cora"), "Training of your cohort")

    assert found["Trained"] == "1"
    assert "Ben" in found["No training yet"]


# --- what is due -------------------------------------------------------------------------


def test_a_month_not_begun_is_to_begin(schools: Schools) -> None:
    due = panel(home(schools, "ana"), "Reflect on October")

    assert due["lines"] == ["About fifteen minutes, in five short steps, in any order."]
    assert due["links"][0]["text"] == "Begin October"


def test_a_month_begun_says_what_is_left_and_offers_what_was_written_last(
    schools: Schools, clock: Clock
) -> None:
    for about in ("what-members-brought", "slot-and-room", "voice-heard-least"):
        save(schools, "ana", question(about), f"On {about}.")
        clock.later(minutes=1)

    due = panel(home(schools, "ana"), "Go on with October")

    assert due["lines"] == [
        "Left to do: rate 16 statements, write in 1 more of the four areas, "
        "plan one thing for next month."
    ]
    assert [one["text"] for one in due["items"]] == ["On voice-heard-least.", "On slot-and-room."]


def test_a_month_with_nothing_left_is_done(schools: Schools) -> None:
    for area in Area:
        save(schools, "ana", question(CONTENT.prompts_for("oct", area)[0].id), "Words.")
    save(schools, "ana", plan(), "Ask Mia first.")
    marks = [
        Rating(month=OCTOBER.id, indicator_id=one.id, value=3)
        for one in CONTENT.indicators.indicators
    ]
    schools.as_seen_by("ana").reflections.rate(*marks)

    due = panel(home(schools, "ana"), "Your reflection on October is done")

    assert due["lines"] == ["Nothing is left to do."]


def test_what_is_due_leads_to_that_month(schools: Schools) -> None:
    served = panel(home(schools, "ana", served=True, base_url="/plg/"), "Reflect on October")[
        "links"
    ]

    assert [one["href"] for one in served] == [
        "/plg/reflection?month=2026-10",
        "/plg/year",
        "/plg/protocols",
    ]


def test_early_in_november_october_is_still_due(schools: Schools, clock: Clock) -> None:
    clock.set("2026-11-10T21:00")

    assert "Reflect on October" in titles(home(schools, "ana"))


# --- what others shared ------------------------------------------------------------------


def share(schools: Schools, person: str) -> None:
    entry = save(schools, person, question(), "Gus waited.")
    schools.as_seen_by(person).reflections.share(entry.id)


def test_with_nothing_shared_it_says_so(schools: Schools) -> None:
    shared = panel(home(schools, "ana"), "What others shared of October")

    assert shared["lines"] == [
        "Nobody has shared anything yet. Most people write late in the month."
    ]


@pytest.mark.parametrize("person", ["ana", "cora", "finn"])
def test_the_cohort_reads_what_was_shared_with_its_authors_name(
    schools: Schools, person: str
) -> None:
    share(schools, "ben")

    (item,) = panel(home(schools, person), "What others shared of October")["items"]

    assert (item["text"], item["note"]) == ("Gus waited.", "Ben, on culture")


@pytest.mark.parametrize("person", ["cody", "lee", "sam", "mia", "zoe"])
def test_nobody_else_reads_it(schools: Schools, person: str) -> None:
    share(schools, "ben")

    assert "Gus waited" not in repr(home(schools, person).panels.panels)


def test_ones_own_copy_is_not_among_what_others_shared(schools: Schools) -> None:
    share(schools, "ana")

    assert panel(home(schools, "ana"), "What others shared of October")["items"] == []


def test_word_of_a_change_reads_again(schools: Schools) -> None:
    page = home(schools, "ana")
    share(schools, "ben")

    page.live.receive({"kind": "changed", "topic": "plg:cohort"})

    assert len(panel(page, "What others shared of October")["items"]) == 1


def test_a_page_listens_to_its_visitor_and_their_groups(schools: Schools) -> None:
    topics = home(schools, "ana").live.topics

    assert set(topics) == {"person:ana", "school:oak", "plg:algebra", "plg:cohort"}


def test_a_group_one_is_put_into_appears_without_a_reload(schools: Schools) -> None:
    page = home(schools, "lee")

    schools.as_seen_by("sam").people.arrange(PlgChange(id="algebra", joins=("lee",)))
    page.live.receive({"kind": "changed", "topic": "person:lee"})

    assert titles(page)[0] == "Algebra"
    assert "plg:algebra" in page.live.topics


def test_on_a_schools_first_day_its_steward_is_led_to_setting_it_up(schools: Schools) -> None:
    elm = School(id="elm", name="Elm", timezone="America/Chicago", calendar="august-start")
    eve = Person(
        id="eve",
        school_id="elm",
        name="Eve",
        work="",
        staff_kind="staff",
        roles=(Role.MEMBER, Role.STEWARD),
    )
    schools.store.found(elm, Roster(people=(eve,)), invented=True)

    page = home(schools, "eve", served=True, base_url="/")

    assert titles(page)[0] == "Set up your school"
    assert "You are in no PLG yet" not in titles(page)
    assert [one["href"] for one in panel(page, "Set up your school")["links"]] == [
        "/school",
        "/structure#people-from-a-file",
    ]
    schools.as_seen_by("eve").people.register([Newcomer(name="Abel")])
    schools.as_seen_by("eve").people.arrange(PlgChange(name="One", facilitates=("abel",)))
    page.reread()
    assert "Set up your school" not in titles(page)


def test_somebody_new_without_a_group_is_told_whom_to_ask(schools: Schools) -> None:
    new = Person(
        id="new", school_id=OAK.id, name="New", work="", staff_kind="teacher", roles=(Role.MEMBER,)
    )
    schools.as_seen_by("sam").people.enrol(Roster(people=(new,)))

    assert titles(home(schools, "new")) == ["You are in no PLG yet"]
