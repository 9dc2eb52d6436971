"""What a generated plan is about: its province, its round, the issues that it takes up."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geothai

from workflow.demo.draw import Draw, filled
from workflow.demo.world import FOLDER, read

Row = Mapping[str, Any]
_PROVINCES = FOLDER.parent / "data" / "provinces.csv"
_ISSUES = {1: (2, 3), 5: (2, 4)}
"""How many issues a plan takes up, by the fiscal years that it covers."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue that a plan takes up: the texts of its topic, and the districts it is about."""

    texts: Row
    districts: tuple[str, ...]
    """Codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a plan is about, with the draws that decide the rest."""

    draw: Draw
    province: Row
    institution: Row
    round: Row
    plan_type: str
    land: str
    subjects: tuple[Subject, ...]

    @property
    def code(self) -> str:
        """The province's code."""
        return str(self.province["dopa_code"])

    @property
    def name(self) -> str:
        """The province's name in Thai."""
        return str(self.province["name_th"])

    @property
    def years(self) -> range:
        """Fiscal years of the plan, Buddhist."""
        return range(self.round["fiscal_year_start"], self.round["fiscal_year_end"] + 1)

    @property
    def known(self) -> int:
        """The Buddhist year of the newest figures that anyone has."""
        return self.years[0] - 2

    @property
    def clinic(self) -> str:
        """The clinic as a plan names it."""
        return str(self.institution["clinic_th"]).removesuffix(" (ข้อมูลสาธิต)")


def setting(seed: int, code: str, taken: Row) -> Setting:
    """What the plan of a province (code) in a round is about."""
    draw = Draw(seed, code, taken["code"])
    place = places()[code]
    span = taken["fiscal_year_end"] - taken["fiscal_year_start"] + 1
    chosen = draw.mixed(list(place["topics"]))[: draw.number(_ISSUES[span])]
    return Setting(
        draw=draw,
        province=provinces()[code],
        institution=clinics()[code],
        round=taken,
        plan_type=taken["plan_types"][0],
        land=place["land"],
        subjects=tuple(_subject(draw, code, topic) for topic in chosen),
    )


def _subject(draw: Draw, code: str, topic: str) -> Subject:
    chosen = draw.some(geothai.districts(code), draw.number((2, 4)))
    names = [f"อำเภอ{district.name_th}" for district in chosen]
    values = {
        "p": places()[code]["topics"][topic],
        "d": "และ".join(names[:2]),
        "province": provinces()[code]["name_th"],
    }
    return Subject(filled(topics()[topic], values), tuple(one.code for one in chosen))


@cache
def phrases() -> dict[str, Any]:
    """Sentences that belong to no topic."""
    return _toml(FOLDER / "phrases.toml")


@cache
def writings() -> dict[str, Any]:
    """What people write when they act."""
    return _toml(FOLDER / "acts.toml")


@cache
def cast() -> dict[str, Any]:
    """Who plays which part."""
    return _toml(FOLDER / "cast.toml")


@cache
def topics() -> dict[str, Any]:
    """Development issues with their projects, by name."""
    files = sorted((FOLDER / "topics").glob("*.toml"))
    return {name: topic for file in files for name, topic in _toml(file).items()}


@cache
def places() -> dict[str, Any]:
    """What each province has, by its code."""
    return _toml(FOLDER / "places.toml")


@cache
def provinces() -> dict[str, dict[str, str]]:
    """The provinces' rows, by code."""
    with _PROVINCES.open(encoding="utf-8", newline="") as file:
        return {row["dopa_code"]: row for row in csv.DictReader(file)}


@cache
def clinics() -> dict[str, Row]:
    """The institution that represents each province or takes care of it, by province."""
    data = read("representation")
    known = {row["code"]: row for row in data["institutions"]}
    return {
        row["province"]: known[row["institution"]]
        for row in data["representation"]
        if row["institution"]
    }


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
