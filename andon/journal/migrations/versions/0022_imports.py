"""Files whose history was taken in, and what each of them brought."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0013"


def upgrade() -> None:
    """Nothing was imported before there was a way to do it."""
    op.create_table(
        "import_made",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("undone", sa.Integer()),
    )
    op.create_table(
        "imported",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer()),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("reject", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("batch", "seq"),
        sqlite_with_rowid=False,
    )
