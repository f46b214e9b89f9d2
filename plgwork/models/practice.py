"""What authors write to practise with: things to sort, advice to reword, cases, and scenes."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pydantic import Field

from plgwork.models.content import Term
from plgwork.models.model import Model, Slug, Words
from plgwork.models.protocols import Trust


class Table(Model):
    """Rows under a heading, as a group would have them before it."""

    head: tuple[Words, ...] = Field(min_length=2)
    rows: tuple[tuple[Words, ...], ...] = Field(min_length=1)


class Material(Model):
    """What several items are about: a few lines of work, or a small table."""

    id: Slug
    title: Words = Field(max_length=100)
    text: Words | None = None
    table: Table | None = None


class Ask(Model):
    """What one says of an item: a question, and the labels to choose from."""

    id: Slug
    question: Words = Field(max_length=100)
    labels: tuple[Term, ...] = Field(min_length=2, max_length=4)


class Statement(Model):
    """Something to sort: a label for each ask is its key.

    Where published guides differ it is ``disputed``, and ``also`` holds what the others say:
    either answer is right.
    """

    id: Slug
    setting: Words | None = Field(default=None, max_length=200)
    material: Slug | None = None
    text: Words = Field(max_length=280)
    keys: Mapping[Slug, Slug] = Field(min_length=1)
    reason: Words = Field(max_length=320)
    disputed: bool = False
    also: Mapping[Slug, Slug] = {}


class Sorting(Model):
    """An exercise of sorting statements by one or two asks."""

    id: Slug
    title: Words = Field(max_length=60)
    skill: Slug
    about: Words = Field(max_length=240)
    asks: tuple[Ask, ...] = Field(min_length=1, max_length=2)
    materials: tuple[Material, ...] = ()
    items: tuple[Statement, ...] = Field(min_length=1)


class Advice(Model):
    """Advice to reword as a probing question; the samples are its key."""

    id: Slug
    setting: Words = Field(max_length=240)
    text: Words = Field(max_length=240)
    samples: tuple[Words, ...] = Field(min_length=2, max_length=3)
    reason: Words = Field(max_length=320)
    disputed: bool = False


class Rewording(Model):
    """An exercise of rewording; one holds one's own words against samples and a checklist."""

    id: Slug
    title: Words = Field(max_length=60)
    skill: Slug
    about: Words = Field(max_length=240)
    checklist: tuple[Words, ...] = Field(min_length=3, max_length=5)
    items: tuple[Advice, ...] = Field(min_length=1)


class Verdict(StrEnum):
    """How well a protocol serves a case."""

    GOOD = "good"
    FINE = "fine"
    POOR = "poor"


class Option(Model):
    """A protocol one may choose for a case, and what comes of it."""

    protocol: Slug
    verdict: Verdict
    reason: Words = Field(max_length=240)


class Situation(Model):
    """A group with something on its hands; several protocols may be right for it."""

    id: Slug
    text: Words = Field(max_length=480)
    people: int = Field(ge=2, le=60)
    minutes: int = Field(ge=10, le=240)
    trust: Trust
    options: tuple[Option, ...] = Field(min_length=3, max_length=5)
    reason: Words = Field(max_length=320)
    disputed: bool = False


class Choosing(Model):
    """An exercise of choosing a protocol for a case."""

    id: Slug
    title: Words = Field(max_length=60)
    skill: Slug
    about: Words = Field(max_length=240)
    items: tuple[Situation, ...] = Field(min_length=1)


class Effect(StrEnum):
    """What a move does to the group's work."""

    HELPS = "helps"
    MIXED = "mixed"
    HURTS = "hurts"


class Move(Model):
    """Something a facilitator may do now, what happens then, and why.

    It is judged on its timing, its tone, and whether it keeps to the step of the protocol.
    """

    id: Slug
    does: Words = Field(max_length=280)
    then: Words = Field(max_length=480)
    why: Words = Field(max_length=320)
    timing: Effect
    tone: Effect
    fidelity: Effect
    leads: Slug

    @property
    def helps(self) -> bool:
        """Whether nothing of it hurts, and something helps."""
        effects = (self.timing, self.tone, self.fidelity)
        return Effect.HURTS not in effects and Effect.HELPS in effects


class Beat(Model):
    """A moment of a scene at which the facilitator decides."""

    id: Slug
    told: Words = Field(max_length=600)
    moves: tuple[Move, ...] = Field(min_length=2, max_length=4)


class Ending(Model):
    """How a scene can end."""

    id: Slug
    title: Words = Field(max_length=60)
    told: Words = Field(max_length=480)


class Scene(Model):
    """A branching exercise; it begins with its first beat, and each move leads on."""

    id: Slug
    title: Words = Field(max_length=60)
    skill: Slug
    about: Words = Field(max_length=240)
    protocol: Slug | None = None
    step: Slug | None = None
    setting: Words = Field(max_length=600)
    beats: tuple[Beat, ...] = Field(min_length=1)
    endings: tuple[Ending, ...] = Field(min_length=2)

    def paths(self) -> Iterator[tuple[str, ...]]:
        """The beats and the ending of every way through; one that goes round is cut short."""
        leads = {beat.id: dict.fromkeys(move.leads for move in beat.moves) for beat in self.beats}
        ways: list[tuple[str, ...]] = [(self.beats[0].id,)]
        while ways:
            way = ways.pop()
            for place in leads.get(way[-1], ()):
                if place in leads and place not in way:
                    ways.append((*way, place))
                else:
                    yield (*way, place)


Exercise = Sorting | Rewording | Choosing | Scene
Item = Statement | Advice | Situation


def item_ids(exercise: Exercise) -> tuple[str, ...]:
    """What can be practised one by one: a scene is one item, itself."""
    items: tuple[Any, ...] = (exercise,) if isinstance(exercise, Scene) else exercise.items
    return tuple(item.id for item in items)
