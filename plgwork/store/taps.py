"""What people tap on their phones in a norm check, counted; and its end. For the server alone.

Every answer writes every counter and every name of its check anew, in one order. So the tables are
the same whoever answered first or last, and no row, and nothing that a database keeps of rows, says
which marks came with which name.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.figures import SuppressedTable
from plgwork.models.months import Month
from plgwork.models.norms import Counted, Mark, NormCheck, Phone, Taps
from plgwork.store.access import may
from plgwork.store.checks import composed, topics
from plgwork.store.engine import forget, reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.norms import norm_answered, norm_checks, norm_marks, norm_months
from plgwork.store.schema.people import people, plgs, schools
from plgwork.store.secrets import spelled

LetOut = Callable[[NormCheck, Counted, int], SuppressedTable | None]
NOT_YOURS = "There is no norm check for you at this address."


class Outcome(StrEnum):
    """What became of an answer."""

    TAKEN = "taken"
    AGAIN = "again"  # they had answered: it counts once
    LATE = "late"
    EMPTY = "empty"


class PhoneTaps:
    """Norm checks by the short address on the wall, for whoever is in the group today."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def phone(self, code: str, person_id: str, on: date) -> Phone | None:
        """The check of this code as it stands for somebody; None where it is not for them."""
        visitor = Visitor(person_id, on)
        with reading(self._engine) as connection:
            row = _found(connection, visitor, code, "answered")
            if row is None:
                return None
            mine = _found(connection, visitor, code, "closed") is not None
            done = person_id in _names(connection, row.id)
            check = composed(row, mine)
            zone = select(schools.c.timezone).join(people, people.c.school_id == schools.c.id)
            return Phone(
                check=check,
                plg=row.plg,
                timezone=connection.execute(zone.where(people.c.id == person_id)).scalar_one(),
                done=done,
            )

    def answer(self, code: str, person_id: str, on: date, taps: Taps) -> Outcome:
        """Count what somebody tapped, once; AccessError where the check is not for them."""
        with self._held(code, Visitor(person_id, on), "answered") as (connection, row):
            check = composed(row, mine=False)
            known = {one.id for one in check.asked.norms}
            given = {norm: mark for norm, mark in taps.items() if norm in known}
            names = _names(connection, row.id)
            if not check.open:
                return Outcome.LATE
            if person_id in names:
                return Outcome.AGAIN
            if not given:
                return Outcome.EMPTY
            _rewrite(connection, check, given, [*names, person_id])
            announce(connection, topics(check.plg_id))
            return Outcome.TAKEN

    def close(self, code: str, person_id: str, on: date, at: datetime, let_out: LetOut) -> None:
        """Close a check: what ``let_out`` makes of its counters stays, and nothing else.

        Once it is closed, nothing more happens.
        """
        with self._held(code, Visitor(person_id, on), "closed") as (connection, row):
            check = composed(row, mine=True)
            if not check.open:
                return
            answered = check.answered or 0  # also of people who were erased since
            counted = _counted(connection, check)
            results = let_out(check, counted, answered)
            if results:
                _add_up(connection, check, counted, answered, Month.of(on))
            connection.execute(
                update(norm_checks)
                .where(norm_checks.c.id == check.id)
                .values(
                    closed_at=at,
                    answered=answered if results else None,
                    results=results.model_dump(mode="json") if results else None,
                )
            )
            _forget(connection, check.id)
            announce(connection, [*topics(check.plg_id), f"plg:{check.plg_id}"])
        forget(self._engine)

    @contextmanager
    def _held(
        self, code: str, visitor: Visitor, verb: str
    ) -> Iterator[tuple[Connection, Row[Any]]]:
        """The check of this code, kept from everybody else until this is done."""
        with writing(self._engine) as connection:
            row = _found(connection, visitor, code, verb, hold=True)
            if row is None:
                raise AccessError(NOT_YOURS)
            yield connection, row


def _found(
    connection: Connection, visitor: Visitor, code: str, verb: str, hold: bool = False
) -> Row[Any] | None:
    typed = spelled(code)
    if not typed.isascii() or not typed.isprintable():
        return None
    asked = (
        select(norm_checks, plgs.c.name.label("plg"))
        .join(plgs, plgs.c.id == norm_checks.c.plg_id)
        .where(norm_checks.c.code == typed, may(visitor, norm_checks, verb))
    )
    asked = asked.with_for_update(of=norm_checks) if hold else asked
    return connection.execute(asked).one_or_none()


def _names(connection: Connection, check_id: str) -> list[str]:
    asked = select(norm_answered.c.person_id).where(norm_answered.c.check_id == check_id)
    return list(connection.execute(asked).scalars())


def _counted(connection: Connection, check: NormCheck) -> dict[str, dict[Mark, int]]:
    counts = {one.id: dict.fromkeys(Mark, 0) for one in check.asked.norms}
    asked = select(norm_marks).where(norm_marks.c.check_id == check.id)
    for row in connection.execute(asked):
        counts[row.norm_id][Mark(row.mark)] = row.many
    return counts


def _rewrite(connection: Connection, check: NormCheck, taps: Taps, names: list[str]) -> None:
    """All counters with these marks more, and all names."""
    more = Counter(taps.items())
    marks = [
        {"check_id": check.id, "norm_id": norm, "mark": mark.value, "many": many + more[norm, mark]}
        for norm, counts in sorted(_counted(connection, check).items())
        for mark, many in counts.items()
    ]
    _forget(connection, check.id)
    connection.execute(insert(norm_marks), marks)
    rows = [{"check_id": check.id, "person_id": one} for one in sorted(names)]
    connection.execute(insert(norm_answered), rows)
    told = update(norm_checks).where(norm_checks.c.id == check.id)
    connection.execute(told.values(answered=norm_checks.c.answered + 1))


def _add_up(
    connection: Connection, check: NormCheck, counted: Counted, answered: int, month: Month
) -> None:
    """Add a check to what its school's PLGs told together that month, apart from any one of them.

    Whoever closes another at the same time waits for the row.
    """
    of = connection.execute(
        select(schools.c.id, schools.c.timezone)
        .join(plgs, plgs.c.school_id == schools.c.id)
        .where(plgs.c.id == check.plg_id)
    ).one_or_none()
    if of is None:  # a PLG that spans schools tells no one of them
        return
    last = select(func.max(norm_checks.c.closed_at)).where(
        norm_checks.c.plg_id == check.plg_id, norm_checks.c.results.is_not(None)
    )
    closed = connection.execute(last).scalar()
    again = closed and Month.of(closed.astimezone(ZoneInfo(of.timezone)).date()) == month
    sums = {
        "plgs": 0 if again else 1,
        "answered": answered,
        "marks": sum(sum(counts.values()) for counts in counted.values()),
        "kept": sum(counts[Mark.KEPT] for counts in counted.values()),
    }
    row = upsert(connection, norm_months).values(school_id=of.id, month=month.id, **sums)
    more = {name: norm_months.c[name] + many for name, many in sums.items()}
    connection.execute(row.on_conflict_do_update(norm_months.primary_key, set_=more))


def _forget(connection: Connection, check_id: str) -> None:
    for table in (norm_marks, norm_answered):
        connection.execute(delete(table).where(table.c.check_id == check_id))
