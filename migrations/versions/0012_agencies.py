"""Invitations of agencies: by whom, until which day, and whether they were ended."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("invited_by", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_foreign_key(op.f("fk_invitation_invited_by"), "person", ["invited_by"], ["id"])


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("invitation") as batch:
        batch.drop_constraint(op.f("fk_invitation_invited_by"), type_="foreignkey")
        batch.drop_column("ended_at")
        batch.drop_column("until")
        batch.drop_column("invited_by")
