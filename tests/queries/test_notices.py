"""Notices, page by page, each in the words of what it tells."""

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import NAKHON, act, actor, by_hand, person_id
from workflow.extensions import db
from workflow.models import Entry, Notice
from workflow.queries.notices import PAGE, notices


def test_the_newest_comes_first() -> None:
    act("pcso.80", NAKHON, "endorse")
    first = notices(person_id("secretariat.1"))[0]
    assert (first.title.en, first.plan_id, first.made_at) == ("Endorse", NAKHON, TODAY)
    assert (first.province.en, first.by.th) == ("Nakhon Si Thammarat", actor("pcso.80").name_th)


def test_a_notice_names_its_plan() -> None:
    first = notices(person_id("secretariat.1"))[0]
    assert first.plan.startswith("แผนพัฒนาจังหวัด")


def test_who_was_told_of_nothing_has_no_notices() -> None:
    assert notices(person_id("admin.1")) == ()


def test_a_long_list_is_paged_without_gap_or_double() -> None:
    ids = _many(2 * PAGE + 5)
    pages = [notices(person_id("admin.1"))]
    while pages[-1]:
        pages.append(notices(person_id("admin.1"), before=pages[-1][-1].id))
    assert [len(page) for page in pages] == [PAGE, PAGE, 5, 0]
    assert [row.id for page in pages for row in page] == sorted(ids, reverse=True)


@pytest.mark.parametrize(
    ("kind", "title"), [("new_device", "New device"), ("unheard_of", "unheard_of")]
)
def test_what_is_no_move_has_the_words_of_its_event(kind: str, title: str) -> None:
    _many(1, kind=kind, plan_id=None)
    (row,) = notices(person_id("admin.1"))
    assert (row.title.en, row.plan_id, row.plan, row.province.en) == (title, None, "", "")


def _many(number: int, kind: str = "endorse", plan_id: int | None = NAKHON) -> list[int]:
    entry = db.session.execute(sa.select(sa.func.max(Entry.id))).scalar_one()
    plain = {"entry_id": entry, "kind": kind, "plan_id": plan_id, "made_at": TODAY}
    row = {**plain, "person_id": person_id("admin.1")}
    by_hand(sa.insert(Notice).values([row] * number))
    mine = sa.select(Notice.id).where(Notice.person_id == person_id("admin.1"))
    return list(db.session.scalars(mine))


def test_a_notice_of_a_meeting_names_it() -> None:
    row = next(row for row in notices(person_id("member.MHESI-2")) if row.plan_id is None)
    assert (row.title.en, row.meeting, row.meeting_id) == ("Meeting invitation", "5/2569", 2)
