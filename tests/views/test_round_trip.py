"""What is stored, shown in a form and sent untouched is what is stored: nothing is lost or turned
on the way, in either language."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import workflow
from tests.conftest import SignInAs
from tests.outline.sample import outline
from tests.page import Visitor
from tests.services.acting import PATTANI
from tests.views.deeds import inside
from tests.views.writing import PLAN, kept, sent, write
from workflow.outline.values import clean_section

pytestmark = pytest.mark.untraced
"""It goes through every form: what it reaches is not tested by that."""

SAMPLES: dict[str, Any] = {
    plan["key"]: plan["sections"]
    for plan in json.loads(
        (Path(workflow.__path__[0]) / "demo/sample_plans.json").read_text(encoding="utf-8")
    )["plans"]
}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_sent_untouched_stays_as_it_is(
    app: Flask, sign_in_as: SignInAs, sample: str, language: str
) -> None:
    drafter = sign_in_as("drafter.95")
    for key, body in SAMPLES[sample].items():
        if key == "general":
            own = {name: SAMPLES["pattani-2571"][key][name] for name in ("province", "round")}
            body = body | own
        body, _ = clean_section(outline(), key, body)
        inside(app, write, PATTANI, key, body)
        _, version, digest = inside(app, kept, key)
        saves = _sent_untouched(drafter, key, body, language)
        assert inside(app, kept, key) == (body, version + saves, digest)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("summary", {"executive_summary": "ย่อหน้าหนึ่ง\n\n- ข้อ ก\n- ข้อ ข\n\n  เยื้อง\tแท็บ"}),
        ("monitoring", {"monitoring": "<b>&amp;</b> \"'{{ 7 }} 😀 a\u00a0b"}),
        ("swot", dict.fromkeys(["strengths", "weaknesses", "opportunities", "threats"], ["ก\nข"])),
        ("risks", {"risks": []}),
    ],
)
def test_odd_texts_come_back_letter_by_letter(
    app: Flask, sign_in_as: SignInAs, key: str, body: dict[str, Any]
) -> None:
    inside(app, write, PATTANI, key, body)
    _, version, digest = inside(app, kept, key)
    _sent_untouched(sign_in_as("drafter.95"), key, body, "th")
    assert inside(app, kept, key) == (body, version + 1, digest)


def _sent_untouched(drafter: Visitor, key: str, body: dict[str, Any], language: str) -> int:
    """Send the forms of a section as they are opened; how many there are."""
    rows = len(body[key]) if key in ("issues", "projects") else 0
    paths = [f"{PLAN}/{key}/{no}" for no in range(1, rows + 1)] or [f"{PLAN}/{key}"]
    for path in paths:
        page = drafter.get(path, language)
        answer = drafter.client.post(path, data=sent(page))
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
    return len(paths)
