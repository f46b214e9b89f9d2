"""What a school or a PLG proposes, agrees on, and measures itself by."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from plgwork.store.schema.columns import Moment, bound, metadata, person, whoever

# What a school or a PLG may agree on; the group's, whoever proposed it.
proposals = Table(
    "proposals",
    metadata,
    Column("id", String(32), primary_key=True),
    *bound("one_party"),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    whoever("proposed_by"),
    Column("proposed_at", Moment, nullable=False),
)

# A proposal in one wording; a row is never changed. ``sources`` are the versions it was merged of.
wordings = Table(
    "wordings",
    metadata,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("matter", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    whoever("written_by"),
    Column("written_at", Moment, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("proposal_id", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    person("person_id"),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["proposal_id", "number"], ["wordings.proposal_id", "wordings.number"], ondelete="CASCADE"
    ),
    Index(None, "proposal_id"),
    Index(None, "person_id"),
)

# How far somebody goes along with a version, from 0 to 5.
responses = Table(
    "responses",
    metadata,
    Column("proposal_id", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("fist", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("given_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["proposal_id", "number"], ["wordings.proposal_id", "wordings.number"], ondelete="CASCADE"
    ),
    CheckConstraint("fist BETWEEN 0 AND 5", name="fist_of_five"),
    CheckConstraint("fist > 0 OR reason <> ''", name="block_has_reason"),
)

# What was adopted, and by how many hands of each kind. Only the day to look at it again changes.
agreements = Table(
    "agreements",
    metadata,
    Column("id", String(32), ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    *bound("one_party"),
    Column("kind", String(20), nullable=False),
    Column("number", Integer, nullable=False),
    Column("matter", JSON, nullable=False),
    Column("show", JSON, nullable=False),
    whoever("adopted_by"),
    Column("adopted_at", Moment, nullable=False),
    Column("review_on", Date, nullable=False),
    UniqueConstraint("school_id", "kind", "number"),
    UniqueConstraint("plg_id", "kind", "number"),
)

# By when a school's groups have agreed.
deciding_rules = Table(
    "deciding_rules",
    metadata,
    Column("school_id", ForeignKey("schools.id", ondelete="CASCADE"), primary_key=True),
    Column("quorum", Integer, nullable=False),
    Column("least", Integer, nullable=False),
    Column("mean", Float, nullable=False),
)

# By what a school or a PLG would see that its purpose is reached.
measures = Table(
    "measures",
    metadata,
    Column("id", String(32), primary_key=True),
    *bound("one_party"),
    Column("goal", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
)

measured = Table(
    "measured",
    metadata,
    Column("measure_id", ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("value", Float, nullable=False),
)
