"""Alembic's entry: runs migrations on the connection that :mod:`doccheck.review.schema` holds open."""

from alembic import context

from doccheck.review.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
