"""What a plan's province and round are called: columns beside a plan's, and what a row of them
says."""

from typing import Any

from workflow.models import Province, Round, table
from workflow.thai.words import Words

_province, _round = table(Province).c, table(Round).c
of_province = (_province.name_th.label("province_th"), _province.name_en.label("province_en"))
"""Where a statement joins Province."""
of_round = (_round.title_th.label("round_th"), _round.title_en.label("round_en"))
"""Where a statement joins Round."""


def province_of(row: Any) -> Words:
    """Name of a row's province, without the word จังหวัด; empty where it has none."""
    return _words(row.province_th, row.province_en)


def round_of(row: Any) -> Words:
    """Title of a row's round; empty where it has none."""
    return _words(row.round_th, row.round_en)


def _words(th: str | None, en: str | None) -> Words:
    """Both languages; what has no English is said in Thai."""
    return Words(th or "", en or th or "")
