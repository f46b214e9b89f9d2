"""How one stands to people and their school."""

from collections.abc import Callable

from sqlalchemy import FromClause, ScalarSelect, Table, and_, exists, select

from plgwork.models.people import Role
from plgwork.store.relations import Clause, Relation, Visitor, lasting
from plgwork.store.schema.people import people, roles, schools


def school_of(visitor: Visitor) -> ScalarSelect[str]:
    """The id of the visitor's school."""
    return select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()


def has_role(visitor: Visitor, role: Role) -> Clause:
    """Whether the visitor has this role today."""
    return works(visitor, roles.c.role == role.value)


def works(visitor: Visitor, *as_what: Clause) -> Clause:
    """Whether the visitor has a role today; whoever left has none."""
    held = lasting(roles, visitor.today, visitor.today)
    return exists().where(roles.c.person_id == visitor.person_id, held, *as_what)


def same_school(visitor: Visitor, table: FromClause) -> Clause:
    """Rows of the visitor's school, or of its people."""
    mine = school_of(visitor)
    if table is schools:
        return schools.c.id == mine
    if "school_id" not in table.c:
        them = people.alias()
        return exists().where(them.c.id == table.c.person_id, them.c.school_id == mine)
    return table.c.school_id == mine


def with_role(role: Role) -> Callable[[Visitor, Table], Clause]:
    """Whoever has this role today at the school that the row is of."""

    def holds(visitor: Visitor, table: Table) -> Clause:
        return and_(same_school(visitor, table), has_role(visitor, role))

    return holds


SELF = Relation(
    "the person themself", lambda visitor, table: table.c.person_id == visitor.person_id
)
DOER = Relation("whoever did it", lambda visitor, table: table.c.actor_id == visitor.person_id)
COLLEAGUE = Relation("staff of the same school", same_school)
AT_WORK = Relation(
    "staff of the school, while they work there",
    lambda visitor, table: and_(same_school(visitor, table), works(visitor)),
)
LEADER = Relation("a leader of the school", with_role(Role.LEADER))
COACH = Relation("a coach of the school", with_role(Role.COACH))
STEWARD = Relation("a steward of the school", with_role(Role.STEWARD))
