"""Two people who are to be in one group, or who are not."""

from plgwork.errors import AccessError
from plgwork.models.groupings import Condition, ConditionKind
from plgwork.pages.groupings.desk import Desk
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form, Table

KINDS = {ConditionKind.TOGETHER: "are in one group", ConditionKind.APART: "are not in one group"}
NOTE = [
    "The leaders and the steward read it while the draft is one. With publishing it is deleted; "
    "nobody else ever sees it."
]


class Pairs:
    """A table of pairs, each of which can be taken back, and a form for one more."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.table = Table(
            label="Who is to be with whom",
            verb="Take back",
            dialog=False,
            head=["These two", "Is asked for"],
        )
        self.form = Form(title="Two people", submit="Add")
        self.parts = (self.table, self.form)
        self._people: list[dict[str, str]] = []
        self.table.listen("open", guarded(desk.say)(self._take_back))
        self.form.listen("submit", answering(self.form, self._add))

    def reread(self) -> None:
        """Show the pairs of the draft as it is kept."""
        names = self._desk.known.names
        pairs = self._desk.draft.pairs if self._desk.draft else ()
        self.table.rows = [
            {
                "id": " ".join(one.people),
                "cells": [
                    " and ".join(names.get(p, "somebody") for p in one.people),
                    KINDS[one.kind],
                ],
            }
            for one in pairs
        ]
        people = [{"id": one, "name": name} for one, name in names.items()]
        if people != self._people:
            self._people = people
            self._ask()

    def _ask(self) -> None:
        options = [{"id": "", "name": "Choose…"}, *self._people]
        kinds = [{"id": kind.value, "name": says} for kind, says in KINDS.items()]
        self.form.ask(
            [
                {"name": "one", "label": "This person", "kind": "select", "options": options},
                {"name": "other", "label": "and this one", "kind": "select", "options": options},
                {
                    **{"name": "kind", "label": "What is asked for", "kind": "select"},
                    **{"options": kinds, "value": ConditionKind.TOGETHER.value},
                },
            ],
            lines=NOTE,
        )

    def _add(self, message: Message) -> Problems:
        answers, draft = Answers(message, {}), self._desk.opened
        one, other = answers.text("one"), answers.text("other")
        known = {person["id"] for person in self._people}
        problems = {
            name: "Choose somebody."
            for name, chosen in (("one", one), ("other", other))
            if chosen not in known
        }
        if not problems and one == other:
            problems["other"] = "Choose somebody else."
        if answers.text("kind") not in {kind.value for kind in KINDS}:
            problems["kind"] = "Choose one of these."
        if problems:
            return problems
        kind = ConditionKind(answers.text("kind"))
        self._desk.store.pair(draft.id, Condition(kind=kind, people=(one, other)))
        self._ask()
        self._desk.refresh()
        return {}

    def _take_back(self, message: Message) -> None:
        people = tuple(str(message.get("id", "")).split())
        found = [one for one in self._desk.opened.pairs if one.people == people]
        if not found:
            raise AccessError("This is no longer asked for.")
        self._desk.store.unpair(self._desk.opened.id, found[0])
        self._desk.refresh()
