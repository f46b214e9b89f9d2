"""What every table is made of, and their registry."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone in Python on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Aware datetimes only; kept as UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; everything here is UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def person(name: str) -> Column[str]:
    """A column that names a person, gone with them."""
    return Column(name, String(80), ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


def bound(name: str) -> tuple[Any, ...]:
    """Whom it binds: a school or a PLG."""
    return (
        Column("school_id", String(80), ForeignKey("schools.id", ondelete="CASCADE"), index=True),
        Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="CASCADE"), index=True),
        CheckConstraint("(school_id IS NULL) <> (plg_id IS NULL)", name=name),
    )


def whoever(name: str) -> Column[str]:
    """A column that names whoever did it, and nobody once they are erased."""
    return Column(name, String(80), ForeignKey("people.id", ondelete="SET NULL"), index=True)


def plg() -> Column[str]:
    """A column that names a PLG, gone with it."""
    return Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="CASCADE"), nullable=False)
