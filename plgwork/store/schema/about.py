"""What the database says of itself."""

from sqlalchemy import Column, Integer, String, Table, Text

from plgwork.store.schema.columns import metadata

# What this database is: whether its people are invented, when it was made.
about = Table(
    "about",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# What the change feed of SQLite reads; PostgreSQL has channels of its own.
changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("topic", String(100), nullable=False),
    sqlite_autoincrement=True,
)
