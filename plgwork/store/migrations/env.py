"""How Alembic reaches the database: by the connection that ``migrate`` holds."""

from alembic import context

from plgwork.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
