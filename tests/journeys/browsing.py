"""A person's browser tab: what they see, press and type, and what the browser complains about."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, TimeoutError

from workflow.queries.demo import PASSWORD

_ANSWER = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
"""What Chromium logs of a refusal, which is a page like any other."""
_PATIENCE_MS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What a person looks at and how they set it."""

    language: str = "th"
    theme: str = "light"
    width: int = 1280
    height: int = 900
    scripts: bool = True


class Tab:
    """A tab. complaints: whatever the browser reported: policy, errors of scripts."""

    def __init__(self, browser: Browser, address: str, device: Device, shots: Path | None):
        context = browser.new_context(
            base_url=address,
            viewport={"width": device.width, "height": device.height},
            java_script_enabled=device.scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE_MS)
        chosen = (("lang", device.language), ("theme", device.theme))
        context.add_cookies([{"name": n, "value": v, "url": address} for n, v in chosen])
        self.shots, self.complaints = shots, list[str]()
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def signed_in(self, username: str) -> "Tab":
        """Sign in through the page."""
        self.open("/sign-in")
        self.type("#username", username)
        self.type("#password", PASSWORD)
        self.press("main form button.btn-primary")
        assert self.path == "/inbox", self.text("main")
        return self

    def open(self, path: str) -> "Tab":
        """Go to a page."""
        self.page.goto(path)
        return self

    @property
    def path(self) -> str:
        """The path in the address bar."""
        return "/" + self.page.url.split("/", 3)[3]

    def find(self, selector: str) -> Locator:
        """The first match, which must come into sight; if not, what is there is told."""
        found = self.page.locator(selector).first
        try:
            found.wait_for()
        except TimeoutError as late:
            shown = self.page.locator("body").inner_text()
            raise AssertionError(f"no {selector} on {self.page.url}:\n{shown[:3000]}") from late
        return found

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.find(selector).fill(text)

    def tick(self, selector: str) -> None:
        """Tick every box that matches; the first must come into sight."""
        self.find(selector)
        for box in self.page.locator(selector).all():
            box.check()

    def choose(self, selector: str, value: str) -> None:
        """Choose from a list."""
        self.find(selector).select_option(value)

    def press(self, selector: str) -> None:
        """Press a button or link."""
        self.find(selector).click()

    def text(self, selector: str) -> str:
        """Text as it is shown, white space folded."""
        return re.sub(r"\s+", " ", self.find(selector).inner_text()).strip()

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page, where there is a place for it; on a busy machine
        Chromium needs a second try."""
        if self.shots is None:
            return
        self.shots.mkdir(parents=True, exist_ok=True)
        for last in (False, False, True):
            try:
                self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
            except Error:
                if last:
                    raise
            else:
                return

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _ANSWER.match(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")
