"""Handing out a file that people may keep and that a browser does not run."""

import io

from flask import send_file
from werkzeug.wrappers import Response

from workflow.blobs import Lost
from workflow.extensions import blobs
from workflow.states.refusals import Kind, refuse

_INERT = "default-src 'none'; sandbox"


def inert(digest: str, media_type: str, name: str, lost: str) -> Response:
    """A kept file under a name of its own. lost: the reason to give when it is gone or damaged."""
    try:
        content = blobs().get(digest)
    except Lost:
        refuse(lost, Kind.STALE)
    answer = send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        etag=digest,
    )
    answer.headers["Content-Security-Policy"] = _INERT
    answer.headers["Cache-Control"] = "no-store"
    return answer
