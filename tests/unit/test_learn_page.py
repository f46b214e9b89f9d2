"""The training path: read, practise, try; alone or together, and what a coach sees of it."""

from typing import Any

import pytest

from plgwork.content.prose import blocks
from plgwork.models.learning import Answered
from plgwork.models.lessons import Lesson
from plgwork.models.practice import Rewording, Scene, Sorting
from plgwork.models.reflections import Draft, Entry, EntryKind, Subject
from plgwork.pages.guard import STILL_THERE
from plgwork.pages.home import build as build_home
from plgwork.pages.learn import Learn, build
from plgwork.pages.learn.page import ALONE, TOGETHER
from plgwork.widgets import Conversation, Form, Links, Panels, Prose, Section, Task
from tests.unit.visiting import CONTENT, NOVEMBER, OCTOBER, Clock, Schools, cards

AWAY = "The database does not answer just now."
UNITS = list(CONTENT.lessons.values())
FIRST, SECOND = UNITS[:2]


def learn(schools: Schools, person: str = "ana", **place: Any) -> Learn:
    return build(schools.workbook(person, **place))


@pytest.fixture
def page(schools: Schools) -> Learn:
    """The path, as Ana opens it."""
    return learn(schools)


def open_unit(page: Learn, lesson: Lesson) -> None:
    page.table.receive({"kind": "open", "id": lesson.id})


def states(page: Learn) -> dict[str, str]:
    """How far one is, by unit."""
    return {row["id"]: row["cells"][2] for row in page.table.rows}


def notes(page: Learn) -> dict[str, str]:
    return {one["slug"]: one["note"] for one in page.steps.items}


def part(section: Section, kind: type[Any]) -> Any:
    """The one part of this kind that a section holds."""
    [found] = [one for one in section.children if isinstance(one, kind)]
    return found


def panels(section: Section) -> list[dict[str, Any]]:
    return [panel for one in section.children if isinstance(one, Panels) for panel in one.panels]


def done(page: Learn) -> None:
    """Press that one is done with the unit."""
    page.trying.done.receive({"kind": "ask", "text": page.trying.done.items[0]["text"]})


def together(page: Learn, so: bool = True) -> None:
    page.mode.receive({"kind": "ask", "text": TOGETHER if so else ALONE})


def kept(schools: Schools, person: str = "ana") -> list[Answered]:
    return schools.as_seen_by(person).practice.answered()


# --- the path ---------------------------------------------------------------------------------


def test_the_path_shows_every_unit_in_order(page: Learn) -> None:
    assert [row["cells"] for row in page.table.rows] == [
        [one.title, str(one.minutes), ""] for one in UNITS
    ]
    assert notes(page)["the-path"] == f"0 of {len(UNITS)} finished"


def test_it_opens_on_the_first_unit_which_is_not_begun_by_that(page: Learn) -> None:
    assert page.lesson == FIRST
    assert states(page)[FIRST.id] == ""


def test_a_unit_that_is_opened_is_begun_and_laid_out(page: Learn) -> None:
    open_unit(page, SECOND)

    assert part(page.read, Prose).title == SECOND.title
    assert states(page) == {one.id: "begun" if one is SECOND else "" for one in UNITS}
    assert notes(page)["read"] == "unit 2"


def test_the_unit_in_the_address_is_opened_and_begun(schools: Schools) -> None:
    page = learn(schools, served=True, query=f"unit={UNITS[4].id}")

    assert page.lesson == UNITS[4]
    assert states(page)[UNITS[4].id] == "begun"


def test_an_address_without_a_unit_goes_on_with_what_was_begun_last(
    schools: Schools, clock: Clock
) -> None:
    for unit in (UNITS[5], UNITS[3]):
        schools.as_seen_by("ana").lessons.begin(unit.id)
        clock.later(minutes=1)

    assert learn(schools).lesson == UNITS[3]


def test_after_a_finished_unit_the_next_one_is_open(schools: Schools) -> None:
    schools.as_seen_by("ana").lessons.finish(FIRST.id)

    assert learn(schools).lesson == SECOND


def test_with_everything_finished_the_first_is_open_again(schools: Schools) -> None:
    for unit in UNITS:
        schools.as_seen_by("ana").lessons.finish(unit.id)

    page = learn(schools)

    assert page.lesson == FIRST
    assert notes(page)["the-path"] == f"{len(UNITS)} of {len(UNITS)} finished"


@pytest.mark.parametrize("query", ["unit=sailing", "unit=../home", "unit=%3Cb%3E"])
def test_a_unit_that_there_is_not_is_said(schools: Schools, query: str) -> None:
    page = learn(schools, served=True, query=query)

    assert page.notice.text.startswith("There is no unit ")
    assert page.lesson == FIRST


@pytest.mark.parametrize("slug", ["sailing", "", None, 3, ["norms"]])
def test_a_wrong_id_from_the_browser_opens_nothing(page: Learn, slug: Any) -> None:
    page.table.receive({"kind": "open", "id": slug})

    assert (page.lesson, page.notice.text) == (FIRST, "")
    assert set(states(page).values()) == {""}


def test_word_of_a_change_shows_what_another_window_finished(page: Learn, schools: Schools) -> None:
    schools.as_seen_by("ana").lessons.finish(FIRST.id)

    page.live.receive({"kind": "changed", "topic": "person:ana"})

    assert states(page)[FIRST.id] == "finished"


# --- a unit -----------------------------------------------------------------------------------


def test_every_unit_can_be_read_listened_to_and_practised(page: Learn) -> None:
    for number, unit in enumerate(UNITS, 1):
        open_unit(page, unit)

        text, talk = part(page.read, Prose), part(page.conversation, Conversation)
        assert text.kicker == f"Unit {number} of {len(UNITS)} · {unit.minutes} minutes"
        assert len(text.blocks) == len(blocks(unit.text)) > 1
        assert [line["says"] for line in talk.lines] == [
            line.says for line in unit.conversation.lines
        ]
        assert part(page.exercises, Task).task["submit"]


def test_the_aim_reads_on_as_a_sentence(page: Learn) -> None:
    for unit in UNITS:
        open_unit(page, unit)

        lede = part(page.read, Prose).lede
        assert lede.startswith("Afterwards ")
        assert lede.removeprefix("Afterwards ")[0].islower()


def test_the_steps_say_how_many_notes_a_conversation_has(page: Learn) -> None:
    number = sum(line.note is not None for line in FIRST.conversation.lines)

    assert notes(page)["a-conversation"] == f"{number} notes"


def test_each_part_leads_on_to_the_next(page: Learn) -> None:
    links = [
        one["href"]
        for section in (page.read, page.conversation)
        for row in section.children
        if isinstance(row, Links)
        for one in row.items
        if "href" in one
    ]

    assert links == ["#a-conversation", "#exercises"]


# --- its exercises ----------------------------------------------------------------------------


def practise(page: Learn) -> int:
    """Answer all of a unit's exercises by their first choice; how many items there were."""
    task = part(page.exercises, Task)
    items = set()
    while task.task:
        shown = task.task
        items.add(shown["kicker"])
        given = {one["id"]: one["options"][0]["id"] for one in shown.get("asks", ())}
        task.receive({"kind": "check", "id": shown["id"], "given": given})
        task.receive({"kind": "next", "id": shown["id"], "ticks": [0]})
    return len(items)


def taken(unit: Lesson) -> list[tuple[str, str]]:
    return [(one.exercise, item) for one in unit.exercises for item in one.items]


def test_the_items_of_a_unit_are_asked_and_kept(page: Learn, schools: Schools) -> None:
    number = practise(page)

    answers = kept(schools)
    assert {(one.exercise_id, one.item_id) for one in answers} == set(taken(FIRST))
    assert number == len(answers)
    assert panels(page.exercises)[0]["title"] == "That is all of them"
    assert panels(page.exercises)[0]["lines"][1].startswith("What you missed comes back")


def test_what_is_practised_in_a_unit_comes_back_in_practice(
    page: Learn, schools: Schools, clock: Clock
) -> None:
    practise(page)
    clock.later(days=400)

    assert schools.as_seen_by("ana").practice.due(clock()) == len(taken(FIRST))


def test_an_answer_that_cannot_be_kept_says_so_and_the_unit_goes_on(
    page: Learn, schools: Schools
) -> None:
    schools.store.close()

    practise(page)

    assert panels(page.exercises)[0]["title"] == "That is all of them"
    assert panels(page.exercises)[0]["lines"][-1] == f"Not every answer could be kept. {AWAY}"


# --- together ---------------------------------------------------------------------------------


def test_together_nothing_that_is_answered_is_kept(page: Learn, schools: Schools) -> None:
    together(page)

    number = practise(page)

    assert number == len(taken(FIRST))
    assert kept(schools) == []
    assert not any("comes back" in line for line in panels(page.exercises)[0]["lines"])


def test_together_there_is_a_question_for_all(page: Learn) -> None:
    assert panels(page.conversation) == []

    together(page)

    assert [one["title"] for one in panels(page.conversation)] == [FIRST.asked_together]
    assert notes(page)["exercises"] == "together"
    assert page.mode.items == [{"text": ALONE, "quiet": True}]


def test_one_can_go_on_alone(page: Learn, schools: Schools) -> None:
    together(page)
    together(page, so=False)

    practise(page)

    assert panels(page.conversation) == []
    assert len(kept(schools)) == len(taken(FIRST))


def test_the_address_may_say_together(schools: Schools) -> None:
    page = learn(schools, "cora", served=True, query=f"unit={SECOND.id}&together=1")

    practise(page)

    assert (page.lesson, kept(schools, "cora")) == (SECOND, [])


def test_together_holds_for_the_next_unit_too(page: Learn, schools: Schools) -> None:
    together(page)
    open_unit(page, SECOND)

    practise(page)

    assert kept(schools) == []


# --- one thing to try -------------------------------------------------------------------------


def put(page: Learn, text: str, ticket: int = 1) -> dict[str, Any]:
    """Put words into the plan; what the form says of it."""
    page.trying.form.receive({"kind": "submit", "values": {"plan": text}, "ticket": ticket})
    return dict(page.trying.form.answer)


def planned(schools: Schools, person: str = "ana") -> list[Entry]:
    entries = schools.as_seen_by(person).reflections.entries_of(OCTOBER)
    return [one for one in entries if one.subject.kind is EntryKind.COMMITMENT]


def test_the_suggestion_can_be_put_into_ones_own_words(page: Learn) -> None:
    form = part(page.try_it, Form)

    assert form.title == "One thing to try, for your plan in October"
    assert form.fields[0]["value"] == FIRST.to_try
    assert "yours alone" in form.fields[0]["note"]


def test_what_one_will_try_is_a_commitment_of_the_month(page: Learn, schools: Schools) -> None:
    answer = put(page, "We watch one norm.")

    [entry] = planned(schools)
    assert (answer["ticket"], answer["status"]) == (1, "It is in your plan for October.")
    assert (entry.text, entry.subject.month) == ("We watch one norm.", "2026-10")
    assert entry.shared is None


def test_put_there_twice_it_is_one_commitment(page: Learn, schools: Schools) -> None:
    put(page, "We watch one norm.")
    put(page, "We watch two norms.", ticket=2)

    [entry] = planned(schools)
    assert [one.text for one in entry.current] == ["We watch two norms."]


def test_put_there_from_two_windows_it_is_one_commitment(schools: Schools) -> None:
    one, other = learn(schools), learn(schools)

    put(one, "We watch one norm.")
    put(other, "We watch two norms.")

    [entry] = planned(schools)
    assert [version.text for version in entry.current] == ["We watch two norms."]


def test_each_unit_has_a_commitment_of_its_own(page: Learn, schools: Schools) -> None:
    put(page, "We watch one norm.")
    open_unit(page, SECOND)
    put(page, "We choose by the question.")

    assert {one.text for one in planned(schools)} == {
        "We watch one norm.",
        "We choose by the question.",
    }


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_written_is_said_beside_the_field(page: Learn, schools: Schools, text: str) -> None:
    answer = put(page, text)

    assert answer["problems"] == {"plan": "Write one sentence; it may be short."}
    assert planned(schools) == []


@pytest.mark.parametrize("values", [{}, [], None])
def test_a_form_without_its_field_is_refused(page: Learn, schools: Schools, values: Any) -> None:
    page.trying.form.receive({"kind": "submit", "values": values, "ticket": 3})

    assert (page.trying.form.answer["ticket"], planned(schools)) == (3, [])
    assert page.trying.form.answer["status"] == ""


def test_what_cannot_be_kept_is_said_and_what_was_written_stays(
    page: Learn, schools: Schools
) -> None:
    schools.store.close()

    answer = put(page, "We watch one norm.")

    assert (answer["problem"], answer["status"]) == (AWAY, "")
    assert part(page.try_it, Form) is page.trying.form


def test_what_is_in_the_plan_is_shown_when_one_comes_again(schools: Schools) -> None:
    put(learn(schools), "We watch one norm.")

    page = learn(schools, served=True, base_url="/plg/", query=f"unit={FIRST.id}")

    [panel] = panels(page.try_it)
    assert (panel["kicker"], panel["title"]) == ("In your plan for October", "We watch one norm.")
    assert [one["href"] for one in panel["links"]] == ["/plg/reflection?month=2026-10#plan"]
    assert not [one for one in page.try_it.children if isinstance(one, Form)]


def test_a_plan_that_was_emptied_is_asked_for_again(schools: Schools) -> None:
    put(learn(schools), "We watch one norm.")
    [entry] = planned(schools)
    bases = tuple(one.id for one in entry.current)
    draft = Draft(subject=entry.subject, text="", bases=bases, sitting="later")
    schools.as_seen_by("ana").reflections.save(draft)

    page = learn(schools)
    put(page, "We watch two norms.")

    [entry] = planned(schools)
    assert [one.text for one in entry.current] == ["We watch two norms."]


def test_in_another_month_it_may_be_planned_again(schools: Schools, clock: Clock) -> None:
    put(learn(schools), "We watch one norm.")
    clock.set("2026-11-19T15:00")

    page = learn(schools)

    assert part(page.try_it, Form).title.endswith("for your plan in November")
    put(page, "Still one norm.")
    entries = schools.as_seen_by("ana").reflections.entries_of(NOVEMBER)
    assert [one.text for one in entries] == ["Still one norm."]


def test_the_reflection_shows_it_among_what_is_planned(schools: Schools) -> None:
    put(learn(schools), "We watch one norm.")

    texts = [card.text for card in cards(schools.reflection("ana").plan)]

    assert texts == ["We watch one norm."]


@pytest.mark.parametrize("person", ["mia", "lee", "sam"])
def test_whoever_keeps_no_reflection_gets_the_suggestion_as_text(
    schools: Schools, person: str
) -> None:
    page = learn(schools, person)

    assert panels(page.try_it) == [
        {"title": "One thing to try in your PLG", "lines": [FIRST.to_try]}
    ]
    assert not [one for one in page.try_it.children if isinstance(one, Form)]


def test_a_commitment_of_another_unit_or_kind_is_not_taken_for_it(schools: Schools) -> None:
    other = Subject(month=OCTOBER.id, kind=EntryKind.COMMITMENT, about=f"try-{SECOND.id}", asked="")
    draft = Draft(subject=other, text="Something else.", sitting="before")
    schools.as_seen_by("ana").reflections.save(draft)

    assert part(learn(schools).try_it, Form)


# --- finishing --------------------------------------------------------------------------------


def test_whoever_is_done_has_finished_and_is_led_back_to_the_path(
    page: Learn, schools: Schools
) -> None:
    done(page)

    assert states(page)[FIRST.id] == "finished"
    assert notes(page)["try-it"] == "finished"
    assert notes(page)["the-path"] == f"1 of {len(UNITS)} finished"
    assert page.trying.done.items == [{"text": "Back to the path", "href": "#the-path"}]


def test_done_twice_is_finished_once(page: Learn, schools: Schools, clock: Clock) -> None:
    done(page)
    [first] = schools.as_seen_by("ana").lessons.mine()
    clock.later(days=1)

    page.trying.done.receive({"kind": "ask", "text": "I am done with this unit"})

    assert schools.as_seen_by("ana").lessons.mine() == [first]


def test_what_cannot_be_finished_just_now_is_said(page: Learn, schools: Schools) -> None:
    schools.store.close()

    done(page)
    done(page)

    assert [one["text"] for one in page.trying.done.items] == ["I am done with this unit", AWAY]


# --- the coach --------------------------------------------------------------------------------


def cohort(schools: Schools, person: str) -> list[dict[str, Any]]:
    return panels(learn(schools, person).path)


def test_the_coach_sees_who_finished_which_unit(schools: Schools) -> None:
    schools.as_seen_by("ana").lessons.finish(FIRST.id)
    schools.as_seen_by("ana").lessons.finish(UNITS[3].id)
    schools.as_seen_by("ben").lessons.begin(SECOND.id)

    [panel] = cohort(schools, "cora")

    rows = {name: cells for name, *cells in panel["table"]["rows"]}
    assert rows["Ana"] == [f"2 of {len(UNITS)}", f"{FIRST.title}, {UNITS[3].title}"]
    assert rows["Ben"] == [f"0 of {len(UNITS)}", ""]
    assert "Everybody is told that you see this" in panel["lines"][0]


def test_a_unit_of_before_that_is_no_longer_there_is_not_counted(schools: Schools) -> None:
    schools.as_seen_by("ana").lessons.finish("sailing")

    [panel] = cohort(schools, "cora")

    rows = {name: cells for name, *cells in panel["table"]["rows"]}
    assert rows["Ana"] == [f"0 of {len(UNITS)}", ""]


def test_the_coachs_table_is_renewed_when_somebody_finishes(schools: Schools) -> None:
    page = learn(schools, "cora")
    before = page.path.children

    schools.as_seen_by("ana").lessons.finish(FIRST.id)
    page.live.receive({"kind": "changed", "topic": "school:oak"})

    rows = {name: cells for name, *cells in panels(page.path)[0]["table"]["rows"]}
    assert rows["Ana"][1] == FIRST.title
    assert page.path.children == before


@pytest.mark.parametrize("person", ["ana", "mia", "lee", "sam", "cody"])
def test_nobody_else_sees_what_others_finished(schools: Schools, person: str) -> None:
    schools.as_seen_by("ben").lessons.finish(FIRST.id)

    assert cohort(schools, person) == []


def test_the_coach_sees_nothing_of_what_was_answered_or_planned(schools: Schools) -> None:
    page = learn(schools)
    practise(page)
    put(page, "We watch one norm.")
    done(page)

    coach = learn(schools, "cora")

    told = str([one.get_state() for one in (coach.table, coach.cohorts, coach.steps)])
    assert "We watch one norm." not in told
    assert not any(item in told for _, item in taken(FIRST))


# --- on Home ----------------------------------------------------------------------------------


def on_home(schools: Schools, person: str = "ana", **place: Any) -> list[dict[str, Any]]:
    shown = build_home(schools.workbook(person, **place)).panels.panels
    return [one for one in shown if one.get("kicker") == "Learning to facilitate"]


def test_home_names_the_next_unit_and_what_is_back(
    page: Learn, schools: Schools, clock: Clock
) -> None:
    practise(page)
    done(page)
    clock.later(days=400)

    [panel] = on_home(schools, served=True, base_url="/plg/")

    assert panel["title"] == SECOND.title
    assert panel["lines"] == [
        f"1 of {len(UNITS)} units finished.",
        f"{len(taken(FIRST))} items are back in Practice.",
    ]
    assert [one["href"] for one in panel["links"]] == [
        f"/plg/learn?unit={SECOND.id}#read",
        "/plg/practice",
    ]


def test_home_says_when_every_unit_is_finished(schools: Schools) -> None:
    for unit in UNITS:
        schools.as_seen_by("ana").lessons.finish(unit.id)

    [panel] = on_home(schools)

    assert panel["title"] == "You finished every unit"
    assert [one["text"] for one in panel["links"]] == ["Practise"]


@pytest.mark.parametrize(("person", "shown"), [("ana", 1), ("cora", 1), ("mia", 0), ("lee", 0)])
def test_home_speaks_of_learning_to_whoever_facilitates_or_coaches(
    schools: Schools, person: str, shown: int
) -> None:
    assert len(on_home(schools, person)) == shown


def test_home_speaks_of_it_to_whoever_began(schools: Schools) -> None:
    open_unit(learn(schools, "mia"), SECOND)

    [panel] = on_home(schools, "mia")

    assert panel["title"] == SECOND.title


def test_no_unit_goes_wrong_on_our_side(page: Learn) -> None:
    for unit in UNITS:
        open_unit(page, unit)
        practise(page)

        assert page.notice.text != STILL_THERE
        assert panels(page.exercises)[0]["title"] == "That is all of them"


def test_units_take_every_kind_of_exercise(page: Learn) -> None:
    library = page.workbook.exercises
    kinds = {type(library.exercises[one]) for unit in UNITS for one, _ in taken(unit)}

    assert {Sorting, Rewording, Scene} <= kinds
