"""Running a protocol, by its traits: set up, moved, over; and what others see of it."""

from typing import Any

import pytest

from plgwork.analysis.fit import fit
from plgwork.models.protocols import Fitted
from plgwork.models.runs import OPEN, MoveKind, in_milliseconds
from plgwork.pages.home import build as home
from plgwork.pages.run import RunPage, build
from plgwork.widgets import Links, Notice, Panels, Player, Preparation, Table
from tests.store.world import intended, press
from tests.unit.visiting import CONTENT, Clock, Schools

TUNING = "protocol=tuning-protocol&people=8&minutes=45&plg=algebra"


def page(schools: Schools, person: str = "ana", query: str = "", **place: Any) -> RunPage:
    return build(schools.workbook(person, query=query, **place))


def values(**more: str) -> dict[str, str]:
    given = {"protocol": "tuning-protocol", "people": "8", "minutes": "45", "plg": "algebra"}
    return given | more


def start(found: RunPage, **more: str) -> dict[str, Any]:
    found.outset.form.receive({"kind": "submit", "ticket": 1, "values": values(**more)})
    return dict(found.outset.form.answer)


def change(found: RunPage, **more: str) -> None:
    found.outset.form.receive({"kind": "change", "values": values(**more)})


def fields(found: RunPage) -> dict[str, Any]:
    return {one["name"]: one["value"] for one in found.outset.form.fields}


def player(found: RunPage) -> Player:
    [shown] = found.run.children
    assert isinstance(shown, Player)
    return shown


def send(found: RunPage, clock: Clock, *kinds: str, reason: str = "") -> None:
    """Press buttons one after the other, as the browser tells of them."""
    shown = player(found)
    number = len(shown.run["moves"])
    moves = [
        {"number": number + at, "kind": kind, "at": in_milliseconds(clock()), "reason": reason}
        for at, kind in enumerate(kinds, start=1)
    ]
    shown.receive({"kind": "moves", "moves": moves})


def kinds(found: RunPage) -> list[str]:
    return [move["kind"] for move in player(found).run["moves"]]


def record(found: RunPage) -> dict[str, Any]:
    panels = next(one for one in found.run.children if isinstance(one, Panels))
    return dict(panels.panels[0])


# --- setting up ---------------------------------------------------------------------------------


def test_on_arrival_the_numbers_are_those_of_ones_own_plg(schools: Schools) -> None:
    found = fields(page(schools, query="plg=algebra"))

    assert (found["people"], found["minutes"], found["plg"]) == ("2", "45", "algebra")
    assert found["protocol"] == ""


def test_an_address_brings_protocol_people_and_minutes(schools: Schools) -> None:
    found = page(schools, query=TUNING)

    [plan] = found.outset.plan.children
    assert isinstance(plan, Table)
    assert plan.label == "Tuning Protocol, 8 people together, if you start now"
    assert plan.rows[0]["cells"][1:3] == ["4 min", "3:15 pm"]
    assert plan.rows[-1]["cells"][:3] == ["End", "", "4:00 pm"]


def test_the_plan_follows_what_is_typed(schools: Schools) -> None:
    found = page(schools, query=TUNING)

    change(found, minutes="60", presenter="Priya")

    rows = [row["cells"] for row in found.outset.plan.children[0].rows]
    assert rows[-1][2] == "4:15 pm"
    assert rows[1][3] == "Priya"


@pytest.mark.parametrize(("people", "minutes"), [("1", "45"), ("200", "45"), ("8", "5")])
def test_what_does_not_fit_says_why_and_what_would(
    schools: Schools, people: str, minutes: str
) -> None:
    found = page(schools, query=TUNING)

    change(found, people=people, minutes=minutes)
    answer = start(found, people=people, minutes=minutes)

    said, links = found.outset.plan.children
    assert isinstance(said, Notice)
    assert isinstance(links, Links)
    assert said.text.startswith("Tuning Protocol does not fit. ")
    assert bool(links.items) == ("These would fit" in said.text)
    assert answer["problems"]["minutes"]
    assert not schools.as_seen_by("ana").runs.recent()


@pytest.mark.parametrize("typed", ["", "0", "-3", "eight", "4.5", "1e9", "٤", "9" * 5000])
def test_a_number_that_is_none_is_answered_beside_its_field(schools: Schools, typed: str) -> None:
    found = page(schools, query=TUNING)

    change(found, people=typed)

    assert start(found, people=typed)["problems"] == {
        "people": "How many people? Write a whole number from 1 to 1,000."
    }


def test_without_a_protocol_one_is_asked_for(schools: Schools) -> None:
    assert start(page(schools), protocol="")["problems"] == {
        "protocol": "Choose which protocol to run."
    }


def test_a_protocol_that_is_not_there_is_said(schools: Schools) -> None:
    assert "'no-such'" in page(schools, query="protocol=no-such").notice.text


def test_a_group_one_is_not_in_is_not_taken(schools: Schools) -> None:
    found = page(schools, "mia", TUNING)

    start(found, plg="cohort")

    [run] = schools.as_seen_by("mia").runs.recent()
    assert run.plg_id is None


# --- a dilemma ----------------------------------------------------------------------------------


def test_before_a_dilemma_a_card_helps_to_word_it(schools: Schools) -> None:
    found = page(schools, query="protocol=consultancy&people=8&minutes=50")

    [card] = found.outset.prepare.children
    assert isinstance(card, Preparation)
    card.receive({"kind": "question", "text": "Should I give up?"})
    assert "yes or no" in card.hints[0]
    card.receive({"kind": "question", "text": "How do I begin again?"})
    assert card.hints == []

    start(found, protocol="consultancy", minutes="50")
    assert player(found).run["question"] == "How do I begin again?"


def test_the_card_comes_and_goes_with_the_protocol(schools: Schools) -> None:
    found = page(schools, query=TUNING)
    assert (found.outset.prepare.children, "question" in fields(found)) == ((), True)

    change(found, protocol="consultancy")

    assert (len(found.outset.prepare.children), "question" in fields(found)) == (1, False)


# --- running ------------------------------------------------------------------------------------


def test_start_shows_the_player_and_the_run_has_an_address(schools: Schools) -> None:
    found = page(schools, query=TUNING, served=True, base_url="/plg/")

    answer = start(found, presenter="Priya", question="What is missing?")

    [run] = schools.as_seen_by("ana").runs.recent()
    assert answer["problem"] == ""
    assert player(found).place == {
        "own": f"/plg/run?id={run.id}",
        "now": "/plg/now",
        "room": f"/plg/room/{run.room}",
        "picture": f"/plg/room/{run.room}/picture",
    }
    assert player(found).run["roles"]["presenter"] == "Priya"
    assert (player(found).movable, kinds(found)) == (True, ["start"])


def test_two_tabs_that_start_follow_one_run(schools: Schools, clock: Clock) -> None:
    one, other = page(schools, query=TUNING), page(schools, query=TUNING)

    start(one)
    start(other)
    send(one, clock, "pause")
    other.reread()

    assert kinds(other) == ["start", "pause"]
    assert len(schools.as_seen_by("ana").runs.recent()) == 1


def test_a_member_follows_and_a_move_of_theirs_is_refused_for_good(
    schools: Schools, clock: Clock
) -> None:
    start(page(schools, query=TUNING))
    [run] = schools.as_seen_by("mia").runs.recent()
    found = page(schools, "mia", f"id={run.id}")

    send(found, clock, "pause")

    assert (player(found).movable, player(found).refused) == (False, 1)
    assert "not yours" in player(found).problem
    assert kinds(found) == ["start"]


def test_moves_from_an_outdated_page_show_the_run_as_it_stands(
    schools: Schools, clock: Clock
) -> None:
    one, other = page(schools, query=TUNING), page(schools, query=TUNING)
    start(one)
    start(other)
    send(one, clock, "next")

    send(other, clock, "pause", "resume")

    assert kinds(other) == ["start", "next"]


def test_a_message_that_makes_no_sense_moves_nothing(schools: Schools) -> None:
    found = page(schools, query=TUNING)
    start(found)

    sent: list[object] = [[{}], [{"number": 2, "kind": "jump", "at": 0}], 7, [None]]
    for moves in sent:
        player(found).receive({"kind": "moves", "moves": moves})

    assert kinds(found) == ["start"]
    assert player(found).refused == 4


def test_the_time_is_the_servers(schools: Schools, clock: Clock) -> None:
    found = page(schools, query=TUNING)
    start(found)
    clock.later(minutes=7)

    player(found).receive({"kind": "now"})

    assert player(found).now == in_milliseconds(clock())


# --- what ran -----------------------------------------------------------------------------------


def test_when_it_is_finished_the_page_shows_what_ran(schools: Schools, clock: Clock) -> None:
    found = page(schools, query=TUNING)
    start(found, question="What is missing?", notes="Mia")
    clock.later(minutes=4, seconds=30)
    send(found, clock, "extend", "skip", reason="We know each other")
    clock.later(minutes=9)
    send(found, clock, "finish")

    shown = record(found)
    rows = shown["table"]["rows"]
    assert rows[0] == ["Introduction", "4 min", "4 min 30 s", "Skipped: We know each other"]
    assert rows[1] == ["Presentation", "9 min", "9 min", ""]
    assert rows[2] == ["Clarifying questions", "4 min", "", "Not reached"]
    assert rows[-1] == ["In all", "45 min", "13 min 30 s", ""]
    assert ["Took notes", "Mia"] in shown["facts"]
    assert ["Question", "What is missing?"] in shown["facts"]
    assert shown["lines"] == []


def test_a_run_that_was_left_alone_shows_what_ran_up_to_the_last_move(
    schools: Schools, clock: Clock
) -> None:
    found = page(schools, query=TUNING)
    start(found)
    [run] = schools.as_seen_by("ana").runs.recent()
    clock.later(minutes=5)
    send(found, clock, "next")
    clock.later(hours=int(OPEN.total_seconds() // 3600))

    shown = record(page(schools, query=f"id={run.id}"))

    assert "Nobody pressed Finish" in shown["lines"][0]
    assert shown["table"]["rows"][0][2] == "5 min"


def test_a_run_of_others_is_not_shown(schools: Schools) -> None:
    run = schools.as_seen_by("ben").runs.begin(intended())

    found = page(schools, query=f"id={run.id}")

    assert "not yours to see" in found.notice.text
    assert found.outset.form.submit == "Start"


def test_the_last_runs_stand_below_and_say_how_long_they_took(
    schools: Schools, clock: Clock
) -> None:
    ana = schools.as_seen_by("ana")
    run = ana.runs.begin(intended("algebra"))
    press(ana, run, MoveKind.FINISH, at=clock())

    found = page(schools, "mia")

    [panel] = found.before.panels
    assert [one["note"] for one in panel["items"]] == [
        "Tuesday 20 October, 3:15 pm · Algebra · took 0 s, planned 45 min"
    ]


# --- Home ---------------------------------------------------------------------------------------


def test_home_leads_to_what_is_running(schools: Schools) -> None:
    run = schools.as_seen_by("ana").runs.begin(intended("algebra"))

    for person, sees in (("ana", True), ("mia", True), ("ben", False)):
        first = home(schools.workbook(person, served=True)).panels.panels[0]
        assert (first["title"] == "Tuning Protocol is running") == sees
        assert ([f"/run?id={run.id}"] == [one["href"] for one in first["links"]]) == sees


def test_the_set_up_form_leads_to_what_is_running_too(schools: Schools) -> None:
    schools.as_seen_by("ana").runs.begin(intended("algebra"))

    first = page(schools).run.children[0]

    assert isinstance(first, Panels)
    assert first.panels[0]["links"][0]["text"] == "Go on with Tuning Protocol"


def test_every_protocol_can_be_started(schools: Schools) -> None:
    for one in CONTENT.protocols.values():
        people = one.group.min
        minutes = next(m for m in range(1, 600) if isinstance(fit(one, people, m), Fitted))
        found = page(schools)
        answer = start(found, protocol=one.id, people=str(people), minutes=str(minutes))
        assert answer["problems"] == {}, one.id
        assert sum(step["minutes"] for step in player(found).run["steps"]) == minutes
