"""Runs of protocols, and the moves of their clocks."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what a run of a protocol needs."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("started_by", sa.String(length=80), nullable=False),
        sa.Column("plg_id", sa.String(length=80)),
        sa.Column("protocol_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("room", sa.String(length=9), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("moved_at", Moment(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        _to("runs", "started_by", "people"),
        _to("runs", "plg_id", "plgs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("room", name=op.f("uq_runs_room")),
    )
    op.create_index(op.f("ix_runs_plg_id"), "runs", ["plg_id"])
    op.create_index(op.f("ix_runs_started_by_begun_at"), "runs", ["started_by", "begun_at"])
    op.create_table(
        "moves",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _to("moves", "run_id", "runs"),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_moves")),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
