"""The cohort's page: nobody's word before it is opened, and every figure through the gate."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import ipywidgets as ipw
import pytest

from plgwork.models.cohorts import Saying, Side
from plgwork.models.meetings import Block, Plan
from plgwork.models.reflections import Rating
from plgwork.pages.cohort import CohortPage
from plgwork.pages.cohort.asking import OPEN
from plgwork.pages.cohort.meeting import CHOOSE
from tests.store.convening import COHORT
from tests.store.convening import plan as plan_of
from tests.store.world import TUESDAYS, came_of, write
from tests.unit.visiting import CONTENT, OCTOBER, SEPTEMBER, Schools, cards, plan, question

PEOPLE = ("ana", "ben", "finn", "cora", "gus")  # who was in the cohort in October
SECRET = "Zugunruhe"


def cohort(schools: Schools, person: str, **place: Any) -> CohortPage:
    return CohortPage(schools.workbook(person, **place))


def submit(form: Any, ticket: int = 1, **values: Any) -> dict[str, Any]:
    form.receive({"kind": "submit", "values": values, "ticket": ticket})
    answer: dict[str, Any] = form.answer
    return answer


def ask(page: CohortPage, own: str = "What will you try?") -> None:
    assert submit(page.live_rounds.asking.form, ours="own", own=own)["problem"] == ""


def open_round(page: CohortPage) -> None:
    asking = page.live_rounds.asking
    asking.links.receive({"kind": "ask", "text": OPEN})
    assert submit(asking.sure)["problem"] == ""


def say(page: CohortPage, text: str, ticket: int = 1, **more: Any) -> dict[str, Any]:
    [card] = cards(page.round)
    card.receive({"kind": "write", "text": text, "ticket": ticket, **more})
    answer: dict[str, Any] = card.answer
    return answer


def shown(part: ipw.Widget) -> Iterator[str]:
    """Every text in the traits of a part and all that is in it."""
    if isinstance(part, ipw.Widget):
        for name, value in part.get_state().items():
            if not name.startswith("_"):
                yield from _texts(value)
        for child in getattr(part, "children", ()):
            yield from shown(child)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def words(page: CohortPage) -> str:
    sections = (page.top, page.meeting, page.round, page.shared, page.marks, page.dilemmas)
    parts = (*sections, page.expertise, page.plan)
    return "\n".join(text for part in parts for text in shown(part))


def meets(schools: Schools) -> None:
    """The cohort has a time: today, and every first and third Tuesday."""
    schools.as_seen_by("sam").schedules.meet(["cohort"], TUESDAYS)


def agenda(page: CohortPage, one: str) -> dict[str, Any]:
    """Choose an agenda for everybody."""
    meeting: Any = page.parts[0]
    return submit(meeting.form, agenda=one)


# --- the live round --------------------------------------------------------------------------


def test_a_question_of_ours_or_of_ones_own_begins_a_round(schools: Schools) -> None:
    coach = cohort(schools, "cora")
    form = coach.live_rounds.asking.form

    assert "own" in submit(form, ours="own", own="  ")["problems"]
    assert "own" in submit(form, ours="own", own="x" * 301)["problems"]
    submit(form, ours="what-surprised", own="")

    [card] = cards(cohort(schools, "ana").round)
    assert card.title == CONTENT.openers["what-surprised"].question


def test_before_one_writes_one_reads_who_will_see_it(schools: Schools) -> None:
    ask(cohort(schools, "cora"))

    [card] = cards(cohort(schools, "ana").round)

    assert "The 4 people in Cohort read this under your name once the coach opens" in card.why
    assert "not even the coach" in card.why


def test_until_it_is_opened_no_page_holds_anothers_words(schools: Schools) -> None:
    coach, ana = cohort(schools, "cora"), cohort(schools, "ana")
    ask(coach)
    ana.live_rounds.reread()
    assert say(ana, f"{SECRET} keeps me up.")["problem"] == ""

    coach.live_rounds.reread()
    assert SECRET not in words(coach)
    assert "1 of 4 wrote so far." in words(coach)
    assert SECRET not in words(cohort(schools, "ben"))
    assert "wrote so far" not in words(cohort(schools, "ben"))

    open_round(coach)
    assert SECRET in words(coach)
    assert SECRET in words(cohort(schools, "ben"))


def test_what_is_written_is_there_again_after_a_reload(schools: Schools) -> None:
    ask(cohort(schools, "cora"))
    say(cohort(schools, "ana"), "I will wait.")

    [card] = cards(cohort(schools, "ana").round)

    assert (card.text, card.status) == ("I will wait.", "Saved 3:15 pm")


def test_what_was_not_saved_in_time_stays_on_the_card(schools: Schools) -> None:
    coach, ana = cohort(schools, "cora"), cohort(schools, "ana")
    ask(coach)
    ana.live_rounds.reread()
    open_round(coach)
    ana.live_rounds.reread()
    assert ana.live_rounds.place.hidden

    answer = say(ana, "Too late")

    assert "was opened before these words were saved" in answer["problem"]
    assert not ana.live_rounds.place.hidden


def test_two_windows_that_disagree_are_told_and_one_settles_it(schools: Schools) -> None:
    ask(cohort(schools, "cora"))
    here, there = cohort(schools, "ana"), cohort(schools, "ana")
    say(here, "Here")
    assert "another window" in say(there, "There")["problem"]
    [card] = cards(there.round)
    assert [one["text"] for one in card.others] == ["Here"]

    card.receive(
        {"kind": "settle", "id": card.others[0]["id"], "text": "Here\n\nThere", "ticket": 2}
    )

    assert (card.answer["problem"], card.others) == ("", [])
    here.live_rounds.reread()
    assert cards(here.round)[0].incoming["text"] == "Here\n\nThere"


def test_text_that_lay_in_the_tab_goes_on_from_what_was_saved(schools: Schools) -> None:
    ask(cohort(schools, "cora"))
    say(cohort(schools, "ana"), "Begun")

    page = cohort(schools, "ana")
    answer = say(page, "Begun and ended", recovered=True, bases=["gone"], sent="Begun")

    assert answer["problem"] == ""


def test_only_a_coach_is_offered_to_ask_and_to_open(schools: Schools) -> None:
    ask(cohort(schools, "cora"))
    ana = cohort(schools, "ana")

    assert ana.live_rounds.asking.form.hidden
    assert ana.live_rounds.asking.links.items == []
    assert "not yours" in submit(ana.live_rounds.asking.sure)["problem"]


def test_a_message_that_was_forged_changes_nothing(schools: Schools) -> None:
    ask(cohort(schools, "cora"))
    page = cohort(schools, "ana")

    for message in ({"kind": "write"}, {"kind": "settle", "id": []}, {"kind": "adopted"}):
        cards(page.round)[0].receive(message)

    assert schools.as_seen_by("cora").rounds.of("cohort")[0].written == 0


# --- what was shared ---------------------------------------------------------------------------


def test_only_shared_words_are_shown_by_area_and_plans_with_what_came_of_them(
    schools: Schools,
) -> None:
    ana = schools.as_seen_by("ana")
    meant = write(ana, "I will count turns.", plan(SEPTEMBER))
    ana.reflections.share(meant.id)
    ana.reflections.share(write(ana, "Twelve turns.", came_of(meant, OCTOBER)).id)
    ana.reflections.share(write(ana, "Dora spoke least.", question()).id)
    write(ana, SECRET, question("what-members-brought"))

    told = words(cohort(schools, "ben"))

    for shared in ("I will count turns.", "What came of it: Twelve turns.", "Dora spoke least."):
        assert shared in told
    assert SECRET not in told


# --- marks --------------------------------------------------------------------------------------


def rate(schools: Schools, *people: str, month: str = "2026-10", value: int = 4) -> None:
    for person in people:
        marks = [
            Rating(month=month, indicator_id=one.id, value=value)
            for one in CONTENT.indicators.indicators
        ]
        schools.as_seen_by(person).reflections.rate(*marks)


def open_marks(page: CohortPage, month: str = "October") -> None:
    marks: Any = page.parts[2]
    marks.links.receive({"kind": "ask", "text": f"Open the marks of {month}"})
    submit(marks.sure)


def test_too_few_marks_open_nothing(schools: Schools) -> None:
    rate(schools, *PEOPLE[:4])
    page = cohort(schools, "cora")

    open_marks(page)

    assert "Fewer than 5 people have marked October" in page.notice.text
    assert schools.as_seen_by("cora").snapshots.of("cohort") == []


def test_five_peoples_marks_open_once_through_the_gate(schools: Schools) -> None:
    rate(schools, *PEOPLE[:3])
    rate(schools, *PEOPLE[3:], value=2)
    page = cohort(schools, "cora")

    open_marks(page)
    rate(schools, *PEOPLE[3:], value=5)
    open_marks(page)

    told = words(cohort(schools, "ana"))
    assert "60 %" in told
    assert "Only" not in told
    [out] = schools.as_seen_by("ana").snapshots.of("cohort")
    assert {row.share for row in out.table.rows} == {"60 %"}
    assert "Open the marks of October" not in words(cohort(schools, "ana"))


def test_what_all_marked_alike_is_coded_so_that_it_tells_of_nobody(schools: Schools) -> None:
    rate(schools, *PEOPLE)
    page = cohort(schools, "cora")

    open_marks(page)

    assert {
        row.share for row in schools.as_seen_by("ana").snapshots.of("cohort")[0].table.rows
    } == {"80 % or more"}


# --- dilemmas, expertise, agenda, plan -----------------------------------------------------------


def test_a_dilemma_is_offered_chosen_and_taken_back(schools: Schools) -> None:
    ana = cohort(schools, "ana")
    offering: Any = ana.parts[3]
    offering.links.receive({"kind": "ask", "text": "Offer it to the cohort"})
    assert "Write your question first" in ana.notice.text

    [card] = offering.place.children
    assert "read it under your name" in card.note
    card.receive({"kind": "question", "text": "How do I wait?"})
    offering.links.receive({"kind": "ask", "text": "Offer it to the cohort"})
    coach = cohort(schools, "cora")
    choosing: Any = coach.parts[3]
    choosing.table.receive({"kind": "open", "id": choosing.table.rows[0]["id"]})

    assert "Ana presents next" in words(coach)
    ana.reread()
    assert "You present next" in words(ana)
    offering.talk.receive({"kind": "back", "id": offering.talk.items[0]["id"]})
    assert schools.as_seen_by("ben").dilemmas.of("cohort") == []


def test_who_seeks_what_somebody_offers_is_told(schools: Schools) -> None:
    schools.as_seen_by("ben").expertise.say("cohort", Saying(side=Side.OFFERS, topic="moves"))
    ana = cohort(schools, "ana")
    giving: Any = ana.parts[4]
    assert "read it under your name" in giving.form.lines[0]

    submit(giving.form, side="seeks", topic="moves", words="When it gets loud")

    told = words(ana)
    assert "You and Ben: you both work at “Moves in the room”. Ben can show it." in told
    assert "you both" not in words(cohort(schools, "finn"))
    assert submit(giving.form, side="seeks", topic="nothing")["problems"] == {
        "topic": "Choose one of these."
    }


def test_without_a_time_an_agenda_that_adds_up_is_suggested_and_none_can_be_kept(
    schools: Schools,
) -> None:
    page, coach = cohort(schools, "ana"), cohort(schools, "cora")

    assert "A suggestion, until the coach chooses" in words(page)
    assert "minute 20" in words(page)  # the cohort has no time yet, so it counts from nothing
    meeting: Any = coach.parts[0]
    assert meeting.links.items == []
    meeting.form.receive({"kind": "submit", "values": {"agenda": "reflect-in-90"}, "ticket": 1})
    assert "First a day is needed" in meeting.form.answer["problem"]


def test_the_agenda_that_the_coach_chooses_is_everybodys(schools: Schools) -> None:
    meets(schools)
    ana, coach = cohort(schools, "ana"), cohort(schools, "cora")

    agenda(coach, "reflect-in-90")
    ana.reread()

    [panel] = ana.parts[0].panels.panels
    assert panel["title"] == "Marks and a dilemma, in 90 minutes"
    assert panel["facts"] == [
        ["Together", "90 minutes"],
        ["Next meeting", "Tuesday 20 October, 3:15 pm to 4:45 pm"],
        ["Where", "Room 4"],
    ]
    assert panel["items"][1]["title"] == "3:20 pm: Read what was shared"
    assert panel["items"][0]["href"] == "#round"
    assert panel == cohort(schools, "ben").parts[0].panels.panels[0]


def test_before_the_coach_chooses_it_is_said_who_sees_it_and_what_it_replaces(
    schools: Schools,
) -> None:
    meets(schools)
    coach = cohort(schools, "cora")
    meeting: Any = coach.parts[0]
    meeting.links.receive({"kind": "ask", "text": CHOOSE})
    assert meeting.form.lines[0] == "The 4 people in Cohort see it at once, here and on Meetings."
    talk = Block(name="We talk", minutes=45)
    schools.as_seen_by("ben").meetings.plan(plan_of(date(2026, 10, 20), COHORT, blocks=(talk,)))
    coach.reread()

    meeting.links.receive({"kind": "ask", "text": CHOOSE})

    assert (
        "takes the place of the blocks that are planned for Tuesday 20 October"
        in (meeting.form.lines[1])
    )
    assert "The agenda, as you planned it" in words(coach)


def test_who_brings_work_stays_when_the_coach_chooses_another_agenda(schools: Schools) -> None:
    meets(schools)
    coach = cohort(schools, "cora")
    agenda(coach, "reflect-in-60")
    ana = schools.as_seen_by("ana").meetings
    kept = ana.on(COHORT, date(2026, 10, 20))
    assert kept is not None
    told = {name: getattr(kept, name) for name in Plan.model_fields}
    brings = [one.model_copy(update={"brings": "ben"}) if one.name == "One dilemma" else one
              for one in kept.blocks]  # fmt: skip
    ana.change(kept.id, kept.number, Plan.model_validate(told | {"blocks": tuple(brings)}))
    coach.reread()

    agenda(coach, "reflect-in-90")

    assert "35 minutes, Ben brings work" in words(cohort(schools, "finn"))


def test_a_coach_who_has_not_seen_a_change_replaces_nothing(schools: Schools) -> None:
    meets(schools)
    one, other = cohort(schools, "cora"), cohort(schools, "cora")
    agenda(one, "reflect-in-60")
    other.reread()
    agenda(one, "reflect-in-90")

    assert "Somebody changed this plan" in agenda(other, "teach-one-another-in-60")["problem"]
    assert "Marks and a dilemma, in 90 minutes" in words(cohort(schools, "ana"))


def test_nobody_but_the_coach_chooses_for_all_on_this_page(schools: Schools) -> None:
    meets(schools)
    ana = cohort(schools, "ana")
    meeting: Any = ana.parts[0]

    assert meeting.links.items == []
    assert "The coach of your cohort" in agenda(ana, "reflect-in-90")["problem"]
    assert schools.as_seen_by("ana").meetings.on(COHORT, date(2026, 10, 20)) is None


def test_the_coach_keeps_the_plan_and_all_read_it(schools: Schools) -> None:
    coach = cohort(schools, "cora")
    [card] = cards(coach.plan)
    assert card.title == "What the cohort plans for November"
    assert "read it as soon as it is saved" in card.sharing

    card.receive({"kind": "write", "text": "We visit one another.", "ticket": 1})

    assert "We visit one another." in words(cohort(schools, "ana"))
    assert cards(cohort(schools, "ana").plan) == []


def test_somebody_in_no_cohort_is_told_so(schools: Schools) -> None:
    page = cohort(schools, "cody")

    assert "You are in no facilitators’ PLG" in words(page)


@pytest.mark.parametrize("topic", ["cohort:cohort", "plg:cohort"])
def test_the_page_follows_its_cohort(schools: Schools, topic: str) -> None:
    page = cohort(schools, "ana")

    assert topic in page.live.topics
    assert "round:cohort" in page.live_rounds.heard.topics
    assert "written:cohort" not in page.live_rounds.heard.topics
    assert "written:cohort" in cohort(schools, "cora").live_rounds.heard.topics
