"""Another procedure on the same engine, with no code changed: a small grant from application to
grant. What moved is folded into the facts as the product's services would."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.states import case
from workflow.states.diagram import mermaid
from workflow.states.facts import Acted, Checked, Facts, Given, NewPoint, Person, PointFacts, Reply
from workflow.states.lint import lint
from workflow.states.machine import destination, open_moves, reasons_against
from workflow.states.procedure import Procedure, read
from workflow.states.refusals import Refused

TEXT = (Path(__file__).parent / "grant.toml").read_text(encoding="utf-8")
APPLICANT, OFFICER = case.person("drafter", id=case.AUTHOR), case.person("secretariat", id=8)
AUTHOR_IN_OFFICE = case.person("secretariat", id=case.AUTHOR)
POINT = NewPoint("budget", "budget", "ขอรายละเอียดงบ")
CHECKED = Given(checklist=(Checked("budget_fits", done=True),), ticks=frozenset({1}))
ASKED_BACK = Given(reason="งบประมาณไม่ชัดเจน", points=(POINT,))
ANSWERED = Given(replies=(Reply(1, "fixed", "เพิ่มรายละเอียดแล้ว"),))
Move = tuple[str, Person, Given]


def grant() -> Procedure:
    return read(TEXT)


def begun() -> Facts:
    holders = {"secretariat": frozenset({OFFICER.id})}
    deciding = frozenset({"grant", "refuse"})
    return case.facts("application", returned_by=None, acts=(), holders=holders, deciding=deciding)


def made(facts: Facts, name: str, person: Person, given: Given) -> Facts:
    """The facts after a move. Raises Refused."""
    move = grant().move[name]
    if reasons := reasons_against(grant(), move, person, facts, given):
        raise Refused(reasons)
    to = destination(grant(), move, facts)
    assert to is not None
    points = [PointFacts(n + 1, p.blocking, False, False) for n, p in enumerate(given.points)]
    return replace(
        facts,
        stage=to,
        version=facts.version + 1,
        returned_by=facts.stage if move.returns else None,
        acts=(*facts.acts, Acted(person.id, move.posts[0], name, facts.stage, to)),
        points=(*facts.points, *points),
    )


def walked(*moves: Move) -> Facts:
    """The facts after some moves, from the beginning."""
    facts = begun()
    for move in moves:
        facts = made(facts, *move)
    return facts


def offered(person: Person, facts: Facts) -> list[str]:
    """Names of the moves that are open to somebody."""
    return [move.name for move in open_moves(grant(), person, facts)]


APPLY: Move = ("apply", APPLICANT, Given())
SEND_BACK: Move = ("send_back", OFFICER, ASKED_BACK)
APPLY_AGAIN: Move = ("apply_again", APPLICANT, ANSWERED)


def test_the_file_has_no_fault() -> None:
    assert lint(TEXT) == []


@pytest.mark.parametrize(
    ("moves", "stage"),
    [
        ((APPLY,), "screening"),
        ((APPLY, ("take_back", APPLICANT, Given())), "application"),
        ((APPLY, SEND_BACK), "sent_back"),
        ((APPLY, SEND_BACK, APPLY_AGAIN), "screening"),
        ((APPLY, ("grant", OFFICER, replace(CHECKED, ticks=frozenset()))), "granted"),
        ((APPLY, SEND_BACK, APPLY_AGAIN, ("grant", OFFICER, CHECKED)), "granted"),
        ((APPLY, ("refuse", OFFICER, Given(reason="ก" * 50))), "refused"),
    ],
)
def test_an_application_goes_its_way(moves: tuple[Move, ...], stage: str) -> None:
    facts = walked(*moves)
    assert (facts.stage, facts.version) == (stage, 3 + len(moves))


@pytest.mark.parametrize(
    ("moves", "last", "codes"),
    [
        ((), ("apply", OFFICER, Given()), ["not_your_post"]),
        ((APPLY,), APPLY, ["wrong_stage"]),
        ((APPLY,), ("take_back", OFFICER, Given()), ["not_submitter"]),
        ((APPLY,), ("send_back", OFFICER, Given(reason="ก" * 10)), ["no_point", "ask_empty"]),
        ((APPLY,), ("grant", OFFICER, Given()), ["checklist_open"]),
        ((APPLY,), ("grant", AUTHOR_IN_OFFICE, CHECKED), ["author_decides", "point_unknown"]),
        ((APPLY, SEND_BACK), ("apply_again", APPLICANT, Given()), ["points_unanswered"]),
        ((APPLY, SEND_BACK), ("grant", OFFICER, CHECKED), ["wrong_stage"]),
    ],
)
def test_an_application_is_stopped_by_the_same_rules(
    moves: tuple[Move, ...], last: Move, codes: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        walked(*moves, last)
    assert case.codes(refused.value.reasons) == codes


@pytest.mark.parametrize(
    ("moves", "applicants", "officers"),
    [
        ((), ["apply"], []),
        ((APPLY,), ["take_back"], ["send_back", "grant", "refuse"]),
        ((APPLY, SEND_BACK), ["apply_again"], []),
        ((APPLY, ("grant", OFFICER, replace(CHECKED, ticks=frozenset()))), [], []),
    ],
)
def test_each_is_offered_what_is_theirs(
    moves: tuple[Move, ...], applicants: list[str], officers: list[str]
) -> None:
    facts = walked(*moves)
    assert offered(APPLICANT, facts) == applicants
    assert offered(OFFICER, facts) == officers


def test_it_is_drawn_too() -> None:
    assert "  sent_back --> screening: Apply again\n" in mermaid(grant(), "en")
