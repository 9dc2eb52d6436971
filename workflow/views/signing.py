"""Identity proven in place: the password that comes with a signature."""

from dataclasses import replace

from flask import request
from flask_login import login_user

from workflow.access import SAFE, account, now
from workflow.queries.person import load_account
from workflow.services.sign_in import prove
from workflow.states.facts import Person
from workflow.views.reading import visitor


def signer(password: str | None) -> Person:
    """Who acts: fresh when identity was proven a moment ago, or is by the password given now.

    password: None or empty where none is asked for. Refused: it is not right.
    """
    me = account()
    fresh = me.is_fresh(now())
    if password and not fresh:
        token = prove(me.person.id, me.session_hash, password, visitor(), now())
        login_user(load_account(token))
        fresh = True
    return replace(me.person, fresh=fresh)


def is_proven() -> bool:
    """Whether identity counts as proven, also just now by the password that came with the form."""
    me = account() if request.method in SAFE else load_account(account().token)
    return me is not None and me.is_fresh(now())
