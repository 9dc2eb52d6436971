"""Make a paper. It may run twice: who claims the paper makes it, and the same paper has the same
bytes, so that a crash costs time and nothing else."""

import datetime as dt
import functools
import logging
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import DBAPIError

from workflow.access import now
from workflow.extensions import blobs, db, settings
from workflow.facts.record import EntryRow
from workflow.models import Paper
from workflow.outline.attached import FILES
from workflow.papers.matter import Before, Desk, Label, Matter, Signed, Text
from workflow.queries.paper_source import Followed, PaperSource, paper_source, standing
from workflow.queries.reference import names_of
from workflow.services.claim_owed import Claim, claim_owed
from workflow.services.settle_paper import TRIES, Made, settle_paper
from workflow.states.procedure import Stage
from workflow.states.refusals import Busy
from workflow.thai.words import Words

_PAUSES = (0.5, 1, 2, 4)
"""Seconds between tries to settle what is made."""

log = logging.getLogger(__name__)


def make_paper(paper_id: int) -> None:
    """Claim the paper of this id, make its file and keep it."""
    try:
        for claim in claim_owed(Paper, [paper_id], now()):
            _settle(claim, _made(claim))
    finally:
        db.session.remove()


def _made(claim: Claim) -> Made | str:
    """The paper's file, or why there is none."""
    if claim.attempt > TRIES:
        return "its worker died in every try"
    try:
        matter = matter_of(paper_source(claim.id))
        db.session.rollback()
        return _pressed(matter)
    except Exception as error:
        log.exception("paper %s could not be made", claim.id)
        db.session.rollback()
        return f"{type(error).__name__}: {error}"


def _pressed(matter: Matter) -> Made:
    # Typst is loaded here, in the job's own process: nothing else that starts waits for it.
    from workflow.papers.press import press

    pressed = press(matter)
    digest = blobs().put(pressed.content)
    return Made(digest, len(pressed.content), pressed.pages)


def matter_of(source: PaperSource) -> Matter:
    """A paper's material as its layer takes it."""
    stands = standing(source.procedure, source.entries)
    last = source.entries[-1]
    return Matter(
        label=_label(source, decided=bool(stands)),
        text=_text(source),
        place=source.place,
        round=source.round,
        stage=source.procedure.stage[last.stage_to or source.procedure.first.code].title,
        until=last.at,
        desks=tuple(_desk(source, desk, stands.get(desk.code)) for desk in source.desks),
        warnings=_warnings(source),
        follows=tuple(map(_before, source.follows)),
    )


def _before(plan: Followed) -> Before:
    return Before(
        title=plan.title, revision=plan.revision, digest=plan.digest, amendment=plan.amendment
    )


def _label(source: PaperSource, *, decided: bool) -> Label:
    paper = source.paper
    address = f"{settings().address}/verify/{paper.code}" if decided else ""
    return Label(
        kind=paper.kind,
        edition=paper.edition,
        revision=paper.revision,
        code=paper.code,
        address=address,
    )


def _text(source: PaperSource) -> Text:
    return Text(
        outline=source.outline,
        sections=source.sections,
        before=source.before,
        digest=source.digest,
        frozen_at=source.frozen_at,
        names=functools.partial(_names, source),
    )


def _names(source: PaperSource, refers_to: str) -> Mapping[str, Words]:
    """Names by code; a file by its name and, so that it can be told from another of that name, the
    beginning of its digest."""
    if refers_to != FILES:
        return names_of(refers_to)
    said = {digest: f"{name.th} (SHA-256 {digest[:12]})" for digest, name in source.files.items()}
    return {digest: Words(text, text) for digest, text in said.items()}


def _desk(source: PaperSource, desk: Stage, entry: EntryRow | None) -> Desk:
    signed = _signed(source, entry) if entry else None
    return Desk(title=desk.title, post=desk.held_by or "", signed=signed)


def _signed(source: PaperSource, entry: EntryRow) -> Signed:
    return Signed(
        act=source.procedure.move[entry.act].title,
        name=entry.actor,
        post=entry.post,
        capacity=entry.capacity,
        order_no=entry.order_no,
        at=entry.at,
        said=_said(entry.body.get("given", {})),
        n=entry.n,
        hash=entry.hash,
        document=_document(entry.body),
    )


def _document(body: Mapping[str, Any]) -> tuple[dt.date, str] | None:
    """Day and number of the paper on which something was decided."""
    paper = body.get("paper")
    return (dt.date.fromisoformat(paper["date"]), paper["number"]) if paper else None


def _said(given: Mapping[str, Any]) -> tuple[str, ...]:
    """What stands on a paper of what was given with a decision."""
    names = ("resolution", "opinion", "reason")
    said = [str(given[name]) for name in names if given.get(name)]
    return (*said, *map(str, given.get("conditions", ())))


def _warnings(source: PaperSource) -> tuple[Words, ...]:
    """Warnings that were acknowledged when the revision was sent on."""
    moves, checks = source.procedure.move, source.outline.check
    sent = [e for e in source.entries if e.act in moves and moves[e.act].freezes]
    codes = sent[-1].body.get("given", {}).get("warnings", []) if sent else []
    return tuple(checks[code].sentence for code in codes if code in checks)


def _settle(claim: Claim, outcome: Made | str) -> None:
    """Settle a paper, with patience: the database may be away for a moment."""
    for pause in _PAUSES:
        try:
            settle_paper(claim, now(), outcome)
            return
        except (Busy, DBAPIError) as error:
            db.session.rollback()
            log.warning("paper %s not settled yet: %s", claim.id, error)
            time.sleep(pause)
    settle_paper(claim, now(), outcome)
