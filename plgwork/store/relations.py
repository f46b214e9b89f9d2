"""How a visitor may stand to a row: in words, and as a condition that a database can check."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    FromClause,
    Table,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.agreements import State
from plgwork.models.codebooks import CODERS
from plgwork.models.groupings import DraftState
from plgwork.models.people import PlgKind, Role
from plgwork.store.schema.accounts import shut
from plgwork.store.schema.agreements import (
    proposals,
)
from plgwork.store.schema.cohorts import live_rounds
from plgwork.store.schema.followups import followup_leaders, followups
from plgwork.store.schema.meetings import meetings
from plgwork.store.schema.people import memberships, people, plgs, roles, schools, substitutes
from plgwork.store.schema.reflections import entries
from plgwork.store.schema.surveys import (
    coders,
    releases,
)

Clause = ColumnElement[bool]
Day = date | ColumnElement[date]


@dataclass(frozen=True)
class Visitor:
    """Who asks, and on what day."""

    person_id: str
    today: date


@dataclass(frozen=True)
class Relation:
    """How a person stands to a row: its name in words, and as a condition on the row."""

    name: str
    holds: Callable[[Visitor, Table], Clause]


def lasting(table: FromClause, first: Day, last: Day) -> Clause:
    """A role or membership that holds on at least one day from the first to the last."""
    return and_(
        table.c.since <= last,
        or_(table.c.until.is_(None), table.c.until >= first),
    )


def _role(role: Role) -> Callable[[Visitor, Table], Clause]:
    def holds(visitor: Visitor, table: Table) -> Clause:
        return and_(_same_school(visitor, table), _has_role(visitor, role))

    return holds


def _has_role(visitor: Visitor, role: Role) -> Clause:
    return _works(visitor, roles.c.role == role.value)


def _works(visitor: Visitor, *as_what: Clause) -> Clause:
    """Whether the visitor has a role today; whoever left has none."""
    held = lasting(roles, visitor.today, visitor.today)
    return exists().where(roles.c.person_id == visitor.person_id, held, *as_what)


def _same_school(visitor: Visitor, table: FromClause) -> Clause:
    mine = select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()
    if table is schools:
        return schools.c.id == mine
    if "school_id" not in table.c:
        them = people.alias()
        return exists().where(them.c.id == table.c.person_id, them.c.school_id == mine)
    return table.c.school_id == mine


def _in_group(visitor: Visitor, table: Table) -> Clause:
    return exists().where(
        memberships.c.plg_id == table.c.id,
        memberships.c.person_id == visitor.person_id,
        lasting(memberships, visitor.today, visitor.today),
    )


def _facilitates_group(visitor: Visitor, table: Table) -> Clause:
    return exists().where(
        memberships.c.plg_id == table.c.id,
        memberships.c.person_id == visitor.person_id,
        memberships.c.facilitates,
        lasting(memberships, visitor.today, visitor.today),
    )


def _groupmate(visitor: Visitor, table: Table) -> Clause:
    mine, theirs = memberships.alias(), memberships.alias()
    return exists().where(
        mine.c.plg_id == theirs.c.plg_id,
        mine.c.person_id == visitor.person_id,
        theirs.c.person_id == table.c.id,
        lasting(mine, visitor.today, visitor.today),
    )


def _in_its_group(visitor: Visitor, table: FromClause) -> Clause:
    # Asked once for a statement; a condition on each row would be asked for each.
    mine = select(memberships.c.plg_id).where(
        memberships.c.person_id == visitor.person_id,
        lasting(memberships, visitor.today, visitor.today),
    )
    return table.c.plg_id.in_(mine)


def _facilitates_its_group(visitor: Visitor, table: Table) -> Clause:
    return exists().where(
        memberships.c.plg_id == table.c.plg_id,
        memberships.c.person_id == visitor.person_id,
        memberships.c.facilitates,
        lasting(memberships, visitor.today, visitor.today),
    )


def _stewards_group(visitor: Visitor, table: Table) -> Clause:
    mine = select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()
    theirs, them = memberships.alias(), people.alias()
    somebody = exists().where(
        theirs.c.plg_id == table.c.id,
        theirs.c.person_id == them.c.id,
        them.c.school_id == mine,
        lasting(theirs, visitor.today, visitor.today),
    )
    return and_(table.c.school_id.is_(None), _has_role(visitor, Role.STEWARD), somebody)


def _leads_beside(visitor: Visitor, table: Table) -> Clause:
    """Where leaders of several schools meet, and one of the visitor's is among them today."""
    mine = select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()
    theirs, them, held = memberships.alias(), people.alias(), roles.alias()
    of_ours = exists().where(
        theirs.c.plg_id == table.c.id,
        theirs.c.person_id == them.c.id,
        them.c.school_id == mine,
        held.c.person_id == them.c.id,
        held.c.role == Role.LEADER.value,
        lasting(theirs, visitor.today, visitor.today),
        lasting(held, visitor.today, visitor.today),
    )
    spans = and_(table.c.kind == PlgKind.LEADERS.value, table.c.school_id.is_(None))
    return and_(spans, _works(visitor), of_ours)


def _in_cohort_then(visitor: Visitor, table: Table) -> Clause:
    then = memberships.alias()
    cohort = plgs.alias()
    return exists().where(
        cohort.c.id == table.c.plg_id,
        cohort.c.kind == PlgKind.FACILITATORS.value,
        then.c.plg_id == table.c.plg_id,
        then.c.person_id == visitor.person_id,
        lasting(then, table.c.month_begins, table.c.month_ends),
        then.c.enrolled_at <= table.c.shared_at,
    )


def still_open(visitor: Visitor, moment: ColumnElement[datetime]) -> Clause:
    """What the visitor wrote at that moment is not shut by a reset that somebody else made."""
    # A page may read no more of these rows than when they begin and end: not the code.
    resets = select(shut.c.since).where(
        shut.c.person_id == visitor.person_id,
        shut.c.since <= moment,
        moment <= shut.c.until,
    )
    # Also in an upsert the moment is that of the row at hand, not of any.
    return not_(resets.correlate_except(shut).exists())


def _authored_open(visitor: Visitor, table: Table) -> Clause:
    moment = table.c.begun_at if table is entries else table.c.rated_at
    return and_(table.c.author_id == visitor.person_id, still_open(visitor, moment))


def _version_open(visitor: Visitor, table: Table) -> Clause:
    mine = select(entries.c.id).where(entries.c.author_id == visitor.person_id)
    return and_(table.c.entry_id.in_(mine), still_open(visitor, table.c.saved_at))


def _decides(visitor: Visitor, table: FromClause) -> Clause:
    mine = select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()
    # Of a school or a group that is not named a database says neither yes nor no.
    staff = and_(table.c.school_id.is_not(None), table.c.school_id == mine, _works(visitor))
    return or_(staff, and_(table.c.plg_id.is_not(None), _in_its_group(visitor, table)))


def _decides_now(visitor: Visitor, table: Table) -> Clause:
    return and_(_decides(visitor, table), table.c.state == State.OPEN.value)


def _proposed(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.proposed_by == visitor.person_id, _decides_now(visitor, table))


def _decides_on_its_proposal(visitor: Visitor, table: Table) -> Clause:
    its = proposals.alias()
    return exists().where(its.c.id == table.c.proposal_id, _decides(visitor, its))


def _works_beside(visitor: Visitor, table: Table) -> Clause:
    mine = select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()
    groups = plgs.alias()
    return exists().where(groups.c.id == table.c.plg_id, groups.c.school_id == mine)


def _said_it(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.person_id == visitor.person_id, _decides_on_its_proposal(visitor, table))


def _substitutes_today(visitor: Visitor, table: Table) -> Clause:
    group = table.c.id if table is plgs else table.c.plg_id
    mine = select(substitutes.c.plg_id).where(
        substitutes.c.person_id == visitor.person_id, substitutes.c.day == visitor.today
    )
    return group.in_(mine)


def _substitutes_at_it(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.day == visitor.today, _substitutes_today(visitor, table))


def _reads_records(visitor: Visitor, table: Table) -> Clause:
    mine = select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()
    groups = plgs.alias()
    theirs = select(groups.c.id).where(
        groups.c.school_id == mine, groups.c.kind != PlgKind.FACILITATORS.value
    )
    ours = table.c.plg_id.in_(theirs)
    return or_(and_(table.c.school_id.is_not(None), table.c.school_id == mine), ours)


def _calls_it(visitor: Visitor, table: Table) -> Clause:
    named = (table.c.planned_by, table.c.facilitator, table.c.note_taker)
    one = or_(*(column == visitor.person_id for column in named))
    return and_(one, table.c.school_id.is_not(None), _same_school(visitor, table))


def _coachs_cohort(visitor: Visitor, table: Table) -> Clause:
    cohort = table.c.kind == PlgKind.FACILITATORS.value
    return and_(cohort, _has_role(visitor, Role.COACH), _in_group(visitor, table))


def _in_cohort(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.kind == PlgKind.FACILITATORS.value, _in_group(visitor, table))


def _in_its_cohort(visitor: Visitor, table: FromClause) -> Clause:
    cohort = plgs.alias()
    facilitators = exists().where(
        cohort.c.id == table.c.plg_id, cohort.c.kind == PlgKind.FACILITATORS.value
    )
    return and_(facilitators, _in_its_group(visitor, table))


def _coaches_it(visitor: Visitor, table: Table) -> Clause:
    return and_(_in_its_cohort(visitor, table), _has_role(visitor, Role.COACH))


def _coaches_it_still(visitor: Visitor, table: Table) -> Clause:
    return and_(_coaches_it(visitor, table), table.c.opened_at.is_(None))


def _writes_to(visitor: Visitor, table: FromClause) -> Clause:
    return and_(_in_its_cohort(visitor, table), table.c.opened_at.is_(None))


def _writes_to_its_round(visitor: Visitor, table: Table) -> Clause:
    its = live_rounds.alias()
    still = exists().where(its.c.id == table.c.round_id, _writes_to(visitor, its))
    return and_(table.c.person_id == visitor.person_id, still)


def _hears(visitor: Visitor, table: Table) -> Clause:
    # Who was enrolled later was not among those of whom was said that they would read it.
    its, then = live_rounds.alias(), memberships.alias()
    return exists().where(
        its.c.id == table.c.round_id,
        its.c.opened_at.is_not(None),
        _in_its_cohort(visitor, its),
        then.c.plg_id == its.c.plg_id,
        then.c.person_id == visitor.person_id,
        then.c.enrolled_at <= its.c.opened_at,
    )


def _surveys_people(visitor: Visitor) -> Clause:
    return or_(_has_role(visitor, Role.LEADER), _has_role(visitor, Role.COACH))


def _keeps(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.owner_id == visitor.person_id, _surveys_people(visitor))


def _reads_released(visitor: Visitor, table: Table) -> Clause:
    released = exists().where(releases.c.survey_id == table.c.id)
    return and_(_same_school(visitor, table), _surveys_people(visitor), released)


def _codes(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.person_id == visitor.person_id, _surveys_people(visitor))


def _same_question(one: FromClause, other: FromClause) -> Clause:
    return and_(*(one.c[name] == other.c[name] for name in ("survey_id", "number", "question")))


def _both_coded(visitor: Visitor, table: Table) -> Clause:
    done = coders.alias()
    finished = select(func.count()).select_from(done)
    finished = finished.where(_same_question(done, table), done.c.finished_at.is_not(None))
    return finished.correlate_except(done).scalar_subquery() == CODERS


def _reads_codings(visitor: Visitor, table: Table) -> Clause:
    theirs = coders.alias()
    here = exists().where(_same_question(theirs, table), _same_school(visitor, theirs))
    return and_(_surveys_people(visitor), here, _both_coded(visitor, table))


def _coded_too(visitor: Visitor, table: Table) -> Clause:
    mine = coders.alias()
    one = exists().where(_same_question(mine, table), mine.c.person_id == visitor.person_id)
    return and_(one, _surveys_people(visitor), _both_coded(visitor, table))


def _drafting(role: Role) -> Callable[[Visitor, Table], Clause]:
    def holds(visitor: Visitor, table: Table) -> Clause:
        return and_(_role(role)(visitor, table), table.c.state == DraftState.DRAFT.value)

    return holds


def _reads_published(visitor: Visitor, table: Table) -> Clause:
    published = table.c.state == DraftState.PUBLISHED.value
    return and_(_same_school(visitor, table), published)


def _records_it(visitor: Visitor, table: Table) -> Clause:
    its: Any = meetings.alias()
    writes = or_(*(one.holds(visitor, its) for one in RECORDERS))
    return or_(
        table.c.owner_id == visitor.person_id,
        exists().where(its.c.id == table.c.meeting_id, writes),
    )


def _looked_after(table: Table) -> Clause:
    # What facilitators say to one another is for them alone; so is how they meet.
    return and_(table.c.school_id.is_not(None), table.c.kind != PlgKind.FACILITATORS.value)


def _facilitates_and_looks_after(visitor: Visitor, table: Table) -> Clause:
    return and_(_looked_after(table), _facilitates_group(visitor, table))


def _coaches_and_looks_after(visitor: Visitor, table: Table) -> Clause:
    return and_(_looked_after(table), _role(Role.COACH)(visitor, table))


def _named(visitor: Visitor, table: FromClause, *more: Clause) -> Clause:
    chosen = exists().where(
        followup_leaders.c.school_id == table.c.school_id,
        followup_leaders.c.person_id == visitor.person_id,
        *more,
    )
    return and_(chosen, _same_school(visitor, table), _has_role(visitor, Role.LEADER))


def _named_and_looks_after(visitor: Visitor, table: Table) -> Clause:
    return and_(_looked_after(table), _named(visitor, table))


def _about_somebody_else(visitor: Visitor, table: FromClause) -> Clause:
    return table.c.person_id.is_distinct_from(visitor.person_id)


def _owns(visitor: Visitor, table: FromClause) -> Clause:
    return and_(table.c.owner_id == visitor.person_id, _works(visitor))


def _passed_it_on(visitor: Visitor, table: Table) -> Clause:
    one = or_(table.c.opened_by == visitor.person_id, table.c.handed_by == visitor.person_id)
    return and_(one, _about_somebody_else(visitor, table))


def _coaches_school(visitor: Visitor, table: FromClause) -> Clause:
    coaches = and_(_same_school(visitor, table), _has_role(visitor, Role.COACH))
    return and_(coaches, _about_somebody_else(visitor, table))


def _named_since(visitor: Visitor, table: FromClause) -> Clause:
    # Whoever opened it before had been told that others read it.
    since = followup_leaders.c.named_at <= table.c.opened_at
    return and_(_named(visitor, table, since), _about_somebody_else(visitor, table))


def _hears_of_it(visitor: Visitor, table: Table) -> Clause:
    then = or_(table.c.due <= visitor.today, table.c.ended_at.is_not(None))
    return and_(table.c.person_id == visitor.person_id, then)


def _reads_its_notes(visitor: Visitor, table: Table) -> Clause:
    its = followups.alias()
    ways = (_owns, _coaches_school, _named_since)
    reads = or_(*(one(visitor, its) for one in ways))
    return exists().where(its.c.id == table.c.followup_id, reads)


AUTHOR = Relation("its author", lambda visitor, table: table.c.author_id == visitor.person_id)
AUTHOR_OPEN = Relation("its author, unless a reset shut it", _authored_open)
VERSION_AUTHOR = Relation("its author, unless a reset shut that version", _version_open)
SELF = Relation(
    "the person themself", lambda visitor, table: table.c.person_id == visitor.person_id
)
COLLEAGUE = Relation("staff of the same school", _same_school)
AT_WORK = Relation(
    "staff of the school, while they work there",
    lambda visitor, table: and_(_same_school(visitor, table), _works(visitor)),
)
GROUP_MEMBER = Relation("members of the group", _in_group)
GROUP_FACILITATOR = Relation("whoever facilitates the group", _facilitates_group)
STARTER = Relation(
    "whoever started it", lambda visitor, table: table.c.started_by == visitor.person_id
)
ITS_GROUP = Relation("members of the group it is for", _in_its_group)
ITS_FACILITATOR = Relation("whoever facilitates the group it is for", _facilitates_its_group)
GROUPMATE = Relation("people in a group with them", _groupmate)
COHORT_THEN = Relation("the cohort it was shared with, as it was that month", _in_cohort_then)
KEEPER = Relation("its owner, while a leader or a coach", _keeps)
ITS_READERS = Relation("leaders and coaches of the school, once it was released", _reads_released)
CODER = Relation("whoever codes, while a leader or a coach", _codes)
CODED_READERS = Relation("leaders and coaches of the school, once both are done", _reads_codings)
OTHER_CODER = Relation("the other who coded, once both are done", _coded_too)
DECIDER = Relation("whoever it binds", _decides)
DECIDER_NOW = Relation("whoever it binds, while it is open", _decides_now)
PROPOSER = Relation("whoever proposed it, while it is open", _proposed)
ITS_DECIDERS = Relation("whoever its proposal binds", _decides_on_its_proposal)
SPEAKER = Relation("whoever said it, while it binds them", _said_it)
SUBSTITUTE = Relation("whoever facilitates it today in place of another", _substitutes_today)
SUBSTITUTE_AT_IT = Relation(
    "whoever facilitates it in place of another, on its day", _substitutes_at_it
)
ITS_STAFF = Relation("staff of its school, of all but the facilitators' PLG", _reads_records)
CALLER = Relation("whoever planned it, facilitates it or takes notes, at their school", _calls_it)
LED_BESIDE = Relation("staff of a school whose leaders meet in it", _leads_beside)
BESIDE = Relation("staff of the school whose PLG it binds", _works_beside)
LEADER = Relation("a leader of the school", _role(Role.LEADER))
COACH = Relation("a coach of the school", _role(Role.COACH))
STEWARD = Relation("a steward of the school", _role(Role.STEWARD))
DRAFTING_LEADER = Relation("a leader, until it is published", _drafting(Role.LEADER))
DRAFTING_STEWARD = Relation("a steward, until it is published", _drafting(Role.STEWARD))
COLLEAGUE_THEN = Relation("staff of the school, once it is published", _reads_published)
COHORT_MEMBER = Relation("members of the facilitators' PLG", _in_cohort)
ITS_COHORT = Relation("members of the facilitators' PLG it belongs to", _in_its_cohort)
ITS_COACH = Relation("a coach in the facilitators' PLG it belongs to", _coaches_it)
ITS_COACH_STILL = Relation(
    "a coach in its facilitators' PLG, until it is opened", _coaches_it_still
)
WRITER = Relation("members of its facilitators' PLG, until it is opened", _writes_to)
ITS_WRITER = Relation("whoever wrote it, until its round is opened", _writes_to_its_round)
HEARER = Relation("who was in the facilitators' PLG when its round was opened", _hears)
DOER = Relation("whoever did it", lambda visitor, table: table.c.actor_id == visitor.person_id)
COHORT_COACH = Relation("a coach in the facilitators' PLG", _coachs_cohort)
GROUP_STEWARD = Relation("a steward whose people are in the spanning group", _stewards_group)
RECORDERS = (ITS_GROUP, SUBSTITUTE_AT_IT, CALLER, LEADER, COACH)
CLOSER = Relation("whoever has it to do, or writes the record it is in", _records_it)
LOOKING_FACILITATOR = Relation(
    "whoever facilitates it, of all but the facilitators' PLG", _facilitates_and_looks_after
)
LOOKING_COACH = Relation(
    "a coach of its school, of all but the facilitators' PLG", _coaches_and_looks_after
)
LOOKING_LEADER = Relation(
    "the leader named for follow-ups, of all but the facilitators' PLG", _named_and_looks_after
)
OWNER = Relation("whoever owns it, while they work", _owns)
PASSED_ON = Relation("whoever opened it or handed it over", _passed_it_on)
OTHERS_COACH = Relation("a coach of the school, unless it is about them", _coaches_school)
NAMED_SINCE = Relation(
    "the leader named for follow-ups, of what was opened since, unless it is about them",
    _named_since,
)
ABOUT_THEM = Relation("whom it is about, from its day on or once it has ended", _hears_of_it)
NOTE_READERS = Relation("whoever reads the notes of its follow-up", _reads_its_notes)
SAYER = Relation("whoever said it", lambda visitor, table: table.c.said_by == visitor.person_id)
