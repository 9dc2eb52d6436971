"""What must hold of every container that somebody brings (DOCX, XLSX, ODT and the like are zip
files): it runs nothing, is not locked, and does not grow without bound."""

import re
from collections.abc import Sequence
from zipfile import ZipInfo

MEGABYTE = 1024 * 1024
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How one begins; and one with a password, or of a program of before 2007."""
MOST_ENTRIES = 1_000
MOST_RATIO = 100
"""Bytes for each byte that it was packed into, of all together and of any large one."""
_MACROS = re.compile(
    r"(?:^|/)(?:vbaproject|vbadata|activex|macrosheets|dialogsheets|basic/|scripts/)", re.I
)


def runs_something(entries: Sequence[ZipInfo]) -> bool:
    """Whether a container has macros or controls."""
    return any(_MACROS.search(entry.filename) for entry in entries)


def is_locked(entries: Sequence[ZipInfo]) -> bool:
    """Whether a password is needed to read it."""
    return any(entry.flag_bits & 1 for entry in entries)


def grows(entries: Sequence[ZipInfo], most: int) -> bool:
    """Whether it unpacks to more than it may. most: bytes, of all entries together."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    steep = any(
        entry.file_size > max(MEGABYTE, MOST_RATIO * entry.compress_size) for entry in entries
    )
    limit = min(most, MOST_RATIO * (packed + 1))
    return steep or unpacked > limit or len(entries) > MOST_ENTRIES
