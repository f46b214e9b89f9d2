"""Who might meet with whom: wishes, free periods, drafts."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
)

from plgwork.store.schema.columns import Moment, metadata


def _of_a_draft() -> Column[str]:
    return Column("draft_id", ForeignKey("roster_drafts.id", ondelete="CASCADE"), primary_key=True)


# What somebody said when asked what group would serve them.
group_wishes = Table(
    "group_wishes",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
)

# When somebody teaches no class, in the school's own names of periods.
free_periods = Table(
    "free_periods",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("periods", JSON, nullable=False),
)

# A draft of who might meet with whom; once it is published nothing of it changes.
roster_drafts = Table(
    "roster_drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("published_at", Moment),
    CheckConstraint("state IN ('draft', 'published')", name="state_known"),
)

# ``plg_id`` is the PLG that a group goes on from, or became.
roster_groups = Table(
    "roster_groups",
    metadata,
    _of_a_draft(),
    Column("id", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("grouping", String(80)),
    Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="SET NULL")),
)

# Where somebody stands in a draft; ``number`` counts the moves, so that a stale one is told.
roster_places = Table(
    "roster_places",
    metadata,
    _of_a_draft(),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("group_id", String(32)),
    Column("facilitates", Boolean, nullable=False),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(["draft_id", "group_id"], ["roster_groups.draft_id", "roster_groups.id"]),
)

# Two people who are to be in one group, or who are not; gone once the draft is published.
roster_pairs = Table(
    "roster_pairs",
    metadata,
    _of_a_draft(),
    Column("one_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), nullable=False),
    CheckConstraint("one_id < other_id", name="once"),
)

# Why somebody whose role nobody in their group shares is in it.
roster_reasons = Table(
    "roster_reasons",
    metadata,
    _of_a_draft(),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("number", Integer, nullable=False),
)
