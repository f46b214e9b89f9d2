"""The end of a unit: one thing to try, which becomes a plan, and the unit's being finished."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import ipywidgets as ipw

from plgwork.models.lessons import Lesson
from plgwork.models.people import Role
from plgwork.models.reflections import Draft, Entry, EntryKind, Subject
from plgwork.pages.guard import guarded
from plgwork.widgets import Form, Links, Panels
from plgwork.workbook import Workbook

KEPT = "It is yours alone, like the rest of your reflection, and waits there under “Look back”."


class Trying:
    """What one takes along into one's own PLG."""

    def __init__(
        self, workbook: Workbook, address: Callable[[str, str], str], finish: Callable[[], None]
    ) -> None:
        self._workbook, self._address, self._finish = workbook, address, finish
        self._sitting = uuid4().hex
        self.form = Form(submit="Put it in my plan")
        self.form.listen("submit", self._submit)
        self.done = Links()
        self.done.listen("ask", guarded(self._say)(lambda _: self._finish()))

    def parts(self, lesson: Lesson, finished: bool) -> list[ipw.Widget]:
        """The plan to make of it, and what comes next."""
        self.lesson = lesson
        self.done.items = _onward(finished)
        reflects = {Role.FACILITATOR, Role.COACH} & set(self._workbook.me.roles)
        if not reflects:
            title = "One thing to try in your PLG"
            return [Panels(panels=[{"title": title, "lines": [lesson.to_try]}]), self.done]
        planned = self._planned()
        if planned and planned.text.strip():
            return [Panels(panels=[self._in_plan(planned)]), self.done]
        self._ask()
        return [self.form, self.done]

    def _ask(self) -> None:
        month = self._workbook.month.name
        field = {
            "name": "plan",
            "label": "What you will try, in your own words",
            "kind": "textarea",
            "value": self.lesson.to_try,
            "wide": True,
            "note": KEPT,
        }
        self.form.title = f"One thing to try, for your plan in {month}"
        self.form.ask([field])

    def _in_plan(self, planned: Entry) -> dict[str, Any]:
        month = self._workbook.month
        address = self._address("reflection", f"month={month.id}")
        where = f"{address}#plan" if self._workbook.place.served else address
        return {
            "kicker": f"In your plan for {month.name}",
            "title": planned.text,
            "lines": [KEPT],
            "links": [{"text": "Open my plan", "href": where, "quiet": True}],
        }

    def _subject(self) -> Subject:
        about = f"try-{self.lesson.id}"
        return Subject(
            month=self._workbook.month.id, kind=EntryKind.COMMITMENT, about=about, asked=""
        )

    def _planned(self) -> Entry | None:
        subject = self._subject()
        entries = self._workbook.store.reflections.entries_of(self._workbook.month)
        return next((one for one in entries if one.subject.about == subject.about), None)

    def _submit(self, message: dict[str, Any]) -> None:
        ticket = int(message.get("ticket", 0))

        @guarded(lambda problem: self.form.refuse(ticket, problem))
        def keep() -> None:
            text = str(dict(message["values"])["plan"])
            if not text.strip():
                self.form.refuse(ticket, "", {"plan": "Write one sentence; it may be short."})
                return
            before = self._planned()
            bases = tuple(one.id for one in before.current) if before else ()
            draft = Draft(subject=self._subject(), text=text, bases=bases, sitting=self._sitting)
            self._workbook.store.reflections.save(draft)
            month = self._workbook.month.name
            self.form.accept(ticket, f"It is in your plan for {month}.")

        keep()

    def _say(self, problem: str) -> None:
        self.done.items = [*self.done.items[:1], {"text": problem, "quiet": True}]


def _onward(finished: bool) -> list[dict[str, Any]]:
    if finished:
        return [{"text": "Back to the path", "href": "#the-path"}]
    return [{"text": "I am done with this unit", "quiet": True}]
