"""People of the demo with second factors, straight at the services."""

import datetime as dt

import pyotp

from tests.conftest import TODAY
from tests.services.acting import person_id
from tests.services.device import Device
from workflow.queries.demo import PASSWORD
from workflow.services.assert_passkey import Party
from workflow.services.challenge import challenge
from workflow.services.check_factor import Proof, Purpose
from workflow.services.passkeys import ADD, NewPasskey, add_passkey
from workflow.services.throttle import Visitor
from workflow.services.totp import begin_totp, confirm_totp, secret_begun

HOME = Visitor(address="192.0.2.1", agent="a browser")
OFFICE = Visitor(address="192.0.2.2", agent="a browser")
PARTY = Party(id="localhost", origin="http://localhost")
SESSION = "s" * 64
STEP = dt.timedelta(seconds=30)
BEFORE = TODAY - 10 * STEP
"""When the app was added: its codes of today are new."""


def with_totp(username: str = "pcso.75") -> str:
    """Give a person an authenticator app; return its secret."""
    begin_totp(person_id(username), BEFORE)
    secret = secret_begun(person_id(username))
    assert secret is not None
    confirm_totp(person_id(username), code(secret, BEFORE), HOME, BEFORE)
    return secret


def with_passkey(username: str = "pcso.75", *, verifies: bool = True) -> Device:
    """Give a person a passkey; return the device."""
    device = Device(verifies=verifies)
    add_passkey(person_id(username), new_passkey(device), TODAY)
    return device


def new_passkey(device: Device, at: dt.datetime = TODAY, name: str = "โทรศัพท์") -> NewPasskey:
    """A passkey to be added, as the browser of a session sends it."""
    answer = device.made(challenge(ADD, SESSION, at))
    return NewPasskey(name=name, answer=answer, session_hash=SESSION, party=PARTY)


def code(secret: str, at: dt.datetime = TODAY) -> str:
    """What the app shows at an instant."""
    return pyotp.TOTP(secret).at(at)


def typed(given: str) -> Proof:
    """A password and a code."""
    return Proof(password=PASSWORD, code=given)


def signed(device: Device, purpose: Purpose, at: dt.datetime = TODAY) -> Proof:
    """What a passkey signs for a purpose."""
    answer = device.signed(challenge(purpose.name, purpose.subject, at))
    return Proof(passkey=answer, party=PARTY)
