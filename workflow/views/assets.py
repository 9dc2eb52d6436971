"""Static files: named by their content, compressed when they were built, kept for a year."""

import json
from pathlib import Path

from flask import Blueprint, Flask, abort, current_app, request, send_from_directory
from werkzeug.wrappers import Response

from workflow.access import open_to_all
from workflow.spoken import here

bp = Blueprint("assets", __name__)

BUILT = Path(__file__).parents[1] / "static" / "built"
_PATH = "/assets"
"""A page names a hundred of its icons: their addresses are put together by hand."""
_FOR_EVER = "public, max-age=31536000, immutable"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


def bind_assets(app: Flask) -> None:
    """Read the list of built files. Raises RuntimeError when they were not built."""
    manifest = BUILT / "manifest.json"
    if not manifest.exists():
        raise RuntimeError("static files are not built: run `make assets`")
    names: dict[str, str] = json.loads(manifest.read_text())
    app.extensions["assets"] = names

    def asset(name: str) -> str:
        """The address of a static file of ours: theme.css -> /assets/theme.1a2b3c4d.css."""
        return f"{here().root}{_PATH}/{names[name]}"

    app.jinja_env.globals["asset"] = asset


@bp.get(f"{_PATH}/<string:name>")
@open_to_all
def send(name: str) -> Response:
    """Send a built file, in the smallest form that the browser takes."""
    if name not in current_app.extensions["assets"].values():
        abort(404)
    for encoding, suffix in _ENCODINGS:
        if request.accept_encodings[encoding] and (BUILT / (name + suffix)).exists():
            response = send_from_directory(BUILT, name + suffix, mimetype=_kind(name))
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = send_from_directory(BUILT, name, mimetype=_kind(name))
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _kind(name: str) -> str:
    kinds = {
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }
    return kinds[Path(name).suffix]
