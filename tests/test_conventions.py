"""What holds of the whole house: routes, templates, words."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Blueprint, Flask
from jinja2 import meta

from config import ROOT
from workflow import create_app, views
from workflow.states.procedure import Move, default_text, events, parse

PACKAGE = ROOT / "workflow"
TEMPLATES = PACKAGE / "templates"
CATALOGUE = PACKAGE / "translations/th/LC_MESSAGES/messages.po"
STANDING_ALONE = {"layout.html", "errors/bare.html", "plans/_text.html"}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_KEBAB = re.compile(r"[a-z]+(-[a-z]+)*(\.[a-z]+)?")
_MARKED = re.compile(r"[฀-๿]")
_IMPOLITE = re.compile("ครับ|ค่ะ|คะ$|คุณ(?!ภาพ|วุฒิ|สมบัติ|ลักษณะ)")


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    assert all("action" in view.__dict__ for view in app.view_functions.values())


def test_a_blueprint_that_does_not_say_so_stops_the_start(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Blueprint("silent", __name__)
    silent.add_url_rule("/silent", "look", lambda: "anyone may look")
    monkeypatch.setattr(views, "BLUEPRINTS", (*views.BLUEPRINTS, silent))
    with pytest.raises(RuntimeError, match="no @allows on silent.look"):
        create_app(app.extensions["settings"])


def test_addresses_are_in_kebab_case_and_their_parts_have_types(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        fixed = [part for part in rule.rule.split("/") if part and "<" not in part]
        assert all(_KEBAB.fullmatch(part) for part in fixed), rule.rule
        typed = re.findall(r"<(\w+)(?:\(.*?\))?:\w+>", rule.rule)
        assert len(typed) == len(rule.arguments), rule.rule


def test_what_changes_something_is_a_post(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.methods is not None
        assert rule.methods <= {"GET", "HEAD", "OPTIONS", "POST"}, rule.rule


@pytest.mark.parametrize(
    "move", [*parse(default_text()).moves, *events().values()], ids=lambda move: move.name
)
def test_every_move_and_event_speaks_both_languages(move: Move) -> None:
    words = (move.title, move.subject, move.sentence)
    assert all(pair.th and pair.en for pair in words)
    assert all(_MARKED.search(pair.th) and not _MARKED.search(pair.en) for pair in words)
    assert not any(_IMPOLITE.search(pair.th) for pair in words)


def test_every_template_extends_or_is_imported(app: Flask) -> None:
    named, extending = set(STANDING_ALONE), set()
    for name, source in _templates():
        tree = app.jinja_env.parse(source)
        named |= {str(found) for found in meta.find_referenced_templates(tree)}
        if "{% extends" in source:
            extending.add(name)
    ours = {name for name, _ in _templates() if not name.startswith("messages/")}
    assert ours <= named | extending


def test_every_page_template_is_shown_by_a_view_or_error(app: Flask) -> None:
    code = "".join(path.read_text() for path in (PACKAGE / "views").glob("*.py"))
    code += (PACKAGE / "errors.py").read_text()
    for name, source in _templates():
        is_part = Path(name).name.startswith("_") or name == "errors/base.html"
        if "{% extends" in source and not is_part:
            called = name if name in code else Path(name).stem
            assert f'"{called}"' in code, name


def test_templates_are_named_after_their_view_file() -> None:
    folders = {Path(name).parent.name for name, _ in _templates()} - {""}
    files = {path.stem for path in (PACKAGE / "views").glob("*.py")}
    assert folders - files == {"kept", "errors", "messages"}


def test_the_catalogue_is_whole() -> None:
    for message in _catalogue():
        assert message.id == "" or all(_strings(message)), message.id
        assert not message.fuzzy or message.id == "", message.id


def test_a_translation_fills_the_same_placeholders() -> None:
    for message in _catalogue():
        plural = _ids(message)[-1]
        for string in _strings(message) if message.id else ():
            missing = set(_PLACEHOLDER.findall(plural)) ^ set(_PLACEHOLDER.findall(string))
            assert not missing, message.id


def test_a_translation_is_thai_of_the_official_register() -> None:
    foreign = {message.id for message in _catalogue() if not _MARKED.search(_strings(message)[0])}
    assert foreign <= {""}
    assert not [m.id for m in _catalogue() if m.id and _IMPOLITE.search(_strings(m)[0])]


def test_every_text_is_in_the_catalogue_and_every_entry_is_used() -> None:
    known = {_ids(message)[0] for message in _catalogue() if message.id}
    used = set(_texts_of_the_product())
    assert (used - known, known - used) == (set(), set())


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = {_ids(message): _strings(message) for message in read_mo(file)}
    written = {_ids(message): _strings(message) for message in _catalogue()}
    assert {**compiled, ("",): ()} == {**written, ("",): ()}


def _templates() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        yield path.relative_to(TEMPLATES).as_posix(), path.read_text(encoding="utf-8")


def _catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="th")


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _texts_of_the_product() -> Iterator[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mappings: list[dict[str, Any]] = settings["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    keywords = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    for _, _, message, _, _ in extract_from_dir(ROOT, methods, keywords=keywords):
        yield message if isinstance(message, str) else message[0]
