"""Meetings: the agenda, and the record."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from plgwork.store.schema.columns import Moment, bound, metadata, whoever

# ``words`` is as that of an entry; ``number`` counts the changes of the plan. ``day`` is the
# school's date. Of one PLG two meetings on one day are one.
meetings = Table(
    "meetings",
    metadata,
    Column("id", String(32), primary_key=True),
    *bound("one_party"),
    Column("kind", String(12), nullable=False),
    Column("name", Text, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Text, nullable=False),
    whoever("facilitator"),
    whoever("note_taker"),
    whoever("planned_by"),
    Column("number", Integer, nullable=False),
    Column("became", String(10)),
    Column("held_minutes", Integer),
    Column("taken_by", String(80)),
    Column("words", Text, nullable=False),
    UniqueConstraint("plg_id", "day"),
    UniqueConstraint("school_id", "day", "name"),
    CheckConstraint("(kind = 'plg') = (plg_id IS NOT NULL)", name="of_its_kind"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("work", String(80), nullable=False),
    Column("topic", String(80), nullable=False),
    Column("protocol_id", String(80), nullable=False),
    whoever("brings"),
)

attendances = Table(
    "attendances",
    metadata,
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("presence", String(20), nullable=False),
)

# What the record asks of the meeting, by the ids of a vocabulary.
asked = Table(
    "asked",
    metadata,
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("answer", String(12), nullable=False),
)

# As the versions of an entry, but everybody's who may write the record.
notes = Table(
    "notes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("meeting_id", String(32), ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
    Column("about", String(80), nullable=False),
    Column("sitting", String(80), nullable=False),
    Column("text", Text, nullable=False),
    whoever("written_by"),
    Column("saved_at", Moment, nullable=False),
    Column("current", Boolean, nullable=False),
    Index(None, "meeting_id", "current"),
)

actions = Table(
    "actions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("meeting_id", String(32), ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    whoever("owner_id"),
    Column("due", Date),
    Column("state", String(10), nullable=False),
    Column("made_at", Moment, nullable=False),
    Index(None, "meeting_id", "state"),
)
