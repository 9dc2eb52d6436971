"""The demo world's ground: institutions, who represents which province, rounds, seats of the
committee. All fictional."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read(name: str) -> Any:
    """A data file of the demo."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def reference() -> dict[str, list[dict[str, Any]]]:
    """Rows for `services.import_reference`, by table."""
    data = read("representation")
    return {
        "institution": [_institution(row) for row in data["institutions"]],
        "representation": [
            _representation(row) for row in data["representation"] if row["institution"]
        ],
        "recruitment": [
            {"province_code": row["province"], "step": row["recruitment"]}
            for row in data["representation"]
        ],
        "round": [_round(row) for row in read("rounds")["rounds"]],
        "seat": [_seat(n, row) for n, row in enumerate(read("committee")["seats"], 1)],
    }


def day(text: str | None) -> dt.date | None:
    """A date of the data files."""
    return dt.date.fromisoformat(text) if text else None


def _institution(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("code", "name_th", "name_en", "clinic_th")}
    return {**kept, "province_code": row["province"]}


def _representation(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "province_code": row["province"],
        "institution_code": row["institution"],
        "status": row["status"],
        "order_no": row["order_no"],
        "since": day(row["from"]),
        "until": day(row["until"]),
    }


def _round(row: dict[str, Any]) -> dict[str, Any]:
    same = (
        "code kind title_th title_en plan_types fiscal_year_start fiscal_year_end"
        " late_allowed invited ceiling_satang ceiling_sources"
    )
    kept = {name: row[name] for name in same.split()}
    return {**kept, "opens": day(row["opens"]), "closes": day(row["closes"])}


def _seat(n: int, row: dict[str, Any]) -> dict[str, Any]:
    same = ("code", "ministry", "post", "kind", "title_th", "title_en")
    return {**{name: row[name] for name in same}, "n": n, **row["ties"]}
