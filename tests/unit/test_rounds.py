"""A round: what is due first, the weak skills sooner, nothing twice, and a few minutes of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plgwork.analysis.rounds import (
    LATEST,
    MINUTES,
    SECONDS,
    confusions,
    draw_up,
    progress,
)
from plgwork.models.learning import Given, Grade, Place, Recall, SkillProgress
from plgwork.models.practice import Exercise, item_ids
from tests.unit.practising import NOON, USE, answered, ask, boats, ferry, knots, ropes

SKILLS = ("questions", "probing", "choosing", "moves")
MAKERS: tuple[Callable[[str, int, str], Exercise], ...] = (ropes, knots, boats)


def back(exercise_id: str, item_id: str, days: float = -1, skill: str = "questions") -> Recall:
    """An item that is due so many days from now."""
    due = NOON + timedelta(days=days)
    return Recall(exercise_id=exercise_id, item_id=item_id, skill=skill, due_at=due, state="{}")


def standing(**shares: int) -> list[SkillProgress]:
    """Of ten answers to each skill, so many right."""
    return [SkillProgress(skill=one, answers=10, met=met, due=0) for one, met in shares.items()]


def ids(places: Sequence[Place]) -> list[tuple[str, str]]:
    return [(one.exercise_id, one.item_id) for one in places]


# --- of any bank, whatever was practised ------------------------------------------------------


@st.composite
def banks(draw: st.DrawFn) -> tuple[list[Exercise], list[Recall]]:
    """Some exercises, and what comes back of them, of items that are gone as well."""
    made = st.tuples(st.sampled_from(MAKERS), st.integers(1, 15), st.sampled_from(SKILLS))
    exercises: list[Exercise] = [
        make(f"exercise-{n}", items, skill)
        for n, (make, items, skill) in enumerate(draw(st.lists(made, max_size=4)))
    ]
    exercises += [ferry(f"scene-{n}") for n in range(draw(st.integers(0, 3)))]
    there = [(one.id, item) for one in exercises for item in item_ids(one)]
    gone = [("exercise-0", "item-99"), ("no-exercise", "item-1")]
    seen = draw(st.lists(st.sampled_from(there + gone), unique=True, max_size=40))
    whole = [draw(st.integers(-30, 30)) for _ in seen]
    return exercises, [back(*one, days=days) for one, days in zip(seen, whole, strict=True)]


any_bank = given(banks(), st.integers(0, 10_000))
often = settings(deadline=None, max_examples=150)


def drawn(bank: tuple[list[Exercise], list[Recall]], seed: int) -> list[tuple[str, str]]:
    return ids(draw_up(*bank, standing(questions=2, probing=9), NOON, seed))


@often
@any_bank
def test_a_round_holds_only_what_is_there_and_nothing_twice(
    bank: tuple[list[Exercise], list[Recall]], seed: int
) -> None:
    there = {(one.id, item) for one in bank[0] for item in item_ids(one)}

    places = drawn(bank, seed)

    assert set(places) <= there
    assert len(set(places)) == len(places)


@often
@any_bank
def test_what_is_due_comes_first_and_the_longest_overdue_before_the_rest(
    bank: tuple[list[Exercise], list[Recall]], seed: int
) -> None:
    due_at = {(one.exercise_id, one.item_id): one.due_at for one in bank[1]}

    places = drawn(bank, seed)

    due = [due_at[one] for one in places if one in due_at]
    assert [one in due_at for one in places] == sorted((p in due_at for p in places), reverse=True)
    assert due == sorted(due)
    assert all(one <= NOON for one in due)


@often
@any_bank
def test_a_round_takes_its_minutes_and_leaves_out_only_what_does_not_fit(
    bank: tuple[list[Exercise], list[Recall]], seed: int
) -> None:
    seconds = {(one.id, item): SECONDS[type(one)] for one in bank[0] for item in item_ids(one)}
    later = {(one.exercise_id, one.item_id) for one in bank[1] if one.due_at > NOON}

    places = drawn(bank, seed)

    left = 60 * MINUTES - sum(seconds[one] for one in places)
    assert left >= 0
    assert [one for one in set(seconds) - later - set(places) if seconds[one] <= left] == []


@often
@any_bank
def test_the_same_seed_draws_the_same_round(
    bank: tuple[list[Exercise], list[Recall]], seed: int
) -> None:
    assert drawn(bank, seed) == drawn(bank, seed)


# --- of a bank one can oversee ----------------------------------------------------------------


def test_a_round_is_five_to_ten_minutes() -> None:
    assert 5 <= MINUTES <= 10


def test_what_comes_back_is_not_asked_before_it_is_due() -> None:
    recalls = [back("ropes", "item-1", days=0), back("ropes", "item-2", days=0.001)]

    assert ids(draw_up([ropes(items=2)], recalls, [], NOON, 1)) == [("ropes", "item-1")]


def test_where_all_is_known_and_nothing_is_due_there_is_no_round() -> None:
    assert draw_up([ropes(items=1)], [back("ropes", "item-1", days=2)], [], NOON, 1) == []


def test_another_seed_draws_another_round() -> None:
    rounds = {tuple(ids(draw_up([ropes(items=40)], [], [], NOON, seed))) for seed in range(20)}

    assert len(rounds) > 15


def test_a_weak_skill_comes_sooner_and_more_often_than_one_that_goes_well() -> None:
    bank = [ropes("weak", 40, "questions"), ropes("strong", 40, "describing")]
    now = standing(questions=1, describing=10)

    rounds = [ids(draw_up(bank, [], now, NOON, seed)) for seed in range(100)]

    count = Counter(exercise for one in rounds for exercise, _ in one)
    first = Counter(one[0][0] for one in rounds)
    assert count["weak"] > 1.3 * count["strong"]
    assert first["weak"] > first["strong"] > 0


def test_no_skill_is_starved_by_the_size_of_another() -> None:
    bank = [ropes("large", 90, "questions"), ropes("small", 10, "describing")]

    rounds = [ids(draw_up(bank, [], [], NOON, seed)) for seed in range(50)]

    assert all({exercise for exercise, _ in one} == {"large", "small"} for one in rounds)


# --- how it goes ------------------------------------------------------------------------------


def test_a_skill_is_judged_by_its_latest_answers() -> None:
    long_ago = [answered(ropes(), n, Grade.MISSED) for n in range(1, 31)]
    lately = [answered(ropes(), n, Grade.MET) for n in range(31, 31 + LATEST)]

    [one] = progress(["questions"], [*long_ago, *lately], [], NOON)

    assert (one.answers, one.met, one.share) == (LATEST, LATEST, 1.0)


def test_only_what_met_counts_as_right() -> None:
    grades = (Grade.MET, Grade.NEARLY, Grade.MISSED, Grade.NEARLY)

    [one] = progress(["questions"], [answered(ropes(), 1, grade) for grade in grades], [], NOON)

    assert one.share == 0.25


def test_a_skill_without_answers_has_no_share_and_each_is_told_apart() -> None:
    recalls = [back("ropes", "item-1"), back("knots", "item-1", 3, "probing")]

    found = progress(["questions", "probing", "moves"], [answered(ropes())], recalls, NOON)

    assert [(one.skill, one.share, one.due) for one in found] == [
        ("questions", 1.0, 1),
        ("probing", None, 0),
        ("moves", None, 0),
    ]


# --- what was taken for what ------------------------------------------------------------------


def taken(ask: str, key: str, label: str) -> Given:
    return Given(ask=ask, label=label, key=key, right=key == label)


def test_a_confusion_counts_each_label_beside_its_key() -> None:
    pairs = [("hemp", "hemp"), ("hemp", "silk"), ("hemp", "silk"), ("wool", "wool")]
    answers = [
        answered(ropes(), n, Grade.MET, taken("kind", *pair)) for n, pair in enumerate(pairs, 1)
    ]

    [one] = confusions(ropes(), answers)

    assert (one.ask, one.labels) == ("kind", ("hemp", "silk", "wool"))
    assert one.counts == {
        "hemp": {"hemp": 1, "silk": 2, "wool": 0},
        "silk": {"hemp": 0, "silk": 0, "wool": 0},
        "wool": {"hemp": 0, "silk": 0, "wool": 1},
    }


def test_each_ask_has_a_confusion_of_its_own_and_other_exercises_none_in_it() -> None:
    two = ropes("ropes", 1, "questions", ask("use", *USE))
    here = answered(two, 1, Grade.MET, taken("kind", "hemp", "hemp"), taken("use", "show", "show"))
    elsewhere = answered(ropes("cords"), 1, Grade.MET, taken("kind", "hemp", "wool"))

    kind, use = confusions(two, [here, elsewhere])

    assert sum(sum(row.values()) for row in kind.counts.values()) == 1
    assert use.counts["show"] == {"holding": 0, "show": 1}


def test_a_label_that_is_no_longer_there_is_left_out() -> None:
    [one] = confusions(ropes(), [answered(ropes(), 1, Grade.MISSED, taken("kind", "hemp", "jute"))])

    assert sum(sum(row.values()) for row in one.counts.values()) == 0
