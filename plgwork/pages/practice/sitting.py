"""One sitting of practice: item after item, feedback at once, each answer kept as it is given."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from plgwork.analysis.recall import recall
from plgwork.content import Library
from plgwork.errors import WorkbookError
from plgwork.models.learning import Answer, Grade, Place
from plgwork.pages.guard import guarded
from plgwork.pages.practice.kinds import Asked, asked
from plgwork.widgets import Task
from plgwork.workbook import Workbook

NOT_KEPT = "This answer could not be kept, so the item will come back. {problem}"


class Sitting:
    """The items of a round or of a unit, in a ``Task``.

    ``done`` hears the grades at the end, and what is the matter where answers were not kept.
    Answers are kept for whoever practises alone; where a group answers together, nothing is.
    """

    def __init__(
        self,
        workbook: Workbook,
        library: Library,
        done: Callable[[list[Grade], str], None],
        together: bool = False,
    ) -> None:
        self._workbook, self._library = workbook, library
        self._done, self._together = done, together
        self._places: Sequence[Place] = ()
        self._grades: list[Grade] = []
        self._unkept = ""
        self._turn = 0
        self.task = Task()
        self.task.listen("check", guarded(self._refuse)(self._check))
        self.task.listen("next", guarded(self._refuse)(self._next))

    def begin(self, places: Sequence[Place], wanted: bool = False) -> None:
        """Ask the first of these items; one that is wanted takes keyboard focus."""
        self.task.wanted = wanted
        self._places, self._grades, self._unkept = places, [], ""
        self._ask()

    def _ask(self) -> None:
        self._item: Asked = asked(self._library, self._places[len(self._grades)])
        self._answer_id = f"a-{uuid4().hex}"
        self._show()

    def _show(self) -> None:
        self._turn += 1
        number, of = len(self._grades) + 1, len(self._places)
        exercise = self._library.exercises[self._places[number - 1].exercise_id]
        kicker = f"{number} of {of} · {exercise.title}" if of > 1 else exercise.title
        self.task.show({"id": str(self._turn), "kicker": kicker, **self._item.show()})

    def _asked(self, message: dict[str, Any]) -> bool:
        """Whether this is about what is asked now, and nothing sent twice or from before."""
        shown = self.task.task.get("id")
        return shown is not None and message.get("id") == shown

    def _check(self, message: dict[str, Any]) -> None:
        if not self._asked(message) or self.task.feedback:
            return
        given = message.get("given")
        given = given if isinstance(given, dict) else {}
        labels = {str(ask): str(label) for ask, label in given.items()}
        try:
            said = self._item.check(labels)
        except KeyError:
            self._refuse("Please choose one of the answers.")
            return
        kept = self._keep() if self._item.grade else ""
        said["lines"] = [*said.get("lines", ()), *([kept] if kept else [])]
        self.task.problem = ""
        self.task.feedback = {"id": str(self._turn), "next": self._word(), **said}

    def _next(self, message: dict[str, Any]) -> None:
        if not self._asked(message) or not self.task.feedback:
            return
        ticked = message.get("ticks")
        ticks = [one for one in ticked if isinstance(one, int)] if isinstance(ticked, list) else []
        graded = self._item.grade is not None
        if self._item.go_on(ticks):
            self._show()
            return
        problem = "" if graded else self._keep()
        self._grades.append(self._item.grade or Grade.MISSED)
        if len(self._grades) < len(self._places):
            self._ask()
            self.task.problem = problem  # of the item before
        else:
            self.task.show({})
            self._done(self._grades, self._unkept)

    def _word(self) -> str:
        more = not self._item.last or len(self._grades) + 1 < len(self._places)
        return "Go on" if more else "Finish"

    def _keep(self) -> str:
        """Keep the answer; what is the matter where it cannot be."""
        place = self._places[len(self._grades)]
        if self._together or self._item.grade is None:
            return ""
        answer = Answer(
            id=self._answer_id,
            exercise_id=place.exercise_id,
            item_id=place.item_id,
            skill=self._library.exercises[place.exercise_id].skill,
            grade=self._item.grade,
            given=self._item.given,
        )
        try:
            self._workbook.store.practice.answer(answer, partial(recall, answer))
        except WorkbookError as error:
            self._unkept = str(error)
            return NOT_KEPT.format(problem=error)
        return ""

    def _refuse(self, problem: str) -> None:
        self.task.problem = problem
