"""In which language a request is answered."""

import pytest
from flask import Flask

from workflow import spoken
from workflow.spoken import Here, here, language, lazy_gettext

DRAFT = lazy_gettext("All stages")
FILLED = lazy_gettext("At most %(max)d characters", max=5)


def test_a_lazy_text_is_said_in_the_language_of_each_request(app: Flask) -> None:
    said = []
    for cookie in ("lang=en", "lang=th", "lang=xx", "lang=en"):
        with app.test_request_context("/", headers={"Cookie": cookie}):
            said.append((language(), str(DRAFT), str(FILLED)))
    assert said[0] == said[3] == ("en", "All stages", "At most 5 characters")
    assert said[1] == said[2] == ("th", "ทุกขั้น", "ไม่เกิน 5 ตัวอักษร")


def test_who_speaks_before_there_are_texts_does_not_keep_them_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "_known", {})
    assert str(DRAFT) == "All stages"
    with app.test_request_context("/"):
        assert str(DRAFT) == "ทุกขั้น"


def test_nothing_is_left_of_a_request_when_it_is_answered(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("lang", "en")
    client.get("/sign-in", base_url="http://localhost/behind")
    assert here() == Here("th", "")
