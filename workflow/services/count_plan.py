"""Count where plans stand, in the transaction that moves them."""

import sqlalchemy as sa

from workflow.extensions import db


def count_plan(province: str, round_code: str, left: str | None, entered: str) -> None:
    """Count a plan of a province and round out of the stage it left (None: it is new) and into
    the one it entered, in the caller's transaction. One statement; none where it stays.

    Rows are touched in the order of their stages, so that two moves never wait for each other.
    """
    if left == entered:
        return
    place = {"province": province, "round": round_code}
    if left is None:
        db.session.execute(_count_new, {**place, "stage": entered})
        return
    (first, n_first), (second, n_second) = sorted([(left, -1), (entered, 1)])
    stages = {"first": first, "n_first": n_first, "second": second, "n_second": n_second}
    db.session.execute(_count_moved, {**place, **stages})


_INSERT = "INSERT INTO counter (province_code, round_code, stage, n) VALUES "
_ADD = " ON CONFLICT (province_code, round_code, stage) DO UPDATE SET n = counter.n + excluded.n"
_count_new = sa.text(f"{_INSERT}(:province, :round, :stage, 1){_ADD}")
_count_moved = sa.text(
    f"{_INSERT}(:province, :round, :first, :n_first), (:province, :round, :second, :n_second){_ADD}"
)
