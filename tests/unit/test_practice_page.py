"""Practice: a round to its end, each kind of exercise, one's progress, a coach's figures."""

from typing import Any

import pytest

from plgwork.models.learning import Answered, Grade, Place
from plgwork.models.practice import (
    Advice,
    Choosing,
    Effect,
    Item,
    Scene,
    Situation,
    Sorting,
    Statement,
    Verdict,
)
from plgwork.pages.guard import STILL_THERE
from plgwork.pages.practice import Practice, build
from plgwork.pages.practice.progress import NOTHING
from plgwork.widgets import Panels, Table
from tests.store.learning import practise
from tests.unit.visiting import Clock, Schools

AWAY = "The database does not answer just now."
CHOOSE = "Please choose one of the answers."
COHORT = ("ana", "ben", "finn", "nia", "cora")


@pytest.fixture
def page(schools: Schools) -> Practice:
    """Practice, as Ana opens it."""
    return build(schools.workbook("ana"))


def begin(page: Practice, skill: str = "") -> None:
    """Press what begins a round of a skill, or of all."""
    if skill:
        page.skills.receive({"kind": "open", "id": skill})
    else:
        page.links.receive({"kind": "ask", "text": "Begin a round"})


def ask(page: Practice, exercise: str, *items: str) -> None:
    """Be asked these items, whatever else would be drawn."""
    page.practise.show(page.sitting.task)
    page.sitting.begin([Place(exercise_id=exercise, item_id=item) for item in items])


def check(page: Practice, given: Any = None, **more: Any) -> None:
    """Send an answer as the browser does."""
    message = {"kind": "check", "id": page.sitting.task.task.get("id"), "given": given or {}}
    page.sitting.task.receive(message | more)


def go_on(page: Practice, *ticks: int, **more: Any) -> None:
    message = {"kind": "next", "id": page.sitting.task.task.get("id"), "ticks": list(ticks)}
    page.sitting.task.receive(message | more)


def shown(page: Practice) -> dict[str, Any]:
    return dict(page.sitting.task.task)


def said(page: Practice) -> dict[str, Any]:
    return dict(page.sitting.task.feedback)


def item_of(page: Practice) -> Item:
    """The item that is asked: what it says stands in the content once."""
    [found] = [
        item
        for exercise in page.exercises
        if not isinstance(exercise, Scene)
        for item in exercise.items
        if item.text in (shown(page).get("lead"), *shown(page).get("told", ()))
        and (item_setting(item) or "") in shown(page)["setting"]
    ]
    return found


def item_setting(item: Item) -> str | None:
    return None if isinstance(item, Situation) else item.setting


def right(page: Practice) -> dict[str, str]:
    """What is right of the item that is asked."""
    match item_of(page):
        case Statement(keys=keys):
            return dict(keys)
        case Situation(options=options):
            return {"protocol": next(o.protocol for o in options if o.verdict is Verdict.GOOD)}
        case Advice():
            return {}


def wrong(page: Practice) -> dict[str, str]:
    """An answer to each ask that no guide holds for right."""
    item = item_of(page)
    assert isinstance(item, Statement)
    return {
        ask["id"]: next(
            label["id"]
            for label in ask["options"]
            if label["id"] not in (item.keys[ask["id"]], item.also.get(ask["id"]))
        )
        for ask in shown(page)["asks"]
    }


def play(page: Practice) -> int:
    """Answer all of a round rightly, a scene by its first moves; how many items it had."""
    items = set()
    while shown(page):
        items.add(shown(page)["kicker"])
        asks = shown(page).get("asks", ())
        moves = [one for one in asks if one["id"] == "move"]
        scene = bool(moves) or shown(page)["submit"] == "Look back"
        check(
            page, {"move": moves[0]["options"][0]["id"]} if moves else {} if scene else right(page)
        )
        go_on(page, 0, 1, 2, 3)
    return len(items)


def kept(schools: Schools, person: str = "ana") -> list[Answered]:
    return schools.as_seen_by(person).practice.answered()


def panel(page: Practice) -> dict[str, Any]:
    """What is said once a round is over."""
    first = page.practise.children[0]
    assert isinstance(first, Panels)
    return dict(first.panels[0])


# --- a round ----------------------------------------------------------------------------------


def test_before_a_first_round_everything_is_new(page: Practice) -> None:
    assert page.links.items == [{"text": "Begin a round"}]
    assert [row["cells"][1:] for row in page.skills.rows] == [["none yet", "none"]] * 7
    assert [one["note"] for one in page.steps.items] == ["seven minutes", "yours alone"]


def test_a_round_goes_to_its_end_and_every_answer_is_kept(page: Practice, schools: Schools) -> None:
    begin(page)
    number = play(page)

    answers = kept(schools)
    assert len(answers) == number > 1
    assert len({(one.exercise_id, one.item_id) for one in answers}) == number
    met = sum(one.grade is Grade.MET for one in answers)
    assert panel(page)["title"] == "The round is done"
    assert panel(page)["lines"][0] == f"{met} of {number} were right at once."


def test_another_round_begins_where_the_first_ended(page: Practice, schools: Schools) -> None:
    for _ in range(2):
        begin(page, "questions")
        play(page)

    answers = kept(schools)
    assert len({one.item_id for one in answers}) == len(answers)


def test_a_round_of_one_skill_holds_that_skill_alone(page: Practice, schools: Schools) -> None:
    begin(page, "describing")
    play(page)

    assert {one.skill for one in kept(schools)} == {"describing"}


def test_what_was_missed_is_due_the_next_day_and_comes_first(
    page: Practice, schools: Schools, clock: Clock
) -> None:
    begin(page, "questions")
    missed = shown(page)["lead"]
    check(page, wrong(page))
    go_on(page)
    assert build(schools.workbook("ana")).links.items == [{"text": "Begin a round"}]

    clock.later(hours=17)  # early the next morning
    tomorrow = build(schools.workbook("ana"))
    begin(tomorrow)

    assert tomorrow.links.items == [{"text": "Begin a round: 1 is back"}]
    assert tomorrow.steps.items[0]["note"] == "1 back today"
    assert shown(tomorrow)["lead"] == missed


def test_with_all_known_and_nothing_due_it_says_so(page: Practice, schools: Schools) -> None:
    for _ in range(20):
        begin(page, "moves")
        play(page)

    assert page.notice.text == "You have practised all of it. It comes back when it is time."
    scenes = [one for one in page.exercises if isinstance(one, Scene)]
    assert len(kept(schools)) == len(scenes)


def test_a_skill_that_there_is_not_begins_nothing(page: Practice) -> None:
    begin(page, "sailing")

    assert shown(page) == {}


def test_the_last_item_is_finished_and_the_others_go_on(page: Practice) -> None:
    ask(page, "kinds-of-question", "same-length-passage", "if-scores-had-risen")

    check(page, right(page))
    first = said(page)["next"]
    go_on(page)
    check(page, right(page))

    assert (first, said(page)["next"]) == ("Go on", "Finish")


@pytest.mark.parametrize(
    ("wrongs", "line"),
    [(1, "One comes back on a later day."), (2, "2 come back on a later day.")],
)
def test_at_the_end_it_says_how_many_come_back(page: Practice, wrongs: int, line: str) -> None:
    ask(page, "kinds-of-question", "same-length-passage", "if-scores-had-risen")

    for number in range(2):
        check(page, wrong(page) if number < wrongs else right(page))
        go_on(page)

    assert panel(page)["lines"][:2] == [f"{2 - wrongs} of 2 were right at once.", line]


# --- what the browser may send ----------------------------------------------------------------


def test_an_answer_that_is_sent_twice_is_one_answer(page: Practice, schools: Schools) -> None:
    ask(page, "kinds-of-question", "same-length-passage", "if-scores-had-risen")
    check(page, wrong(page))
    before = said(page)

    check(page, right(page))

    assert said(page) == before
    assert [one.grade for one in kept(schools)] == [Grade.MISSED]


def test_going_on_twice_leaves_nothing_out(page: Practice) -> None:
    ask(page, "kinds-of-question", "same-length-passage", "if-scores-had-risen")
    check(page, right(page))
    was = shown(page)["id"]

    go_on(page)
    asked = shown(page)
    go_on(page, id=was)

    assert shown(page) == asked


def test_going_on_before_an_answer_is_let_pass(page: Practice, schools: Schools) -> None:
    ask(page, "kinds-of-question", "same-length-passage")
    before = shown(page)

    go_on(page)

    assert (shown(page), kept(schools)) == (before, [])


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "sailing"},
        {"kind": ""},
        {"use": "clarifying"},
        ["clarifying"],
        "clarifying",
        {"kind": {"kind": "clarifying"}},
        {"kind": None},
    ],
)
def test_what_was_not_offered_is_refused_in_words_and_not_kept(
    page: Practice, schools: Schools, given: Any
) -> None:
    ask(page, "kinds-of-question", "same-length-passage")

    check(page, given)

    assert (page.sitting.task.problem, said(page), kept(schools)) == (CHOOSE, {}, [])
    check(page, right(page))
    assert (page.sitting.task.problem, len(kept(schools))) == ("", 1)


@pytest.mark.parametrize("slug", ["0", "99", "", None, 1, ["1"]])
def test_an_answer_to_something_else_is_let_pass(
    page: Practice, schools: Schools, slug: Any
) -> None:
    ask(page, "kinds-of-question", "same-length-passage")
    given = right(page)

    check(page, given, id=slug)
    go_on(page, id=slug)

    assert (said(page), page.sitting.task.problem, kept(schools)) == ({}, "", [])


@pytest.mark.parametrize("slug", ["0", "1", None])
def test_before_and_after_a_round_there_is_nothing_to_answer(
    page: Practice, schools: Schools, slug: Any
) -> None:
    check(page, {"kind": "probing"}, id=slug)
    go_on(page, id=slug)
    assert (kept(schools), page.sitting.task.problem) == ([], "")
    ask(page, "kinds-of-question", "same-length-passage")
    check(page, right(page))
    last = shown(page)["id"]
    go_on(page)

    check(page, {"kind": "probing"}, id=last)
    go_on(page, id=last)

    assert (len(kept(schools)), page.sitting.task.problem) == (1, "")


@pytest.mark.parametrize("ticks", [None, 3, "all", {"0": 1}, [None, "1"]])
def test_ticks_that_are_none_are_no_ticks(page: Practice, schools: Schools, ticks: Any) -> None:
    ask(page, "advice-to-question", "move-one-talker")
    check(page)

    go_on(page, ticks=ticks)

    assert [one.grade for one in kept(schools)] == [Grade.MISSED]


# --- a database that does not answer ----------------------------------------------------------


def test_an_answer_that_cannot_be_kept_says_so_and_the_round_goes_on(
    page: Practice, schools: Schools
) -> None:
    ask(page, "kinds-of-question", "same-length-passage", "if-scores-had-risen")
    schools.store.close()

    check(page, right(page))
    first = said(page)
    go_on(page)
    second = shown(page)
    check(page, right(page))
    go_on(page)

    assert first["lines"][-1] == (
        f"This answer could not be kept, so the item will come back. {AWAY}"
    )
    assert second["kicker"].startswith("2 of 2")
    assert panel(page)["title"] == "The round is done"
    assert f"Not every answer could be kept. {AWAY}" in panel(page)["lines"]
    assert page.notice.text == AWAY


def test_what_one_graded_oneself_and_cannot_be_kept_is_said_with_the_next_item(
    page: Practice, schools: Schools
) -> None:
    ask(page, "advice-to-question", "move-one-talker", "phone-basket")
    schools.store.close()

    check(page)
    go_on(page, 0)

    assert shown(page)["kicker"].startswith("2 of 2")
    assert page.sitting.task.problem.endswith(f"so the item will come back. {AWAY}")


def test_a_round_that_was_kept_says_nothing_of_keeping(page: Practice) -> None:
    begin(page, "describing")
    play(page)

    assert not any("kept" in line for line in panel(page)["lines"])
    assert page.notice.text == ""


# --- each kind of exercise --------------------------------------------------------------------


def test_a_statement_is_shown_with_its_setting_and_what_each_label_means(page: Practice) -> None:
    ask(page, "kinds-of-question", "same-length-passage")

    one = shown(page)
    assert one["lead"] == "Was the winter passage as long as the fall one?"
    assert one["setting"].startswith("Marisol Benally, grade 2")
    assert one["kicker"] == "Three kinds of question"
    assert [option["name"] for option in one["asks"][0]["options"]] == [
        *("Clarifying", "Probing", "Recommendation")
    ]
    assert all(option["note"] for option in one["asks"][0]["options"])


def test_a_statement_shows_what_it_is_about(page: Practice) -> None:
    exercise = page.library.exercises["describe-interpret-judge"]
    assert isinstance(exercise, Sorting)
    about = {one.id: one for one in exercise.materials}
    items = {item.material: item.id for item in exercise.items}
    ask(page, exercise.id, items["reading-screener"])

    assert shown(page)["material"]["title"] == about["reading-screener"].title
    assert shown(page)["material"]["table"]["head"] == ["Band", "Fall", "Winter"]


def test_a_right_label_is_met_and_the_key_and_its_reason_are_said(
    page: Practice, schools: Schools
) -> None:
    ask(page, "kinds-of-question", "same-length-passage")

    check(page, {"kind": "clarifying"})

    assert (said(page)["tone"], said(page)["title"]) == ("met", "Yes. Clarifying.")
    assert said(page)["lines"] == [
        "The two booklets settle it. Whether length matters is left for later."
    ]
    assert said(page)["keys"] == ["kind clarifying"]
    [one] = kept(schools)
    assert [(given.label, given.key, given.right) for given in one.given] == [
        ("clarifying", "clarifying", True)
    ]


def test_a_wrong_label_is_missed_and_the_key_is_said(page: Practice, schools: Schools) -> None:
    ask(page, "kinds-of-question", "same-length-passage")

    check(page, {"kind": "probing"})

    assert (said(page)["tone"], said(page)["title"]) == ("missed", "Look again. Clarifying.")
    assert [one.grade for one in kept(schools)] == [Grade.MISSED]


def test_where_guides_differ_either_is_right_and_it_is_said(
    page: Practice, schools: Schools
) -> None:
    exercise = page.library.exercises["kinds-of-question"]
    assert isinstance(exercise, Sorting)
    item = next(one for one in exercise.items if one.disputed)
    for label in (item.keys["kind"], item.also["kind"]):
        ask(page, exercise.id, item.id)
        check(page, {"kind": label})

        assert said(page)["tone"] == "met"
        assert said(page)["lines"][1].startswith("Published guides differ")


def test_of_two_asks_one_may_be_right(page: Practice, schools: Schools) -> None:
    exercise = page.library.exercises["warm-and-cool"]
    assert isinstance(exercise, Sorting)
    ask(page, exercise.id, exercise.items[0].id)
    first, second = (one["id"] for one in shown(page)["asks"])

    check(page, {first: right(page)[first], second: wrong(page)[second]})

    assert said(page)["tone"] == "nearly"
    assert said(page)["title"].startswith("Partly. ")
    assert len(said(page)["keys"]) == 2
    assert [one.grade for one in kept(schools)] == [Grade.NEARLY]


def test_ones_own_words_are_held_against_others_and_a_checklist(page: Practice) -> None:
    ask(page, "advice-to-question", "move-one-talker")
    assert "not kept" in shown(page)["words"]

    check(page)

    assert said(page)["title"] == "Three ways others might ask it"
    assert len(said(page)["samples"]) == 3
    assert len(said(page)["checklist"]["lines"]) == 4


@pytest.mark.parametrize(
    ("ticks", "grade"),
    [((0, 1, 2, 3), Grade.MET), ((2,), Grade.NEARLY), ((), Grade.MISSED), ((9,), Grade.MISSED)],
)
def test_what_one_ticks_is_the_grade_and_is_kept_on_going_on(
    page: Practice, schools: Schools, ticks: tuple[int, ...], grade: Grade
) -> None:
    ask(page, "advice-to-question", "move-one-talker")
    check(page)
    assert kept(schools) == []

    go_on(page, *ticks)

    assert [(one.grade, one.given) for one in kept(schools)] == [(grade, ())]


@pytest.mark.parametrize(
    ("verdict", "grade", "title"),
    [
        (Verdict.GOOD, Grade.MET, "A good choice."),
        (Verdict.FINE, Grade.NEARLY, "That can work as well."),
        (Verdict.POOR, Grade.MISSED, "This one would not serve them."),
    ],
)
def test_a_choice_is_judged_and_the_others_are_explained(
    page: Practice, schools: Schools, verdict: Verdict, grade: Grade, title: str
) -> None:
    exercise = page.library.exercises["which-protocol"]
    assert isinstance(exercise, Choosing)
    item = next(
        one for one in exercise.items if len({option.verdict for option in one.options}) == 3
    )
    ask(page, exercise.id, item.id)
    chosen = next(one for one in item.options if one.verdict is verdict)

    check(page, {"protocol": chosen.protocol})

    assert said(page)["title"] == title
    assert said(page)["lines"] == [chosen.reason, item.reason]
    assert len(said(page)["samples"]) == len(item.options) - 1
    assert [one.grade for one in kept(schools)] == [grade]


def test_a_scene_goes_on_until_its_ending_is_shown(page: Practice) -> None:
    scene = page.library.exercises["advice-in-probing"]
    assert isinstance(scene, Scene)
    ask(page, scene.id, scene.id)

    words = []
    while shown(page):
        asks = shown(page).get("asks")
        check(page, {"move": asks[0]["options"][0]["id"]} if asks else {})
        words.append(said(page)["next"])
        go_on(page)

    assert words == ["Go on"] * (len(words) - 1) + ["Finish"]
    assert len(words) >= 5


def test_a_case_says_how_many_they_are_how_long_and_how_well_they_know_each_other(
    page: Practice,
) -> None:
    ask(page, "which-protocol", "common-test-due")

    assert shown(page)["setting"] == "8 people who know each other a little; 60 minutes."


# --- scenes -----------------------------------------------------------------------------------


def walk(page: Practice, scene: Scene, best: bool) -> dict[str, Any]:
    """Play a scene by the moves that help most, or least; how it is told to have ended."""
    ask(page, scene.id, scene.id)
    moves = {move.id: move for one in scene.beats for move in one.moves}
    while "asks" in shown(page):
        offered = [moves[one["id"]] for one in shown(page)["asks"][0]["options"]]
        move = (max if best else min)(offered, key=lambda one: worth(one.timing, one.tone))
        check(page, {"move": move.id})
        assert said(page)["title"] == move.then
        assert said(page)["lines"] == [move.why]
        go_on(page)
    return shown(page)


def worth(*effects: Effect) -> int:
    return sum([Effect.HURTS, Effect.MIXED, Effect.HELPS].index(one) for one in effects)


def test_a_scene_ends_in_different_ways(page: Practice, schools: Schools) -> None:
    scene = page.library.exercises["advice-in-probing"]
    assert isinstance(scene, Scene)
    endings = {one.title: one.told for one in scene.endings}

    ends = []
    for best in (True, False):
        end = walk(page, scene, best)
        ends.append(end)
        assert endings[end["lead"]] == end["told"][0]
        assert end["submit"] == "Look back"
        check(page)
        go_on(page)
        schools.clock.later(minutes=1)

    assert ends[0]["lead"] != ends[1]["lead"]
    first, second = kept(schools)
    assert (first.grade, second.grade) == (Grade.MET, Grade.MISSED)
    assert all(given.right for given in first.given)
    assert len({given.ask for given in second.given}) == len(second.given) >= 4


def test_a_move_says_what_it_did_for_timing_tone_and_the_step(page: Practice) -> None:
    ask(page, "advice-in-probing", "advice-in-probing")

    check(page, {"move": "let-the-timer-be"})

    assert said(page)["marks"] == [
        ("Timing", "hurts", "hurts"),
        ("Tone", "so-so", "mixed"),
        ("Keeps to the step", "hurts", "hurts"),
    ]


def test_a_scene_begins_with_its_setting_and_goes_on_without_it(page: Practice) -> None:
    scene = page.library.exercises["advice-in-probing"]
    assert isinstance(scene, Scene)
    ask(page, scene.id, scene.id)
    told = shown(page)["told"]
    check(page, {"move": "let-the-timer-be"})
    go_on(page)

    assert told == [scene.setting, scene.beats[0].told]
    assert len(shown(page)["told"]) == 1


def test_a_move_of_another_moment_is_refused(page: Practice, schools: Schools) -> None:
    ask(page, "advice-in-probing", "advice-in-probing")

    check(page, {"move": "wait-on-her"})

    assert (page.sitting.task.problem, said(page)) == (CHOOSE, {})


def test_a_scene_that_is_left_halfway_is_no_answer(page: Practice, schools: Schools) -> None:
    ask(page, "advice-in-probing", "advice-in-probing")
    check(page, {"move": "let-the-timer-be"})
    go_on(page)

    assert kept(schools) == []


def test_every_item_of_the_bank_can_be_asked(page: Practice) -> None:
    for exercise in page.exercises:
        items = (exercise.id,) if isinstance(exercise, Scene) else [i.id for i in exercise.items]
        for item in items:
            ask(page, exercise.id, item)

            assert shown(page).get("asks") or shown(page)["words"]
            assert shown(page)["submit"]


# --- one's progress ---------------------------------------------------------------------------


def progress(page: Practice) -> list[dict[str, Any]]:
    first = page.progress.children[0]
    assert isinstance(first, Panels)
    return list(first.panels)


def tables(page: Practice) -> dict[str, Table]:
    return {one.label: one for one in page.progress.children if isinstance(one, Table)}


def test_before_a_first_answer_it_says_what_will_be_there_and_who_sees_it(page: Practice) -> None:
    assert progress(page) == [NOTHING]
    assert "Nobody else sees it." in NOTHING["lines"]
    assert tables(page) == {}


@pytest.mark.parametrize(
    ("met", "missed", "line"),
    [
        (3, 0, "A few more answers, and this says something."),
        (8, 2, "You can trust your ear here."),
        (5, 5, "It is coming. A round now and then is enough."),
        (1, 9, "This one is hard for most people. It comes back to you more often."),
    ],
)
def test_each_skill_says_how_it_goes(schools: Schools, met: int, missed: int, line: str) -> None:
    practise(schools.as_seen_by("ana"), met, missed, "questions")

    [one] = progress(build(schools.workbook("ana")))

    assert one["kicker"] == "Telling questions apart"
    assert one["title"] == f"{met} of your latest {met + missed} were right at once"
    assert one["lines"] == [line]


def test_what_was_taken_for_what_is_counted(page: Practice) -> None:
    ask(page, "kinds-of-question", "same-length-passage", "if-scores-had-risen")
    for label in ("probing", "probing"):
        check(page, {"kind": label})
        go_on(page)

    [(label, table)] = tables(page).items()

    assert label == "Three kinds of question: What kind of question is it?"
    assert table.head == [
        *("It was", "You said clarifying", "You said probing", "You said recommendation")
    ]
    assert [row["cells"] for row in table.rows] == [
        ["Clarifying", "0", "1", "0"],
        ["Probing", "0", "1", "0"],
        ["Recommendation", "0", "0", "0"],
    ]


def test_two_asks_have_a_table_each(page: Practice) -> None:
    exercise = page.library.exercises["warm-and-cool"]
    assert isinstance(exercise, Sorting)
    ask(page, exercise.id, exercise.items[0].id)
    check(page, right(page))
    go_on(page)

    assert len(tables(page)) == 2


def test_word_of_a_change_shows_what_another_window_answered(
    page: Practice, schools: Schools
) -> None:
    practise(schools.as_seen_by("ana"), met=5, skill="questions")

    page.live.receive({"kind": "changed", "topic": "person:ana"})

    assert len(progress(page)) == 1
    [questions] = [row for row in page.skills.rows if row["id"] == "questions"]
    assert questions["cells"][1] == "5 of 5 right"


def test_word_of_a_change_leaves_the_item_that_is_asked(page: Practice, schools: Schools) -> None:
    begin(page)
    before, parts = shown(page), page.practise.children

    practise(schools.as_seen_by("ana"), met=1, skill="questions")
    page.live.receive({"kind": "changed", "topic": "person:ana"})

    assert (shown(page), page.practise.children) == (before, parts)


def test_a_round_leaves_no_parts_behind(page: Practice) -> None:
    begin(page, "questions")
    play(page)
    parts = set(page.progress.children)

    begin(page, "questions")
    play(page)

    assert set(page.progress.children) == parts


def test_nobody_sees_what_another_practised(schools: Schools) -> None:
    practise(schools.as_seen_by("ana"), met=5, skill="questions")

    for person in ("ben", "cora", "lee", "sam", "mia"):
        assert progress(build(schools.workbook(person))) == [NOTHING]


# --- the cohort -------------------------------------------------------------------------------


def cohort(schools: Schools, person: str = "cora") -> list[dict[str, Any]]:
    """What a person sees of their cohort."""
    parts = build(schools.workbook(person)).progress.children
    [_, *more] = [one for one in parts if isinstance(one, Panels)]
    return [panel for one in more for panel in one.panels]


def rows(panel: dict[str, Any]) -> dict[str, list[str]]:
    return {name: cells for name, *cells in panel["table"]["rows"]}


@pytest.fixture
def november(schools: Schools, clock: Clock) -> Schools:
    """In December; four practised questions in November, and all five feedback."""
    clock.set("2026-11-18T15:00")
    for person in COHORT:
        practise(schools.as_seen_by(person), met=4, missed=1, skill="feedback")
    for person in COHORT[:4]:
        practise(schools.as_seen_by(person), met=5, skill="questions")
    clock.set("2026-12-10T15:00")
    return schools


def test_the_coach_sees_a_skill_once_five_practised_it_and_the_rest_is_withheld(
    november: Schools,
) -> None:
    [one] = cohort(november)

    assert one["title"] == "What your cohort practised in November"
    assert rows(one)["Warm and cool feedback"] == ["5", "80 % or more"]
    assert rows(one)["Telling questions apart"] == ["", "withheld"]
    assert len(rows(one)) == 7
    assert "fewer than 5 people" in one["lines"][0]


def test_a_month_that_still_goes_on_is_not_shown(november: Schools, clock: Clock) -> None:
    clock.set("2026-11-30T15:00")

    [one] = cohort(november)

    assert one["title"] == "What your cohort practised in October"
    assert {cells[1] for cells in rows(one).values()} == {"withheld"}


def test_a_month_begins_and_ends_at_midnight_in_the_school(schools: Schools, clock: Clock) -> None:
    clock.set("2026-11-30T23:59")
    for person in COHORT:
        practise(schools.as_seen_by(person), met=5, skill="questions")
    clock.set("2026-12-01T00:00")
    for person in COHORT:
        practise(schools.as_seen_by(person), met=5, skill="feedback")

    [one] = cohort(schools)

    assert [name for name, cells in rows(one).items() if cells[1] != "withheld"] == [
        "Telling questions apart"
    ]


@pytest.mark.parametrize("person", ["ana", "mia", "lee", "sam", "cody", "zoe"])
def test_nobody_but_the_cohorts_coach_sees_figures(november: Schools, person: str) -> None:
    assert cohort(november, person) == []


def test_nobody_is_named_in_the_figures(november: Schools) -> None:
    told = str(cohort(november))

    assert not any(name in told for name in ("Ana", "Ben", "Finn", "Nia", "Cora"))


# --- wiring -----------------------------------------------------------------------------------


def test_an_item_that_is_gone_is_not_asked(page: Practice, schools: Schools, clock: Clock) -> None:
    practise(schools.as_seen_by("ana"), met=0, missed=3, skill="questions")  # of no exercise
    clock.later(days=2)
    later = build(schools.workbook("ana"))

    begin(later)

    assert shown(later)
    assert later.notice.text != STILL_THERE
