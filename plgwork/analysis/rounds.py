"""What to practise next: what is due, then what is new, the weakest skills first."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from random import Random

from plgwork.models.learning import Answered, Confusion, Grade, Place, Recall, SkillProgress
from plgwork.models.practice import Choosing, Exercise, Rewording, Scene, Sorting, item_ids

MINUTES = 7  # of one round, by what an item usually takes
LATEST = 20  # answers that tell how a skill goes now
SECONDS: Mapping[type[Exercise], int] = {Sorting: 35, Choosing: 70, Rewording: 90, Scene: 300}


def progress(
    skills: Sequence[str],
    answered: Sequence[Answered],
    recalls: Iterable[Recall],
    by: datetime,
) -> list[SkillProgress]:
    """How each skill goes, by its latest answers, and what of it is due by a moment.

    ``answered`` is in order of time.
    """
    due = Counter(recall.skill for recall in recalls if recall.due_at <= by)
    found = []
    for skill in skills:
        latest = [one for one in answered if one.skill == skill][-LATEST:]
        met = sum(one.grade is Grade.MET for one in latest)
        found.append(SkillProgress(skill=skill, answers=len(latest), met=met, due=due[skill]))
    return found


def draw_up(
    exercises: Iterable[Exercise],
    recalls: Sequence[Recall],
    standing: Sequence[SkillProgress],
    by: datetime,
    seed: int,
) -> list[Place]:
    """A round of a few minutes from these exercises.

    What is due by that moment comes first, the longest overdue before the rest. What is new
    fills up, a skill with few right answers sooner than one that goes well. What is known and not
    due stays away.
    """
    known = {exercise.id: exercise for exercise in exercises}
    due = sorted((one for one in recalls if one.due_at <= by), key=lambda one: one.due_at)
    waiting = [Place(exercise_id=one.exercise_id, item_id=one.item_id) for one in due]
    seen = {(one.exercise_id, one.item_id) for one in recalls}
    fresh = _fresh(known.values(), seen, {one.skill: one.share or 0 for one in standing}, seed)
    return _within(known, [*_there(known, waiting), *fresh])


def _there(known: Mapping[str, Exercise], places: Iterable[Place]) -> list[Place]:
    """Those whose item is still in the content."""
    ids = {key: item_ids(exercise) for key, exercise in known.items()}
    return [one for one in places if one.item_id in ids.get(one.exercise_id, ())]


def _fresh(
    exercises: Iterable[Exercise],
    seen: Collection[tuple[str, str]],
    shares: Mapping[str, float],
    seed: int,
) -> list[Place]:
    """What was never practised; the exercises take turns, the weaker skill before the better."""
    chance = Random(seed)
    turns: list[tuple[float, Place]] = []
    for exercise in exercises:
        new = [item for item in item_ids(exercise) if (exercise.id, item) not in seen]
        chance.shuffle(new)
        weight = 1 + shares.get(exercise.skill, 0)
        turns += [
            (weight * (turn + chance.random()), Place(exercise_id=exercise.id, item_id=item))
            for turn, item in enumerate(new)
        ]
    return [place for _, place in sorted(turns, key=lambda pair: pair[0])]


def _within(known: Mapping[str, Exercise], places: Iterable[Place]) -> list[Place]:
    """As many as the minutes hold; at least one, and at most one scene."""
    chosen: list[Place] = []
    left = 60 * MINUTES
    for place in places:
        seconds = SECONDS[type(known[place.exercise_id])]
        if not chosen or seconds <= left:
            chosen.append(place)
            left -= seconds
    return chosen


def confusions(exercise: Sorting, answered: Iterable[Answered]) -> list[Confusion]:
    """What was taken for what, over every answer to an exercise."""
    given = [one for each in answered if each.exercise_id == exercise.id for one in each.given]
    tables = []
    for ask in exercise.asks:
        labels = tuple(label.id for label in ask.labels)
        counted = Counter((one.key, one.label) for one in given if one.ask == ask.id)
        counts = {key: {label: counted[key, label] for label in labels} for key in labels}
        tables.append(Confusion(ask=ask.id, labels=labels, counts=counts))
    return tables
