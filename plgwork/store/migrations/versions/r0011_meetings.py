"""Meetings: agendas, who came, notes, and what was agreed on to do."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add six tables."""
    _meetings()
    _actions()
    _asked()
    _attendances()
    _blocks()
    _notes()


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("school_id", sa.String(length=80)),
        sa.Column("plg_id", sa.String(length=80)),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("facilitator", sa.String(length=80)),
        sa.Column("note_taker", sa.String(length=80)),
        sa.Column("planned_by", sa.String(length=80)),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("became", sa.String(length=10)),
        sa.Column("held_minutes", sa.Integer()),
        sa.Column("taken_by", sa.String(length=80)),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'plg') = (plg_id IS NOT NULL)", name=op.f("ck_meetings_of_its_kind")
        ),
        sa.CheckConstraint(
            "(school_id IS NULL) <> (plg_id IS NULL)", name=op.f("ck_meetings_one_party")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator"],
            ["people.id"],
            name=op.f("fk_meetings_facilitator"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["note_taker"], ["people.id"], name=op.f("fk_meetings_note_taker"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["planned_by"], ["people.id"], name=op.f("fk_meetings_planned_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["plg_id"], ["plgs.id"], name=op.f("fk_meetings_plg_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_meetings_school_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("plg_id", "day", name=op.f("uq_meetings_plg_id_day")),
        sa.UniqueConstraint(
            "school_id", "day", "name", name=op.f("uq_meetings_school_id_day_name")
        ),
    )
    op.create_index(op.f("ix_meetings_facilitator"), "meetings", ["facilitator"])
    op.create_index(op.f("ix_meetings_note_taker"), "meetings", ["note_taker"])
    op.create_index(op.f("ix_meetings_planned_by"), "meetings", ["planned_by"])
    op.create_index(op.f("ix_meetings_plg_id"), "meetings", ["plg_id"])
    op.create_index(op.f("ix_meetings_school_id"), "meetings", ["school_id"])


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=80)),
        sa.Column("due", sa.Date()),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_actions_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_actions_owner_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    op.create_index(op.f("ix_actions_meeting_id_state"), "actions", ["meeting_id", "state"])
    op.create_index(op.f("ix_actions_owner_id"), "actions", ["owner_id"])


def _asked() -> None:
    op.create_table(
        "asked",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_asked_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "question", name=op.f("pk_asked")),
    )


def _attendances() -> None:
    op.create_table(
        "attendances",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("presence", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_attendances_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_attendances_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_attendances")),
    )
    op.create_index(op.f("ix_attendances_person_id"), "attendances", ["person_id"])


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("work", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("protocol_id", sa.String(length=80), nullable=False),
        sa.Column("brings", sa.String(length=80)),
        sa.ForeignKeyConstraint(
            ["brings"], ["people.id"], name=op.f("fk_blocks_brings"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_blocks_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "place", name=op.f("pk_blocks")),
    )
    op.create_index(op.f("ix_blocks_brings"), "blocks", ["brings"])


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("sitting", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=80)),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_notes_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["people.id"], name=op.f("fk_notes_written_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_notes")),
        sa.UniqueConstraint("id", name=op.f("uq_notes_id")),
    )
    op.create_index(op.f("ix_notes_meeting_id_current"), "notes", ["meeting_id", "current"])
    op.create_index(op.f("ix_notes_written_by"), "notes", ["written_by"])
