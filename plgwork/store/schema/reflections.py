"""What people wrote in a month, shared and rated."""

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
    false,
)

from plgwork.store.schema.columns import Moment, metadata, person, plg

# ``words`` holds each word of the current texts once, normalised, with a blank around it.
entries = Table(
    "entries",
    metadata,
    Column("id", String(32), primary_key=True),
    person("author_id"),
    Column("month", String(7), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("about", String(80), nullable=False),
    Column("area", String(20)),
    Column("asked", Text, nullable=False),
    Column("outcome", String(10)),
    Column("words", Text, nullable=False, default=""),
    Column("begun_at", Moment, nullable=False),
    # Whether it goes on from one that a reset shut; what that held stays beside it.
    Column("resumed", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("author_id", "month", "kind", "about"),
)

# A version is current until one was written upon it. ``number`` is the order of saving.
versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("entry_id", String(32), ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("sitting", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("current", Boolean, nullable=False),
    Index(None, "entry_id", "current"),
)

shares = Table(
    "shares",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    person("author_id"),
    plg(),
    Column("month_begins", Date, nullable=False),
    Column("month_ends", Date, nullable=False),
    Column("asked", Text, nullable=False),
    Column("area", String(20)),
    Column("text", Text, nullable=False),
    Column("version_id", String(32), nullable=False),
    Column("shared_at", Moment, nullable=False),
    Index(None, "plg_id", "month_begins"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("author_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("indicator_id", String(80), primary_key=True),
    Column("value", Integer, nullable=False),
    Column("rated_at", Moment, nullable=False),
    CheckConstraint("value BETWEEN 1 AND 5", name="value_on_scale"),
)
