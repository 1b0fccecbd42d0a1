"""Run by Alembic, on the connection and inside the transaction that `journal.migrate` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
