"""What a browser calls itself, in words that its owner knows."""

from flask import Flask

from workflow.views.devices import device

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
PHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {APPLE}"
WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME}"
CALLED = {
    f"{PHONE} Version/18.6 Mobile/15E148 Safari/604.1": "Safari on iPhone",
    f"{PHONE} Safari/604.1 Line/15.13.0": "LINE on iPhone",
    f"{PHONE} CriOS/140.0 Mobile/15E148 Safari/604.1": "Chrome on iPhone",
    f"{WINDOWS} Safari/537.36 Edg/140.0.0.0": "Edge on Windows",
    f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36": "Chrome on Android",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36": "Chrome on ChromeOS",
    "Firefox": "Firefox",
    "something on Linux": "Linux",
    "": "A browser that does not say what it is",
}


def test_browser_and_system_are_named_as_far_as_they_are_known(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        assert {agent: device(agent) for agent in CALLED} == CALLED


def test_in_thai_too(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "lang=th"}):
        assert device(f"{WINDOWS} Safari/537.36") == "Chrome บน Windows"
