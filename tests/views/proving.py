"""Proving who one is, as a browser goes about it: passkeys that answer a page, proof grown old."""

import datetime as dt
from dataclasses import replace

from flask import Flask
from webauthn.helpers import base64url_to_bytes
from werkzeug.test import TestResponse

from tests.page import Visitor
from tests.services.device import Device
from workflow.queries.demo import PASSWORD

GROWN_OLD = dt.timedelta(minutes=11)
"""After so long a sign-in is fresh no more, and lasts yet."""
PROVE = "/profile/prove"
PASSKEYS = "/profile/passkeys"


def sent(person: Visitor, page: str, action: str, **changed: str) -> TestResponse:
    """Send a form that stands on a page and leads elsewhere, with some values changed."""
    return person.client.post(action, data={**person.get(page).form(action), **changed})


def enter(person: Visitor, **given: str) -> TestResponse:
    """Send name and password from the sign-in page, in a browser where nobody is signed in."""
    values = {"username": "pcso.80", "password": PASSWORD, **given}
    return person.client.post("/sign-in", data={**person.get("/sign-in?anew=1").form(), **values})


def challenge(person: Visitor, path: str) -> bytes:
    """What an address gives a passkey to sign."""
    options = person.client.get(path).get_json()
    return base64url_to_bytes(options["challenge"])


def add(person: Visitor, device: Device, name: str = "โทรศัพท์") -> TestResponse:
    """Add a passkey from one's account, as the button does."""
    made = device.made(challenge(person, f"{PASSKEYS}/new"))
    return sent(person, "/profile", PASSKEYS, name=name, passkey=made)


def require_factors(app: Flask) -> None:
    """Let posts that sign need a second factor from now on."""
    app.extensions["settings"] = replace(app.extensions["settings"], second_factor="signers")
