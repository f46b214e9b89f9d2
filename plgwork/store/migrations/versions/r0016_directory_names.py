"""What a school's own directory calls its people."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add directory to accounts; two people never share one."""
    op.add_column("accounts", sa.Column("directory", sa.String(length=200)))
    op.create_index(op.f("ix_accounts_directory"), "accounts", ["directory"], unique=True)
