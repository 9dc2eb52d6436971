"""What every answer carries, errors included. No inline script or style is ever allowed."""

from flask import Flask, Response, request, session

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


def bind_headers(app: Flask) -> None:
    """Set the headers on every response of the app; HSTS only where https is certain."""
    production = not app.extensions["settings"].is_demo

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if production:
            response.headers["Strict-Transport-Security"] = _YEAR
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if request.endpoint == "sign_in.sign_out" and "_user_id" not in session:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response
