"""Proof of identity in place, for whatever needs a fresh one; and how passkeys are asked for."""

import ipaddress
from urllib.parse import urlsplit

import webauthn
from flask import request
from flask_login import login_user
from flask_wtf import FlaskForm
from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement
from werkzeug.wrappers import Response

from workflow.access import account, now
from workflow.facts.factors import credential_ids
from workflow.queries.person import load_account
from workflow.services.assert_passkey import Party
from workflow.services.challenge import challenge
from workflow.services.check_factor import Proof, Purpose
from workflow.services.sign_in import prove
from workflow.views.reading import visitor


def gives_proof(form: FlaskForm) -> bool:
    """Whether a form brings a password or what a passkey signed."""
    return bool(form["password"].data or form["passkey"].data)


def prove_now(form: FlaskForm) -> None:
    """Prove identity by what a form brings, and go on under the session's new token. Raises
    Refused or TooMany."""
    me = account()
    token = prove(me.person.id, me.session_hash, proof_of(form), visitor(), now())
    login_user(load_account(token))


def proof_of(form: FlaskForm) -> Proof:
    """What a form brings to prove identity with."""
    return Proof(
        password=form["password"].data or "",
        code=form["code"].data or "",
        passkey=form["passkey"].data or "",
        party=party(),
    )


def party() -> Party:
    """Who asks for a passkey: this request's own host, which is one of ours."""
    return Party(id=urlsplit(request.host_url).hostname or "", origin=request.host_url.rstrip("/"))


def has_name() -> bool:
    """Whether the host is a name: browsers make no passkeys for a bare address."""
    try:
        ipaddress.ip_address(party().id)
    except ValueError:
        return True
    return False


def asked_for(purpose: Purpose, person_id: int | None) -> Response:
    """What a browser needs to ask for a passkey: of a person, or of whoever has one. Nothing is
    written."""
    known = credential_ids(person_id) if person_id is not None else []
    need = UserVerificationRequirement
    options = webauthn.generate_authentication_options(
        rp_id=party().id,
        challenge=challenge(purpose.name, purpose.subject, now()),
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=need.REQUIRED if purpose.alone else need.PREFERRED,
    )
    return Response(webauthn.options_to_json(options), mimetype="application/json")
