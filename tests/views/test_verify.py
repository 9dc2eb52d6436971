"""The public page of a paper: open to everybody, and silent about what the plan says."""

import hashlib

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.page import Page, Visitor
from tests.services.ordering import paper
from tests.views.deeds import inside
from tests.views.test_papers import made
from workflow.extensions import blobs
from workflow.states.refusals import TooMany
from workflow.views import verify


@pytest.fixture
def code(app: Flask) -> str:
    """Code of a made paper."""
    return str(inside(app, lambda: paper(made()).code))


@pytest.fixture
def nobody(client: FlaskClient) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(client)


def test_it_says_whether_the_paper_is_valid_and_of_what(nobody: Visitor, code: str) -> None:
    page = nobody.get(f"/verify/{code}")
    assert page.text(".notice b") == "ใช้ได้"
    facts = page.text(".facts")
    assert all(
        word in facts for word in ("ใบเห็นชอบ", "เชียงใหม่", "ฉบับที่ 2", "อนุมัติ", "5 พฤศจิกายน 2569")
    )
    assert page.response.headers["X-Robots-Tag"] == "noindex"


def test_it_names_nobody_and_tells_nothing_of_the_text(nobody: Visitor, code: str) -> None:
    text = nobody.get(f"/verify/{code}").text("body")
    assert not [word for word in ("ชยุต", "ลำไย", "ล้านบาท", "แผนพัฒนาจังหวัดเชียงใหม่") if word in text]


def test_in_english_too(nobody: Visitor, code: str) -> None:
    page = nobody.get(f"/verify/{code}", "en")
    assert page.text("h1") == "Check of a paper"
    assert "Resolve to approve · 5 November 2026" in page.text(".facts").replace("\u00a0", " ")


@pytest.mark.parametrize("between", [" ", "-", "  "])
def test_a_code_may_be_typed_as_it_is_printed(nobody: Visitor, code: str, between: str) -> None:
    typed = between.join(code[at : at + 4] for at in range(0, 26, 4)).lower()
    answer = nobody.client.get("/verify", query_string={"code": typed})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/verify/{code}")
    assert nobody.get(f"/verify/{typed}").code == 200


@pytest.mark.parametrize("wrong", ["A" * 26, "A" * 25, "none", "a" * 5000, "%00", "๑" * 26, "../x"])
def test_an_unknown_code_is_told_what_to_do(nobody: Visitor, wrong: str) -> None:
    answer = nobody.client.get(f"/verify/{wrong}")
    assert answer.status_code in (303, 404)
    if "/" not in wrong:
        assert Page(answer).has("#code")


def test_my_file_is_compared_by_its_digest(app: Flask, nobody: Visitor, code: str) -> None:
    digest = nobody.get(f"/verify/{code}").texts("dd code")[0]
    content = inside(app, lambda: blobs().get(digest))
    mine = hashlib.sha256(content).hexdigest().upper()
    page = nobody.get(f"/verify/{code}?sha256={mine}")
    assert "ตรงกัน" in page.text('[role="status"]')
    assert not page.text('[role="status"]').startswith("ไม่")


def test_another_file_is_another_one(nobody: Visitor, code: str) -> None:
    page = nobody.get(f"/verify/{code}?sha256={'0' * 64}")
    assert page.text('[role="status"]').startswith("ไม่ตรงกัน")


@pytest.mark.parametrize("odd", ["abc", "g" * 64, "<b>", "๐" * 64])
def test_what_is_no_digest_is_told_so(nobody: Visitor, code: str, odd: str) -> None:
    page = nobody.get(f"/verify/{code}?sha256={odd}")
    assert page.one("#sha256")["aria-invalid"] == "true"
    assert "64 ตัว" in page.text("#sha256-error")


def test_who_asks_too_often_waits(
    nobody: Visitor, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(what: str, address: str, most: int) -> None:
        raise TooMany(40)

    monkeypatch.setattr(verify, "throttle", refuses)
    answer = nobody.client.get(f"/verify/{code}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")


def test_without_a_code_it_is_asked_for(nobody: Visitor) -> None:
    page = nobody.get("/verify")
    assert page.has("#code")
    assert nobody.get("/verify?code=").code == 200
