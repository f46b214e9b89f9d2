"""What a facilitators' PLG does together."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from plgwork.store.schema.columns import Moment, metadata, person, plg, whoever

live_rounds = Table(
    "live_rounds",
    metadata,
    Column("id", String(32), primary_key=True),
    plg(),
    Column("question", Text, nullable=False),
    whoever("asked_by"),
    Column("asked_at", Moment, nullable=False),
    Column("opened_at", Moment),
    Index(None, "plg_id", "asked_at"),
)

# One text of each person. ``version`` is another with every save.
live_texts = Table(
    "live_texts",
    metadata,
    Column("round_id", ForeignKey("live_rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("text", Text, nullable=False),
    Column("version", String(32), nullable=False),
    Column("saved_at", Moment, nullable=False),
)

# Figures as they were let out; a row is never changed.
rating_snapshots = Table(
    "rating_snapshots",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("figures", JSON, nullable=False),
    whoever("let_out_by"),
    Column("let_out_at", Moment, nullable=False),
)

dilemmas = Table(
    "dilemmas",
    metadata,
    Column("id", String(32), primary_key=True),
    plg(),
    person("person_id"),
    Column("question", Text, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("presents", Boolean, nullable=False),
    Index(None, "plg_id"),
    Index(None, "person_id"),
)

expertise = Table(
    "expertise",
    metadata,
    Column("id", String(32), primary_key=True),
    plg(),
    person("person_id"),
    Column("side", String(10), nullable=False),
    Column("topic", String(80), nullable=False),
    Column("words", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
    UniqueConstraint("plg_id", "person_id", "side", "topic"),
    Index(None, "person_id"),
)

cohort_plans = Table(
    "cohort_plans",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("text", Text, nullable=False),
    Column("version", String(32), nullable=False),
    whoever("saved_by"),
    Column("saved_at", Moment, nullable=False),
)
