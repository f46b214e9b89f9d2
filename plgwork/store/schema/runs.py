"""One time a protocol was run, move by move."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from plgwork.store.schema.columns import Moment, metadata, person

# A run keeps the wording it ran with. ``room`` is the code of the room's screen; the last two
# tell of its moves what one asks of many runs at once.
runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    person("started_by"),
    Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="CASCADE"), index=True),
    Column("protocol_id", String(80), nullable=False),
    Column("name", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("question", Text, nullable=False),
    Column("room", String(9), nullable=False, unique=True),
    Column("begun_at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
    Column("finished", Boolean, nullable=False),
    Index(None, "started_by", "begun_at"),
)

# What somebody did with the clock of a run; a row is never changed.
moves = Table(
    "moves",
    metadata,
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)
