"""Who may do what. Every query of the store asks here, and nothing else decides.

Read the table from left to right: *its author* may *read* an *entry*.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Connection,
    FromClause,
    Table,
    and_,
    exists,
    false,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.agreements import State
from plgwork.models.codebooks import CODERS
from plgwork.models.groupings import DraftState
from plgwork.models.people import PlgKind, Role
from plgwork.store.schema import (
    accounts,
    agreements,
    answers,
    audit,
    calendar_links,
    coders,
    codes,
    codings,
    comments,
    corrections,
    deciding_rules,
    drafts,
    entries,
    free_periods,
    group_wishes,
    measures,
    meeting_rules,
    memberships,
    other_work,
    people,
    plgs,
    proposals,
    ratings,
    recalls,
    releases,
    responses,
    roles,
    roster_drafts,
    runs,
    school_answers,
    school_years,
    schools,
    shares,
    shut,
    special_days,
    studies,
    surveys,
    trainings,
    versions,
    wordings,
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
    return exists().where(
        roles.c.person_id == visitor.person_id,
        roles.c.role == role.value,
        lasting(roles, visitor.today, visitor.today),
    )


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


def _groupmate(visitor: Visitor, table: Table) -> Clause:
    mine, theirs = memberships.alias(), memberships.alias()
    return exists().where(
        mine.c.plg_id == theirs.c.plg_id,
        mine.c.person_id == visitor.person_id,
        theirs.c.person_id == table.c.id,
        lasting(mine, visitor.today, visitor.today),
    )


def _in_its_group(visitor: Visitor, table: FromClause) -> Clause:
    return exists().where(
        memberships.c.plg_id == table.c.plg_id,
        memberships.c.person_id == visitor.person_id,
        lasting(memberships, visitor.today, visitor.today),
    )


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
    staff = and_(table.c.school_id.is_not(None), table.c.school_id == mine)
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


def _coachs_cohort(visitor: Visitor, table: Table) -> Clause:
    cohort = table.c.kind == PlgKind.FACILITATORS.value
    return and_(cohort, _has_role(visitor, Role.COACH), _in_group(visitor, table))


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


AUTHOR = Relation("its author", lambda visitor, table: table.c.author_id == visitor.person_id)
AUTHOR_OPEN = Relation("its author, unless a reset shut it", _authored_open)
VERSION_AUTHOR = Relation("its author, unless a reset shut that version", _version_open)
SELF = Relation(
    "the person themself", lambda visitor, table: table.c.person_id == visitor.person_id
)
COLLEAGUE = Relation("staff of the same school", _same_school)
GROUP_MEMBER = Relation("members of the group", _in_group)
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
BESIDE = Relation("staff of the school whose PLG it binds", _works_beside)
LEADER = Relation("a leader of the school", _role(Role.LEADER))
COACH = Relation("a coach of the school", _role(Role.COACH))
STEWARD = Relation("a steward of the school", _role(Role.STEWARD))
DRAFTING_LEADER = Relation("a leader, until it is published", _drafting(Role.LEADER))
DRAFTING_STEWARD = Relation("a steward, until it is published", _drafting(Role.STEWARD))
COLLEAGUE_THEN = Relation("staff of the school, once it is published", _reads_published)
DOER = Relation("whoever did it", lambda visitor, table: table.c.actor_id == visitor.person_id)
COHORT_COACH = Relation("a coach in the facilitators' PLG", _coachs_cohort)
GROUP_STEWARD = Relation("a steward whose people are in the spanning group", _stewards_group)

#   what          may be         by whom
RULES: dict[tuple[Table, str], tuple[Relation, ...]] = {
    (entries, "read"): (AUTHOR_OPEN,),
    (entries, "written"): (AUTHOR_OPEN,),
    (entries, "continued"): (AUTHOR,),
    (entries, "shared"): (AUTHOR_OPEN,),
    (entries, "deleted"): (AUTHOR_OPEN,),
    (versions, "read"): (VERSION_AUTHOR,),
    (shares, "read"): (AUTHOR, COHORT_THEN),
    (shares, "withdrawn"): (AUTHOR,),
    (ratings, "read"): (AUTHOR_OPEN,),
    (ratings, "written"): (AUTHOR,),
    (schools, "read"): (COLLEAGUE,),
    (schools, "enrolled"): (STEWARD,),
    (schools, "changed"): (STEWARD,),
    (people, "listed"): (STEWARD,),
    (people, "asked after"): (LEADER, STEWARD),
    (people, "read"): (COLLEAGUE, GROUPMATE),
    (people, "enrolled"): (STEWARD,),
    (plgs, "read"): (COLLEAGUE, GROUP_MEMBER),
    (plgs, "enrolled"): (STEWARD, GROUP_STEWARD),
    (plgs, "scheduled"): (LEADER, STEWARD, GROUP_STEWARD),
    (plgs, "coached"): (COHORT_COACH,),
    (answers, "read"): (SELF,),
    (recalls, "read"): (SELF,),
    (recalls, "written"): (SELF,),
    (studies, "read"): (SELF,),
    (studies, "written"): (SELF,),
    (studies, "finished"): (SELF, COACH),
    (plgs, "convened"): (GROUP_MEMBER,),
    (runs, "read"): (STARTER, ITS_GROUP),
    (runs, "moved"): (STARTER, ITS_FACILITATOR),
    (trainings, "read"): (SELF, COACH, STEWARD),
    (schools, "trained"): (COACH, STEWARD),
    (schools, "surveyed"): (LEADER, COACH),
    (drafts, "read"): (KEEPER,),
    (drafts, "written"): (KEEPER,),
    (drafts, "deleted"): (KEEPER,),
    (corrections, "read"): (KEEPER,),
    (corrections, "written"): (KEEPER,),
    (surveys, "read"): (KEEPER, ITS_READERS),
    (surveys, "tallied"): (KEEPER,),
    (surveys, "counted"): (KEEPER,),
    (surveys, "released"): (KEEPER,),
    (surveys, "answered"): (KEEPER,),
    (surveys, "deleted"): (KEEPER,),
    (surveys, "coded"): (ITS_READERS,),
    (releases, "read"): (LEADER, COACH),
    (codes, "read"): (LEADER, COACH),
    (codes, "written"): (LEADER, COACH),
    (coders, "read"): (LEADER, COACH),
    (coders, "finished"): (CODER,),
    (coders, "deleted"): (CODER, OTHER_CODER),
    (codings, "read"): (CODER, CODED_READERS),
    (codings, "written"): (CODER,),
    (school_answers, "read"): (COLLEAGUE,),
    (schools, "ruled"): (LEADER, STEWARD),
    (proposals, "read"): (DECIDER,),
    (proposals, "answered"): (DECIDER_NOW,),
    (proposals, "withdrawn"): (PROPOSER,),
    (wordings, "read"): (ITS_DECIDERS,),
    (comments, "read"): (ITS_DECIDERS,),
    (comments, "taken back"): (SPEAKER,),
    (responses, "read"): (ITS_DECIDERS,),
    (responses, "given"): (SPEAKER,),
    (agreements, "read"): (DECIDER, BESIDE),
    (agreements, "looked at again"): (DECIDER,),
    (deciding_rules, "read"): (COLLEAGUE,),
    (measures, "read"): (DECIDER, BESIDE),
    (measures, "kept"): (DECIDER,),
    (schools, "scheduled"): (LEADER, STEWARD),
    (school_years, "read"): (COLLEAGUE,),
    (school_years, "scheduled"): (LEADER, STEWARD),
    (special_days, "read"): (COLLEAGUE,),
    (special_days, "scheduled"): (LEADER, STEWARD),
    (other_work, "read"): (COLLEAGUE,),
    (other_work, "scheduled"): (LEADER, STEWARD),
    (meeting_rules, "read"): (COLLEAGUE,),
    (calendar_links, "read"): (SELF,),
    (calendar_links, "ended"): (SELF,),
    (schools, "grouped"): (LEADER, STEWARD),
    (people, "grouped"): (LEADER, STEWARD),
    (trainings, "weighed"): (LEADER, STEWARD),
    (free_periods, "read"): (LEADER, STEWARD),
    (group_wishes, "read"): (SELF, LEADER, STEWARD),
    (group_wishes, "written"): (SELF,),
    (roster_drafts, "read"): (LEADER, STEWARD, COLLEAGUE_THEN),
    (roster_drafts, "weighed"): (LEADER, STEWARD),
    (roster_drafts, "changed"): (DRAFTING_LEADER, DRAFTING_STEWARD),
    (roster_drafts, "published"): (DRAFTING_LEADER, DRAFTING_STEWARD),
    (roster_drafts, "deleted"): (DRAFTING_LEADER, DRAFTING_STEWARD),
    (accounts, "read"): (SELF, STEWARD),
    (accounts, "made"): (STEWARD,),
    (audit, "read"): (SELF, DOER, STEWARD),
}


# Who does this to a row leaves it as it is.
UNCHANGED = (
    *("read", "coached", "convened", "surveyed", "tallied", "coded", "scheduled"),
    *("grouped", "weighed"),
)


def may(visitor: Visitor, table: Table, verb: str) -> Clause:
    """The rows of a table that this visitor may see or change, as a condition for a query."""
    relations = RULES.get((table, verb), ())
    return or_(false(), *(relation.holds(visitor, table) for relation in relations))


def require(connection: Connection, visitor: Visitor, table: Table, verb: str, row_id: str) -> None:
    """AccessError unless the visitor may do this to that row; the same when there is none."""
    asked = select(table.c.id).where(table.c.id == row_id, may(visitor, table, verb))
    # Whoever changes a row holds it, so that nobody deletes it meanwhile.
    if verb not in UNCHANGED:
        asked = asked.with_for_update(key_share=True)
    # A forged id may hold characters at which a database stumbles.
    if not row_id.isprintable() or connection.execute(asked).first() is None:
        raise AccessError("This is not yours to open or change, or it is no longer there.")
