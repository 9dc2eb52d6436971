"""Language and look: two cookies, set by a button."""

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from workflow.access import open_to_all
from workflow.views.reading import local_path

bp = Blueprint("preferences", __name__)

CHOICES = {"lang": ("th", "en"), "theme": ("auto", "light", "dark")}
_A_YEAR = 31_536_000


@bp.post("/preferences")
@open_to_all
def choose() -> Response:
    """Keep a choice and return to the page it was made on."""
    response = make_response(redirect(local_path(request.form.get("back")), 303))
    for name, allowed in CHOICES.items():
        value = request.form.get(name)
        if value in allowed:
            response.set_cookie(
                name,
                value,
                max_age=_A_YEAR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure,
            )
    return response
