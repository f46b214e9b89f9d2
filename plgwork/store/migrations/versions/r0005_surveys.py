"""Surveys: uploaded files, corrections, waves, releases, and what a school says to them."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add drafts, corrections, surveys, waves, releases and school_answers."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        _to("drafts", "owner_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_expires_at"), "drafts", ["expires_at"])
    op.create_index(op.f("ix_drafts_owner_id_digest"), "drafts", ["owner_id", "digest"])
    op.create_table(
        "corrections",
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("corrected_at", Moment(), nullable=False),
        _to("corrections", "owner_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "digest", name=op.f("pk_corrections")),
    )
    op.create_table(
        "surveys",
        sa.Column("id", sa.String(length=32), nullable=False),
        _school(),
        sa.Column("owner_id", sa.String(length=80)),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("instrument", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        _to("surveys", "school_id", "schools"),
        _to("surveys", "owner_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
    )
    op.create_index(op.f("ix_surveys_school_id"), "surveys", ["school_id"])
    op.create_index(op.f("ix_surveys_owner_id"), "surveys", ["owner_id"])
    _waves_and_releases()
    _school_answers()


def _waves_and_releases() -> None:
    op.create_table(
        "waves",
        sa.Column("survey_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("tally", sa.LargeBinary(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("rostered", sa.Integer()),
        sa.Column("counted_at", Moment(), nullable=False),
        _to("waves", "survey_id", "surveys", "CASCADE"),
        sa.PrimaryKeyConstraint("survey_id", "name", name=op.f("pk_waves")),
    )
    op.create_table(
        "releases",
        sa.Column("survey_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _school(),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("released_at", Moment(), nullable=False),
        _to("releases", "survey_id", "surveys", "CASCADE"),
        _to("releases", "school_id", "schools"),
        sa.PrimaryKeyConstraint("survey_id", "number", name=op.f("pk_releases")),
    )
    op.create_index(op.f("ix_releases_school_id"), "releases", ["school_id"])


def _school_answers() -> None:
    op.create_table(
        "school_answers",
        sa.Column("survey_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _school(),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("will_do", sa.Text(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        _to("school_answers", "school_id", "schools"),
        sa.ForeignKeyConstraint(
            ["survey_id", "number"],
            ["releases.survey_id", "releases.number"],
            name=op.f("fk_school_answers_survey_id_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("survey_id", "number", name=op.f("pk_school_answers")),
    )
    op.create_index(op.f("ix_school_answers_school_id"), "school_answers", ["school_id"])


def _school() -> sa.Column[str]:
    return sa.Column("school_id", sa.String(length=80), nullable=False)


def _to(
    table: str, column: str, other: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)
