"""Keep in a person's own record that something was not theirs to do."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from workflow.extensions import db, writing
from workflow.services.record import record
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Refused


def note_refusal(
    refused: Refused, person: Person, at: dt.datetime, what: Mapping[str, Any]
) -> None:
    """Give up the caller's transaction; where the refusal is about the person (403), record what
    they asked for and why not, by a commit of its own."""
    db.session.rollback()
    if refused.code != Kind.PERSON:
        return
    writing()
    reasons = [reason.code for reason in refused.reasons]
    record(person.id, "refused", at, {**what, "reasons": reasons})
    db.session.commit()
