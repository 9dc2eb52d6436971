"""Two texts of a plan side by side."""

import pytest

from tests.conftest import TODAY
from tests.services.acting import CHIANG_MAI, NAKHON, NAN, PATTANI, actor, save, statements
from workflow.extensions import db
from workflow.queries.changes import TwoTexts, two_texts
from workflow.states.refusals import NotFound


def texts(plan: int, *numbers: int | None, username: str = "secretariat.1") -> TwoTexts:
    """Two texts of a plan, as somebody loads them."""
    earlier, later = numbers
    return two_texts(plan, (earlier or 0, later), actor(username), TODAY)


def test_two_frozen_texts_stand_side_by_side() -> None:
    found = texts(CHIANG_MAI, 1, 2)
    assert (found.earlier, found.later) == (1, 2)
    assert found.old["needs"] != found.new["needs"]
    assert found.old["risks"] == found.new["risks"]


def test_the_text_as_it_now_reads_is_the_later_one() -> None:
    save("drafter.55", NAN, "general", contact_name="ผู้ประสานงานคนใหม่")
    found = texts(NAN, 1, None)
    assert found.old["general"]["contact_name"] != "ผู้ประสานงานคนใหม่"
    assert found.new["general"]["contact_name"] == "ผู้ประสานงานคนใหม่"


@pytest.mark.parametrize(
    ("plan", "earlier", "later"),
    [
        *((CHIANG_MAI, *numbers) for numbers in ((2, 1), (1, 1), (1, 3), (3, 4), (3, None))),
        (PATTANI, 1, None),
        (NAKHON, 1, 2),
        (999_999, 1, 2),
    ],
)
def test_a_text_that_is_not_there_or_not_later(plan: int, earlier: int, later: int | None) -> None:
    with pytest.raises(NotFound):
        texts(plan, earlier, later)


def test_another_s_plan_is_not_there() -> None:
    with pytest.raises(NotFound):
        texts(CHIANG_MAI, 1, 2, username="drafter.55")


@pytest.mark.parametrize("later", [2, None])
def test_both_texts_come_in_one_query_more_than_the_plan(later: int | None) -> None:
    texts(CHIANG_MAI, 1, later)
    db.session.rollback()
    sent = statements(lambda: texts(CHIANG_MAI, 1, later))
    assert len(sent) <= 11, sent
    assert len([one for one in sent if "FROM revision" in one]) == 1
