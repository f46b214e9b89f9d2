"""Norm checks, how often each mark was given, and who has answered."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add checks, counters, and who has answered."""
    op.create_table(
        "norm_checks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=9), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("opened_by", sa.String(length=80)),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment()),
        sa.Column("answered", sa.Integer()),
        sa.Column("results", sa.JSON()),
        _to("norm_checks", "plg_id", "plgs", "CASCADE"),
        _to("norm_checks", "opened_by", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_norm_checks")),
        sa.UniqueConstraint("code", name=op.f("uq_norm_checks_code")),
    )
    op.create_index(op.f("ix_norm_checks_opened_by"), "norm_checks", ["opened_by"])
    op.create_index(op.f("ix_norm_checks_plg_id_opened_at"), "norm_checks", ["plg_id", "opened_at"])
    op.create_table(
        "norm_marks",
        sa.Column("check_id", sa.String(length=32), nullable=False),
        sa.Column("norm_id", sa.String(length=80), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        _to("norm_marks", "check_id", "norm_checks", "CASCADE"),
        sa.PrimaryKeyConstraint("check_id", "norm_id", "mark", name=op.f("pk_norm_marks")),
    )
    op.create_table(
        "norm_answered",
        sa.Column("check_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        _to("norm_answered", "check_id", "norm_checks", "CASCADE"),
        _to("norm_answered", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("check_id", "person_id", name=op.f("pk_norm_answered")),
    )
    op.create_index(op.f("ix_norm_answered_person_id"), "norm_answered", ["person_id"])


def _to(table: str, column: str, other: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=on_delete)
