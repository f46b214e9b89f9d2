"""What people practise, what comes back to them, and how far they are on the training path."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add answers, recalls and studies."""
    op.create_table(
        "answers",
        _person(),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("exercise_id", sa.String(length=80), nullable=False),
        sa.Column("item_id", sa.String(length=80), nullable=False),
        sa.Column("skill", sa.String(length=80), nullable=False),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        _of_a_person("answers"),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_answers")),
    )
    op.create_index(
        op.f("ix_answers_person_id_answered_at"), "answers", ["person_id", "answered_at"]
    )
    op.create_table(
        "recalls",
        _person(),
        sa.Column("exercise_id", sa.String(length=80), nullable=False),
        sa.Column("item_id", sa.String(length=80), nullable=False),
        sa.Column("skill", sa.String(length=80), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _of_a_person("recalls"),
        sa.PrimaryKeyConstraint("person_id", "exercise_id", "item_id", name=op.f("pk_recalls")),
    )
    op.create_table(
        "studies",
        _person(),
        sa.Column("lesson_id", sa.String(length=80), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment()),
        _of_a_person("studies"),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", name=op.f("pk_studies")),
    )


def _person() -> sa.Column[str]:
    return sa.Column("person_id", sa.String(length=80), nullable=False)


def _of_a_person(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_person_id")
    return sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=name, ondelete="CASCADE")
