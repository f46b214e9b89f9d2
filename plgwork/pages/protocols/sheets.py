"""One protocol as a sheet tells it: what it is for, its steps, whose it is, what was not seen."""

from typing import Any

from plgwork.analysis.fit import span, written
from plgwork.models.protocols import Fitted, Planned, Protocol
from plgwork.pages.protocols import phrases
from plgwork.pages.protocols.asked import Asked
from plgwork.pages.protocols.shelf import Shelf

Sheet = dict[str, Any]
SEEN = "Who developed it, the order of its steps and its time were seen in public sources."
NOT_SEEN = "Not all of it could be seen in a public source:"
OURS = "our addition"


class Sheets:
    """Makes sheets of protocols, for one plan each."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def of(self, plan: Fitted, asked: Asked, actions: list[dict[str, Any]]) -> Sheet:
        """A sheet for this many people and minutes."""
        protocol = plan.protocol
        return {
            "id": protocol.id,
            "title": protocol.name,
            "kicker": self._shelf.of_kinds(protocol),
            "text": protocol.purpose,
            "actions": actions,
            "facts": self._facts(protocol),
            "when": self._when(protocol, asked),
            "plan": _told(plan),
            "steps": [self._step(planned) for planned in plan.steps],
            "more": _more(protocol),
            "small": self._shelf.not_affiliated,
        }

    def _facts(self, protocol: Protocol) -> list[list[str]]:
        roles = [self._shelf.roles.name(role) for role in protocol.roles]
        return [
            ["People", phrases.splitting(protocol.group)],
            ["Minutes", _minutes(protocol)],
            ["Trust", phrases.TRUST[protocol.trust]],
            ["Roles", ", ".join([roles[0], *(role.lower() for role in roles[1:])])],
            ["To bring", protocol.presenter_brings],
        ]

    def _when(self, protocol: Protocol, asked: Asked) -> list[dict[str, Any]]:
        others = [self._shelf.protocols[one] for one in protocol.instead]
        links = [self._shelf.link(one, asked) for one in others]
        return [
            {"title": "Choose it when", "text": protocol.choose_when},
            {"title": "Rather not when", "text": protocol.avoid_when, "links": links},
        ]

    def _step(self, planned: Planned) -> dict[str, str]:
        step = planned.step
        return {
            "name": step.name,
            "minutes": f"{planned.minutes} min",
            "turns": phrases.turns(planned),
            "speaker": self._shelf.speakers.name(step.speaker),
            "happens": step.happens,
            "note": step.note or "",
            "watch": step.watch,
            "ours": OURS if step.ours else "",
        }


def _minutes(protocol: Protocol) -> str:
    basis = phrases.BASIS[protocol.minutes_basis]
    usual = written(protocol)
    told = f"{usual.minutes} with {usual.people} people, {basis}"
    takes = span(protocol, usual.people)
    return f"{told}; it can take from {takes.least} to {takes.most}" if takes else told


def _told(plan: Fitted) -> str:
    if plan == written(plan.protocol):
        return f"As it is written: {phrases.meeting(plan)}."
    return f"Fitted to {phrases.meeting(plan)}."


def _more(protocol: Protocol) -> list[dict[str, Any]]:
    notes = [one for one in (protocol.notes,) if one]
    whose = [one for one in (protocol.credit, protocol.rights) if one]
    checked = {
        "title": "What we checked",
        "text": SEEN if protocol.verified else NOT_SEEN,
        "lines": list(protocol.unverified),
    }
    return [
        *({"title": "Good to know", "text": text} for text in notes),
        {
            "title": "Whose it is",
            "text": " ".join([*whose, "Every sentence on this sheet is our own."]),
            "sources": [source.model_dump() for source in protocol.sources],
        },
        checked,
    ]
