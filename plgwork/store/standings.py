"""How a school stands when groups are drafted: its people, their training, their free periods."""

from datetime import date

from sqlalchemy import Connection, select

from plgwork.models.groupings import Circumstances, Outline, OutlineGroup
from plgwork.models.people import PlgKind, TrainingState
from plgwork.store.access import may
from plgwork.store.people import persons
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.groupings import free_periods
from plgwork.store.schema.people import memberships, people, plgs, trainings

OWN = (PlgKind.LEADERS.value, PlgKind.ROLE_ALIKE.value)  # PLGs that no draft touches


def circumstances(
    connection: Connection, visitor: Visitor, school_id: str, last_year: date
) -> Circumstances:
    """What drafts are judged by; whoever has no role any more has left."""
    staff = persons(connection, visitor.today, may(visitor, people, "grouped"))
    here = tuple(one for one in staff if one.roles)
    ids = {one.id for one in here}
    return Circumstances(
        staff=here,
        elsewhere=_elsewhere(connection, visitor) & ids,
        training=_training(connection, visitor),
        free=_free(connection, visitor),
        last_year=met_on(connection, school_id, last_year),
    )


def met_on(connection: Connection, school_id: str, day: date) -> Outline:
    """The school's own PLGs and who was in them on that day."""
    rows = connection.execute(
        select(plgs.c.id, plgs.c.name, plgs.c.grouping, memberships)
        .join(memberships, memberships.c.plg_id == plgs.c.id)
        .where(
            plgs.c.school_id == school_id,
            plgs.c.kind == PlgKind.SCHOOL.value,
            lasting(memberships, day, day),
        )
        .order_by(plgs.c.name, plgs.c.id, memberships.c.person_id)
    ).all()
    met = {row.id: [one for one in rows if one.id == row.id] for row in rows}
    return Outline(
        groups=tuple(
            OutlineGroup(
                name=inside[0].name[:80],
                grouping=inside[0].grouping,
                plg_id=plg_id,
                people=tuple(dict.fromkeys(one.person_id for one in inside)),
                facilitators=tuple(one.person_id for one in inside if one.facilitates),
            )
            for plg_id, inside in met.items()
        )
    )


def _elsewhere(connection: Connection, visitor: Visitor) -> frozenset[str]:
    """Who is in the leaders' PLG or in one of people with the same job."""
    rows = connection.execute(
        select(memberships.c.person_id)
        .join(plgs, plgs.c.id == memberships.c.plg_id)
        .where(plgs.c.kind.in_(OWN), lasting(memberships, visitor.today, visitor.today))
    )
    return frozenset(rows.scalars())


def _training(connection: Connection, visitor: Visitor) -> dict[str, TrainingState]:
    """How far each is by the last word on it; whoever was once trained stays so."""
    rows = connection.execute(
        select(trainings)
        .where(may(visitor, trainings, "weighed"))
        .order_by(trainings.c.day, trainings.c.person_id)
    )
    found: dict[str, TrainingState] = {}
    for row in rows:
        if found.get(row.person_id) is not TrainingState.TRAINED:
            found[row.person_id] = TrainingState(row.state)
    return found


def _free(connection: Connection, visitor: Visitor) -> dict[str, tuple[str, ...]]:
    rows = connection.execute(select(free_periods).where(may(visitor, free_periods, "read")))
    return {row.person_id: tuple(row.periods) for row in rows}
