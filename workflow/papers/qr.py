"""A QR code as an SVG picture."""

import io

import segno

_QUIET = 2
"""Light modules around it; the paper's own margin is the rest."""


def qr_svg(address: str) -> str:
    """The code of an address, with error correction for a fold or a stamp (level M)."""
    picture = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(picture, kind="svg", border=_QUIET, dark="#14181f", light="#ffffff", xmldecl=False)
    return picture.getvalue().decode()
