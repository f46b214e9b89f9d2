"""Who might meet with whom next year: drafts of rosters, and what is said and asked of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from plgwork.models.enrolling import Problem
from plgwork.models.model import Model, Slug, Typed, Words
from plgwork.models.people import Person, TrainingState
from plgwork.models.schedules import Weekday

FEWEST, MOST = 6, 12  # people in a group that all can speak in and nobody is missed from
MOST_NAME, MOST_SAID, MOST_GROUPS = 80, 600, 60
MOST_PERIODS = 40
GroupId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}$")]
Name = Annotated[Words, StringConstraints(max_length=MOST_NAME)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_SAID)]
People = tuple[Slug, ...]


class DraftState(StrEnum):
    """Whether a draft is still the leaders' and stewards', or everybody's."""

    DRAFT = "draft"
    PUBLISHED = "published"


class OutlineGroup(Model):
    """A group with its people; ``plg_id`` is the PLG that it goes on from, if any."""

    name: Name
    grouping: Slug | None = None
    plg_id: Slug | None = None
    people: People = ()
    facilitators: People = ()


class Outline(Model):
    """Groups and their people, whether they met, are drafted or are only proposed."""

    groups: tuple[OutlineGroup, ...] = Field(default=(), max_length=MOST_GROUPS)

    @property
    def people(self) -> frozenset[str]:
        """Everybody who is in a group."""
        return frozenset(one for group in self.groups for one in group.people)


class DraftGroup(Model):
    """A group of a draft, without its people."""

    id: GroupId
    name: Name
    grouping: Slug | None = None
    plg_id: Slug | None = None


class Place(Model):
    """Where somebody stands in a draft; ``number`` counts how often that was changed."""

    person_id: Slug
    group_id: GroupId | None = None
    facilitates: bool = False
    number: int = Field(default=0, ge=0)


class Reason(Model):
    """Why somebody whose role nobody shares is in their group; ``number`` as of a place."""

    person_id: Slug
    text: Annotated[Typed, StringConstraints(strip_whitespace=True, max_length=MOST_SAID)]
    number: int = Field(default=0, ge=0)


class Wish(Model):
    """What somebody said when asked what group would serve them."""

    person_id: Slug
    text: Annotated[Typed, StringConstraints(strip_whitespace=True, max_length=MOST_SAID)]
    said_at: datetime


class ConditionKind(StrEnum):
    """What a proposal can be asked to keep to."""

    FEWEST = "fewest"
    MOST = "most"
    TRAINED = "trained"
    SHARED_PERIOD = "shared-period"
    COMPANY = "company"
    TOGETHER = "together"
    APART = "apart"


class Condition(Model):
    """One thing to keep to: a size, a rule for every group, or two people."""

    kind: ConditionKind
    number: int | None = Field(default=None, ge=1, le=60)
    people: People = Field(default=(), max_length=2)


class RosterDraft(Model):
    """A draft: its groups, where each person stands, who is to be with whom, and why."""

    id: GroupId
    name: Name
    year: int
    state: DraftState
    made_at: datetime
    published_at: datetime | None = None
    groups: tuple[DraftGroup, ...] = ()
    places: tuple[Place, ...] = ()
    pairs: tuple[Condition, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def outline(self) -> Outline:
        """The groups with their people, in the order of the groups."""
        people: dict[str | None, list[Place]] = defaultdict(list)
        for place in self.places:
            people[place.group_id].append(place)
        return Outline(
            groups=tuple(
                OutlineGroup(
                    **one.model_dump(exclude={"id"}),
                    people=tuple(place.person_id for place in people[one.id]),
                    facilitators=tuple(p.person_id for p in people[one.id] if p.facilitates),
                )
                for one in self.groups
            )
        )

    def place(self, person_id: str) -> Place:
        """Where somebody stands; whoever was never placed stands in no group."""
        found = (one for one in self.places if one.person_id == person_id)
        return next(found, Place(person_id=person_id))


class Circumstances(Model):
    """What a draft is judged by: who works here, who led and met with whom, who is free when.

    ``elsewhere`` are people with a PLG that drafts leave alone: the leaders' or a role-alike one.
    """

    staff: tuple[Person, ...]
    elsewhere: frozenset[Slug] = frozenset()
    training: Mapping[Slug, TrainingState] = {}
    free: Mapping[Slug, tuple[str, ...]] = {}
    last_year: Outline = Outline()

    @property
    def trained(self) -> frozenset[str]:
        """Whose training as a facilitator is complete."""
        return frozenset(
            one for one, state in self.training.items() if state is TrainingState.TRAINED
        )

    @property
    def names(self) -> dict[str, str]:
        """Names by id; with what they do where two bear one name."""
        borne = [one.name for one in self.staff]
        return {
            one.id: one.name if borne.count(one.name) == 1 else f"{one.name}, {one.work}"
            for one in self.staff
        }


class GroupJudgement(Model):
    """What can be said of one group: its size, who could lead it, when all are free, who is alone.

    ``shared`` is None where nothing is known of anybody's free periods.
    """

    size: int
    facilitators: People
    trained: People
    shared: tuple[str, ...] | None
    unknown: People
    alone: People

    @property
    def fits(self) -> bool:
        """Whether its size is one in which everybody is heard."""
        return FEWEST <= self.size <= MOST


class Judgement(Model):
    """What can be said of a draft; ``kept`` of ``pairs`` of last year would still meet."""

    groups: tuple[GroupJudgement, ...]
    unplaced: People
    kept: int
    pairs: int

    @property
    def stability(self) -> float | None:
        """The share of last year's pairs of colleagues that are still together; 0 to 1."""
        return self.kept / self.pairs if self.pairs else None

    @property
    def alone(self) -> People:
        """Everybody whose role nobody else in their group shares."""
        return tuple(person for group in self.groups for person in group.alone)


class PeriodList(Model):
    """A list of free periods as it was read: whose, and what is wrong in which row."""

    free: Mapping[Slug, tuple[str, ...]] = {}
    problems: tuple[Problem, ...] = ()


class Brief(Model):
    """What a proposal is made from: people, groups, what to keep to, and what to strive for.

    ``alike`` are people who have something in common that counts, ``unlike`` who had better not
    all meet in one group. ``stability`` and ``configuration`` are weights, 0 to 3.
    """

    people: People = Field(min_length=1)
    groups: tuple[OutlineGroup, ...] = Field(min_length=1, max_length=MOST_GROUPS)
    conditions: tuple[Condition, ...] = ()
    trained: frozenset[Slug] = frozenset()
    free: Mapping[Slug, tuple[str, ...]] = {}
    roles: Mapping[Slug, str] = {}
    last_year: tuple[People, ...] = ()
    alike: tuple[People, ...] = ()
    unlike: tuple[People, ...] = ()
    stability: int = Field(default=2, ge=0, le=3)
    configuration: int = Field(default=1, ge=0, le=3)
    seed: int = 1


class Proposal(Model):
    """What a search found: groups, or what cannot all hold; neither when it was stopped."""

    outline: Outline | None = None
    conflict: tuple[Condition, ...] = ()


class Transfer(Model):
    """What publishing changes for one person: which PLGs they leave and join, by name.

    ``facilitates`` is None where that stays as it is.
    """

    person_id: Slug
    leaves: tuple[str, ...] = ()
    joins: str = ""
    facilitates: bool | None = None


class Publication(Model):
    """What publishing a draft would do: from which day, for whom, and which PLGs begin or rest.

    Of those who are in one of the school's PLGs today, ``stay`` keep their place.
    """

    begins: date
    changes: tuple[Transfer, ...] = ()
    begin: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    stay: int = 0


def free_periods(typed: Sequence[str]) -> tuple[str, ...]:
    """Periods as they are kept, each once: blanks are one, and a capital begins them."""
    tidy = (" ".join("".join(filter(str.isprintable, one)).split()) for one in typed)
    kept = (one[:1].upper() + one[1:] for one in tidy if one)
    return tuple(in_week({one.casefold(): one for one in kept}.values()))[:MOST_PERIODS]


def in_week(periods: Iterable[str]) -> list[str]:
    """Periods in the order of the week, as far as their names say the day."""
    days = [day.value[:3] for day in Weekday]

    def place(period: str) -> tuple[int, str]:
        day = period[:3].casefold()
        return (days.index(day) if day in days else len(days), period)

    return sorted(periods, key=place)
