"""Pipeline: indexes for its lists, and short names for its map."""

import csv
from pathlib import Path

import sqlalchemy as sa
from alembic import op

import workflow

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_plan_moved": ["last_at", "id"],
    "ix_plan_round": ["round_code", "last_at", "id"],
    "ix_plan_round_stage": ["round_code", "stage", "last_at", "id"],
    "ix_plan_stage": ["stage", "last_at", "id"],
    "ix_plan_province_moved": ["province_code", "last_at", "id"],
    "ix_plan_province_round": ["province_code", "round_code", "last_at", "id"],
}
PROVINCES = Path(workflow.__file__).parent / "data" / "provinces.csv"


def upgrade() -> None:
    """Add them."""
    with op.batch_alter_table("plan") as batch_op:
        batch_op.drop_index("ix_plan_province")
        for name, columns in INDEXES.items():
            batch_op.create_index(name, columns)
        batch_op.create_index(
            "ix_plan_open",
            ["last_at", "id"],
            sqlite_where=sa.text("is_open = 1"),
            postgresql_where=sa.text("is_open"),
        )
    op.add_column(
        "province", sa.Column("short", sa.String(length=2), nullable=False, server_default="")
    )
    province = sa.table("province", sa.column("code"), sa.column("short"))
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            here = province.c.code == row["dopa_code"]
            op.execute(province.update().where(here).values(short=row["abbr_th"]))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("province", "short")
    with op.batch_alter_table("plan") as batch_op:
        batch_op.drop_index("ix_plan_open")
        for name in INDEXES:
            batch_op.drop_index(name)
        batch_op.create_index("ix_plan_province", ["province_code"])
