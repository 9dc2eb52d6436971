"""Co-drafters: who invites and removes whom, what stands in the record, and what they may do."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    also,
    answers,
    by_hand,
    codes,
    count,
    end,
    operation,
    person_id,
    refusal,
    row,
    save,
)
from tests.services.speaking import points, say, ticked
from workflow.extensions import db
from workflow.facts.record import entries_of_plan
from workflow.models import Author, CoDrafter, Outbox, Person
from workflow.queries.plan_page import plan_page
from workflow.services.invite_co_drafter import NewCoDrafter, invite_co_drafter
from workflow.services.remove_co_drafter import OldCoDrafter, remove_co_drafter
from workflow.services.tick_point import tick_point
from workflow.states.facts import Given
from workflow.states.refusals import NotFound, Refused

pytestmark = pytest.mark.both

LECTURER = "office.80"
"""Somebody of another province, whose posts some tests end."""
SUMMARY = {"executive_summary": "ที่ผู้ร่วมจัดทำเขียน"}


def _new(who: str = LECTURER, plan: int = NAN, **changed: Any) -> NewCoDrafter:
    given = {"plan_id": plan, "who": who, "version": row(plan).version}
    return NewCoDrafter(**{**given, "operation_id": operation(), **changed})


def _old(who: str = LECTURER, plan: int = NAN, **changed: Any) -> OldCoDrafter:
    given = {"plan_id": plan, "person_id": person_id(who), "version": row(plan).version}
    return OldCoDrafter(**{**given, "operation_id": operation(), **changed})


def _invited(who: str = LECTURER) -> NewCoDrafter:
    new = _new(who)
    invite_co_drafter(new, actor("drafter.55"), TODAY)
    return new


def _refused(who: str) -> list[str]:
    return codes(invite_co_drafter, _new(who), actor("drafter.55"), TODAY)


def test_an_invitation_stands_in_the_record_and_raises_the_version() -> None:
    before = row(NAN)
    _invited()
    after, entry = row(NAN), entries_of_plan(NAN)[-1]
    assert (after.version, after.last_act) == (before.version + 1, "co_drafter_invited")
    assert (entry.act, entry.n, entry.post) == ("co_drafter_invited", after.version, "drafter")
    assert entry.body["person"] == actor(LECTURER).ref
    assert (after.stage, after.digest) == (before.stage, before.digest)


def test_the_invited_is_told_and_nobody_else() -> None:
    _invited()
    query = sa.select(Outbox.recipient_id).where(Outbox.kind == "co_drafter_invited")
    assert list(db.session.scalars(query)) == [person_id(LECTURER)]


@pytest.mark.parametrize("posts", [True, False])
def test_the_invited_reads_and_writes_with_a_post_or_without(posts: bool) -> None:
    if not posts:
        end(LECTURER)
    with pytest.raises(NotFound):
        save(LECTURER, NAN, "summary", **SUMMARY)
    _invited()
    assert save(LECTURER, NAN, "summary", **SUMMARY) == 3
    assert not plan_page(NAN, actor(LECTURER), TODAY).unwritable
    assert count(Author, Author.plan_id == NAN, Author.person_id == person_id(LECTURER)) == 1


def test_the_invited_reads_no_other_plan() -> None:
    end(LECTURER)
    _invited()
    with pytest.raises(NotFound):
        plan_page(PATTANI, actor(LECTURER), TODAY)


def test_the_invited_does_not_send_the_plan() -> None:
    _invited()
    assert refusal(act, LECTURER, NAN, "resubmit", answers(NAN)).code == 403


def test_the_invited_comments_on_a_point_and_does_not_settle_it() -> None:
    say_so = partial(say, "แก้ไขตัวเลขแล้ว", LECTURER, point=1, plan_id=NAN)
    with pytest.raises(NotFound):
        say_so()
    end(LECTURER)
    _invited()
    say_so()
    (line,) = [it for it in points(NAN)[0].thread if it.kind == "comment"]
    assert (line.post, line.name.th) == ("co_drafter", _name(LECTURER))
    tick = ticked(1, plan_id=NAN, version=row(NAN).version)
    assert refusal(tick_point, tick, actor(LECTURER), TODAY).code != 200
    assert not points(NAN)[0].ticked_at


def test_what_the_invited_say_blocks_nothing_and_ends_with_the_invitation() -> None:
    _invited()
    say("ควรรอ", LECTURER, plan_id=NAN)
    remove_co_drafter(_old(), actor("drafter.55"), TODAY)
    with pytest.raises(NotFound):
        say("อีกครั้ง", LECTURER, plan_id=NAN)
    assert act("drafter.55", NAN, "resubmit", answers(NAN)).stage == "pcso_endorsement"


def test_the_invited_writes_only_while_the_plan_is_drafted() -> None:
    _invited()
    act("drafter.55", NAN, "resubmit", answers(NAN))
    with pytest.raises(Refused) as refused:
        save(LECTURER, NAN, "summary", **SUMMARY)
    assert [reason.code for reason in refused.value.reasons] == ["not_editable"]


def test_who_wrote_does_not_decide_later() -> None:
    _invited()
    save(LECTURER, NAN, "summary", **SUMMARY)
    also(LECTURER, "pcso", "55")
    assert person_id(LECTURER) in _authors()


def test_an_invitation_is_no_move_that_a_review_hangs_on() -> None:
    _invited()
    before = plan_page(NAN, actor("drafter.55"), TODAY).case.facts
    remove_co_drafter(_old(), actor("drafter.55"), TODAY)
    after = plan_page(NAN, actor("drafter.55"), TODAY).case.facts
    assert (after.submitter, after.written_since_submit) == (before.submitter, False)


def test_the_same_again_is_done_once_and_an_id_is_not_used_for_another() -> None:
    new = _invited()
    invite_co_drafter(new, actor("drafter.55"), TODAY)
    assert acts(NAN).count("co_drafter_invited") == 1
    other = _new("drafter.45", operation_id=new.operation_id)
    assert codes(invite_co_drafter, other, actor("drafter.55"), TODAY) == ["operation_reused"]
    odd = _new("drafter.45", operation_id="")
    assert codes(invite_co_drafter, odd, actor("drafter.55"), TODAY) == ["operation_missing"]


def test_who_saw_an_older_plan_is_refused() -> None:
    late = _new(version=row(NAN).version - 1)
    assert codes(invite_co_drafter, late, actor("drafter.55"), TODAY) == ["stale"]


@pytest.mark.parametrize("who", ["nobody.1", "", "nobody@example.go.th"])
def test_somebody_who_is_not_there_is_not_invited(who: str) -> None:
    assert _refused(who) == ["person_unknown"]


def test_a_closed_account_is_not_invited() -> None:
    closed = sa.update(Person).where(Person.username == LECTURER)
    by_hand(closed.values(disabled_at=TODAY))
    assert _refused(LECTURER) == ["person_unknown"]


def test_an_address_of_two_people_names_neither() -> None:
    both = Person.username.in_([LECTURER, "drafter.45"])
    by_hand(sa.update(Person).where(both).values(email="Same@example.go.th"))
    assert _refused("same@example.go.th") == ["person_unknown"]


def test_an_address_names_whom_a_user_name_does_not() -> None:
    address = sa.update(Person).where(Person.username == LECTURER)
    by_hand(address.values(email="Lecturer@Example.ac.th"))
    other = invite_co_drafter(_new(" lecturer@example.ac.th "), actor("drafter.55"), TODAY)
    assert other.id == person_id(LECTURER)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("drafter2.55", "drafter_already"),
        ("clinic.55", "co_drafter_decides"),
        ("chair.MOI-1", "co_drafter_decides"),
        ("secretariat.1", "co_drafter_decides"),
    ],
)
def test_who_drafts_anyway_or_decides_is_not_invited(who: str, code: str) -> None:
    assert _refused(who) == [code]


def test_who_reviewed_the_plan_is_not_invited_even_without_the_post() -> None:
    end("clinic.55")
    assert _refused("clinic.55") == ["co_drafter_reviewed"]


def test_nobody_is_invited_twice() -> None:
    _invited()
    assert _refused(LECTURER) == ["co_drafter_already"]


@pytest.mark.parametrize(("username", "code"), [("secretariat.1", 403), (LECTURER, 403)])
def test_only_drafters_of_the_province_invite(username: str, code: int) -> None:
    _invited()
    refused = refusal(invite_co_drafter, _new("drafter.45"), actor(username), TODAY)
    assert (refused.code, refused.reasons[0].code) == (code, "not_in_scope")


def test_for_another_province_the_plan_is_not_there() -> None:
    with pytest.raises(NotFound):
        invite_co_drafter(_new(), actor("drafter.45"), TODAY)


def test_a_plan_that_ended_takes_nobody() -> None:
    act("drafter.55", NAN, "withdraw", Given(reason="ขอถอน"))
    assert _refused(LECTURER) == ["co_drafting_closed"]


def test_a_plan_under_review_may_still_get_co_drafters() -> None:
    new = _new("drafter.45", plan=SAMUT_SONGKHRAM)
    assert invite_co_drafter(new, actor("drafter.75"), TODAY).id == person_id("drafter.45")


def test_who_is_removed_neither_reads_nor_writes_and_what_they_wrote_stays() -> None:
    _invited()
    save(LECTURER, NAN, "summary", **SUMMARY)
    remove_co_drafter(_old(), actor("drafter2.55"), TODAY)
    assert acts(NAN)[-1] == row(NAN).last_act == "co_drafter_removed"
    assert count(CoDrafter) == 0
    assert count(Outbox, Outbox.kind == "co_drafter_removed") == 1
    with pytest.raises(NotFound):
        save(LECTURER, NAN, "summary", **SUMMARY)
    assert count(Author, Author.plan_id == NAN, Author.person_id == person_id(LECTURER)) == 1


def test_a_removal_is_done_once() -> None:
    _invited()
    old = _old()
    for _ in range(2):
        remove_co_drafter(old, actor("drafter.55"), TODAY)
    assert acts(NAN).count("co_drafter_removed") == 1
    assert codes(remove_co_drafter, _old(), actor("drafter.55"), TODAY) == ["co_drafter_gone"]


def test_who_may_not_remove_is_told_and_nobody_unknown_is_removed() -> None:
    _invited()
    assert refusal(remove_co_drafter, _old(), actor(LECTURER), TODAY).code == 403
    with pytest.raises(NotFound):
        remove_co_drafter(_old(person_id=999_999), actor("drafter.55"), TODAY)
    assert count(CoDrafter) == 1


def test_a_plan_of_another_province_stays_out_of_it() -> None:
    _invited()
    assert count(CoDrafter, CoDrafter.plan_id == NAKHON) == 0


def _name(username: str) -> str:
    return actor(username).name_th


def _authors() -> frozenset[int]:
    return plan_page(NAN, actor("drafter.55"), TODAY).case.facts.authors
