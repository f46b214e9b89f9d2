"""The third step: one protocol, fitted to the people and minutes there are."""

from typing import Any

from plgwork.models.protocols import Misfit, Protocol
from plgwork.pages.protocols.asked import Asked
from plgwork.pages.protocols.plans import Plan, others, plan
from plgwork.pages.protocols.sheets import Sheets
from plgwork.pages.protocols.shelf import Shelf
from plgwork.widgets import Catalogue, Fields, Section, Sheet

NOTHING = "Nothing is open yet. Choose a protocol above, or open one from the list under Browse."
UNKNOWN = "There is no protocol “{}” here. It may have another name: look under Browse."


class Read:
    """Which protocol, for how many, how long; its sheet, and others where it does not fit."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._sheets = Sheets(shelf)
        self.fields = Fields(label="Which protocol, and for whom", fields=self._fields())
        self.catalogue = Catalogue()
        self.sheet = Sheet()
        self.section = Section("read", self.fields, self.catalogue, self.sheet)

    def reread(self, asked: Asked) -> None:
        """Show the protocol that is asked for."""
        protocol = self._shelf.protocols.get(asked["open"])
        values = {name: asked[name] for name in ("people", "minutes")}
        values["open"] = protocol.id if protocol else ""
        if protocol is None:
            self._show_nothing(asked)
            self.fields.show(values, problems=asked.problems)
            return
        made = plan(protocol, asked)
        self._show_others(made.misfit, asked)
        self.sheet.sheet = self._sheets.of(made.shown, asked, self._actions(made, asked))
        self.fields.show(values, problems=asked.problems, status=made.sentence)

    def _fields(self) -> list[dict[str, Any]]:
        nothing = {"id": "", "name": "Choose…"}
        return [
            {
                "name": "open",
                "label": "Protocol",
                "kind": "select",
                "options": [nothing, *self._shelf.options()],
            },
            {"name": "people", "label": "For how many people?", "kind": "number"},
            {"name": "minutes", "label": "How many minutes?", "kind": "number"},
        ]

    def _show_nothing(self, asked: Asked) -> None:
        said = UNKNOWN.format(asked["open"]) if asked["open"] else NOTHING
        self.sheet.sheet = {}
        self.catalogue.groups = []
        self.catalogue.empty = {"text": said}

    def _show_others(self, misfit: Misfit | None, asked: Asked) -> None:
        if misfit is None:
            self.catalogue.groups, self.catalogue.empty = [], {}
            return
        rows = others(self._shelf, misfit, asked)
        title = {"title": "These would fit", "text": "The closest in time comes first."}
        self.catalogue.groups = [title | {"rows": rows}] if rows else []
        self.catalogue.empty = {} if rows else {"text": self._shelf.too_much(asked)}

    def _actions(self, made: Plan, asked: Asked) -> list[dict[str, Any]]:
        protocol = made.shown.protocol
        run = {"text": "Run it with your group", "href": self._run(made, protocol)}
        beside = {"text": "Lay another beside it", "href": "#side-by-side", "quiet": True}
        prints = {"text": "Print this sheet", "print": True}
        return [prints, beside] if made.misfit else [run, prints, beside]

    def _run(self, made: Plan, protocol: Protocol) -> str:
        query = {"people": str(made.shown.people), "minutes": str(made.shown.minutes)}
        return self._shelf.address("run", Asked({}).query(protocol=protocol.id, **query))
