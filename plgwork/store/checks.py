"""Norm checks as a group sees them: opened by its facilitator; shown once they are closed.

How often a mark was given before that, and who has answered, no page can ask.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, insert, or_, select, text
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.agreements import Kind
from plgwork.models.norms import REOPENS, Asked, Marks, NormCheck
from plgwork.store.access import may, require
from plgwork.store.engine import reading, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.agreements import agreements
from plgwork.store.schema.norms import norm_checks
from plgwork.store.schema.people import plgs
from plgwork.store.secrets import code

Clock = Callable[[], datetime]
SHORT = 2  # groups of letters in a check's code: 40 bits, and who has it must be of the group
NO_NORMS = "There are no norms to look back on yet. Adopt some first."
TOO_SOON = (
    "Your group has looked back on this meeting already. Open the next check at the end of your "
    "next one: two in a row would tell who changed their mind."
)


class NormChecks:
    """The checks of the groups one belongs to."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def open(self, plg_id: str, marks: Marks) -> NormCheck:
        """Open a check on the norms that hold for a group; where one is open already, that one."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, plgs, "checked", plg_id)
            self._in_turn(connection, plg_id)
            last = next(iter(self._read(connection, plg_id)), None)
            if last is not None and last.open:
                return last
            if last is not None and last.results and self._clock() < last.opened_at + REOPENS:
                raise AccessError(TOO_SOON)
            self._insert(connection, plg_id, marks)
            announce(connection, [f"plg:{plg_id}"])
            return self._read(connection, plg_id)[0]

    def of(self, plg_id: str) -> list[NormCheck]:
        """The checks of a group of one's own, the newest first."""
        with reading(self._engine) as connection:
            return self._read(connection, plg_id)

    def between(self, plg_id: str, first: datetime, last: datetime) -> list[NormCheck]:
        """Those opened from one moment until before another, the newest first."""
        opened = (norm_checks.c.opened_at >= first, norm_checks.c.opened_at < last)
        with reading(self._engine) as connection:
            return self._read(connection, plg_id, *opened)

    def waiting(self) -> list[NormCheck]:
        """What is open in one's groups, the newest first."""
        with reading(self._engine) as connection:
            return self._read(connection, None)

    def _insert(self, connection: Connection, plg_id: str, marks: Marks) -> None:
        agreed = self._norms(connection, plg_id)
        if agreed is None:
            raise AccessError(NO_NORMS)
        asked = Asked(norms=agreed.matter["lines"], marks=marks)
        connection.execute(
            insert(norm_checks).values(
                id=uuid4().hex,
                plg_id=plg_id,
                code=code(SHORT),
                number=agreed.number,
                asked=asked.model_dump(mode="json"),
                opened_by=self._visitor.person_id,
                opened_at=self._clock(),
                answered=0,
            )
        )

    def _norms(self, connection: Connection, plg_id: str) -> Row[Any, Any] | None:
        """The norms the group adopted last; its school's where it adopted none."""
        school = select(plgs.c.school_id).where(plgs.c.id == plg_id).scalar_subquery()
        return connection.execute(
            select(agreements.c.number, agreements.c.matter)
            .where(
                may(self._visitor, agreements, "read"),
                agreements.c.kind == Kind.NORMS.value,
                agreements.c.adopted_at <= self._clock(),
                or_(agreements.c.plg_id == plg_id, agreements.c.school_id == school),
            )
            .order_by(agreements.c.plg_id.is_(None), agreements.c.number.desc())
            .limit(1)
        ).first()

    def _in_turn(self, connection: Connection, plg_id: str) -> None:
        """Whoever opens one at the same time waits, and then finds it open."""
        if connection.dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
            connection.execute(lock, {"name": f"norm check {plg_id}"})

    def _read(
        self, connection: Connection, plg_id: str | None, *when: ColumnElement[bool]
    ) -> list[NormCheck]:
        mine = may(self._visitor, norm_checks, "closed").label("mine")
        which = norm_checks.c.closed_at.is_(None) if plg_id is None else None
        rows = connection.execute(
            select(norm_checks, mine)
            .where(
                may(self._visitor, norm_checks, "read"),
                norm_checks.c.plg_id == plg_id if which is None else which,
                *when,
            )
            .order_by(norm_checks.c.opened_at.desc(), norm_checks.c.id)
        )
        return [composed(row, mine=bool(row.mine)) for row in rows]


def composed(row: Row[Any], mine: bool) -> NormCheck:
    """A check of its row."""
    known = set(NormCheck.model_fields) - {"mine"}
    values = {name: value for name, value in row._mapping.items() if name in known}
    return NormCheck.model_validate(values | {"mine": mine})


def topics(plg_id: str) -> list[str]:
    """What those hear of who wait for answers."""
    return [f"checking:plg:{plg_id}"]
