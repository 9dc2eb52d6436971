"""A plan's timeline: the newest first, a page of fifty, without gap or double."""

import pytest

from tests.facts.chain import Told, chain
from workflow.queries.timeline import PAGE, timeline

ACT: Told = ("submit", "draft", "clinic_review", 2)


@pytest.mark.parametrize(("number", "lengths"), [(3, [3]), (50, [50]), (51, [50, 1])])
def test_every_act_stands_on_one_page(number: int, lengths: list[int]) -> None:
    entries = chain(*[ACT] * number)
    pages = [timeline(entries)]
    while pages[-1].older:
        pages.append(timeline(entries, pages[-1].older))
    assert [len(page.entries) for page in pages] == lengths
    assert [e.n for page in pages for e in page.entries] == [e.n for e in reversed(entries)]


def test_before_the_first_there_is_nothing() -> None:
    assert timeline(chain(*[ACT] * (PAGE + 1)), 1) == timeline(())
    assert timeline(()).older is None
