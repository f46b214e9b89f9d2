"""The fourth step: two protocols side by side, fitted to the same people and minutes."""

from typing import Any

import ipywidgets as ipw

from plgwork.pages.protocols.asked import Asked
from plgwork.pages.protocols.plans import plan
from plgwork.pages.protocols.sheets import Sheets
from plgwork.pages.protocols.shelf import Shelf
from plgwork.widgets import Catalogue, Fields, Section, Sheet

SIDES = {"first": "One protocol", "second": "The other"}
NOTHING = "Choose two protocols, and they stand here side by side."


class Compare:
    """Two sheets; the protocol that is open is the first, unless another was chosen."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._sheets = Sheets(shelf)
        self.fields = Fields(label="Which two, and for whom", fields=self._fields())
        self.catalogue = Catalogue()
        self.sheets = {side: Sheet() for side in SIDES}
        pair = ipw.Box(list(self.sheets.values()))
        pair.add_class("plg-pair")
        self.section = Section("side_by_side", self.fields, self.catalogue, pair)

    def reread(self, asked: Asked) -> None:
        """Show the two that are asked for."""
        chosen = {side: asked[side] for side in SIDES}
        chosen["first"] = chosen["first"] or asked["open"]
        known = {side: self._shelf.protocols.get(chosen[side]) for side in SIDES}
        made = {side: plan(one, asked) for side, one in known.items() if one}
        for side, sheet in self.sheets.items():
            there = made.get(side)
            sheet.sheet = self._sheets.of(there.shown, asked, []) if there else {}
        self.catalogue.empty = {} if len(made) == len(SIDES) else {"text": NOTHING}
        told = [f"{one.shown.protocol.name}: {one.sentence}" for one in made.values()]
        values = {side: one.id if one else "" for side, one in known.items()}
        values |= {name: asked[name] for name in ("people", "minutes")}
        self.fields.show(values, problems=asked.problems, status=" ".join(told))

    def _fields(self) -> list[dict[str, Any]]:
        options = [{"id": "", "name": "Choose…"}, *self._shelf.options()]
        selects = [
            {"name": side, "label": label, "kind": "select", "options": options}
            for side, label in SIDES.items()
        ]
        return [
            *selects,
            {"name": "people", "label": "For how many people?", "kind": "number"},
            {"name": "minutes", "label": "How many minutes?", "kind": "number"},
        ]
