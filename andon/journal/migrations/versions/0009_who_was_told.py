"""Who was told of a call or stop, and what became of each message."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"


def upgrade() -> None:
    """Two views more; books so far told nobody."""
    op.create_table(
        "escalation",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("seq", "n", "at")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("line", "station")),
        *(sa.Column(name, sa.Integer()) for name in ("call", "stop")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("tier", "why")),
        *(sa.Column(name, sa.Integer()) for name in ("storm", "calls")),
        sa.PrimaryKeyConstraint("seq", "n"),
    )
    op.create_index("escalation_by_call", "escalation", ["call"])
    op.create_index("escalation_by_stop", "escalation", ["stop"])
    op.create_table(
        "notice",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("seq", "n")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("person", "state")),
        sa.Column("settled", sa.Integer()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "n", "person"),
    )
    op.create_index("notice_by_person", "notice", ["person", "seq"])
    op.create_index("notice_waiting", "notice", ["seq"], sqlite_where=sa.text("state = 'waiting'"))
