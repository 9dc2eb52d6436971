"""One blueprint a screen."""

from http import HTTPStatus

from flask import Flask, Response, current_app

from workflow import access
from workflow.services.touch_session import EVERY, touch_session
from workflow.spoken import bind_spoken
from workflow.views import (
    agencies,
    amendments,
    assets,
    autosaving,
    brief,
    budget,
    calling,
    changes,
    components,
    drafters,
    explain,
    factors,
    files,
    health,
    inbox,
    items,
    meetings,
    moves,
    new_plan,
    notices,
    paper_decisions,
    papers,
    passwords,
    people,
    pipeline,
    plan_text,
    plans,
    points,
    preferences,
    printing,
    procedure,
    profile,
    rows,
    saved_views,
    sections,
    sign_in,
    tables,
    tasks,
    texts,
    undo,
    unsent,
    verify,
)
from workflow.views.reading import RowId

BLUEPRINTS = (
    agencies.bp,
    amendments.bp,
    assets.bp,
    autosaving.bp,
    brief.bp,
    budget.bp,
    changes.bp,
    drafters.bp,
    explain.bp,
    factors.bp,
    files.bp,
    health.bp,
    inbox.bp,
    items.bp,
    meetings.bp,
    moves.bp,
    new_plan.bp,
    notices.bp,
    paper_decisions.bp,
    papers.bp,
    passwords.bp,
    people.bp,
    pipeline.bp,
    plans.bp,
    points.bp,
    preferences.bp,
    printing.bp,
    procedure.bp,
    profile.bp,
    rows.bp,
    saved_views.bp,
    sections.bp,
    sign_in.bp,
    tasks.bp,
    tables.bp,
    undo.bp,
    unsent.bp,
    verify.bp,
)


def bind_views(app: Flask) -> None:
    """Register every screen."""
    assets.bind_assets(app)
    calling.bind_calls(app)
    bind_spoken(app)
    components.bind_components(app)
    plan_text.bind_kept(app)
    texts.bind_texts(app)
    app.url_map.converters["id"] = RowId
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.after_request(_note_use)


def _note_use(response: Response) -> Response:
    """Note the use of a session after the answer is out, at most once a minute."""
    if (
        access.is_open()
        or access.asks_by_itself()
        or response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ):
        return response
    if access.signed_in() and access.now() - access.account().seen_at > EVERY:
        inside = current_app.app_context()
        session_hash, at = access.account().session_hash, access.now()

        def note() -> None:
            with inside:
                touch_session(session_hash, at)

        response.call_on_close(note)
    return response
