"""Invite a person: an account nobody knows the password of, and a link to set one."""

import datetime as dt
import re
import secrets
from dataclasses import replace

from workflow.extensions import db, durable, writing
from workflow.services.add_people import NewPerson, write_person
from workflow.services.links import token_of, write_link
from workflow.services.password import rehash
from workflow.states.refusals import Reason, Refused

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST_NAME, LONGEST_ADDRESS = 200, 254


@durable
def invite(new: NewPerson, actor: str | None, at: dt.datetime) -> tuple[int, str]:
    """Make an account and send its link; return the person's id and the link's token, which a
    command may print. actor: ref of the administrator; None: the system.

    Refused: a name or address that cannot be used, an odd or taken user name.
    """
    _judge(new)
    unknown = replace(new, password_hash=rehash(secrets.token_urlsafe(32)))
    writing()
    person_id = write_person(unknown, at, actor)
    nonce = write_link(person_id, "invitation", at, actor)
    db.session.commit()
    return person_id, token_of(nonce)


def _judge(new: NewPerson) -> None:
    reasons = []
    for field in ("name_th", "name_en"):
        given = getattr(new, field)
        if field == "name_th" and not given:
            reasons.append(Reason("ask_empty", field=field))
        if len(given) > LONGEST_NAME:
            reasons.append(Reason("ask_long", field=field, values={"most": LONGEST_NAME}))
    if len(new.email) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(new.email):
        reasons.append(Reason("email_odd", field="email"))
    if reasons:
        raise Refused(reasons)
