"""Protocols, the plan that fits one to a meeting, and what one is looked for or chosen for."""

import re
from enum import StrEnum
from math import ceil
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from plgwork.models.model import Model, Slug, Words


def _web_address(text: str) -> str:
    """What a page may make a link of: never a script, never a file."""
    if not re.fullmatch(r"https?://\S+", text):
        raise PydanticCustomError("web_address", "must begin with https:// or http://")
    return text


Link = Annotated[str, AfterValidator(_web_address)]
Minutes = Annotated[int, Field(ge=1, le=90)]


class Trust(StrEnum):
    """How well a group knows each other, from least to most."""

    NEW = "new"
    SOME = "some"
    MUCH = "much"

    @property
    def rank(self) -> int:
        """0 for a new group; more where people know each other better."""
        return list(Trust).index(self)


class Per(StrEnum):
    """What the minutes of a step are counted for.

    GROUP: once, however many people there are. PERSON: for each person's turn. ROUND: for once
    around the circle of ``Protocol.for_people`` people, each of them brief.
    """

    GROUP = "group"
    PERSON = "person"
    ROUND = "round"


class Into(StrEnum):
    """The small groups that a protocol is made for."""

    PAIRS = "pairs"
    TRIADS = "triads"
    FOURS = "fours"

    @property
    def size(self) -> int:
        """How many people a group has where the number in the room allows it."""
        return {Into.PAIRS: 2, Into.TRIADS: 3, Into.FOURS: 4}[self]


class Split(Model):
    """How a large group splits up; ``max`` people still stay together."""

    into: Into
    min: int = Field(ge=2)
    max: int = Field(ge=2)


class GroupSize(Model):
    """How many people in one room a protocol is for."""

    min: int = Field(ge=2)
    max: int = Field(ge=2)
    split: Split | None = None


class Step(Model):
    """A part of a protocol. ``happens`` is read aloud to the group, ``watch`` by its facilitator.

    ``ours`` says that the sources have no such step.
    """

    id: Slug
    name: Words = Field(max_length=60)
    minutes: Minutes
    min_minutes: Minutes
    per: Per = Per.GROUP
    speaker: Slug
    happens: Words = Field(max_length=240)
    watch: Words = Field(max_length=240)
    note: Words | None = None
    closing: bool = False
    ours: bool = False

    def minutes_for(self, people: int, reference: int) -> int:
        """What the step takes with this many people, when written for a reference number."""
        return self._scaled(self.minutes, people, reference)

    def least_for(self, people: int, reference: int) -> int:
        """The least that still makes sense with this many people."""
        return self._scaled(self.min_minutes, people, reference)

    def _scaled(self, minutes: int, people: int, reference: int) -> int:
        if self.per is Per.PERSON:
            return minutes * people
        if self.per is Per.ROUND:
            return ceil(minutes * people / reference)
        return minutes


class Reference(Model):
    """A public page that tells of a protocol."""

    name: Words
    link: Link


class Protocol(Model):
    """A structured conversation.

    ``minutes`` is what its steps add up to with ``for_people`` people: in the one group, or in
    each small group where it splits. What authors bring comes with the kind it suits best first.
    """

    id: Slug
    name: Words = Field(max_length=60)
    tier: Literal["core", "extra"]
    kinds: tuple[Slug, ...] = Field(min_length=1)
    purpose: Words = Field(max_length=240)
    group: GroupSize
    for_people: int = Field(ge=2)
    minutes: int = Field(ge=1, le=240)
    minutes_basis: Literal["published", "range", "ours"]
    trust: Trust
    brings: tuple[Slug, ...] = Field(min_length=1)
    presenter_brings: Words
    roles: tuple[Slug, ...] = Field(min_length=1)
    choose_when: Words
    avoid_when: Words
    instead: tuple[Slug, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=2)
    credit: Words
    sources: tuple[Reference, ...] = Field(min_length=1)
    verified: bool
    unverified: tuple[Words, ...] = ()
    notes: Words | None = None
    rights: Words | None = None


class Planned(Model):
    """A step of a plan: its whole minutes, and how many people in turn share them."""

    step: Step
    minutes: int
    turns: int = 1

    @property
    def turn_minutes(self) -> int:
        """Whole minutes of one person's turn; what is left over is for changing places."""
        return self.minutes // self.turns


class Fitted(Model):
    """A protocol fitted to people and minutes: every minute is given to a step.

    ``groups`` are the sizes of the groups that work side by side, the largest first;
    ``usual_minutes`` is what it takes with these people when time is no matter.
    """

    protocol: Protocol
    people: int
    minutes: int
    usual_minutes: int
    groups: tuple[int, ...]
    steps: tuple[Planned, ...]


class Span(Model):
    """How many minutes a protocol can fill: the least, what it usually takes, the most."""

    least: int
    usual: int
    most: int


class Misfit(Model):
    """That a protocol does not fit, and why, in one sentence."""

    protocol: Protocol
    people: int
    minutes: int
    reason: str


class Wanted(Model):
    """What somebody looks through the protocols for; a wish that is left open asks for nothing."""

    kind: Slug | None = None
    people: int | None = None
    minutes: int | None = None
    words: str = ""


class Case(Model):
    """What somebody looks for a protocol for: what they bring, and what they want to do."""

    brings: Slug
    wants: Slug
    people: int
    minutes: int
    trust: Trust


class Choice(Model):
    """A protocol for a case: why, how it fits, and when to take another all the same."""

    plan: Fitted
    reason: str
    caution: str


class Warned(Model):
    """A protocol one might think of, and why it is not for this case."""

    protocol: Protocol
    reason: str


class Advice(Model):
    """A ranked short list for a case, and what to keep away from."""

    choices: tuple[Choice, ...]
    warned: tuple[Warned, ...]
