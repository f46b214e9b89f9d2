"""Groupings: drafts of rosters, who is free when, and what people said would serve them."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add wishes, free periods, and drafts with their groups, places, pairs and reasons."""
    op.create_table(
        "group_wishes",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        _to_person("group_wishes", "person_id"),
        _key("group_wishes", "person_id"),
    )
    op.create_table(
        "free_periods",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("periods", sa.JSON(), nullable=False),
        _to_person("free_periods", "person_id"),
        _key("free_periods", "person_id"),
    )
    _drafts()
    _groups()
    _places()
    _pairs()
    op.create_table(
        "roster_reasons",
        _draft_id(),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _to_draft("roster_reasons"),
        _to_person("roster_reasons", "person_id"),
        _key("roster_reasons", "draft_id", "person_id"),
    )


def _drafts() -> None:
    op.create_table(
        "roster_drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("published_at", Moment()),
        sa.CheckConstraint(
            "state IN ('draft', 'published')", name=op.f("ck_roster_drafts_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_roster_drafts_school_id")
        ),
        _key("roster_drafts", "id"),
    )
    op.create_index(op.f("ix_roster_drafts_school_id"), "roster_drafts", ["school_id"])


def _groups() -> None:
    op.create_table(
        "roster_groups",
        _draft_id(),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grouping", sa.String(length=80)),
        sa.Column("plg_id", sa.String(length=80)),
        _to_draft("roster_groups"),
        sa.ForeignKeyConstraint(
            ["plg_id"], ["plgs.id"], name=op.f("fk_roster_groups_plg_id"), ondelete="SET NULL"
        ),
        _key("roster_groups", "draft_id", "id"),
    )


def _places() -> None:
    op.create_table(
        "roster_places",
        _draft_id(),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("group_id", sa.String(length=32)),
        sa.Column("facilitates", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _to_draft("roster_places"),
        _to_person("roster_places", "person_id"),
        sa.ForeignKeyConstraint(
            ["draft_id", "group_id"],
            ["roster_groups.draft_id", "roster_groups.id"],
            name=op.f("fk_roster_places_draft_id_group_id"),
        ),
        _key("roster_places", "draft_id", "person_id"),
    )


def _pairs() -> None:
    op.create_table(
        "roster_pairs",
        _draft_id(),
        sa.Column("one_id", sa.String(length=80), nullable=False),
        sa.Column("other_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_roster_pairs_once")),
        _to_draft("roster_pairs"),
        _to_person("roster_pairs", "one_id"),
        _to_person("roster_pairs", "other_id"),
        _key("roster_pairs", "draft_id", "one_id", "other_id"),
    )


def _draft_id() -> sa.Column[str]:
    return sa.Column("draft_id", sa.String(length=32), nullable=False)


def _to_draft(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_draft_id")
    return sa.ForeignKeyConstraint(
        ["draft_id"], ["roster_drafts.id"], name=name, ondelete="CASCADE"
    )


def _to_person(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["people.id"], name=name, ondelete="CASCADE")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))
