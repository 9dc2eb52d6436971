"""For whoever watches: the process answers, the database must, Valkey may be away."""

import pytest
from flask.testing import FlaskClient

from workflow.views import health


def test_the_process_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_without_valkey_it_can_serve(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "database": "ok", "valkey": "degraded"}


def test_with_valkey_all_is_well(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    class Answering:
        def ping(self) -> bool:
            return True

    monkeypatch.setattr(health, "valkey", lambda address: Answering())
    assert client.get("/readyz").json == {"status": "ok", "database": "ok", "valkey": "ok"}
