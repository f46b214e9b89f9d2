"""Patterns of meetings, the days of a school, other work, what is asked of time, calendars."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0009"
down_revision = "0008"

EVERY_WEEK = ("1", "2", "3", "4")  # what these words meant: "Every Tuesday"
MEETINGS = sa.table(
    "meeting_times",
    sa.column("plg_id", sa.String),
    sa.column("weekday", sa.String),
    sa.column("weeks", sa.String),
    sa.column("pattern", sa.JSON),
)


def upgrade() -> None:
    """Turn weekdays and weeks into patterns; add five tables."""
    op.add_column("meeting_times", sa.Column("pattern", sa.JSON()))
    _turn(op.get_bind())
    with op.batch_alter_table("meeting_times") as table:
        table.alter_column("pattern", existing_type=sa.JSON(), nullable=False)
        table.drop_column("weekday")
        table.drop_column("weeks")
    _school_days()
    op.create_table(
        "other_work",
        _school(),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pattern", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        _of_school("other_work"),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_other_work")),
    )
    op.create_table(
        "meeting_rules",
        _school(),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        _of_school("meeting_rules"),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_meeting_rules")),
    )
    _calendar_links()


def _turn(connection: sa.Connection) -> None:
    rows = connection.execute(sa.select(MEETINGS.c.plg_id, MEETINGS.c.weekday, MEETINGS.c.weeks))
    for plg_id, weekday, weeks in rows.all():
        own = sa.update(MEETINGS).where(MEETINGS.c.plg_id == plg_id)
        connection.execute(own.values(pattern=_pattern(weekday, weeks)))


def _pattern(weekday: str, weeks: str) -> dict[str, object]:
    named = weeks.split(",")
    if set(named) >= set(EVERY_WEEK):
        return {"kind": "weekly", "weekday": weekday}
    numbers = sorted(int(week) for week in named)
    return {"kind": "weeks-of-month", "weekday": weekday, "weeks": numbers}


def _school_days() -> None:
    op.create_table(
        "school_years",
        _school(),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("cycle", sa.JSON(), nullable=False),
        _of_school("school_years"),
        sa.PrimaryKeyConstraint("school_id", "first", name=op.f("pk_school_years")),
    )
    op.create_table(
        "special_days",
        _school(),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("plgs_meet", sa.Boolean(), nullable=False),
        _of_school("special_days"),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_special_days")),
    )


def _calendar_links() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_calendar_links_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_links_digest")),
    )


def _school() -> sa.Column[str]:
    return sa.Column("school_id", sa.String(length=80), nullable=False)


def _of_school(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_school_id")
    return sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=name)
