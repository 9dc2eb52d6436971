"""The grant's procedure file written anew with changes, for tests of what may not be published."""

import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

GRANT = (Path(__file__).parent / "grant.toml").read_text(encoding="utf-8")
DROP = object()
"""As a value: the key is left out."""


class Edit(NamedTuple):
    """Keys to change in a row of a table; a row that is not there is added; "": the file's top."""

    table: str
    row: str
    keys: dict[str, Any]


def written(*edits: Edit) -> str:
    """The file's text after some edits."""
    data = tomllib.loads(GRANT)
    for edit in edits:
        row = data if edit.table == "" else _row(data[edit.table], edit.row)
        row.update(edit.keys)
    tables = {name: rows for name, rows in data.items() if _is_rows(rows)}
    lines = _lines({name: value for name, value in data.items() if name not in tables})
    for name, rows in tables.items():
        for row in rows:
            lines += [f"[[{name}]]", *_lines(row)]
    return "\n".join(lines)


def twice(table: str, row: str) -> str:
    """The file's text with a row that stands there twice."""
    data = tomllib.loads(GRANT)
    copied = next(one for one in data[table] if row in (one.get("code"), one.get("name")))
    return written() + "\n" + "\n".join([f"[[{table}]]", *_lines(copied)])


def _row(rows: list[dict[str, Any]], code: str) -> dict[str, Any]:
    for row in rows:
        if code in (row.get("code"), row.get("name")):
            return row
    rows.append({})
    return rows[-1]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _lines(row: dict[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in row.items() if value is not DROP]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(_lines(value)) + " }"
    return json.dumps(value, ensure_ascii=False)
