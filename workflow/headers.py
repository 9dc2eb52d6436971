"""What every answer carries, errors included. No inline script or style is ever allowed."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_YEAR = "max-age=31536000; includeSubDomains"


class Sessions(SecureCookieSessionInterface):
    """Sessions that leave static files alone: these are the same for everyone, and a browser that
    was told `Vary: Cookie` would load them anew after every change of the cookie."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie, and that the answer depends on it."""
        if request.endpoint != "assets.send":
            super().save_session(app, session, response)


def bind_headers(app: Flask) -> None:
    """Set the headers on every response of the app, where its view has not set a stricter one; HSTS
    only where https is certain."""
    app.session_interface = Sessions()
    production = not app.extensions["settings"].is_demo

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if production:
            response.headers["Strict-Transport-Security"] = _YEAR
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
