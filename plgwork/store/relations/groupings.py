"""How one stands to a draft of next year's groups."""

from collections.abc import Callable

from sqlalchemy import Table, and_

from plgwork.models.groupings import DraftState
from plgwork.models.people import Role
from plgwork.store.relations import Clause, Relation, Visitor
from plgwork.store.relations.people import same_school, with_role


def _drafting(role: Role) -> Callable[[Visitor, Table], Clause]:
    def holds(visitor: Visitor, table: Table) -> Clause:
        return and_(with_role(role)(visitor, table), table.c.state == DraftState.DRAFT.value)

    return holds


def _reads_published(visitor: Visitor, table: Table) -> Clause:
    published = table.c.state == DraftState.PUBLISHED.value
    return and_(same_school(visitor, table), published)


DRAFTING_LEADER = Relation("a leader, until it is published", _drafting(Role.LEADER))
DRAFTING_STEWARD = Relation("a steward, until it is published", _drafting(Role.STEWARD))
COLLEAGUE_THEN = Relation("staff of the school, once it is published", _reads_published)
