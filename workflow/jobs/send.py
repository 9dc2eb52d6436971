"""Send a batch of messages. It may run twice: who claims a message sends it.

Each message is settled by itself, right after it went, so that a crash sends at most one again;
that one carries the same Message-ID.
"""

import json
import logging
import time
from collections import deque
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from workflow.access import now
from workflow.channels.email import Mailer, NotSent, open_mailer
from workflow.channels.letter import Happened, Letter, email_of
from workflow.extensions import db, settings
from workflow.models import Outbox
from workflow.queries.letters import OwedLetter, letters_of, words_of
from workflow.services.claim_owed import LEASE, Claim, claim_owed
from workflow.services.extend_leases import extend_leases
from workflow.services.links import token_of
from workflow.services.settle_message import TRIES, Failure, settle_message
from workflow.states.refusals import Busy

_PAUSES = (0.5, 1, 2, 4)
"""Seconds between tries to settle what is sent: losing that would send it again."""

log = logging.getLogger(__name__)


def send_messages(ids: list[int]) -> None:
    """Claim the messages of these ids and send them over one connection."""
    try:
        claims = claim_owed(Outbox, ids, now())
        letters = letters_of([claim.id for claim in claims])
        db.session.rollback()
        with open_mailer(settings().mail) as mailer:
            for claim in _ours(claims):
                _settle(claim, _sent(claim, letters[claim.id], mailer))
    finally:
        db.session.remove()


def _ours(claims: list[Claim]) -> Iterator[Claim]:
    """Each claim in turn. Leases are lengthened on the way; what others took is left out."""
    waiting, since = deque(claims), now()
    while waiting:
        if now() - since > LEASE / 3:
            since = now()
            waiting = deque(extend_leases(waiting, since))
            continue
        yield waiting.popleft()


def _sent(claim: Claim, owed: OwedLetter, mailer: Mailer) -> Failure | None:
    """Send one message. Whatever goes wrong with it is its own failure, not the batch's."""
    if against := _against(claim, owed):
        return Failure(against, final=True)
    try:
        mailer.send(email_of(_letter(owed), settings().mail_from, settings().address))
    except NotSent as error:
        return Failure(str(error))
    except Exception as error:
        log.exception("message %s could not be written", claim.id)
        return Failure(f"could not be written: {type(error).__name__}: {error}")
    return None


def _against(claim: Claim, owed: OwedLetter) -> str | None:
    """Why a message shall never be sent, if so."""
    if owed.recipient.disabled:
        return "the recipient's account is disabled"
    if not owed.recipient.email:
        return "the recipient has no address"
    return "its worker died in every try" if claim.attempt > TRIES else None


def _letter(owed: OwedLetter) -> Letter:
    """A message as the channel takes it. Raises LookupError: there are no words for its kind."""
    if (words := words_of(owed)) is None:
        raise LookupError("no words for its kind")
    return Letter(
        id=owed.id,
        made_at=owed.made_at,
        address=owed.recipient.email,
        name=owed.recipient.name,
        words=words,
        happened=_happened(owed),
        path=_path(owed),
        operation=owed.operation_id or f"entry-{owed.entry_id}",
    )


def _path(owed: OwedLetter) -> str:
    """Where a message leads: to its plan or meeting, to the page that sets a password, to one's
    profile, or to the first page."""
    kind, _, row_id = owed.subject.partition(":")
    if owed.about.plan_id:
        return f"/plans/{owed.about.plan_id}"
    if owed.nonce:
        return f"/set-password/{token_of(owed.nonce)}"
    if kind == "meeting":
        return f"/meetings/{row_id}"
    return "/profile" if owed.post == "account" else "/"


def _happened(owed: OwedLetter) -> Happened:
    return Happened(
        at=owed.at,
        actor=owed.actor,
        post=owed.post,
        capacity=owed.capacity,
        body=json.loads(owed.text),
        plan=owed.about.title,
        province=owed.about.province,
        round=owed.about.round,
    )


def _settle(claim: Claim, failure: Failure | None) -> None:
    """Settle a message, with patience: the database may be away for a moment."""
    for pause in _PAUSES:
        try:
            settle_message(claim, now(), failure)
            return
        except (Busy, DBAPIError) as error:
            db.session.rollback()
            log.warning("message %s not settled yet: %s", claim.id, error)
            time.sleep(pause)
    settle_message(claim, now(), failure)
