"""A paper is ordered, waited for, downloaded, and checked by somebody who only holds the file."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.faults.processes import Product, running_product
from tests.journeys.accessible import violations
from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SHEET = "#endorsement"
READY = f"{SHEET} a[download]"


@pytest.fixture(scope="module")
def product(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The whole product, with its worker; started once."""
    copied = databases.copy("demo", "sqlite", tmp_path_factory.mktemp("paper"))
    with copied as settings, running_product(settings) as started:
        yield started


def test_a_paper_is_ordered_downloaded_and_checked(product: Product, visit: Visit) -> None:
    address = f"http://127.0.0.1:{product.port}"
    reader = visit(address, "secretariat.1", theme="dark").open("/plans/1/papers")
    reader.press(f"{SHEET} form button")
    reader.find(READY)
    assert violations(reader) == []
    reader.picture("paper-1-ready")
    content = _downloaded(reader)
    assert content.startswith(b"%PDF")
    link = str(reader.find(f'{SHEET} a[href^="/verify/"]').get_attribute("href"))
    stranger = visit(address, language="en", width=390, height=844).open(link)
    assert stranger.text(".notice b") == "Valid"
    stranger.type("#sha256", hashlib.sha256(content).hexdigest())
    stranger.press("main form .btn-primary")
    assert stranger.text('main [role="status"]').startswith("The same")
    assert violations(stranger) == []
    stranger.picture("paper-2-checked")


def test_without_scripts_the_page_comes_again_by_itself(product: Product, visit: Visit) -> None:
    address = f"http://127.0.0.1:{product.port}"
    reader = visit(address, "auditor.1", scripts=False).open("/plans/2/papers")
    reader.press(f"{SHEET} form button")
    reader.find(READY)


def _downloaded(tab: Tab) -> bytes:
    with tab.page.expect_download() as download:
        tab.press(READY)
    assert download.value.suggested_filename == "ใบเห็นชอบ เชียงใหม่ ฉบับที่ 2.pdf"
    return Path(download.value.path()).read_bytes()
