"""Take the handbook's pictures anew: `python -m tests.journeys.pictures`, after `make test` has
made the packages ready. The demo's samples, on the demo's present day, in both languages.
"""

import itertools
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from config import ROOT
from tests.databases import Databases
from tests.journeys.browsing import Device, Tab
from tests.journeys.conftest import FLAGS
from tests.journeys.serving import serving
from tests.run import find_browser

FOLDER = ROOT / "docs" / "guide" / "pictures"
LANGUAGES = ("th", "en")
PHONE = 390
FORM = "main form"
_UNDER_THE_EDGE = "form => scrollTo(0, form.getBoundingClientRect().top + scrollY - 130)"
_TALLEST = {1040: 760, PHONE: 844}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, who looks at which page, how wide, and what
    is scrolled to; empty: the top."""

    name: str
    username: str
    path: str
    width: int = 1040
    at: str = ""


PICTURES = (
    Picture("sign-in", "", "/sign-in"),
    Picture("drafter-inbox", "drafter.55", "/inbox"),
    Picture("drafter-submit", "drafter.95", "/plans/6/moves/submit"),
    Picture("drafter-points", "drafter.55", "/plans/3/points"),
    Picture("drafter-resubmit", "drafter.55", "/plans/3/moves/resubmit", at=FORM),
    Picture("clinic-inbox", "clinic.75", "/inbox"),
    Picture("clinic-plan", "clinic.75", "/plans/4"),
    Picture("clinic-return", "clinic.75", "/plans/4/moves/clinic_return", at=FORM),
    Picture("clinic-recommend", "clinic.75", "/plans/4/moves/recommend", at=FORM),
    Picture("pcso-plan", "pcso.80", "/plans/5", PHONE),
    Picture("pcso-endorse", "pcso.80", "/plans/5/moves/endorse", PHONE, FORM),
    Picture("secretariat-timeline", "secretariat.1", "/plans/1/timeline"),
    Picture("secretariat-return", "secretariat.1", "/plans/2/moves/secretariat_return", at=FORM),
)


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        served = Path(folder, "served")
        served.mkdir()
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        with serving(Databases(Path(folder, "databases")), served) as address:
            for picture, language in itertools.product(PICTURES, LANGUAGES):
                take(browser, address, picture, language)
        browser.close()


def take(browser: Browser, address: str, picture: Picture, language: str) -> None:
    """Take one picture in one language."""
    size = Device(language=language, width=picture.width, height=_TALLEST[picture.width])
    tab = Tab(browser, address, size, FOLDER)
    if picture.username:
        tab.signed_in(picture.username)
    tab.open(picture.path).find("main")
    tab.page.wait_for_load_state("networkidle")
    if picture.at:
        tab.find(picture.at).evaluate(_UNDER_THE_EDGE)
    tab.page.screenshot(path=FOLDER / f"{picture.name}.{language}.png")
    tab.page.context.close()


if __name__ == "__main__":
    main()
