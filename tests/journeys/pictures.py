"""Take the handbook's pictures anew: `python -m tests.journeys.pictures`, after `make test` has
made the packages ready. The demo's samples, on the demo's present day, in both languages.
"""

import contextlib
import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import time_machine
from playwright.sync_api import Browser, sync_playwright

from config import ROOT, Settings
from tests.conftest import TODAY
from tests.databases import Databases, running
from tests.journeys.browsing import Device, Tab
from tests.journeys.conftest import FLAGS
from tests.journeys.serving import web
from tests.run import WHOLE_BROWSERS, find_program
from workflow.jobs.make_paper import make_paper

FOLDER = ROOT / "docs" / "guide" / "pictures"
README = ROOT / "docs" / "pictures" / "plan.png"
LANGUAGES = ("th", "en")
PHONE = 390
FORM = "main form"
ITEM = "/meetings/2/items/1"
BEGIN_APP = "form[action='/profile/totp/begin'] button"
_UNDER_THE_EDGE = "form => scrollTo(0, form.getBoundingClientRect().top + scrollY - 130)"
_TALLEST = {1040: 760, PHONE: 844, 1280: 960}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, who looks at which page, how wide, what is pressed there first, and
    what is scrolled to; empty: nothing, and the top."""

    name: str
    username: str
    path: str
    width: int = 1040
    at: str = ""
    press: str = ""


PICTURES = (
    Picture("sign-in", "", "/sign-in"),
    Picture("drafter-inbox", "drafter.55", "/inbox"),
    Picture("writing-sections", "drafter.95", "/plans/6/sections"),
    Picture("writing-table", "drafter.95", "/plans/6/sections/needs", at="#forums"),
    Picture(
        "writing-project", "drafter.95", "/plans/6/sections/projects/1", at="#projects-0-budget"
    ),
    Picture("drafter-submit", "drafter.95", "/plans/6/moves/submit"),
    Picture("drafter-points", "drafter.55", "/plans/3/points", at="main .page"),
    Picture("drafter-resubmit", "drafter.55", "/plans/3/moves/resubmit", at=FORM),
    Picture("clinic-inbox", "clinic.75", "/inbox"),
    Picture("clinic-plan", "clinic.75", "/plans/4"),
    Picture("clinic-return", "clinic.75", "/plans/4/moves/clinic_return", at=FORM),
    Picture("clinic-recommend", "clinic.75", "/plans/4/moves/recommend", at=FORM),
    Picture("pcso-plan", "pcso.80", "/plans/5", PHONE),
    Picture("pcso-endorse", "pcso.80", "/plans/5/moves/endorse", PHONE, FORM),
    Picture("secretariat-timeline", "secretariat.1", "/plans/1/timeline", at="main .page"),
    Picture("secretariat-return", "secretariat.1", "/plans/2/moves/secretariat_return", at=FORM),
    Picture("meetings-agenda", "secretariat.1", "/meetings/2/agenda"),
    Picture("papers-shelf", "secretariat.1", "/plans/1/papers", at="#endorsement"),
    Picture("papers-check", "secretariat.1", "/plans/1/papers", press='a[href^="/verify/"]'),
    Picture("account-profile", "pcso.80", "/profile", PHONE),
    Picture("account-app", "pcso.80", "/profile", PHONE, press=BEGIN_APP),
)
A_PLAN = Picture("plan", "drafter.55", "/plans/3/timeline", 1280)
"""What the README shows."""
IN_SESSION = (
    Picture("meetings-record", "secretariat.1", f"{ITEM}/record", at="#ballots"),
    Picture("meetings-item", "secretariat.1", ITEM),
    Picture("meetings-certify", "chair.MHESI-1", f"{ITEM}/certify", PHONE, "#decide"),
)
"""When the meeting has opened and its votes are recorded."""
AMONG_MANY = (
    Picture("pipeline-list", "secretariat.1", "/pipeline"),
    Picture("pipeline-map", "secretariat.1", "/map"),
)
"""Of the whole demo, with its sixty plans."""


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        databases = Databases(Path(folder, "databases"))
        # A browser as people have it: the one without a screen sets text a little wider.
        whole = find_program(WHOLE_BROWSERS, "chromium")
        browser = playwright.chromium.launch(executable_path=whole, args=FLAGS)
        with _served(databases, "demo", Path(folder, "samples")) as (chosen, address):
            _make_papers(chosen, Tab(browser, address, Device(), FOLDER))
            _take_all(browser, address, PICTURES)
            README.write_bytes(take(browser, address, A_PLAN, "th"))
            _hold_a_meeting(Tab(browser, address, Device(), FOLDER))
            _take_all(browser, address, IN_SESSION)
        with _served(databases, "full", Path(folder, "full")) as (_, address):
            _take_all(browser, address, AMONG_MANY)
        browser.close()


@contextlib.contextmanager
def _served(databases: Databases, world: str, folder: Path) -> Iterator[tuple[Settings, str]]:
    """A world's settings and address."""
    (folder / "served").mkdir(parents=True)
    with web(folder / "served") as started, started.serves(databases, world, folder) as chosen:
        yield chosen, started.address


def _make_papers(chosen: Settings, secretary: Tab) -> None:
    """Order an endorsement in both languages, and make it as a worker does."""
    secretary.signed_in("secretariat.1")
    for edition in LANGUAGES:
        secretary.open("/plans/1/papers").choose("#endorsement select", edition)
        secretary.press("#endorsement form button")
        secretary.page.wait_for_load_state()
    with running(chosen) as app, app.app_context(), time_machine.travel(TODAY):
        for number in range(1, len(LANGUAGES) + 1):
            make_paper(number)


def _hold_a_meeting(secretary: Tab) -> None:
    """Open the meeting and record votes in favour."""
    secretary.signed_in("secretariat.1").open("/meetings/2/open").tick('[value="MHESI-1"]')
    secretary.press(f"{FORM} button.btn-lg")
    secretary.open(f"{ITEM}/record").press('[name="fill"][value="for"]')
    secretary.press(f"{FORM} button.btn-lg")
    secretary.find("main")


def _take_all(browser: Browser, address: str, pictures: tuple[Picture, ...]) -> None:
    for picture, language in itertools.product(pictures, LANGUAGES):
        taken = take(browser, address, picture, language)
        (FOLDER / f"{picture.name}.{language}.png").write_bytes(taken)


def take(browser: Browser, address: str, picture: Picture, language: str) -> bytes:
    """One picture in one language."""
    size = Device(language=language, width=picture.width, height=_TALLEST[picture.width])
    tab = Tab(browser, address, size, FOLDER)
    if picture.username:
        tab.signed_in(picture.username)
    tab.open(picture.path).find("main")
    if picture.press:
        tab.press(picture.press)
    tab.page.wait_for_load_state("networkidle")
    if picture.at:
        tab.find(picture.at).evaluate(_UNDER_THE_EDGE)
    taken = tab.page.screenshot()
    tab.page.context.close()
    return taken


if __name__ == "__main__":
    main()
