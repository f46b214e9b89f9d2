"""Schools, their people and PLGs, and who belongs where."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    Time,
)

from plgwork.store.schema.columns import Moment, metadata, person

schools = Table(
    "schools",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("calendar", String(80), nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("work", Text, nullable=False),
    Column("staff_kind", String(80), nullable=False),
)

roles = Table(
    "roles",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
)

plgs = Table(
    "plgs",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("school_id", String(80), ForeignKey("schools.id"), index=True),
    Column("grouping", String(80)),
    CheckConstraint("kind <> 'school' OR school_id IS NOT NULL", name="school_plg_has_school"),
)

meeting_times = Table(
    "meeting_times",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("pattern", JSON, nullable=False),
    Column("starts", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Text, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
    Column("facilitates", Boolean, nullable=False),
    # What was shared before somebody was enrolled was not shared with them.
    Column("enrolled_at", Moment, nullable=False),
)

substitutes = Table(
    "substitutes",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    person("person_id"),
)

trainings = Table(
    "trainings",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("by", Text, nullable=False),
)
