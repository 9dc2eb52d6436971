"""Sanoe (เสนอ): an approval engine with a web front, for provincial STI plans."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings


class Synchronous(Flask):
    """Flask that does not ask of everything it calls whether it is a coroutine: nothing of ours
    is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """What is called, as it is."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application. Raises BadSetting, or RuntimeError when a route declares no access."""
    from workflow import access, cli, errors, extensions, headers, views
    from workflow.queries.person import load_account

    settings = settings or Settings.from_environment()
    app = Synchronous(__name__, static_folder=None)
    extensions.bind_extensions(app, settings, load_account)
    headers.bind_headers(app)
    errors.bind_errors(app)
    access.bind_access(app)
    views.bind_views(app)
    cli.bind_commands(app)
    access.check_declared(app)
    if hops := settings.proxy_hops:
        proxied = ProxyFix(app.wsgi_app, hops, hops, hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Flask documents it
    return app
