"""What is wrong with an outline file: every fault, each a sentence. A file with none may be
published.
"""

import tomllib
from collections.abc import Iterator

from workflow.outline.faults import (
    Fault,
    bad_key,
    choice_faults,
    doubles,
    fault,
    misfilled,
    not_tables,
    strange_keys,
    unspoken,
)
from workflow.outline.findings import ERROR, LEVELS, MESSAGES
from workflow.outline.lint_fields import field_faults, spots
from workflow.outline.outline import Outline, Table, parse, rows, table
from workflow.outline.validate import CHECKS

FILE = "file"
FILE_KEYS = frozenset({"name", "title", "choices", "rules", "field_messages", "section", "check"})
SECTION_KEYS = frozenset({"key", "title", "hint", "field"})
CHECK_KEYS = frozenset({"code", "level", "where", "sentence", "rule"})
ELSEWHERE = frozenset({"fixed_at_create", "in_scope", "one_open_plan", "personal_data", "digits"})
"""Rules that no check computes: what makes and shows plans holds them; digits is the check `phone`.
"""
FILLED = frozenset({"label", "min", "max"})
"""Placeholders of a field message."""


def lint(text: str) -> list[Fault]:
    """Every fault of an outline file; empty when it can be published. Raises nothing."""
    try:
        data = tomllib.loads(text)
        outline = parse(text)
    except (ValueError, RecursionError) as wrong:
        return [fault("not_toml", FILE, str(wrong))]
    rules = frozenset(CHECKS) & outline.check.keys() | ELSEWHERE & outline.rules.keys()
    return [
        *_shape(data),
        *_sections(data, outline),
        *_lists(table(data, "choices")),
        *(one for spot in spots(data, outline) for one in field_faults(spot, data, rules)),
        *_checks(data, outline),
        *_messages(outline),
    ]


def _shape(data: Table) -> Iterator[Fault]:
    yield from strange_keys(FILE, data, FILE_KEYS)
    if not data.get("name"):
        yield fault("no_name", FILE)
    if not rows(data, "section"):
        yield fault("no_section", FILE)
    for key in ("section", "check"):
        yield from not_tables(FILE, data, key)
    for key in ("choices", "rules", "field_messages"):
        if not isinstance(data.get(key, {}), dict):
            yield fault("wrong_value", FILE, key)


def _sections(data: Table, outline: Outline) -> Iterator[Fault]:
    yield from unspoken(FILE, {"title": outline.title})
    yield from doubles("double_section", (section.key for section in outline.sections))
    # A field's key is its own in the whole plan: ids of form controls leave the section out.
    fields = (field.key for section in outline.sections for field in section.fields)
    yield from doubles("double_field", fields, FILE)
    for row, section in zip(rows(data, "section"), outline.sections, strict=True):
        where = section.key or "section"
        yield from strange_keys(where, row, SECTION_KEYS)
        yield from bad_key(where, section.key)
        yield from unspoken(where, {"title": section.title})
        if "hint" in row:
            yield from unspoken(where, {"hint": section.hint})
        yield from not_tables(where, row, "field")


def _lists(named: Table) -> Iterator[Fault]:
    for name, given in named.items():
        if not given:
            yield fault("no_choice", name)
        yield from choice_faults(name, {"choices": given})


def _checks(data: Table, outline: Outline) -> Iterator[Fault]:
    yield from doubles("double_check", (check.code for check in outline.checks))
    for row, check in zip(rows(data, "check"), outline.checks, strict=True):
        yield from strange_keys(check.code, row, CHECK_KEYS)
        yield from unspoken(check.code, {"sentence": check.sentence})
        yield from misfilled(check.code, check.sentence, _fillable(check.level))
        if check.code not in CHECKS:
            yield fault("unknown_check", check.code)
        if check.level not in LEVELS:
            yield fault("unknown_level", check.code, check.level)
        if check.where not in outline.fields:
            yield fault("unknown_where", check.code, check.where)
    for name in sorted(outline.rules.keys() - ELSEWHERE):
        yield fault("unknown_rule", "rules", name)


def _messages(outline: Outline) -> Iterator[Fault]:
    for code in sorted(MESSAGES - outline.messages.keys()):
        yield fault("no_message", code)
    for code, words in outline.messages.items():
        if code not in MESSAGES:
            yield fault("unknown_message", code)
        yield from unspoken(code, {"sentence": words})
        yield from misfilled(code, words, FILLED)


def _fillable(level: str) -> frozenset[str]:
    """What may be filled into a check's sentence: that of a warning is also said without a plan,
    where it was acknowledged."""
    return frozenset({"about"}) if level == ERROR else frozenset()
