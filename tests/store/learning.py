"""What people of the two schools practise, in the tests of the store."""

from datetime import datetime

from plgwork.analysis.recall import recall
from plgwork.models.learning import Answer, Given, Grade, Recall
from plgwork.store import VisitorStore

GIVEN = Given(ask="kind", label="probing", key="clarifying", right=False)


def answer(number: int = 1, grade: Grade = Grade.MET, **more: str) -> Answer:
    """An answer to an item of an exercise, told apart by its number."""
    known = {"exercise_id": "questions", "item_id": f"item-{number}", "skill": "asking"} | more
    return Answer(id=f"answer-{number}", grade=grade, given=(GIVEN,), **known)


def give(visitor: VisitorStore, answer: Answer) -> Recall:
    """Keep an answer as pages do."""

    def again(before: Recall | None, now: datetime) -> Recall:
        return recall(answer, before, now)

    return visitor.practice.answer(answer, again)


def practise(visitor: VisitorStore, met: int, missed: int = 0, skill: str = "asking") -> None:
    """So many answers to one skill."""
    for number in range(met + missed):
        grade = Grade.MET if number < met else Grade.MISSED
        more = {"item_id": f"{skill}-{number}", "skill": skill}
        given = answer(number, grade, **more)
        give(visitor, given.model_copy(update={"id": f"{skill}-{number}"}))
