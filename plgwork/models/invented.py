"""The invented school's files: who is in it and what they wrote, by year and month."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from plgwork.models.agreements import Goal, Matter
from plgwork.models.cohorts import MOST_ASKED, MOST_DILEMMA, MOST_TOLD, MOST_WORDS, Side
from plgwork.models.content import MonthCode
from plgwork.models.followups import About, Sign
from plgwork.models.groupings import MOST_SAID
from plgwork.models.meetings import ActionState, Became, Optional
from plgwork.models.model import Model, Slug, Words
from plgwork.models.people import PlgKind, Role, School, TrainingState
from plgwork.models.reflections import Outcome
from plgwork.models.schedules import MeetingTime, SpecialKind, Weekday

SchoolYear = Literal[1, 2]  # 1 is the school year before the present one, 2 the present one


class When(Model):
    """A month of the first or the second invented year."""

    year: SchoolYear
    month: MonthCode


class InventedPerson(Model):
    """One of the staff."""

    id: Slug
    name: Words
    staff_kind: Slug
    work: Words
    roles: tuple[Role, ...]


class InventedPlg(Model):
    """A group, who facilitates it, and who joined or left along the way."""

    id: Slug
    name: Words
    kind: PlgKind
    grouping: Slug | None = None
    facilitator: Slug
    meets: MeetingTime
    members: tuple[Slug, ...]
    joined: Mapping[Slug, When] = {}
    left: Mapping[Slug, When] = {}


class InventedTraining(When):
    """Training somebody had."""

    person: Slug
    state: TrainingState
    by: Slug


class InventedSubstitute(When):
    """A meeting that somebody else facilitated: the first, second, … of its month."""

    plg: Slug
    person: Slug
    meeting: int


class InventedSchool(Model):
    """A school nobody could take for a real one.

    ``begins_with`` still has the present month to write, so that a visitor can.
    """

    id: Literal["school"]
    begins_with: Slug
    school: School
    people: tuple[InventedPerson, ...]
    plgs: tuple[InventedPlg, ...]
    training: tuple[InventedTraining, ...]
    substitutes: tuple[InventedSubstitute, ...] = ()


class InventedDay(Model):
    """A day of a school year: the first, second, … of its weekday in a month."""

    month: MonthCode
    weekday: Weekday
    week: int = Field(ge=1, le=4)


class InventedYear(Model):
    """A school year, which every invented year is like."""

    first: InventedDay
    last: InventedDay
    cycle: tuple[Words, ...] = ()


class InventedSpecial(InventedDay):
    """Days set apart from one on, weekends among them."""

    name: Words
    kind: SpecialKind
    days: int = Field(default=1, ge=1, le=30)
    plgs_meet: bool = False


class InventedOtherWork(Model):
    """Time that other work has."""

    name: Words
    meets: MeetingTime


class InventedSchedule(Model):
    """The days of the invented school, and its other work."""

    id: Literal["schedule"]
    year: InventedYear
    special: tuple[InventedSpecial, ...]
    other_work: tuple[InventedOtherWork, ...]


class InventedAnswer(Model):
    """What somebody wrote to a prompt."""

    prompt: Slug
    shared: bool = False
    text: Words


class InventedCommitment(Model):
    """What somebody planned, and what came of it."""

    text: Words
    outcome: Outcome
    how: Words


class InventedMonth(When):
    """One month of one person's reflections."""

    answers: tuple[InventedAnswer, ...] = ()
    commitments: tuple[InventedCommitment, ...] = ()


class InventedReflections(Model):
    """Everything one invented person wrote."""

    id: Slug
    author: Slug
    months: tuple[InventedMonth, ...]


class InventedUnit(When):
    """A unit that somebody finished in a month."""

    lesson: Slug


class InventedRound(When):
    """What somebody practised of a skill in a month: so many answers, and how many were right."""

    skill: Slug
    met: int = Field(ge=0)
    of: int = Field(ge=1, le=20)


class InventedLearner(Model):
    """How one invented person learned."""

    person: Slug
    units: tuple[InventedUnit, ...] = ()
    rounds: tuple[InventedRound, ...] = ()


class InventedLearning(Model):
    """How the invented people learned to facilitate."""

    id: Literal["learning"]
    people: tuple[InventedLearner, ...]


class InventedStaffGroup(Model):
    """So many staff; ``higher`` is how they answer beside others."""

    name: Words
    people: int = Field(ge=1)
    higher: float = 0.0


class InventedGrouping(Model):
    """What staff are asked of themselves."""

    id: Slug
    asked: Words
    groups: tuple[InventedStaffGroup, ...]


class InventedWave(When):
    """One time the survey was asked: who answered and how, and what the school said to it."""

    name: Words
    rate: float = Field(gt=0, le=1)
    levels: Mapping[Slug, float]  # by item: what people answer on the middle, from 1
    heard: Words
    will_do: Words
    until: When


class InventedSurvey(Model):
    """A survey of the invented school."""

    id: Literal["survey"]
    title: Words
    asks: Slug
    instrument: Slug
    groupings: tuple[InventedGrouping, ...]
    waves: tuple[InventedWave, ...]


class InventedAgreement(When):
    """Something that was adopted in a month, by that share of those it binds; ``school`` is all."""

    of: Slug
    by: Slug
    review: When
    share: float = Field(gt=0, le=1)
    matter: Matter


class InventedValue(When):
    """What a measure was in a month."""

    value: float


class InventedMeasure(Model):
    """By what they see that a purpose is reached."""

    of: Slug
    by: Slug
    goal: Goal
    values: tuple[InventedValue, ...]


class InventedSaying(Model):
    """What somebody said so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    text: Words


class InventedWording(Model):
    """A version of a proposal, so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    matter: Matter


class InventedHand(Model):
    """A hand that somebody showed to the latest version."""

    by: Slug
    fist: int = Field(ge=0, le=5)
    reason: str = ""


class InventedProposal(Model):
    """What a group is in the middle of."""

    of: Slug
    versions: tuple[InventedWording, ...] = Field(min_length=1)
    comments: tuple[InventedSaying, ...] = ()
    hands: tuple[InventedHand, ...] = ()


class InventedAgreements(Model):
    """What the invented school agreed on, and what one of its PLGs is about to."""

    id: Literal["agreements"]
    adopted: tuple[InventedAgreement, ...]
    measures: tuple[InventedMeasure, ...]
    proposed: tuple[InventedProposal, ...]


class InventedAction(Model):
    """What somebody took on, and by how many days after the meeting."""

    text: Words
    owner: Slug
    days: int = Field(ge=1, le=60)
    state: ActionState = ActionState.OPEN


class InventedRecord(Model):
    """What a meeting left."""

    agenda: Optional = ""
    brings: Optional = ""
    answers: Mapping[Slug, Literal["yes", "partly", "no"]] = {}
    notes: Mapping[Slug, Words] = {}
    actions: tuple[InventedAction, ...] = ()


class InventedMeeting(InventedRecord):
    """A meeting of a PLG, so many times ago; who is not named as away or for a part came."""

    plg: Slug
    back: int = Field(ge=1, le=12)
    became: Became = Became.HELD
    minutes: int | None = None
    taken_by: Optional = ""
    part: tuple[Slug, ...] = ()
    away_with_notice: tuple[Slug, ...] = ()
    away: tuple[Slug, ...] = ()


class InventedFaculty(InventedRecord):
    """A meeting of the whole staff, so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    name: Words


class InventedMeetings(Model):
    """What the invented school's meetings left."""

    id: Literal["meetings"]
    meetings: tuple[InventedMeeting, ...]
    faculty: tuple[InventedFaculty, ...] = ()


class InventedFollowUp(Model):
    """A follow-up that was opened so many days ago; ``ended_after`` is 0 while it is open."""

    plg: Slug
    by: Slug
    person: Optional = ""
    days_ago: int = Field(ge=1, le=60)
    talk_in: int = Field(ge=0, le=60)
    ended_after: int = Field(default=0, ge=0)
    sign: Sign | None = None
    about: About
    note: Words
    came: str = ""

    @model_validator(mode="after")
    def _has_ended(self) -> Self:
        if self.ended_after >= self.days_ago:
            raise ValueError("it ended before today, or has not ended")
        return self


class InventedFollowUps(Model):
    """Conversations that are due, and the leader who reads them."""

    id: Literal["followups"]
    leader: Slug
    named_by: Slug
    followups: tuple[InventedFollowUp, ...]


class InventedCheck(When):
    """A norm check: how many answered, and how often each norm was kept, partly kept and not."""

    of: Slug
    answered: int = Field(ge=1)
    norms: Mapping[Slug, tuple[int, int, int]]


class InventedChecks(Model):
    """How the invented PLGs looked back on their norms."""

    id: Literal["norm-checks"]
    checks: tuple[InventedCheck, ...]


class InventedWish(Model):
    """What somebody said when asked what group would serve them."""

    person: Slug
    text: Words = Field(max_length=MOST_SAID)


class InventedFree(Model):
    """When the people of a PLG are free."""

    plg: Slug
    periods: tuple[Words, ...]


class InventedMove(Model):
    """Somebody in another PLG than today."""

    person: Slug
    to: Slug
    facilitates: bool = False


class InventedDraft(Model):
    """A draft of next year's PLGs, from those of today."""

    by: Slug
    name: Words
    moves: tuple[InventedMove, ...]
    reasons: tuple[InventedWish, ...]


class InventedGroupings(Model):
    """What the invented school thinks about next year's PLGs."""

    id: Literal["groupings"]
    wishes: tuple[InventedWish, ...]
    free: tuple[InventedFree, ...]
    draft: InventedDraft


class InventedTold(Model):
    """What somebody wrote in a live round."""

    by: Slug
    text: Words = Field(max_length=MOST_TOLD)


class InventedLiveRound(When):
    """A round that was opened at the cohort's meeting of a month."""

    question: Words = Field(max_length=MOST_ASKED)
    told: tuple[InventedTold, ...]


class InventedDilemma(Model):
    """A dilemma somebody offered so many days ago."""

    by: Slug
    days_ago: int = Field(ge=1, le=60)
    question: Words = Field(max_length=MOST_DILEMMA)
    presents: bool = False


class InventedExpertise(Model):
    """What somebody offers or seeks."""

    by: Slug
    side: Side
    topic: Slug
    words: Words = Field(max_length=MOST_WORDS)


class InventedPlan(When):
    """What the cohort planned for a month."""

    text: Words


class InventedCohort(Model):
    """What the invented facilitators' PLG does together."""

    id: Literal["cohort"]
    plg: Slug
    coach: Slug
    rounds: tuple[InventedLiveRound, ...]
    snapshots: tuple[When, ...]
    dilemmas: tuple[InventedDilemma, ...]
    expertise: tuple[InventedExpertise, ...]
    plans: tuple[InventedPlan, ...]
