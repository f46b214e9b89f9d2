"""Follow-ups: who owes a conversation, notes, what was looked after, and who reads them."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add four tables."""
    _leaders()
    _followups()
    _notes()
    _settled()


def _leaders() -> None:
    op.create_table(
        "followup_leaders",
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("named_by", sa.String(length=80)),
        sa.Column("named_at", Moment(), nullable=False),
        _to("followup_leaders", "school_id", "schools", "CASCADE"),
        _to("followup_leaders", "person_id", "people", "CASCADE"),
        _to("followup_leaders", "named_by", "people", "SET NULL"),
        _key("followup_leaders", "school_id"),
    )
    _indexes("followup_leaders", "person_id", "named_by")


def _followups() -> None:
    op.create_table(
        "followups",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80)),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=80)),
        sa.Column("opened_by", sa.String(length=80)),
        sa.Column("handed_by", sa.String(length=80)),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.CheckConstraint("owner_id <> person_id", name=op.f("ck_followups_not_with_oneself")),
        _to("followups", "school_id", "schools", "CASCADE"),
        _to("followups", "plg_id", "plgs", "CASCADE"),
        _to("followups", "person_id", "people", "CASCADE"),
        *(_to("followups", one, "people", "SET NULL") for one in WHOEVER),
        _key("followups", "id"),
    )
    _indexes("followups", "school_id", "plg_id", "person_id", *WHOEVER)


WHOEVER = ("owner_id", "opened_by", "handed_by")


def _notes() -> None:
    op.create_table(
        "followup_notes",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("followup_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("sitting", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        _to("followup_notes", "followup_id", "followups", "CASCADE"),
        _to("followup_notes", "written_by", "people", "CASCADE"),
        _key("followup_notes", "number"),
        sa.UniqueConstraint("id", name=op.f("uq_followup_notes_id")),
    )
    _indexes("followup_notes", "written_by")
    name = op.f("ix_followup_notes_followup_id_current")
    op.create_index(name, "followup_notes", ["followup_id", "current"])


def _settled() -> None:
    op.create_table(
        "settled_occasions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("said_by", sa.String(length=80), nullable=False),
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80)),
        sa.Column("sign", sa.String(length=20), nullable=False),
        sa.Column("norm_id", sa.String(length=80), nullable=False),
        sa.Column("through", sa.Date(), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        _to("settled_occasions", "said_by", "people", "CASCADE"),
        _to("settled_occasions", "plg_id", "plgs", "CASCADE"),
        _to("settled_occasions", "person_id", "people", "CASCADE"),
        _key("settled_occasions", "id"),
    )
    _indexes("settled_occasions", "said_by", "plg_id", "person_id")


def _to(table: str, column: str, other: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=on_delete)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
