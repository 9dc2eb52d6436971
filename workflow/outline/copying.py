"""A plan's text as another plan may begin with it: years, codes, districts and files that belong to
the one it was taken from are cleared, and it is told where. Nothing is shifted silently."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.outline.fields import Field
from workflow.outline.fitting import fitted
from workflow.outline.kinds import DISTRICTS
from workflow.outline.outline import Outline
from workflow.outline.rows import Row, next_code, referring
from workflow.outline.values import clean_section

Body = dict[str, Any]
Cleared = dict[str, int]
"""How many values were cleared, by dotted place."""

_IN_THE_PLANS_YEARS = frozenset({"activity_year", "budget_year"})
"""Rules of years that lie in the plan's own."""
_TARGET = re.compile(r"target_y([0-9]+)", re.ASCII)
_FILES = "files.sha256"
_CODES = "project_codes"


@dataclass(frozen=True, slots=True)
class Destination:
    """The plan that begins with the text. theirs: the text is of another province, whose people
    are not named."""

    province: str
    years: range
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class _Copy:
    to: Destination
    cleared: Counter[str] = field(default_factory=Counter)

    def body(self, above: str, fields: Sequence[Field], body: Mapping[str, Any]) -> Body:
        return {one.key: self._value(f"{above}.{one.key}", one, body[one.key]) for one in fields}

    def _value(self, place: str, one: Field, value: Any) -> Any:
        if one.type == "table":
            if any(column.refers_to == _FILES for column in one.columns):
                return self._without(place, value, [])
            return [self.body(place, one.stored, row) for row in value]
        if one.choices_from == DISTRICTS:
            return self._without(place, value, [v for v in value if self._is_ours(v)])
        return one.empty if self._is_of_the_other(place, one, value) else value

    def _without(self, place: str, before: list[Any], after: list[Any]) -> list[Any]:
        if len(before) > len(after):
            self.cleared[place] += len(before) - len(after)
        return after

    def _is_ours(self, district: str) -> bool:
        return district.startswith(self.to.province)

    def _is_of_the_other(self, place: str, one: Field, value: Any) -> bool:
        """Whether a value belongs to the plan that it is copied from; counts it."""
        if value == one.empty or not self._is_bound(one, value):
            return False
        self.cleared[place] += 1
        return True

    def _is_bound(self, one: Field, value: Any) -> bool:
        if _IN_THE_PLANS_YEARS.intersection(one.rules):
            return value not in self.to.years
        if "personal_data" in one.rules:
            return self.to.theirs
        target = _TARGET.fullmatch(one.key)
        return target is not None and int(target[1]) > len(self.to.years)


def copied(
    outline: Outline, sections: Mapping[str, Any], to: Destination
) -> tuple[dict[str, Body], Cleared]:
    """A text in stored form for another plan, and what was cleared of it. Its general information
    still names the plan that it is of."""
    known, strays = fitted(outline, sections)
    copy = _Copy(to, Counter({place: len(values) for place, values in strays.items()}))
    bodies = {}
    for section in outline.sections:
        body, findings = clean_section(outline, section.key, known.get(section.key))
        copy.cleared.update(one.place for one in findings if one.code != "too_long")
        bodies[section.key] = copy.body(section.key, section.stored, body)
    return _renumbered(outline, bodies, to), dict(copy.cleared)


def _renumbered(outline: Outline, bodies: dict[str, Body], to: Destination) -> dict[str, Body]:
    """The text with codes of its own province and years, and whoever refers to them with it."""
    for section in outline.sections:
        for table in section.stored:
            if table.row_key and _CODES in table.column[table.row_key].rules:
                place = f"{section.key}.{table.key}.{table.row_key}"
                rows, names = _recoded(table, bodies[section.key][table.key], to)
                bodies = bodies | {section.key: bodies[section.key] | {table.key: rows}}
                bodies = bodies | referring(outline, bodies, place, names)
    return bodies


def _recoded(
    table: Field, rows: Sequence[Row], to: Destination
) -> tuple[list[Row], dict[str, str | None]]:
    key, kept = table.row_key or "", list[Row]()
    names: dict[str, str | None] = {}
    for row in rows:
        code = next_code(table, kept, to.province, to.years.start)
        names[row[key]] = code
        kept.append(row | {key: code})
    return kept, names
