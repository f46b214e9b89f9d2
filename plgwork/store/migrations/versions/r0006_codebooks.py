"""Codebooks: what an open answer may be about, who codes them, and which code they gave."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0006"
down_revision = "0005"
QUESTION = ("survey_id", "number", "question")


def upgrade() -> None:
    """Add codes, coders and codings."""
    op.create_table(
        "codes",
        *_question(),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("does_not", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        _to("codes", "releases", "survey_id", "number"),
        _school("codes"),
        sa.PrimaryKeyConstraint(*QUESTION, "id", name=op.f("pk_codes")),
    )
    op.create_index(op.f("ix_codes_school_id"), "codes", ["school_id"])
    _coders()
    op.create_table(
        "codings",
        *_question(),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        _to("codings", "coders", *QUESTION, "person_id"),
        sa.PrimaryKeyConstraint(*QUESTION, "person_id", "answer", name=op.f("pk_codings")),
    )


def _coders() -> None:
    key = (*QUESTION, "person_id")
    op.create_table(
        "coders",
        *_question(),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment()),
        sa.CheckConstraint("seat IN (1, 2)", name=op.f("ck_coders_two_seats")),
        _to("coders", "releases", "survey_id", "number"),
        _school("coders"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_coders_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(*QUESTION, "seat", name=op.f("pk_coders")),
        sa.UniqueConstraint(*key, name=op.f(f"uq_coders_{'_'.join(key)}")),
    )
    op.create_index(op.f("ix_coders_school_id"), "coders", ["school_id"])
    op.create_index(op.f("ix_coders_person_id"), "coders", ["person_id"])


def _question() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("survey_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
    )


def _school(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_school_id")
    return sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=name)


def _to(table: str, other: str, *columns: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{'_'.join(columns)}")
    there = [f"{other}.{one}" for one in columns]
    return sa.ForeignKeyConstraint(columns, there, name=name, ondelete="CASCADE")
