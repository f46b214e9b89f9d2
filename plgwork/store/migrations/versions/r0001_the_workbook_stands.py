"""The workbook stands: schools, people, groups, reflections."""

import sqlalchemy as sa
from alembic import op

from plgwork.store.schema.columns import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first version."""
    op.create_table(
        "about",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
    )
    op.create_table(
        "changes",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "schools",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("calendar", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("staff_kind", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_people_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_school_id"), "people", ["school_id"], unique=False)
    op.create_table(
        "plgs",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("school_id", sa.String(length=80), nullable=True),
        sa.Column("grouping", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            "kind <> 'school' OR school_id IS NOT NULL", name=op.f("ck_plgs_school_plg_has_school")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_plgs_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plgs")),
    )
    op.create_index(op.f("ix_plgs_school_id"), "plgs", ["school_id"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_entries_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint(
            "author_id",
            "month",
            "kind",
            "about",
            name=op.f("uq_entries_author_id_month_kind_about"),
        ),
    )
    op.create_table(
        "meeting_times",
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.Column("weekday", sa.String(length=10), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plg_id"], ["plgs.id"], name=op.f("fk_meeting_times_plg_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plg_id", name=op.f("pk_meeting_times")),
    )
    op.create_table(
        "memberships",
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("facilitates", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_memberships_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plg_id"], ["plgs.id"], name=op.f("fk_memberships_plg_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plg_id", "person_id", "since", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_person_id"), "memberships", ["person_id"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("indicator_id", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("rated_at", Moment(), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_ratings_value_on_scale")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_ratings_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("author_id", "month", "indicator_id", name=op.f("pk_ratings")),
    )
    op.create_table(
        "roles",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_roles_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "role", "since", name=op.f("pk_roles")),
    )
    op.create_table(
        "substitutes",
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_substitutes_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plg_id"], ["plgs.id"], name=op.f("fk_substitutes_plg_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plg_id", "day", name=op.f("pk_substitutes")),
    )
    op.create_table(
        "trainings",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_trainings_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_trainings")),
    )
    op.create_table(
        "shares",
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("plg_id", sa.String(length=80), nullable=False),
        sa.Column("month_begins", sa.Date(), nullable=False),
        sa.Column("month_ends", sa.Date(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version_id", sa.String(length=32), nullable=False),
        sa.Column("shared_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_shares_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_shares_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plg_id"], ["plgs.id"], name=op.f("fk_shares_plg_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_shares")),
    )
    op.create_index(
        op.f("ix_shares_plg_id_month_begins"), "shares", ["plg_id", "month_begins"], unique=False
    )
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("sitting", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_versions_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_versions")),
        sa.UniqueConstraint("id", name=op.f("uq_versions_id")),
    )
    op.create_index(
        op.f("ix_versions_entry_id_current"), "versions", ["entry_id", "current"], unique=False
    )
