"""Cohorts: live rounds, snapshots of ratings, dilemmas, expertise and plans."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add what a facilitators' PLG does together."""
    _rounds()
    _snapshots()
    _dilemmas()
    _expertise()
    op.create_table(
        "cohort_plans",
        *_of_plg("cohort_plans"),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        *_by("cohort_plans", "saved_by"),
        sa.Column("saved_at", Moment(), nullable=False),
        _key("cohort_plans", "plg_id", "month"),
    )
    op.create_index(op.f("ix_cohort_plans_saved_by"), "cohort_plans", ["saved_by"])


def _rounds() -> None:
    op.create_table(
        "live_rounds",
        sa.Column("id", sa.String(length=32), nullable=False),
        *_of_plg("live_rounds"),
        sa.Column("question", sa.Text(), nullable=False),
        *_by("live_rounds", "asked_by"),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("opened_at", Moment()),
        _key("live_rounds", "id"),
    )
    op.create_index(op.f("ix_live_rounds_asked_by"), "live_rounds", ["asked_by"])
    op.create_index(op.f("ix_live_rounds_plg_id_asked_at"), "live_rounds", ["plg_id", "asked_at"])
    op.create_table(
        "live_texts",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        *_of_person("live_texts"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["live_rounds.id"],
            name=op.f("fk_live_texts_round_id"),
            ondelete="CASCADE",
        ),
        _key("live_texts", "round_id", "person_id"),
    )
    op.create_index(op.f("ix_live_texts_person_id"), "live_texts", ["person_id"])


def _snapshots() -> None:
    op.create_table(
        "rating_snapshots",
        *_of_plg("rating_snapshots"),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        *_by("rating_snapshots", "let_out_by"),
        sa.Column("let_out_at", Moment(), nullable=False),
        _key("rating_snapshots", "plg_id", "month"),
    )
    op.create_index(op.f("ix_rating_snapshots_let_out_by"), "rating_snapshots", ["let_out_by"])


def _dilemmas() -> None:
    op.create_table(
        "dilemmas",
        sa.Column("id", sa.String(length=32), nullable=False),
        *_of_plg("dilemmas"),
        *_of_person("dilemmas"),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("offered_at", Moment(), nullable=False),
        sa.Column("presents", sa.Boolean(), nullable=False),
        _key("dilemmas", "id"),
    )
    for column in ("person_id", "plg_id"):
        op.create_index(op.f(f"ix_dilemmas_{column}"), "dilemmas", [column])


def _expertise() -> None:
    op.create_table(
        "expertise",
        sa.Column("id", sa.String(length=32), nullable=False),
        *_of_plg("expertise"),
        *_of_person("expertise"),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        sa.UniqueConstraint(
            *("plg_id", "person_id", "side", "topic"),
            name=op.f("uq_expertise_plg_id_person_id_side_topic"),
        ),
        _key("expertise", "id"),
    )
    op.create_index(op.f("ix_expertise_person_id"), "expertise", ["person_id"])


def _of_plg(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_plg_id")
    return (
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["plg_id"], ["plgs.id"], name=name, ondelete="CASCADE"),
    )


def _of_person(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_person_id")
    return (
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=name, ondelete="CASCADE"),
    )


def _by(table: str, column: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_{column}")
    return (
        sa.Column(column, sa.String(length=80)),
        sa.ForeignKeyConstraint([column], ["people.id"], name=name, ondelete="SET NULL"),
    )


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))
