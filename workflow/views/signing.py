"""Identity proven in place: what comes with a signature."""

from dataclasses import replace

from flask import request
from flask_wtf import FlaskForm

from workflow.access import SAFE, account, now
from workflow.queries.person import load_account
from workflow.states.facts import Person
from workflow.views.proving import gives_proof, prove_now


def signer(form: FlaskForm | None) -> Person:
    """Who acts: fresh when identity was proven a moment ago, or is by what the form brings.

    form: None where no proof is asked for. Refused: it does not prove it.
    """
    me = account()
    fresh = me.is_fresh(now())
    if form is not None and not fresh and gives_proof(form):
        prove_now(form)
        fresh = True
    return replace(me.person, fresh=fresh)


def is_proven() -> bool:
    """Whether identity counts as proven, also just now by what came with the form."""
    me = account() if request.method in SAFE else load_account(account().token)
    return me is not None and me.is_fresh(now())
