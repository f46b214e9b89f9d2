"""Who could have answered a wave, by group."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add rostered_by to waves."""
    op.add_column("waves", sa.Column("rostered_by", sa.JSON(none_as_null=True)))
