"""A school's year, and what stands in its calendar."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, String, Table, Text, Time

from plgwork.store.schema.columns import Moment, metadata

# A year of school, and the days of its cycle in their order.
school_years = Table(
    "school_years",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, nullable=False),
    Column("cycle", JSON, nullable=False),
)

special_days = Table(
    "special_days",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("plgs_meet", Boolean, nullable=False),
)

other_work = Table(
    "other_work",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("pattern", JSON, nullable=False),
    Column("starts", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Text, nullable=False),
)

# What a school asks of every PLG's time; without a row, what the framework asks.
meeting_rules = Table(
    "meeting_rules",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("minutes", Integer, nullable=False),
    Column("times", Integer, nullable=False),
)

# The address by which somebody's calendar is fetched: only a digest is kept of it.
calendar_links = Table(
    "calendar_links",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
)
