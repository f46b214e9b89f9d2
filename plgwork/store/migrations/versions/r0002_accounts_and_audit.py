"""Accounts, links, sessions, what a reset shut, and the record of who did what."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what real accounts need; whoever belongs to a group was enrolled when it began."""
    op.create_table(
        "accounts",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("recovery", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("named_by", sa.String(length=80)),
        sa.Column("joined_at", Moment()),
        sa.Column("signed_in_at", Moment()),
        _of_a_person("accounts"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.create_table(
        "links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=80)),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment()),
        _of_a_person("links"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_person_id"), "links", ["person_id"])
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        _of_a_person("sessions"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_person_id"), "sessions", ["person_id"])
    op.create_table(
        "shut",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        _of_a_person("shut"),
        sa.PrimaryKeyConstraint("person_id", "until", name=op.f("pk_shut")),
    )
    op.create_table(
        "attempts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_attempts")),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("actor_id", sa.String(length=80)),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_person_id"), "audit", ["person_id"])
    op.create_index(op.f("ix_audit_school_id_at"), "audit", ["school_id", "at"])
    _enrolled_at()
    # Never by a copy of the table: what hangs on entries would go with the old one on SQLite.
    resumed: sa.Column[bool] = sa.Column(
        "resumed", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("entries", resumed)


def _of_a_person(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_person_id")
    return sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=name, ondelete="CASCADE")


def _enrolled_at() -> None:
    op.add_column("memberships", sa.Column("enrolled_at", Moment()))
    midnight = "since || ' 00:00:00.000000'" if _sqlite() else "since::timestamp AT TIME ZONE 'UTC'"
    op.execute(f"UPDATE memberships SET enrolled_at = {midnight}")
    with op.batch_alter_table("memberships") as batch:
        batch.alter_column("enrolled_at", existing_type=Moment(), nullable=False)


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
