"""What the norm checks of a school's PLGs add up to by month."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the sums. Checks that were closed before are in none: their counts are gone."""
    op.create_table(
        "norm_months",
        sa.Column("school_id", sa.String(length=80), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("plgs", "answered", "marks", "kept")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["schools.id"],
            name=op.f("fk_norm_months_school_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("school_id", "month", name=op.f("pk_norm_months")),
    )
