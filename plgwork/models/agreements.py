"""What a school or a PLG agrees on: proposed, talked over, adopted, and looked at again."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from plgwork.models.model import Model, Slug, Typed, Words

MOST_WORDING, MOST_COMMENT, MOST_TOPIC = 2_000, 2_000, 120  # characters
MOST_TOPICS = 40
MOST_LINE = 200  # characters of a norm or an expectation
LEAST_NORMS, MOST_NORMS, MOST_EXPECTATIONS = 3, 10, 6
LASTS = timedelta(
    days=365
)  # until an agreement is looked at again, unless the group says otherwise
NEAR = timedelta(days=30)  # before the day on which it is
Part = Annotated[Words, Field(max_length=MOST_WORDING)]
Said = Annotated[Typed, StringConstraints(strip_whitespace=True, max_length=MOST_COMMENT)]


class Kind(StrEnum):
    """What an agreement is about: why a group meets, its guardrails, and how it works together."""

    PURPOSE = "purpose"
    TOPICS = "topics"
    WORK = "work"
    FREEDOM = "freedom"
    NORMS = "norms"
    EXPECTATIONS = "expectations"


class Party(Model):
    """Whom an agreement binds: the staff of a school, or one PLG."""

    school_id: Slug | None = None
    plg_id: Slug | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.school_id is None) == (self.plg_id is None):
            raise ValueError("an agreement binds a school or a PLG, and not both")
        return self

    @property
    def topic(self) -> str:
        """What those hear of who decide together: every hand, comment and word."""
        return f"deciding:{self.home}"

    @property
    def home(self) -> str:
        """What all of them hear of wherever they are: something is proposed, or adopted."""
        return f"plg:{self.plg_id}" if self.plg_id else f"school:{self.school_id}"


class Purpose(Model):
    """Why a group meets, how that reaches the learning of teachers, and the growth of students."""

    kind: Literal[Kind.PURPOSE] = Kind.PURPOSE
    wording: Part
    teachers: Part
    students: Part


class Marked(Model):
    """A kind of topic, and whether it belongs in PLG time; ``id`` is empty for one of their own."""

    id: Slug | Literal[""] = ""
    name: Words = Field(max_length=MOST_TOPIC)
    mark: Slug


class Topics(Model):
    """Which kinds of topics belong on an agenda."""

    kind: Literal[Kind.TOPICS] = Kind.TOPICS
    topics: tuple[Marked, ...] = Field(min_length=1, max_length=MOST_TOPICS)

    @model_validator(mode="after")
    def _once(self) -> Self:
        names = [one.name.casefold() for one in self.topics]
        if len(set(names)) < len(names):
            raise ValueError("a topic is marked once")
        return self


class Work(Model):
    """The kinds of work a group is expected to do, by the words of the vocabulary."""

    kind: Literal[Kind.WORK] = Kind.WORK
    kinds: tuple[Slug, ...] = Field(min_length=1)


class Freedom(Model):
    """How free a group is to shape its agenda, and what that means here."""

    kind: Literal[Kind.FREEDOM] = Kind.FREEDOM
    degree: Slug
    meaning: Typed = Field(default="", max_length=MOST_WORDING)


class Line(Model):
    """A norm or an expectation. Its id is of these words: worded otherwise, it has another."""

    id: Slug
    text: Words = Field(max_length=MOST_LINE)


def _said_once(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    for said in ([one.id for one in lines], [one.text.casefold() for one in lines]):
        if len(set(said)) < len(said):
            raise ValueError("each is said once")
    return lines


class Norms(Model):
    """How a group works together: a few short norms."""

    kind: Literal[Kind.NORMS] = Kind.NORMS
    lines: Annotated[tuple[Line, ...], AfterValidator(_said_once)] = Field(
        min_length=LEAST_NORMS, max_length=MOST_NORMS
    )


class Expectations(Model):
    """What a group expects of one another: being there, and taking part.

    ``asks`` is what the group wants to be asked about, by the words of a vocabulary: where the
    record shows it, a conversation is due. Without any, a line is simply talked about.
    """

    kind: Literal[Kind.EXPECTATIONS] = Kind.EXPECTATIONS
    lines: Annotated[tuple[Line, ...], AfterValidator(_said_once)] = Field(
        min_length=1, max_length=MOST_EXPECTATIONS
    )
    asks: tuple[Slug, ...] = ()

    @model_serializer(mode="wrap")
    def _as_kept(self, keep: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # What was worded before there was this is adopted in the very words it was kept in.
        kept: dict[str, Any] = keep(self)
        return kept if self.asks else {k: v for k, v in kept.items() if k != "asks"}


Matter = Annotated[
    Purpose | Topics | Work | Freedom | Norms | Expectations, Field(discriminator="kind")
]


class Fist(IntEnum):
    """How far somebody goes along, by the fingers of a hand."""

    BLOCK = 0
    TALK_MORE = 1
    DOUBTS = 2
    FINE = 3
    GOOD = 4
    LEAD = 5


class State(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ADOPTED = "adopted"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Source(Model):
    """A version that a merged one was made of."""

    proposal_id: str
    number: int = Field(ge=1)


class Version(Model):
    """A proposal in one wording; a row is never changed. ``by`` is empty once they were erased."""

    number: int = Field(ge=1)
    matter: Matter
    by: str = ""
    written_at: datetime
    sources: tuple[Source, ...] = ()


class Comment(Model):
    """What somebody says to a version."""

    id: str
    number: int
    by: str
    mine: bool
    text: Annotated[Said, Field(min_length=1)]
    written_at: datetime


class Response(Model):
    """How far somebody goes along with a version; a block has a reason."""

    number: int = Field(ge=1)
    fist: Fist
    reason: Said = ""

    @model_validator(mode="after")
    def _block_has_reason(self) -> Self:
        if self.fist is Fist.BLOCK and not self.reason:
            raise ValueError("a block needs a reason")
        return self


class Given(Model):
    """A response as the group sees it."""

    number: int
    by: str
    mine: bool
    fist: Fist
    reason: str
    given_at: datetime


class Show(Model):
    """How many hands there are of each kind, from 0 to 5, and how many people could show one."""

    hands: tuple[int, int, int, int, int, int]
    people: int = Field(ge=0)

    @classmethod
    def of(cls, fists: Iterable[int], people: int) -> Self:
        """Count hands."""
        shown = list(fists)
        one, two, three, four, five, six = (shown.count(fist) for fist in Fist)
        return cls(hands=(one, two, three, four, five, six), people=people)

    @property
    def answered(self) -> int:
        """How many showed a hand."""
        return sum(self.hands)

    @property
    def mean(self) -> float | None:
        """The mean of what they showed, from 0 to 5; None where nobody did."""
        total = sum(fist * many for fist, many in enumerate(self.hands))
        return total / self.answered if self.answered else None

    @property
    def least(self) -> int | None:
        """The lowest hand; None where there is none."""
        return next((fist for fist, many in enumerate(self.hands) if many), None)


class Missing(StrEnum):
    """What stands in the way of adopting."""

    ANSWERS = "answers"
    BLOCK = "block"
    LEAST = "least"
    MEAN = "mean"


class Rule(Model):
    """When a school adopts: so many of 100 answered, no hand and no mean below these."""

    quorum: int = Field(default=67, ge=1, le=100)  # per cent
    least: int = Field(default=2, ge=1, le=5)
    mean: float = Field(default=3.0, ge=0, le=5)

    def needed(self, people: int) -> int:
        """How many have to answer of so many; one at the least."""
        return max(1, -(-people * self.quorum // 100))

    def missing(self, show: Show) -> tuple[Missing, ...]:
        """All that stands in the way; nothing once it may be adopted."""
        ways = {
            Missing.ANSWERS: show.answered < self.needed(show.people),
            Missing.BLOCK: show.least == Fist.BLOCK,
            Missing.LEAST: show.least is not None and Fist.BLOCK < show.least < self.least,
            Missing.MEAN: show.mean is not None and show.mean < self.mean,
        }
        return tuple(one for one, stands in ways.items() if stands)


class Proposal(Model):
    """What a group talks over: every version, what was said and shown, and what became of it."""

    id: str
    of: Party
    kind: Kind
    state: State
    by: str
    mine: bool
    proposed_at: datetime
    versions: tuple[Version, ...]
    comments: tuple[Comment, ...] = ()
    given: tuple[Given, ...] = ()
    people: int = 0

    @property
    def latest(self) -> Version:
        """The version that is responded to."""
        return self.versions[-1]

    @property
    def now(self) -> tuple[Given, ...]:
        """The responses to the latest version."""
        return tuple(one for one in self.given if one.number == self.latest.number)

    @property
    def my_response(self) -> Given | None:
        """What the visitor showed to the latest version."""
        return next((one for one in self.now if one.mine), None)

    @property
    def show(self) -> Show:
        """The hands for the latest version."""
        return Show.of((one.fist for one in self.now), self.people)


class Agreement(Model):
    """What was adopted, with counts and nobody's name to a hand; ``number`` is its edition.

    ``bound`` says whether whoever asks is one of those who decide.
    """

    id: str
    of: Party
    number: int = Field(ge=1)
    matter: Matter
    show: Show
    by: str
    bound: bool
    adopted_at: datetime
    review_on: date

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return self.matter.kind

    def due(self, today: date) -> bool:
        """Whether it is time to look at it again, or nearly."""
        return today >= self.review_on - NEAR


class Direction(StrEnum):
    """Which way a measure should go."""

    UP = "up"
    DOWN = "down"


class Goal(Model):
    """By what one would see that a purpose is reached."""

    name: Words = Field(max_length=120)
    unit: Words = Field(max_length=40)
    direction: Direction
    target: float = Field(allow_inf_nan=False)


class Measure(Model):
    """A goal of an adopted purpose, and its values by the day on which they were taken."""

    id: str
    of: Party
    goal: Goal
    values: Mapping[date, float] = {}

    @property
    def last(self) -> tuple[date, float] | None:
        """The newest value with its day; None where there is none."""
        return max(self.values.items(), default=None)

    @property
    def reached(self) -> bool:
        """Whether the newest value is at the target or beyond it."""
        if self.last is None:
            return False
        value, target = self.last[1], self.goal.target
        return value >= target if self.goal.direction is Direction.UP else value <= target
