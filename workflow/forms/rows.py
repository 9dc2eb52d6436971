"""Rows of a form's tables and lists, changed by a button before anything is saved."""

import re
from typing import Any

from workflow.outline.fields import Field

Tree = dict[str, Any]
"""What was typed: a text for each field, texts of lists, codes, and rows of tables."""

_NAMED = re.compile(r"([a-z][a-z0-9_]*)-([0-9]{1,4})", re.ASCII)
MOST = 1000
"""Rows beyond which a button adds no more, whatever the outline allows."""
BUTTONS = ("add", "remove", "up")


def blank(field: Field) -> Any:
    """An entry nobody has typed into: a row of a table, or a text of a list."""
    if field.type == "list":
        return ""
    return {one.key: [] if one.type in ("list", "multi_choice") else "" for one in field.stored}


def is_blank(entry: Any) -> bool:
    """Whether nobody has typed anything into an entry."""
    if isinstance(entry, dict):
        return all(is_blank(value) for value in entry.values())
    if isinstance(entry, list):
        return all(is_blank(value) for value in entry)
    return not str(entry or "").strip()


def with_room(fields: tuple[Field, ...], tree: Tree) -> Tree:
    """The same with an empty entry in each table and list that has none, to begin with."""
    empty = {
        field.key: [blank(field)]
        for field in fields
        if field.type in ("table", "list") and not tree.get(field.key)
    }
    return tree | empty


def without_blanks(fields: tuple[Field, ...], tree: Tree) -> Tree:
    """The same without entries that nobody typed into: they are not saved."""
    filled = {
        field.key: [entry for entry in tree[field.key] if not is_blank(entry)]
        for field in fields
        if field.type in ("table", "list")
    }
    return tree | filled


def changed(fields: tuple[Field, ...], tree: Tree, button: str, value: str) -> Tree:
    """The same after a button was pressed: add (value: the table), remove or up (a row)."""
    key, number = (value, -1) if button == "add" else _named(value)
    field = next((one for one in fields if one.key == key), None)
    if field is None or field.type not in ("table", "list"):
        return tree
    entries = list(tree[key])
    if button == "add" and len(entries) < MOST:
        entries.append(blank(field))
    elif 0 <= number < len(entries):
        entry = entries.pop(number)
        if button == "up":
            entries.insert(max(0, number - 1), entry)
    return tree | {key: entries}


def _named(value: str) -> tuple[str, int]:
    """The table and the row that a button names, such as baseline-3."""
    found = _NAMED.fullmatch(value)
    return (found[1], int(found[2])) if found else ("", -1)
