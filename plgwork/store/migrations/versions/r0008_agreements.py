"""Agreements: what is proposed, said, shown and adopted; by what one sees that it is reached."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add proposals and what belongs to them, agreements, deciding_rules and measures."""
    op.create_table(
        "proposals",
        _id(),
        *_party("proposals"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        *_whoever("proposals", "proposed_by"),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    _index("proposals", "school_id", "plg_id", "proposed_by")
    _wordings()
    _said()
    _adopted()
    _measured()


def _wordings() -> None:
    op.create_table(
        "wordings",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("matter", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        *_whoever("wordings", "written_by"),
        sa.Column("written_at", Moment(), nullable=False),
        _to("wordings", "proposals", ("proposal_id",), ("id",)),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_wordings")),
    )
    _index("wordings", "written_by")


def _said() -> None:
    version = ("proposal_id", "number")
    op.create_table(
        "comments",
        _id(),
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        _to("comments", "people", ("person_id",), ("id",)),
        _to("comments", "wordings", version, version),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    _index("comments", "proposal_id", "person_id")
    op.create_table(
        "responses",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("fist", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.CheckConstraint("fist BETWEEN 0 AND 5", name=op.f("ck_responses_fist_of_five")),
        sa.CheckConstraint("fist > 0 OR reason <> ''", name=op.f("ck_responses_block_has_reason")),
        _to("responses", "people", ("person_id",), ("id",)),
        _to("responses", "wordings", version, version),
        sa.PrimaryKeyConstraint(*version, "person_id", name=op.f("pk_responses")),
    )
    _index("responses", "person_id")


def _adopted() -> None:
    op.create_table(
        "agreements",
        _id(),
        *_party("agreements"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("matter", sa.JSON(), nullable=False),
        sa.Column("show", sa.JSON(), nullable=False),
        *_whoever("agreements", "adopted_by"),
        sa.Column("adopted_at", Moment(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        _to("agreements", "proposals", ("id",), ("id",)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        *(
            sa.UniqueConstraint(
                party, "kind", "number", name=op.f(f"uq_agreements_{party}_kind_number")
            )
            for party in ("school_id", "plg_id")
        ),
    )
    _index("agreements", "school_id", "plg_id", "adopted_by")
    op.create_table(
        "deciding_rules",
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Float(), nullable=False),
        _to("deciding_rules", "schools", ("school_id",), ("id",)),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_deciding_rules")),
    )


def _measured() -> None:
    op.create_table(
        "measures",
        _id(),
        *_party("measures"),
        sa.Column("goal", sa.JSON(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )
    _index("measures", "school_id", "plg_id")
    op.create_table(
        "measured",
        sa.Column("measure_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        _to("measured", "measures", ("measure_id",), ("id",)),
        sa.PrimaryKeyConstraint("measure_id", "day", name=op.f("pk_measured")),
    )


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(length=32), nullable=False)


def _party(table: str) -> tuple[sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("school_id", sa.String(length=80)),
        sa.Column("plg_id", sa.String(length=80)),
        sa.CheckConstraint(
            "(school_id IS NULL) <> (plg_id IS NULL)", name=op.f(f"ck_{table}_one_party")
        ),
        _to(table, "schools", ("school_id",), ("id",)),
        _to(table, "plgs", ("plg_id",), ("id",)),
    )


def _whoever(table: str, name: str) -> tuple[sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column(name, sa.String(length=80)),
        _to(table, "people", (name,), ("id",), "SET NULL"),
    )


def _to(
    table: str, other: str, columns: tuple[str, ...], there: tuple[str, ...], gone: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{'_'.join(columns)}")
    return sa.ForeignKeyConstraint(
        columns, [f"{other}.{one}" for one in there], name=name, ondelete=gone
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
