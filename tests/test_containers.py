"""What a container that somebody brings may not do: run, be locked, grow."""

from zipfile import ZipInfo

import pytest

from workflow.containers import MEGABYTE, MOST_ENTRIES, grows, is_locked, runs_something


def entry(name: str = "a.xml", size: int = 100, packed: int = 10, flags: int = 0) -> ZipInfo:
    """An entry as a container lists it."""
    made = ZipInfo(name)
    made.file_size, made.compress_size, made.flag_bits = size, packed, flags
    return made


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("xl/vbaProject.bin", True),
        ("word/activeX/activeX1.xml", True),
        ("xl/macrosheets/sheet1.xml", True),
        ("Basic/Standard/Module1.xml", True),
        ("xl/worksheets/sheet1.xml", False),
        ("docProps/basics.xml", False),
    ],
)
def test_macros_and_controls_run(name: str, runs: bool) -> None:
    assert runs_something([entry(), entry(name)]) is runs


@pytest.mark.parametrize(("flags", "locked"), [(0, False), (1, True), (8, False), (9, True)])
def test_a_flag_says_whether_a_password_is_needed(flags: int, locked: bool) -> None:
    assert is_locked([entry(), entry(flags=flags)]) is locked


@pytest.mark.parametrize(
    ("entries", "grown"),
    [
        ([entry()] * MOST_ENTRIES, False),
        ([entry()] * (MOST_ENTRIES + 1), True),
        ([entry(size=10 * MEGABYTE, packed=MEGABYTE)], False),
        ([entry(size=10 * MEGABYTE + 1, packed=MEGABYTE)], True),
        ([entry(size=2_000, packed=10)], True),
        ([entry(size=2 * MEGABYTE, packed=20_000), entry(size=9, packed=90_000)], True),
        ([entry(size=MEGABYTE, packed=20_000)], False),
    ],
)
def test_what_grows_without_bound_is_known_before_it_is_unpacked(
    entries: list[ZipInfo], grown: bool
) -> None:
    assert grows(entries, 10 * MEGABYTE) is grown
