"""What the invented people practised and finished."""

from datetime import datetime, time, timedelta
from functools import partial

from plgwork.analysis.recall import recall
from plgwork.content import Library
from plgwork.invented.school import Years
from plgwork.models.invented.learning import InventedLearner, InventedRound
from plgwork.models.invented.when import When
from plgwork.models.learning import Answer, Grade
from plgwork.models.practice import Scene, item_ids
from plgwork.store import Store, VisitorStore


def learn(store: Store, library: Library, years: Years, now: datetime) -> None:
    """Let each of them finish units and practise, in months that have come."""
    for learner in library.invented_learning.people:
        for unit in learner.units:
            if moment := _moment(years, unit, now):
                _at(store, learner, moment).lessons.finish(unit.lesson)
        for practised in sorted(learner.rounds, key=years.month):
            if moment := _moment(years, practised, now):
                _practise(store, library, learner, practised, moment)


def _moment(years: Years, when: When, now: datetime) -> datetime | None:
    """An afternoon in the first half of a month; None while it lies ahead."""
    moment = datetime.combine(years.month(when).first + timedelta(days=9), time(15, 40), now.tzinfo)
    return moment if moment < now else None


def _practise(
    store: Store,
    library: Library,
    learner: InventedLearner,
    practised: InventedRound,
    moment: datetime,
) -> None:
    exercises = [one for one in library.exercises.values() if one.skill == practised.skill]
    places = [
        (one.id, item) for one in exercises if not isinstance(one, Scene) for item in item_ids(one)
    ]
    for number, (exercise_id, item_id) in enumerate(places[: practised.of]):
        answer = Answer(
            id=f"{learner.person}-{practised.month}-{practised.year}-{practised.skill}-{number}",
            exercise_id=exercise_id,
            item_id=item_id,
            skill=practised.skill,
            grade=Grade.MET if number < practised.met else Grade.MISSED,
        )
        mine = _at(store, learner, moment + timedelta(seconds=40 * number))
        mine.practice.answer(answer, partial(recall, answer))


def _at(store: Store, learner: InventedLearner, moment: datetime) -> VisitorStore:
    return store.for_visitor(learner.person, lambda: moment)
