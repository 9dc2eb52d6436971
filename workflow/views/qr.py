"""A QR code as the path of an SVG: no style, nothing to fetch."""

from dataclasses import dataclass
from itertools import groupby

QUIET = 4
"""Empty modules around a code, as the standard asks."""


@dataclass(frozen=True, slots=True)
class Qr:
    """Modules on a side, quiet zone included, and the path of the dark ones."""

    size: int
    path: str


def qr(text: str) -> Qr:
    """The code of a text: runs of dark modules as bars."""
    import segno  # here, so that no start waits for it

    code = segno.make(text, error="m", micro=False)
    bars = []
    for y, row in enumerate(code.matrix, QUIET):
        x = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            bars.append(f"M{x} {y}h{length}v1h-{length}z" if dark else "")
            x += length
    return Qr(len(code.matrix) + 2 * QUIET, "".join(bars))
