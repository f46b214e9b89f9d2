"""What people practised and studied."""

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text

from plgwork.store.schema.columns import Moment, metadata

# What somebody answered when they practised, item by item.
answers = Table(
    "answers",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("exercise_id", String(80), nullable=False),
    Column("item_id", String(80), nullable=False),
    Column("skill", String(80), nullable=False),
    Column("grade", String(10), nullable=False),
    Column("given", JSON, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Index(None, "person_id", "answered_at"),
)

# When an item comes back to somebody, and what its scheduler remembers.
recalls = Table(
    "recalls",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise_id", String(80), primary_key=True),
    Column("item_id", String(80), primary_key=True),
    Column("skill", String(80), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
)

# Who began which unit of the training path, and finished it.
studies = Table(
    "studies",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("lesson_id", String(80), primary_key=True),
    Column("begun_at", Moment, nullable=False),
    Column("finished_at", Moment),
)
