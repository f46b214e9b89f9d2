"""Who looks after a PLG, what they see of its meetings, and the leader named for follow-ups."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, or_, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.followups import Circle, History, Past
from plgwork.models.meetings import Presence
from plgwork.models.people import Role
from plgwork.store.access import may, require
from plgwork.store.audit import note
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.followups import followup_leaders
from plgwork.store.schema.meetings import asked, attendances, meetings
from plgwork.store.schema.people import memberships, people, plgs, roles, schools

Clock = Callable[[], datetime]
NOT_A_LEADER = "Only a leader of your school can be named for follow-ups. Nothing was changed."


class Circles:
    """Who looks after which PLG, and the meetings that they look back on."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def of(self, plg_id: str) -> Circle:
        """Who looks after a PLG of one's school."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, plgs, "read", plg_id)
            return circle(connection, self._visitor, plg_id)

    def histories(self, since: date) -> list[History]:
        """The meetings, from a day until today, of the PLGs one looks after; by name.

        Who came is told to whoever facilitates the PLG, and to nobody else here.
        """
        mine = may(self._visitor, plgs, "attended").label("mine")
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(plgs.c.id, plgs.c.name, mine)
                .where(may(self._visitor, plgs, "watched"))
                .order_by(plgs.c.name, plgs.c.id)
            ).all()
            led = [row.id for row in rows if row.mine]
            past = self._past(connection, [row.id for row in rows], led, since)
            members = _members(connection, led, self._visitor.today)
        return [
            History(
                plg_id=row.id,
                plg=row.name,
                mine=bool(row.mine),
                meetings=tuple(past.get(row.id, ())),
                names=members.get(row.id, {}),
            )
            for row in rows
        ]

    def leader(self) -> Circle:
        """The leader named for follow-ups at one's school, and its coaches."""
        with reading(self._engine) as connection:
            own = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
            return _around(connection, self._visitor, connection.execute(own).scalar())

    def leaders(self) -> dict[str, str]:
        """Who could be named: the leaders of one's school, by name."""
        with reading(self._engine) as connection:
            own = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
            school_id = connection.execute(own).scalar()
            return _with_role(connection, self._visitor, school_id, Role.LEADER)

    def name_leader(self, person_id: str) -> None:
        """Name the one leader who reads what is opened from now on; nobody, where it is empty."""
        with writing(self._engine) as connection:
            own = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
            school_id = connection.execute(own).scalar() or ""
            require(connection, self._visitor, schools, "looked after", school_id)
            before = _around(connection, self._visitor, school_id).leader
            if person_id not in before:
                self._name(connection, school_id, person_id)
            me = self._visitor.person_id
            event = AuditEvent.FOLLOWUP_LEADER_NAMED
            note(connection, self._clock(), event, me, me, person_id or "nobody")
            announce(connection, [f"school:{school_id}"])

    def _name(self, connection: Connection, school_id: str, person_id: str) -> None:
        if not person_id:
            here = followup_leaders.c.school_id == school_id
            connection.execute(delete(followup_leaders).where(here))
            return
        if person_id not in _with_role(connection, self._visitor, school_id, Role.LEADER):
            raise AccessError(NOT_A_LEADER)
        row: dict[str, Any] = {"person_id": person_id, "named_by": self._visitor.person_id}
        row["named_at"] = self._clock()
        connection.execute(
            upsert(connection, followup_leaders)
            .values(school_id=school_id, **row)
            .on_conflict_do_update(followup_leaders.primary_key, set_=row)
        )

    # --- meetings -----------------------------------------------------------------------

    def _past(
        self, connection: Connection, known: list[str], led: list[str], since: date
    ) -> dict[str, list[Past]]:
        """The meetings of PLGs by their ids, the earliest first; who came of those one leads."""
        its = and_(
            meetings.c.plg_id.in_(known),
            meetings.c.day.between(since, self._visitor.today),
            # Of one that is yet to be today nothing can be said.
            or_(meetings.c.day < self._visitor.today, meetings.c.became.is_not(None)),
            may(self._visitor, meetings, "read"),
        )
        rows = connection.execute(select(meetings).where(its).order_by(meetings.c.day)).all()
        answers = _by_meeting(connection, its, asked, "question", "answer")
        mine = and_(its, meetings.c.plg_id.in_(led))
        came = _by_meeting(connection, mine, attendances, "person_id", "presence")
        found: dict[str, list[Past]] = {}
        for one in rows:
            past = Past(
                day=one.day,
                became=one.became,
                taken_by=one.taken_by or "",
                answers=answers.get(one.id, {}),
                came={who: Presence(how) for who, how in came.get(one.id, {}).items()},
            )
            found.setdefault(one.plg_id, []).append(past)
        return found


def _by_meeting(
    connection: Connection, its: ColumnElement[bool], table: Any, *names: str
) -> dict[str, dict[str, str]]:
    """What a table says of these meetings, one column by another, for each of them."""
    columns = [table.c[name] for name in names]
    rows = connection.execute(
        select(table.c.meeting_id, *columns)
        .join(meetings, meetings.c.id == table.c.meeting_id)
        .where(its)
    )
    found: dict[str, dict[str, str]] = {}
    for meeting_id, key, value in rows:
        found.setdefault(meeting_id, {})[key] = value
    return found


def _members(connection: Connection, led: list[str], today: date) -> dict[str, dict[str, str]]:
    """Who is in these PLGs today: names by id, for each of them."""
    rows = connection.execute(
        select(memberships.c.plg_id, people.c.id, people.c.name)
        .join(people, people.c.id == memberships.c.person_id)
        .where(memberships.c.plg_id.in_(led), lasting(memberships, today, today))
        .order_by(people.c.name, people.c.id)
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.plg_id, {})[row.id] = row.name
    return found


def circle(connection: Connection, visitor: Visitor, plg_id: str) -> Circle:
    """Who looks after a PLG today."""
    its = select(plgs.c.school_id).where(plgs.c.id == plg_id)
    around = _around(connection, visitor, connection.execute(its).scalar())
    rows = connection.execute(
        select(people.c.id, people.c.name)
        .join(memberships, memberships.c.person_id == people.c.id)
        .where(
            memberships.c.plg_id == plg_id,
            memberships.c.facilitates,
            lasting(memberships, visitor.today, visitor.today),
        )
        .order_by(people.c.name, people.c.id)
    )
    return around.model_copy(update={"facilitators": {row.id: row.name for row in rows}})


def leader_since(connection: Connection, visitor: Visitor) -> tuple[str, datetime] | None:
    """The name of the leader named at the visitor's school, and since when; None without one."""
    school = select(people.c.school_id).where(people.c.id == visitor.person_id).scalar_subquery()
    row = connection.execute(
        select(people.c.name, followup_leaders.c.named_at)
        .join(people, people.c.id == followup_leaders.c.person_id)
        .where(followup_leaders.c.school_id == school, _holds(visitor, Role.LEADER))
        .where(may(visitor, followup_leaders, "read"))
    ).first()
    return (row.name, row.named_at) if row else None


def _around(connection: Connection, visitor: Visitor, school_id: str | None) -> Circle:
    named = select(followup_leaders.c.person_id).where(
        followup_leaders.c.school_id == school_id, may(visitor, followup_leaders, "read")
    )
    chosen = connection.execute(named).scalar()
    leaders = _with_role(connection, visitor, school_id, Role.LEADER)
    return Circle(
        coaches=_with_role(connection, visitor, school_id, Role.COACH),
        leader={chosen: leaders[chosen]} if chosen in leaders else {},
    )


def _with_role(
    connection: Connection, visitor: Visitor, school_id: str | None, role: Role
) -> dict[str, str]:
    rows = connection.execute(
        select(people.c.id, people.c.name)
        .where(people.c.school_id == school_id, may(visitor, people, "read"))
        .where(_holds(visitor, role))
        .order_by(people.c.name, people.c.id)
    )
    return {row.id: row.name for row in rows}


def _holds(visitor: Visitor, role: Role) -> ColumnElement[bool]:
    """Whether the person at hand has a role today."""
    held = select(roles.c.person_id).where(
        roles.c.role == role.value, lasting(roles, visitor.today, visitor.today)
    )
    return people.c.id.in_(held)
