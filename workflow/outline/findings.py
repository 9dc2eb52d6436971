"""What is found in a plan's text, where it stands, and how it is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workflow.outline.fields import Field
from workflow.outline.outline import Outline
from workflow.thai.numbers import baht
from workflow.thai.words import Words

ERROR, WARNING = "error", "warning"
LEVELS = (ERROR, WARNING)
MESSAGES = frozenset(
    [
        *("required", "too_short", "too_long", "too_small", "too_large", "too_few", "too_many"),
        *("not_a_choice", "not_a_number", "too_precise", "not_a_date", "not_a_year"),
        *("unknown_reference", "wrong_form", "unknown_key"),
    ]
)
"""What may be said of a single field; every outline words each of them."""
_OF_ITEMS = frozenset({"too_short", "too_long"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (error) or worth a second look (warning).

    place: dotted place of the field as in the outline. row: 0-based indexes of the rows it stands
    in, from outside in; for an entry of a list, the entry's index last.
    about: rows elsewhere in the plan that it speaks of, by their code, date or year.
    """

    code: str
    level: str
    place: str
    row: tuple[int, ...]
    words: Words
    about: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """Key of the section in which it is put right."""
        return self.place.partition(".")[0]

    @property
    def anchor(self) -> str:
        """Id of the form control to link to."""
        return anchor(self.place, self.row)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, in the order in which the plan is read."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the warnings: what must be acknowledged."""
        return frozenset(finding.code for finding in self.warnings)


def anchor(place: str, row: Sequence[int] = ()) -> str:
    """The id of the control for a place and row: projects-1-budget-3-amount_satang.

    The keys without the section's (field keys are unique in an outline), each table or list
    followed by the row's 0-based index. Where the place lies deeper than the rows say, the table
    that holds the missing row: a finding about no row in particular links to the whole table.
    """
    first, *keys = place.split(".")
    parts = [keys.pop(0) if keys else first]
    for index in row:
        parts += [str(index), *keys[:1]]
        keys = keys[1:]
    return "-".join(parts)


def found(
    outline: Outline, code: str, place: str, row: tuple[int, ...] = (), label: str = ""
) -> Finding:
    """An error about a single field, worded by the outline.

    label: what the sentence calls it, if not the field's own label.
    """
    field = outline.field(place)
    name = Words(label, label) if label else field.label if field else outline.label(place)
    name = Words(name.th + " " if name.th.endswith(".") else name.th, name.en)
    low, high = _limits(field, code) if field else (None, None)
    least, most = _said(field, low), _said(field, high)
    sentence = outline.messages[code]
    values = {
        language: {
            "label": name.text(language),
            "min": least.text(language),
            "max": most.text(language),
        }
        for language in ("th", "en")
    }
    words = Words(*(sentence.filled(language, values[language]) for language in values))
    return Finding(code, ERROR, place, row, words)


def sort(outline: Outline, findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order in which the plan is read; one for each place, row and code."""
    single = {(one.place, one.row, one.code): one for one in reversed(list(findings))}
    return sorted(single.values(), key=lambda one: (_order(outline, one), one.code))


def _order(outline: Outline, finding: Finding) -> tuple[int, ...]:
    """Index of the section, the field, the row, the column, the row in the row, its column."""
    section, *columns = outline.position[finding.place]
    rows = list(finding.row)
    order = [section]
    for column in columns:
        order += [column, rows.pop(0) if rows else -1]
    return (*order, *rows)


def _limits(field: Field, code: str) -> tuple[int | str | None, int | str | None]:
    if field.type == "list" and code in _OF_ITEMS:
        return field.item_min, field.item_max
    if field.type == "month":
        return field.min or 1, field.max or 12
    return field.min, field.max


def _said(field: Field | None, limit: int | str | None) -> Words:
    if field is None or limit is None:
        return Words("", "")
    if field.key.endswith("_satang"):
        return Words(f"{baht(int(limit))} บาท", f"{baht(int(limit))} baht")
    text = str(limit) if field.type == "year_be" else f"{Decimal(limit):,f}"
    return Words(text, text)
