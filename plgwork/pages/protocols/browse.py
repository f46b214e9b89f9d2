"""The first step: every protocol, by kind of work, people, minutes and words."""

from typing import Any

from plgwork.analysis.catalogue import find, loosened
from plgwork.analysis.fit import fit, span
from plgwork.models.protocols import Fitted, Protocol, Wanted
from plgwork.pages.protocols import phrases
from plgwork.pages.protocols.asked import Asked
from plgwork.pages.protocols.shelf import Row, Shelf
from plgwork.widgets import Catalogue, Fields, Section

TIERS = {
    "core": ("Good ones to begin with", "The ones that facilitators learn first."),
    "extra": ("Further ones", "For later, or for a special case."),
}
GIVE_UP = {
    "kind": "any kind of work",
    "people": "any number of people",
    "minutes": "any length",
    "words": "without these words",
}


class Browse:
    """Four fields that narrow the list down, and the list."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.fields = Fields(label="Narrow the list down", fields=self._fields())
        self.catalogue = Catalogue()
        self.section = Section("browse", self.fields, self.catalogue)

    def reread(self, asked: Asked) -> None:
        """Show the protocols that are as asked for."""
        shelf, wanted = self._shelf, self._wanted(asked)
        found = find(shelf.protocols.values(), wanted, shelf.kinds, shelf.brings)
        self.catalogue.groups = self._groups(found, asked)
        self.catalogue.empty = {} if found else self._empty(asked, wanted)
        values = {name: asked[name] for name in ("kind", "people", "minutes", "words")}
        values["kind"] = wanted.kind or ""
        status = self._status(len(found), asked)
        self.fields.show(values, problems=asked.problems, status=status)

    def _fields(self) -> list[dict[str, Any]]:
        kinds = [{"id": term.id, "name": term.name} for term in self._shelf.kinds.terms]
        anything = {"id": "", "name": "Any kind of work"}
        return [
            {"name": "words", "label": "Search", "kind": "search", "wide": True},
            {
                "name": "kind",
                "label": "Kind of work",
                "kind": "select",
                "options": [anything, *kinds],
            },
            {"name": "people", "label": "How many people", "kind": "number"},
            {"name": "minutes", "label": "How many minutes", "kind": "number"},
        ]

    def _wanted(self, asked: Asked) -> Wanted:
        known = {term.id for term in self._shelf.kinds.terms}
        return Wanted(
            kind=asked["kind"] if asked["kind"] in known else None,
            people=asked.number("people"),
            minutes=asked.number("minutes"),
            words=asked["words"],
        )

    def _status(self, found: int, asked: Asked) -> str:
        every = len(self._shelf.protocols)
        if found == every:
            return f"All {every} protocols"
        said = f"{found} of {every} protocols"
        if asked.number("minutes") and not asked.number("people"):
            said += ", each with as many people as it was written for"
        return said

    def _groups(self, found: list[Protocol], asked: Asked) -> list[dict[str, Any]]:
        # Whoever searches looks for one of them; the best match stands at the top.
        tiers = {"": ("What holds these words", "")} if asked["words"] else TIERS
        rows = {tier: [one for one in found if tier in ("", one.tier)] for tier in tiers}
        return [
            {"title": title, "text": text, "rows": [self._row(one, asked) for one in rows[tier]]}
            for tier, (title, text) in tiers.items()
            if rows[tier]
        ]

    def _row(self, protocol: Protocol, asked: Asked) -> Row:
        return self._shelf.link(protocol, asked) | {
            "text": phrases.first_sentence(protocol.purpose),
            "facts": [self._shelf.of_kinds(protocol), *_measure(protocol, asked)],
        }

    def _empty(self, asked: Asked, wanted: Wanted) -> dict[str, Any]:
        shelf = self._shelf
        less = loosened(shelf.protocols.values(), wanted, shelf.kinds, shelf.brings)
        ways = [
            {"name": name, "text": f"{GIVE_UP[name].capitalize()}: {count}"}
            for name, count in less.items()
        ]
        everything = {"name": "all", "text": "Show all again"}
        reason = shelf.too_much(asked) or (
            "No protocol is all of this at once. Give up one wish, and see how many are left:"
            if ways
            else "No protocol is like this, even with one wish less."
        )
        return {"text": reason, "ways": [*ways, everything]}


def _measure(protocol: Protocol, asked: Asked) -> list[str]:
    """For how many, and for how long: as it was written, or with the people there are."""
    people, minutes = asked.number("people"), asked.number("minutes")
    if people is None:
        return [f"{phrases.group_size(protocol.group)} people", f"{protocol.minutes} minutes"]
    takes = span(protocol, people)
    usual = takes.usual if takes else protocol.minutes
    plan = fit(protocol, people, minutes or usual)
    together = phrases.groups(plan.groups) if isinstance(plan, Fitted) else ""
    return [f"{people} people, {together}", phrases.counted(minutes or usual, "minute")]
