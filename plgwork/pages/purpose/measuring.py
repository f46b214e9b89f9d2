"""By what one would see that a purpose is reached: a target, values by date, a small trend."""

import base64
import binascii
from functools import partial
from typing import Any

from plgwork.errors import AccessError, IntakeError
from plgwork.intake import decode, read_values
from plgwork.models.agreements import Direction, Goal, Kind, Measure
from plgwork.pages.guard import guarded
from plgwork.pages.looking import when_looked_at
from plgwork.pages.purpose.sitting import Deliberation
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Chart, Form, Links, Section, Table

ADD = "Add a measure"
NAME, UNIT = 120, 40
WAYS = {Direction.UP: "At least the target", Direction.DOWN: "At most the target"}
WHO_READS = "All staff of your school read the figures: of many students, please, never of one."
VALUES = (
    "A date and a value on each line, as “2026-10-30, 14”. A value of the same day takes the place "
    "of the one that was there."
)


class Measuring:
    """The measures of a purpose, each with its trend."""

    def __init__(self, sitting: Deliberation) -> None:
        self._sitting = sitting
        self.table = Table(label="What we watch", head=["Measure", "Now", "Target", ""])
        self.table.add_class("plg-inside")
        self.links, self.form = Links(), Form(dialog=True)
        self.charts: list[Chart] = []
        self.trends = Section("trends")
        self._drawn: dict[tuple[Any, ...], Chart] = {}
        self._open: Measure | None = None
        guard = guarded(sitting.say)
        self.links.listen("ask", guard(lambda _message: self._ask(None)))
        self.table.listen("open", guard(self._change))
        self.form.listen("submit", answering(self.form, self._keep))
        self.form.listen("file", answering(self.form, self._take_file))
        self.form.listen("other", guard(self._drop))

    @property
    def parts(self) -> list[Any]:
        """What stands below the purpose."""
        return [self.table, self.trends, self.links, self.form]

    def reread(self) -> None:
        """Show the measures as they stand."""
        mine = self._sitting.choice.mine and self._sitting.standing(Kind.PURPOSE) is not None
        self.table.verb = "Change" if mine else ""
        self.table.rows = [_row(one) for one in self._sitting.measures]
        self.links.items = [{"text": ADD, "quiet": True}] if mine else []
        self.charts = [self._chart(one) for one in self._sitting.measures if len(one.values) > 1]
        self.trends.show(*self.charts)

    def _chart(self, measure: Measure) -> Chart:
        """A trend, drawn when a browser needs it; the same one as long as the figures are."""
        key = (measure.id, measure.goal, *sorted(measure.values.items()))
        if key not in self._drawn:
            from plgwork.charts import measure as drawing  # matplotlib, only where it is drawn

            chart = Chart(
                title=drawing.title(measure),
                alt=drawing.describe(measure),
                asks=True,
                table={
                    "caption": f"{measure.goal.name}. {drawing.aim(measure)}",
                    "head": ["Date", measure.goal.unit],
                    "rows": drawing.rows(measure),
                },
            )
            chart.add_class("plg-inside")
            when_looked_at(chart, partial(drawing.draw, measure), self._sitting.say)
            self._drawn[key] = chart
        return self._drawn[key]

    def _change(self, message: Message) -> None:
        known = {one.id: one for one in self._sitting.measures}
        if message.get("id") not in known:
            raise AccessError("This measure is no longer here.")
        self._ask(known[str(message.get("id"))])

    def _ask(self, measure: Measure | None) -> None:
        self._open = measure
        self.form.ask(
            _fields(measure),
            title=measure.goal.name if measure else "A new measure",
            lines=[WHO_READS],
            submit="Save",
            other="Delete it" if measure else "",
        )

    def _keep(self, message: Message) -> Problems:
        answers, store = Answers(message, {}), self._sitting.workbook.store.measures
        goal, problems = _goal(answers)
        values = message.get("values")
        text = str(values.get("values", "")) if isinstance(values, dict) else ""
        taken = read_values(text, self._sitting.workbook.today) if text.strip() else {}
        if goal is None or problems:
            return problems
        if self._open is None:
            self._open = store.begin(self._sitting.choice.of, goal)
        elif goal != self._open.goal:
            store.change(self._open.id, goal)
        if taken:
            store.record(self._open.id, taken)
        self._sitting.changed()
        return {}

    def _take_file(self, message: Message) -> Problems:
        if self._open is None:
            return {"file": "Save the measure first. Then open it again, and take the file."}
        try:
            data = base64.b64decode(message["data"], validate=True)
        except (KeyError, TypeError, binascii.Error) as error:
            raise IntakeError(["This file did not arrive whole. Take it once more."]) from error
        taken = read_values(decode(data), self._sitting.workbook.today)
        self._sitting.workbook.store.measures.record(self._open.id, taken)
        self._sitting.changed()
        values = "1 value is" if len(taken) == 1 else f"{len(taken)} values are"
        self._sitting.say(f"{values} kept.")
        return {}

    def _drop(self, _message: Message) -> None:
        if self._open:
            self._sitting.workbook.store.measures.drop(self._open.id)
            self._open = None
            self.form.shown = False
            self._sitting.changed()
            self._sitting.say("The measure and its values are deleted for good.")


def _row(one: Measure) -> dict[str, Any]:
    goal, last = one.goal, one.last
    wanted = "at least" if goal.direction is Direction.UP else "at most"
    now = f"{last[1]:g} {goal.unit}" if last else "no value yet"
    reached = "reached" if one.reached else "not yet" if last else ""
    return {"id": one.id, "cells": [goal.name, now, f"{wanted} {goal.target:g}", reached]}


def _fields(measure: Measure | None) -> list[dict[str, Any]]:
    goal = measure.goal if measure else None
    ways = [{"id": way.value, "name": name} for way, name in WAYS.items()]
    fields = [
        (
            "name",
            "text",
            "What do we watch?",
            "As “Students who fail”.",
            goal and goal.name,
        ),
        ("unit", "text", "In what unit?", "As “students” or “%”.", goal and goal.unit),
        ("direction", "select", "We want", "", goal and goal.direction.value),
        ("target", "number", "The target", "", goal and f"{goal.target:g}"),
        ("values", "textarea", "Values to add", VALUES, ""),
    ]
    made: list[dict[str, Any]] = [
        {"name": name, "kind": kind, "label": label, "note": note, "value": value or ""}
        | {"wide": name in ("name", "values")}
        for name, kind, label, note, value in fields
    ]
    made[2] |= {"options": ways, "value": made[2]["value"] or Direction.UP.value}
    file = {"name": "file", "kind": "file", "label": "Or a CSV file of values", "wide": True}
    return [*made, *([file] if measure else [])]


def _goal(answers: Answers) -> tuple[Goal | None, Problems]:
    name, unit = answers.text("name"), answers.text("unit")
    problems: Problems = {}
    for field, text, most in (("name", name, NAME), ("unit", unit, UNIT)):
        if not 1 <= len(text) <= most:
            problems[field] = f"Write it in at most {most} letters."
    target = _number(answers.text("target"))
    if target is None:
        problems["target"] = "Write the target as a number, as 8 or 12.5."
    direction = answers.text("direction")
    if direction not in set(Direction):
        problems["direction"] = "Choose one of these."
    if problems or target is None:
        return None, problems
    return Goal(name=name, unit=unit, direction=Direction(direction), target=target), {}


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None
