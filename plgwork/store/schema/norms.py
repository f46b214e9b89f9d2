"""Norm checks: what was asked, how often each mark was given, and apart from that who answered."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from plgwork.store.schema.columns import Moment, metadata, plg, whoever

# ``results`` are what may be shown, once it is closed; ``answered`` is gone where too few did.
norm_checks = Table(
    "norm_checks",
    metadata,
    Column("id", String(32), primary_key=True),
    plg(),
    Column("code", String(9), nullable=False, unique=True),
    Column("number", Integer, nullable=False),
    Column("asked", JSON, nullable=False),
    whoever("opened_by"),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("answered", Integer),
    Column("results", JSON(none_as_null=True)),
    Index(None, "plg_id", "opened_at"),
)

# How often, while it is open. Of these two nothing may be told from the other: no row is of one
# answer, and every answer writes all rows anew.
norm_marks = Table(
    "norm_marks",
    metadata,
    Column("check_id", ForeignKey("norm_checks.id", ondelete="CASCADE"), primary_key=True),
    Column("norm_id", String(80), primary_key=True),
    Column("mark", String(20), primary_key=True),
    Column("many", Integer, nullable=False),
)

norm_answered = Table(
    "norm_answered",
    metadata,
    Column("check_id", ForeignKey("norm_checks.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
)

# What the closed checks of a school's PLGs add up to in a month, so that leaders and coaches see
# how norms go without seeing any one PLG.
norm_months = Table(
    "norm_months",
    metadata,
    Column("school_id", ForeignKey("schools.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("plgs", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("marks", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
)
