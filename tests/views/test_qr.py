"""A QR code as a path: exactly the dark modules, with room around them."""

import re

import segno

from workflow.views.qr import QUIET, qr

TEXT = "otpauth://totp/Sanoe:pcso.80?secret=ABCDEFGH&issuer=Sanoe"
BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def test_its_bars_cover_the_dark_modules_and_nothing_else() -> None:
    matrix = segno.make(TEXT, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    bars = [tuple(map(int, bar)) for bar in BAR.findall(qr(TEXT).path)]
    covered = [(x + n - QUIET, y - QUIET) for x, y, length, _ in bars for n in range(length)]
    assert set(covered) == dark
    assert len(covered) == len(dark)


def test_it_is_nothing_but_closed_bars_in_a_square_with_room_around() -> None:
    code = qr(TEXT)
    assert BAR.sub("", code.path) == ""
    assert all(there == back for *_, there, back in BAR.findall(code.path))
    assert code.size == len(segno.make(TEXT, error="m", micro=False).matrix) + 2 * QUIET
