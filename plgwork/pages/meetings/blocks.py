"""A block of an agenda, as fields to fill in and as a row to read."""

from collections.abc import Mapping, Sequence
from typing import Any

from plgwork.analysis.fit import fit, instead
from plgwork.content import Library
from plgwork.models.agreements import Marked
from plgwork.models.meetings import MOST_MINUTES, MOST_NAME, Block
from plgwork.models.protocols import Misfit
from plgwork.pages.school.answers import Answers, Problems
from plgwork.pages.wording import listed

Field = dict[str, Any]
OFFERED = 3
NOTHING = {"id": "", "name": "None in particular"}


class Blocks:
    """The words of the vocabularies, and the people and minutes there are."""

    def __init__(self, content: Library, names: Mapping[str, str], marks: Sequence[Marked]) -> None:
        self._content = content
        self._names = names
        self._marks = {one.id: one.mark for one in marks if one.id}
        self._works = content.vocabulary("kinds-of-work")
        self._topics = content.vocabulary("agenda-topics")

    def fields(self, told: Mapping[str, str], places: Sequence[str]) -> list[Field]:
        """The fields of a block, filled with what was told."""
        protocols = sorted(self._content.protocols.values(), key=lambda one: one.name)
        asked: list[Field] = [
            {"name": "name", "label": "What it is called", "wide": True},
            {"name": "minutes", "label": "Minutes", "kind": "number", "min": 1},
            _select("place", "Stands", [(str(i), name) for i, name in enumerate(places)]),
            _select("work", "Kind of work", _terms(self._works.terms), NOTHING),
            _select(
                "topic", "Topic", [(one.id, self._marked(one.id)) for one in self._topics.terms],
                NOTHING,
            ),
            _select(
                "protocol_id", "Protocol", [(one.id, one.name) for one in protocols],
                {"id": "", "name": "Without a protocol"},
            ),
            _select(
                "brings", "Who brings work", list(self._names.items()),
                {"id": "", "name": "Nobody in particular"},
            ),
        ]  # fmt: skip
        return [field | {"value": told.get(field["name"], "")} for field in asked]

    def _marked(self, topic: str) -> str:
        """A topic, with what the guardrails say of it."""
        mark = self._marks.get(topic)
        name = self._topics.name(topic)
        said = self._content.vocabulary("topic-kinds").name(mark).lower() if mark else ""
        return f"{name} ({said})" if said else name

    def read(self, answers: Answers, left: int, people: int) -> tuple[Block | None, Problems]:
        """The block that was filled in, or every problem at its field.

        ``left`` are the minutes that the others leave; ``people`` nought where nobody knows.
        """
        name, minutes = answers.text("name"), answers.text("minutes")
        problems: Problems = {}
        if not name:
            problems["name"] = "Write what it is called."
        if not _number(minutes):
            problems["minutes"] = f"Write a whole number of minutes, from 1 to {MOST_MINUTES}."
        elif int(minutes) > left:
            problems["minutes"] = _too_many(left)
        elif said := self._misfit(answers.text("protocol_id"), people, int(minutes)):
            problems["protocol_id"] = said
        if problems:
            return None, problems
        more = {one: answers.text(one) for one in ("work", "topic", "protocol_id", "brings")}
        return Block(name=name[:MOST_NAME], minutes=int(minutes), **more), {}

    def _misfit(self, protocol_id: str, people: int, minutes: int) -> str:
        why = self._why_not(protocol_id, people, minutes)
        if not why:
            return ""
        every = self._content.protocols
        alike = instead(every.values(), people, minutes, every[protocol_id].kinds[0])
        others = alike or instead(every.values(), people, minutes)
        names = listed([one.protocol.name for one in others[:OFFERED]])
        return f"{why} {f'These would fit: {names}.' if names else ''}".strip()

    def _why_not(self, protocol_id: str, people: int, minutes: int) -> str:
        protocol = self._content.protocols.get(protocol_id)
        found = fit(protocol, people, minutes) if protocol and people else None
        return found.reason if isinstance(found, Misfit) else ""

    def row(self, block: Block, when: str, people: int) -> list[str]:
        """A block as a row of the agenda; of a protocol that does not fit it says why."""
        protocol = self._content.protocols.get(block.protocol_id)
        why = self._why_not(block.protocol_id, people, block.minutes)
        return [
            block.name,
            when,
            str(block.minutes),
            self._works.name(block.work) if block.work else "",
            ". ".join(filter(None, (protocol.name if protocol else "", why))),
            self._names.get(block.brings, ""),
        ]


def told_of(block: Block, place: int) -> dict[str, str]:
    """What stands in the fields of a block."""
    told = {name: str(value) for name, value in block.model_dump().items()}
    return told | {"place": str(place)}


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 1 <= int(text[:5]) <= MOST_MINUTES


def _too_many(left: int) -> str:
    if left < 1:
        return "Every minute of this meeting is taken. Make another block shorter first."
    return f"Only {left} {'minute is' if left == 1 else 'minutes are'} left beside the others."


def _terms(terms: Sequence[Any]) -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in terms]


def _select(
    name: str, label: str, options: Sequence[tuple[str, str]], none: dict[str, str] | None = None
) -> Field:
    shown = [{"id": one, "name": text} for one, text in options]
    return {
        "name": name,
        "label": label,
        "kind": "select",
        "options": [*([none] if none else []), *shown],
    }
