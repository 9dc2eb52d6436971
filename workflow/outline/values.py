"""What holds at every save: type, max and choices. Whatever comes in, the answer is a body in
stored form and what was found; nothing is raised.

A body with findings must not be saved: what could not be kept is missing from it.
"""

from typing import Any

from workflow.outline.fields import Field
from workflow.outline.findings import Finding, found
from workflow.outline.kinds import KINDS, settle, too_long
from workflow.outline.outline import Outline

Body = dict[str, Any]
"""A section, or a row of a table, in stored form."""
Row = tuple[int, ...]
_SHOWN = 5
_LONGEST_KEY = 40


def empty_section(outline: Outline, key: str) -> Body:
    """The body of a section that nobody has written. Raises KeyError on an unknown section."""
    return {field.key: field.empty for field in outline.section[key].stored}


def clean_section(outline: Outline, key: str, body: Any) -> tuple[Body, list[Finding]]:
    """A section's body in stored form, and what is wrong with the body given.

    Every key is present, texts are cleaned, computed fields left out; a clean body stays as it is.
    Raises KeyError on an unknown section, and nothing on any body.
    """
    return _object(outline, outline.section[key].fields, key, (), {} if body is None else body)


def _object(
    outline: Outline, fields: tuple[Field, ...], place: str, row: Row, given: Any
) -> tuple[Body, list[Finding]]:
    """A section's body or a table's row."""
    if not isinstance(given, dict):
        kept, _ = _object(outline, fields, place, row, {})
        return kept, [found(outline, "wrong_form", place, row)]
    body, wrong = {}, _strangers(outline, fields, place, row, given)
    for field in fields:
        if field.type != "computed":
            here = f"{place}.{field.key}"
            body[field.key], more = _value(outline, field, here, row, given.get(field.key))
            wrong += more
    return body, wrong


def _value(
    outline: Outline, field: Field, place: str, row: Row, given: Any
) -> tuple[Any, list[Finding]]:
    if given is None or given == "":
        return field.empty, []
    if field.type not in ("list", "table"):
        kept, code = KINDS[field.type](field, given)
        return kept, [found(outline, code, place, row)] if code else []
    if not isinstance(given, list):
        return [], [found(outline, "wrong_form", place, row)]
    most = len(given) if field.max is None else int(field.max)
    wrong = [found(outline, "too_many", place, row)] if len(given) > most else []
    entries = _rows if field.type == "table" else _items
    kept, more = entries(outline, field, place, row, given[:most])
    return kept, wrong + more


def _rows(
    outline: Outline, field: Field, place: str, row: Row, given: list[Any]
) -> tuple[list[Body], list[Finding]]:
    rows: list[Body] = []
    wrong: list[Finding] = []
    for number, one in enumerate(given):
        body, more = _object(outline, field.columns, place, (*row, number), one)
        rows.append(body)
        wrong += more
    return rows, wrong


def _items(
    outline: Outline, field: Field, place: str, row: Row, given: list[Any]
) -> tuple[list[str], list[Finding]]:
    """Texts of a list. An entry left empty is none."""
    texts = ["" if one is None else settle(one) for one in given]
    wrong: list[Finding] = []
    for number, text in enumerate(texts):
        if text is None:
            wrong.append(found(outline, "wrong_form", place, (*row, number)))
        elif too_long(text, field.item_max):
            wrong.append(found(outline, "too_long", place, (*row, number)))
    return [text for text in texts if text], wrong


def _strangers(
    outline: Outline, fields: tuple[Field, ...], place: str, row: Row, given: Body
) -> list[Finding]:
    strange = given.keys() - {field.key for field in fields}
    if not strange:
        return []
    names = sorted(settle(str(key)[:_LONGEST_KEY]) or "?" for key in strange)[:_SHOWN]
    return [found(outline, "unknown_key", place, row, ", ".join(names))]
