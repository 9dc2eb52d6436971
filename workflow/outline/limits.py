"""What waits for submit on a single field: required, min and item_min, and references that must
point at something.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from workflow.outline.context import Plan
from workflow.outline.fields import ENTRIES, NUMBERS, TEXTS, Field
from workflow.outline.findings import Finding, found
from workflow.outline.reading import Leaf
from workflow.thai.text import length


def short(plan: Plan) -> Iterator[Finding]:
    """Every field, column and row that says too little, in the outline's order."""
    known = {
        "provinces.dopa_code": frozenset([plan.context.province]),
        "files.sha256": plan.context.files,
    }
    for leaf in plan.leaves:
        code = missing(leaf) or _unknown(leaf, known)
        if code:
            yield found(plan.outline, code, leaf.place, leaf.row)
        for number in _short_items(leaf):
            yield found(plan.outline, "too_short", leaf.place, (*leaf.row, number))


def missing(leaf: Leaf) -> str | None:
    """Code of what a field lacks; None when it says enough."""
    field = leaf.field
    if leaf.value == field.empty:
        return "required" if field.required else None
    if field.min is None:
        return None
    return _below(field, leaf)


def _below(field: Field, leaf: Leaf) -> str | None:
    least = Decimal(field.min or 0)
    if field.type in TEXTS:
        return "too_short" if length(leaf.value) < least else None
    if field.type in ENTRIES:
        return "too_few" if len(leaf.value) < least else None
    return "too_small" if field.type in NUMBERS and Decimal(leaf.value) < least else None


def _short_items(leaf: Leaf) -> Iterator[int]:
    if leaf.field.type == "list" and leaf.field.item_min is not None:
        for number, item in enumerate(leaf.value):
            if length(item) < leaf.field.item_min:
                yield number


def _unknown(leaf: Leaf, known: Mapping[str, frozenset[str]]) -> str | None:
    """Whether a reference points at nothing; what is not listed here has a check of its own."""
    codes = known.get(leaf.field.refers_to or "")
    if codes is None or leaf.value is None or leaf.value in codes:
        return None
    return "unknown_reference"
