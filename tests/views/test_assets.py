"""Static files: small, named by content, sent as the browser can take them."""

import gzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.page import Page
from workflow.views import assets

HEAVIEST = 100_000
"""Bytes of styles and scripts that the first page takes, compressed."""


@pytest.mark.parametrize("theme", ["light", "auto"])
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_first_page_takes_less_than_100_kb(
    client: FlaskClient, encoding: str, theme: str
) -> None:
    client.set_cookie("theme", theme)
    page, taken = Page(client.get("/sign-in")), 0
    for tag in page.all('link[rel="stylesheet"], script'):
        address = str(tag.get("href") or tag["src"])
        with client.get(address, headers={"Accept-Encoding": encoding}) as sent:
            assert sent.headers["Content-Encoding"] == encoding
            taken += len(sent.data)
    assert 0 < taken < HEAVIEST


def test_every_form_of_a_file_is_the_same_file(app: Flask, client: FlaskClient) -> None:
    address = f"/assets/{app.extensions['assets']['theme.css']}"
    bodies = {}
    for encoding in ("br", "gzip", "identity"):
        with client.get(address, headers={"Accept-Encoding": encoding}) as sent:
            assert sent.headers["Content-Type"] == "text/css; charset=utf-8"
            assert sent.headers["Vary"] == "Accept-Encoding"
            bodies[encoding] = sent.data
    assert brotli.decompress(bodies["br"]) == bodies["identity"]
    assert gzip.decompress(bodies["gzip"]) == bodies["identity"]


def test_every_file_that_a_page_or_style_names_is_there(app: Flask, client: FlaskClient) -> None:
    for name in app.extensions["assets"].values():
        with client.get(f"/assets/{name}") as sent:
            assert sent.status_code == 200
            assert b"url(data:" not in sent.data.replace(b'"', b"") or "bootstrap" in name
            assert b"http://" not in sent.data.replace(b"http://www.w3.org/", b"")


@pytest.mark.parametrize(
    "name", ["theme.css", "manifest.json", "%2e%2e", "nothing.css", "x" * 5000, "..%2F..%2Fx.py"]
)
def test_nothing_else_is_sent(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code in (303, 404)


def test_without_built_files_the_product_does_not_start(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "BUILT", assets.BUILT / "nowhere")
    with pytest.raises(RuntimeError, match="make assets"):
        assets.bind_assets(app)
