"""A protocol's plan for what is asked, or why there is none and what would fit instead."""

from dataclasses import dataclass

from plgwork.analysis.fit import fit, instead, span, written
from plgwork.models.protocols import Fitted, Misfit, Protocol
from plgwork.pages.protocols import phrases
from plgwork.pages.protocols.asked import Asked
from plgwork.pages.protocols.shelf import Row, Shelf

MOST = 4  # others that would fit; a list to read at a glance


@dataclass(frozen=True)
class Plan:
    """What a sheet shows; ``misfit`` says why that is the plan as it was written."""

    shown: Fitted
    misfit: Misfit | None = None

    @property
    def sentence(self) -> str:
        """How it fits, or why it does not."""
        if self.misfit:
            return f"{self.misfit.reason} Below, it stands as it was written."
        return f"{phrases.meeting(self.shown)}."


def plan(protocol: Protocol, asked: Asked) -> Plan:
    """The plan for the people and minutes asked for; whatever is not asked for is as usual."""
    usual = written(protocol)
    people = asked.number("people") or usual.people
    takes = span(protocol, people)
    minutes = asked.number("minutes") or (takes.usual if takes else usual.minutes)
    made = fit(protocol, people, minutes)
    return Plan(made) if isinstance(made, Fitted) else Plan(usual, made)


def others(shelf: Shelf, misfit: Misfit, asked: Asked) -> list[Row]:
    """A few that do fit, for the same kind of work if there are any."""
    protocol, known = misfit.protocol, shelf.protocols.values()
    alike = instead(known, misfit.people, misfit.minutes, protocol.kinds[0])
    fitting = alike or instead(known, misfit.people, misfit.minutes)
    return [
        shelf.link(one.protocol, asked)
        | {
            "text": phrases.first_sentence(one.protocol.purpose),
            "facts": [shelf.of_kinds(one.protocol), phrases.meeting(one)],
        }
        for one in fitting[:MOST]
    ]
