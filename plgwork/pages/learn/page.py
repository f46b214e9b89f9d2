"""The page: the path of units, and the one unit that is open."""

from typing import Any
from urllib.parse import parse_qs

from plgwork.content.prose import blocks
from plgwork.models.learning import Grade, Place, Study
from plgwork.models.lessons import Lesson
from plgwork.models.people import Group, Person, PlgKind, Role
from plgwork.pages.guard import guarded
from plgwork.pages.learn.trying import Trying
from plgwork.pages.page import Page
from plgwork.pages.practice.sitting import Sitting
from plgwork.widgets import Conversation, Links, Panels, Prose, Section, Steps, Table
from plgwork.workbook import Workbook

ALONE, TOGETHER = "Take it alone", "Take it together, on a projector"


class Learn(Page):
    """Read, listen in on a conversation, practise, try: one unit at a time."""

    name = "learn"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.lessons = list(workbook.content.lessons.values())
        query = parse_qs(workbook.place.query)
        self.together = bool(query.get("together"))
        self.steps = Steps(label="Steps of this unit")
        self.table = Table(
            label="Units", verb="Open", leads="#read", head=["Unit", "Minutes", "You"]
        )
        self.table.listen("open", guarded(self.notice.say)(self._open))
        self.mode = Links()
        self.mode.listen("ask", guarded(self.notice.say)(self._switch))
        self.trying = Trying(workbook, self.address, self._finish)
        self.cohorts = Panels()
        coach = [self.cohorts] if Role.COACH in workbook.me.roles else []
        self.path, self.read = Section("path", self.table, *coach), Section("read")
        self.conversation, self.exercises = Section("conversation"), Section("exercises")
        self.try_it = Section("try_it")
        self.add(self.steps)
        self.studies = self._studies()
        self.lesson = self._first(query.get("unit", [""])[0])
        self.show(self.lesson)
        topics = [f"person:{workbook.me.id}", f"school:{workbook.school.id}"]
        self.when_changed(topics, self.reread)

    # --- the path ---------------------------------------------------------------------------

    def _first(self, asked: str) -> Lesson:
        """The unit in the address; else the one that was begun last, or the first to come."""
        known = {one.id: one for one in self.lessons}
        if asked in known:
            self.workbook.store.lessons.begin(asked)
            return known[asked]
        if asked:
            self.notice.say(f"There is no unit {asked!r}; here is the path.")
        begun = [one for one in self.studies.values() if one.lesson_id in known]
        open_ones = [one.lesson_id for one in begun if one.finished_at is None]
        left = [one.id for one in self.lessons if one.id not in self.studies]
        return known[(open_ones[-1:] or left[:1] or [self.lessons[0].id])[0]]

    def _studies(self) -> dict[str, Study]:
        return {one.lesson_id: one for one in self.workbook.store.lessons.mine()}

    def _open(self, message: dict[str, Any]) -> None:
        lesson = next((one for one in self.lessons if one.id == message.get("id")), None)
        if lesson:
            self.workbook.store.lessons.begin(lesson.id)
            self.show(lesson)

    def _switch(self, message: dict[str, Any]) -> None:
        self.together = message.get("text") == TOGETHER
        self.show(self.lesson)

    def reread(self) -> None:
        """Show who is how far."""
        self.studies = self._studies()
        self.table.rows = [
            {"id": one.id, "cells": [one.title, str(one.minutes), self._state(one)]}
            for one in self.lessons
        ]
        self.cohorts.panels = self._cohorts()
        finished = self._finished(self.lesson)
        self.steps.items = [
            _step("the-path", "The path", f"{self._count()} of {len(self.lessons)} finished"),
            _step("read", "Read", f"unit {self._number(self.lesson)}"),
            _step("a-conversation", "A conversation", f"{self._notes()} notes"),
            _step("exercises", "Exercises", "together" if self.together else "yours alone"),
            _step("try-it", "Try it", "finished" if finished else "one thing", finished),
        ]

    def _state(self, lesson: Lesson) -> str:
        if self._finished(lesson):
            return "finished"
        return "begun" if lesson.id in self.studies else ""

    def _finished(self, lesson: Lesson) -> bool:
        study = self.studies.get(lesson.id)
        return study is not None and study.finished_at is not None

    def _count(self) -> int:
        return sum(map(self._finished, self.lessons))

    def _number(self, lesson: Lesson) -> int:
        return self.lessons.index(lesson) + 1

    def _notes(self) -> int:
        return sum(line.note is not None for line in self.lesson.conversation.lines)

    # --- one unit ---------------------------------------------------------------------------

    def show(self, lesson: Lesson) -> None:
        """Lay out a unit."""
        self.lesson = lesson
        text = Prose(
            kicker=f"Unit {self._number(lesson)} of {len(self.lessons)} · {lesson.minutes} minutes",
            title=lesson.title,
            lede=f"Afterwards {lesson.aim[:1].lower()}{lesson.aim[1:]}",
            blocks=[block.model_dump() for block in blocks(lesson.text)],
        )
        self.mode.items = [{"text": ALONE if self.together else TOGETHER, "quiet": True}]
        self.read.show(text, _on("Go on to the conversation", "a-conversation"), self.mode)
        told = lesson.conversation
        talk = Conversation(setting=told.setting, lines=[one.model_dump() for one in told.lines])
        self.conversation.show(talk, *self._asked(), _on("Go on to the exercises", "exercises"))
        self._lay_out_exercises()
        self.reread()
        self._lay_out_end()

    def _asked(self) -> list[Panels]:
        if not self.together:
            return []
        asked = {"kicker": "For all of you", "title": self.lesson.asked_together}
        return [Panels(panels=[asked])]

    def _lay_out_exercises(self) -> None:
        places = [
            Place(exercise_id=taken.exercise, item_id=item)
            for taken in self.lesson.exercises
            for item in taken.items
        ]
        library = self.workbook.exercises
        sitting = Sitting(self.workbook, library, self._practised, together=self.together)
        self.exercises.show(sitting.task)
        sitting.begin(places)

    def _practised(self, grades: list[Grade], unkept: str) -> None:
        met = f"{grades.count(Grade.MET)} of {len(grades)} were right at once."
        again = "What you missed comes back in Practice on a later day."
        lines = [met] if self.together else [met, again]
        lines += [f"Not every answer could be kept. {unkept}"] if unkept else []
        panel = {"title": "That is all of them", "lines": lines}
        self.exercises.show(Panels(panels=[panel], wanted=True), _on("Go on to Try it", "try-it"))

    def _lay_out_end(self) -> None:
        self.try_it.show(*self.trying.parts(self.lesson, self._finished(self.lesson)))

    def _finish(self) -> None:
        self.workbook.store.lessons.finish(self.lesson.id)
        self.reread()
        self._lay_out_end()

    # --- the cohort -------------------------------------------------------------------------

    def _cohorts(self) -> list[dict[str, Any]]:
        if Role.COACH not in self.workbook.me.roles:
            return []
        groups = self.workbook.store.people.my_groups()
        return [self._cohort(one) for one in groups if one.plg.kind is PlgKind.FACILITATORS]

    def _cohort(self, group: Group) -> dict[str, Any]:
        titles = {one.id: one.title for one in self.lessons}
        done: dict[str, list[str]] = {}
        for one in self.workbook.store.lessons.finished():
            if one.lesson_id in titles:
                done.setdefault(one.person_id, []).append(titles[one.lesson_id])
        rows = [
            [
                person.name,
                f"{len(done.get(person.id, ()))} of {len(titles)}",
                _names(done, person),
            ]
            for person in group.members
            if Role.FACILITATOR in person.roles
        ]
        title = "Units your cohort finished"
        return {
            "wide": True,
            "kicker": "For the coach",
            "title": title,
            "lines": [
                "Everybody is told that you see this, and that you see nothing else of it. "
                "Finishing units is not yet being trained: that you record yourself."
            ],
            "table": {"label": title, "head": ["Name", "Finished", "Which"], "rows": rows},
        }


def _names(done: dict[str, list[str]], person: Person) -> str:
    return ", ".join(done.get(person.id, ()))


def _on(text: str, slug: str) -> Links:
    return Links(items=[{"text": text, "href": f"#{slug}"}])


def _step(slug: str, name: str, note: str, done: bool = False) -> dict[str, Any]:
    return {"slug": slug, "name": name, "note": note, "done": done}


def build(workbook: Workbook) -> Learn:
    """The training path, for whoever is here."""
    return Learn(workbook)
