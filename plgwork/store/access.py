"""Who may do what. Every query of the store asks here, and nothing else decides.

Read the table from left to right: *its author* may *read* an *entry*.
"""

from functools import lru_cache

from sqlalchemy import Connection, Table, false, or_, select

from plgwork.errors import AccessError
from plgwork.store.relations import Clause, Relation, Visitor
from plgwork.store.relations.agreements import (
    BESIDE,
    DECIDER,
    DECIDER_NOW,
    ITS_DECIDERS,
    PROPOSER,
    SPEAKER,
)
from plgwork.store.relations.cohorts import (
    COHORT_COACH,
    COHORT_MEMBER,
    HEARER,
    ITS_COACH,
    ITS_COACH_STILL,
    ITS_COHORT,
    ITS_WRITER,
    WRITER,
)
from plgwork.store.relations.followups import (
    ABOUT_THEM,
    LOOKING_COACH,
    LOOKING_FACILITATOR,
    LOOKING_LEADER,
    NAMED_SINCE,
    NOTE_READERS,
    OTHERS_COACH,
    OWNER,
    PASSED_ON,
    SAYER,
)
from plgwork.store.relations.groupings import COLLEAGUE_THEN, DRAFTING_LEADER, DRAFTING_STEWARD
from plgwork.store.relations.meetings import CLOSER, ITS_STAFF, RECORDERS, SUBSTITUTE_AT_IT
from plgwork.store.relations.people import AT_WORK, COACH, COLLEAGUE, DOER, LEADER, SELF, STEWARD
from plgwork.store.relations.plgs import (
    GROUP_FACILITATOR,
    GROUP_MEMBER,
    GROUP_STEWARD,
    GROUPMATE,
    ITS_FACILITATOR,
    ITS_GROUP,
    LED_BESIDE,
    STARTER,
    SUBSTITUTE,
)
from plgwork.store.relations.reflections import AUTHOR, AUTHOR_OPEN, COHORT_THEN, VERSION_AUTHOR
from plgwork.store.relations.surveys import CODED_READERS, CODER, ITS_READERS, KEEPER, OTHER_CODER
from plgwork.store.schema.accounts import accounts, audit
from plgwork.store.schema.agreements import (
    agreements,
    comments,
    deciding_rules,
    measures,
    proposals,
    responses,
    wordings,
)
from plgwork.store.schema.cohorts import (
    cohort_plans,
    dilemmas,
    expertise,
    live_rounds,
    live_texts,
    rating_snapshots,
)
from plgwork.store.schema.followups import (
    followup_leaders,
    followup_notes,
    followups,
    settled_occasions,
)
from plgwork.store.schema.groupings import free_periods, group_wishes, roster_drafts
from plgwork.store.schema.learning import answers, recalls, studies
from plgwork.store.schema.meetings import actions, meetings
from plgwork.store.schema.norms import norm_checks, norm_months
from plgwork.store.schema.people import people, plgs, schools, trainings
from plgwork.store.schema.reflections import entries, ratings, shares, versions
from plgwork.store.schema.runs import runs
from plgwork.store.schema.schedules import (
    calendar_links,
    meeting_rules,
    other_work,
    school_years,
    special_days,
)
from plgwork.store.schema.surveys import (
    coders,
    codes,
    codings,
    corrections,
    drafts,
    releases,
    school_answers,
    surveys,
)

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
    (schools, "bound"): (AT_WORK,),
    (schools, "enrolled"): (STEWARD,),
    (schools, "changed"): (STEWARD,),
    (people, "listed"): (STEWARD,),
    (people, "asked after"): (LEADER, STEWARD),
    (people, "read"): (COLLEAGUE, GROUPMATE),
    (people, "enrolled"): (STEWARD,),
    (plgs, "read"): (COLLEAGUE, GROUP_MEMBER),
    (plgs, "enrolled"): (STEWARD, GROUP_STEWARD),
    (plgs, "told of"): (LED_BESIDE,),
    (plgs, "scheduled"): (LEADER, STEWARD, GROUP_STEWARD),
    (plgs, "coached"): (COHORT_COACH,),
    (plgs, "gathered"): (COHORT_MEMBER,),
    (live_rounds, "read"): (ITS_COHORT,),
    (live_rounds, "written to"): (WRITER,),
    (live_rounds, "opened"): (ITS_COACH_STILL,),
    (live_texts, "read"): (SELF, HEARER),
    (live_texts, "written"): (ITS_WRITER,),
    (rating_snapshots, "read"): (ITS_COHORT,),
    (dilemmas, "read"): (ITS_COHORT,),
    (dilemmas, "taken back"): (SELF,),
    (dilemmas, "chosen"): (ITS_COACH,),
    (expertise, "read"): (ITS_COHORT,),
    (expertise, "said"): (SELF,),
    (cohort_plans, "read"): (ITS_COHORT,),
    (cohort_plans, "written"): (ITS_COACH,),
    (answers, "read"): (SELF,),
    (recalls, "read"): (SELF,),
    (recalls, "written"): (SELF,),
    (studies, "read"): (SELF,),
    (studies, "written"): (SELF,),
    (studies, "finished"): (SELF, COACH),
    (plgs, "bound"): (GROUP_MEMBER,),
    (plgs, "convened"): (GROUP_MEMBER, SUBSTITUTE),
    (plgs, "handed over"): (GROUP_FACILITATOR,),
    (schools, "convened"): (LEADER, COACH),
    (meetings, "read"): (ITS_STAFF, ITS_GROUP, SUBSTITUTE_AT_IT),
    (meetings, "recorded"): RECORDERS,
    (actions, "closed"): (CLOSER,),
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
    (plgs, "checked"): (GROUP_FACILITATOR,),
    (norm_checks, "read"): (ITS_GROUP,),
    (norm_checks, "answered"): (ITS_GROUP,),
    (norm_checks, "closed"): (ITS_FACILITATOR,),
    (norm_months, "read"): (LEADER, COACH),
    (schools, "watched"): (LEADER, COACH),
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
    (plgs, "watched"): (LOOKING_FACILITATOR, LOOKING_COACH, LOOKING_LEADER),
    (plgs, "followed up"): (LOOKING_FACILITATOR, LOOKING_COACH, LOOKING_LEADER),
    (plgs, "talked with"): (LOOKING_FACILITATOR, LOOKING_COACH),
    (plgs, "attended"): (LOOKING_FACILITATOR,),
    (schools, "looked after"): (LEADER, STEWARD),
    (followup_leaders, "read"): (COLLEAGUE,),
    (followups, "read"): (OWNER, PASSED_ON, OTHERS_COACH, NAMED_SINCE),
    (followups, "noted"): (OWNER, OTHERS_COACH, NAMED_SINCE),
    (followups, "changed"): (OWNER,),
    (followups, "given on"): (OWNER, OTHERS_COACH),
    (followups, "known"): (ABOUT_THEM,),
    (followup_notes, "read"): (NOTE_READERS,),
    (settled_occasions, "read"): (SAYER,),
    (accounts, "read"): (SELF, STEWARD),
    (accounts, "made"): (STEWARD,),
    (audit, "read"): (SELF, DOER, STEWARD),
}


# Who does this to a row leaves it as it is.
UNCHANGED = (
    *("read", "bound", "coached", "convened", "surveyed", "tallied", "coded", "scheduled"),
    *("grouped", "weighed", "handed over", "checked", "gathered", "written to"),
    *("watched", "followed up", "talked with", "looked after", "told of"),
)


# Put together once for each person and day: half of a query's time went into that.
@lru_cache(maxsize=256)
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
