"""Verify a paper by its code: open to everybody who holds the paper in their hands."""

import re
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workflow.access import open_to_all
from workflow.queries.verify import Verified, verified
from workflow.states.refusals import NotFound
from workflow.throttle import throttle

bp = Blueprint("verify", __name__, url_prefix="/verify")

MOST_A_MINUTE = 30
_BETWEEN = re.compile(r"[\s:-]+")
_CODE = re.compile("[A-Z2-7]{26}", re.ASCII)
_DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)


@bp.get("")
@open_to_all
def ask() -> str | Response:
    """Ask for the code that stands on a paper."""
    typed = _BETWEEN.sub("", request.args.get("code", "")).upper()
    if typed:
        return redirect(url_for("verify.paper", code=typed[:100]), 303)
    return render_template("verify/ask.html")


@bp.get("/<string:code>")
@open_to_all
def paper(code: str) -> Response:
    """Status and digest of a paper, and whether a file is that paper."""
    throttle("verify", request.remote_addr or "", MOST_A_MINUTE)
    found = _found(_BETWEEN.sub("", code).upper())
    if found is None:
        answer = make_response(render_template("verify/unknown.html"), HTTPStatus.NOT_FOUND)
    else:
        typed = _BETWEEN.sub("", request.args.get("sha256", "")).lower()
        verdict = _verdict(typed, found.digest)
        answer = make_response(
            render_template("verify/paper.html", paper=found, typed=typed[:200], verdict=verdict)
        )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _found(code: str) -> Verified | None:
    try:
        return verified(code) if _CODE.fullmatch(code) else None
    except NotFound:
        return None


def _verdict(typed: str, digest: str) -> str:
    """What comes of comparing: nothing, odd, same or other."""
    if not typed:
        return "nothing"
    if not _DIGEST.fullmatch(typed):
        return "odd"
    return "same" if typed == digest else "other"
