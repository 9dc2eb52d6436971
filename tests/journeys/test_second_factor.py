"""Second factors in a real browser: an authenticator app, recovery codes, a passkey."""

import time

import pyotp
import pytest

from tests.conftest import TODAY
from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from workflow.queries.demo import PASSWORD

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
CONFIRM = "form[action='/profile/totp/confirm'] button"


@pytest.fixture
def named(world: str) -> str:
    """The world by a name: browsers make no passkeys for a bare address."""
    return world.replace("127.0.0.1", "localhost")


def test_an_app_and_recovery_codes(world: str, visit: Visit) -> None:
    begun = time.time()
    pcso = visit(world, "pcso.80", width=390).open("/profile")
    pcso.picture("factor-01-profile")
    pcso.press("form[action='/profile/totp/begin'] button")
    secret = pcso.text(".secret").replace(" ", "")
    pcso.picture("factor-02-app")
    pcso.type("#code", _code(secret, begun))
    pcso.press(CONFIRM)
    assert pcso.path == "/profile/recovery-codes"
    pcso.press("main form button")
    codes = pcso.page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    pcso.picture("factor-03-codes")
    again = visit(world)
    _password(again, "pcso.80")
    again.picture("factor-04-second-step")
    again.type("#code", codes[3].lower())
    again.press("main form .btn-primary")
    assert again.path == "/inbox"
    third = visit(world, scripts=False)
    _password(third, "pcso.80")
    third.type("#code", codes[3])
    third.press("main form .btn-primary")
    assert "รหัสไม่ถูกต้องหรือใช้ไปแล้ว" in third.text(".errors")


def test_a_passkey_alone_and_as_the_second_step_and_to_sign(named: str, visit: Visit) -> None:
    pcso = visit(named, "pcso.80", width=390)
    _device(pcso)
    pcso.open("/profile")
    pcso.type("#name", "โทรศัพท์")
    pcso.press("[data-passkey=create] button")
    pcso.page.wait_for_url("**/profile/recovery-codes")
    pcso.open("/profile")
    assert "โทรศัพท์" in pcso.text("main")
    pcso.picture("factor-05-passkey")
    _sign_out(pcso)
    pcso.picture("factor-06-sign-in")
    pcso.press("[data-passkey=get] button")
    pcso.page.wait_for_url("**/inbox")
    pcso.open("/profile")
    assert pcso.path == "/profile"
    _sign_out(pcso)
    _password(pcso, "pcso.80")
    pcso.press("[data-passkey=get] button")
    pcso.page.wait_for_url("**/inbox")


def test_a_passkey_that_is_not_there_says_so(named: str, visit: Visit) -> None:
    tab = visit(named).open("/sign-in")
    _device(tab)
    tab.press("[data-passkey=get] button")
    tab.find("[data-passkey] [role=status]:has-text('ยังไม่ได้ใช้')")


def test_without_scripts_there_is_no_button_that_does_nothing(named: str, visit: Visit) -> None:
    tab = visit(named, scripts=False).open("/sign-in")
    assert not tab.page.locator("[data-passkey] button").is_visible()


def _device(tab: Tab) -> None:
    """Give the tab a device that holds passkeys and makes sure who holds it."""
    devtools = tab.page.context.new_cdp_session(tab.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def _password(tab: Tab, username: str) -> None:
    tab.open("/sign-in")
    tab.type("#username", username)
    tab.type("#password", PASSWORD)
    tab.press("main form .btn-primary")
    tab.find("#code")


def _sign_out(tab: Tab) -> None:
    tab.press(".menu summary")
    tab.press("form[action='/sign-out'] button")
    tab.find("#username")


def _code(secret: str, begun: float) -> str:
    """What the app shows at the demo's present."""
    return pyotp.TOTP(secret).at(TODAY, counter_offset=int(time.time() - begun) // 30)
