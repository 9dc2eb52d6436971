"""What an entry of the ledger is about, as entries name it: of one plan or meeting, and in SQL of a
column of their ids."""

from typing import Any

import sqlalchemy as sa


def subject_of(plan_id: int) -> str:
    """The ledger's name of a plan."""
    return f"{_PLAN}{plan_id}"


def meeting_subject(meeting_id: int) -> str:
    """The ledger's name of a meeting."""
    return f"{_MEETING}{meeting_id}"


def subjects_of(plan_ids: Any) -> sa.ColumnElement[str]:
    """The ledger's names of the plans of a column."""
    return sa.literal(_PLAN).concat(sa.cast(plan_ids, sa.String))


def meeting_subjects(meeting_ids: Any) -> sa.ColumnElement[str]:
    """The ledger's names of the meetings of a column."""
    return sa.literal(_MEETING).concat(sa.cast(meeting_ids, sa.String))


_PLAN, _MEETING = "plan:", "meeting:"
