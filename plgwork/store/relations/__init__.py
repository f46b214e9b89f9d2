"""How a visitor may stand to a row: in words, and as a condition that a database can check."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import FromClause, Table, and_, or_
from sqlalchemy.sql.elements import ColumnElement

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
