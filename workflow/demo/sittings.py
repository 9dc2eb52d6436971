"""Meetings of the generated demo: who was there, how they voted; in the form of committee.json."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.demo.draw import Draw
from workflow.demo.setting import cast, writings
from workflow.demo.world import read
from workflow.states.votes import Sitting, Tally, Vote, tally

Data = dict[str, Any]
_PRESENT = (9, 11)
"""How many of the twelve seats come to a meeting."""
_OUTCOMES = {"approve": "approve", "tie": "approve", "defer": "defer", "reject": "reject"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A plan on a meeting's agenda, and what is to come of it."""

    plan: Data
    institution: str
    what: str


def meeting(seed: int, data: Mapping[str, Any], wanted: list[Wanted]) -> Data:
    """A meeting with its items; also writes what it resolved into the plans' histories."""
    draw = Draw(seed, data["no"])
    seats = [seat["code"] for seat in read("committee")["seats"]]
    others = [seat for seat in seats if seat != data["presiding"]]
    there = {data["presiding"], *draw.some(others, draw.number(_PRESENT) - 1)}
    held = {
        "no": data["no"],
        "date": data["date"],
        "time": "09:30",
        "place_th": f"ห้องประชุมสาธิต {data['room']} (ข้อมูลสาธิต)",
        "place_en": f"Demonstration room {data['room']} (fictional)",
        "status": "minutes_drafted",
        "notified": data["notified"],
        "presiding": data["presiding"],
        "attendance": {
            "present": [seat for seat in seats if seat in there],
            "absent": [seat for seat in seats if seat not in there],
        },
        "items": [],
    }
    for one in wanted:
        held["items"].append(_item(draw, held, one))
    return held


def meetings(seed: int, agenda: Mapping[str, list[Wanted]]) -> list[Data]:
    """Every meeting of the cast. agenda: what is on each, by its number."""
    return [meeting(seed, data, agenda[data["no"]]) for data in cast()["meetings"]]


def _item(draw: Draw, held: Data, wanted: Wanted) -> Data:
    seats, no = read("committee")["seats"], f"5.{len(held['items']) + 1}"
    recused = [seat["code"] for seat in seats if _tied(seat["ties"], wanted)]
    voting = [seat for seat in held["attendance"]["present"] if seat not in recused]
    votes = _votes(draw, voting, held["presiding"], wanted.what)
    casting = "for" if wanted.what == "tie" else None
    summed = tally(
        Sitting(
            seats=frozenset(seat["code"] for seat in seats),
            present=frozenset(held["attendance"]["present"]),
            recused=frozenset(recused),
            votes={seat: Vote(vote) for seat, vote in votes.items()},
            casting=Vote(casting) if casting else None,
        )
    )
    item = {
        "no": no,
        "heading": "5",
        "kind": "plan",
        "plan": wanted.plan["key"],
        "recused": recused,
        "votes": votes,
        **({"casting": casting} if casting else {}),
        **_sums(summed),
        "outcome": _OUTCOMES[wanted.what],
        "certified_by": held["presiding"],
        "certified_on": held["date"],
    }
    wanted.plan["history"] += _acts(held, item, wanted)
    return item


def _tied(ties: Mapping[str, list[str]], wanted: Wanted) -> bool:
    return (
        wanted.plan["province"] in ties["provinces"] or wanted.institution in ties["institutions"]
    )


def _votes(draw: Draw, voting: list[str], presiding: str, what: str) -> dict[str, str]:
    """How the members vote on approving (or deferring): on a tie as many for as against, to reject
    most against. Who presides is of the majority; on a tie, for."""
    tie, reject = what == "tie", what == "reject"
    abstain = len(voting) % 2 + 2 * draw.number((0, 1)) if tie else draw.number((0, 2))
    left = len(voting) - abstain
    fewer = left // 2 if tie else draw.number((0, 2))
    most, least = ("against", "for") if reject else ("for", "against")
    said = [most] * (left - fewer) + [least] * fewer + ["abstain"] * abstain
    mixed = sorted(draw.mixed(voting), key=lambda seat: seat != presiding)
    votes = dict(zip(mixed, said, strict=True))
    return {seat: votes[seat] for seat in voting}


def _sums(summed: Tally) -> Data:
    return {
        "tally": {
            "for": summed.votes_for,
            "against": summed.votes_against,
            "abstain": summed.abstentions,
        },
        "quorum": {"base": summed.base, "needed": summed.needed, "present": summed.present},
    }


def _acts(held: Data, item: Data, wanted: Wanted) -> list[Data]:
    """What a plan's history says of a meeting: its place on the agenda, and the resolution."""
    words, title = writings(), wanted.plan["sections"]["general"]["title_th"]
    place = {"meeting": held["no"], "item": item["no"]}
    agenda = {"act": "agenda", "role": "secretariat", "capacity": "own", "date": held["notified"]}
    resolved = {
        "move": item["outcome"],
        "role": "chair",
        "capacity": "own",
        "date": held["date"],
        **({"reason": words["reject_reason"]} if item["outcome"] == "reject" else {}),
        "resolution": {
            **place,
            "text": words[wanted.what].format(title=title),
            "attendance": {"seats": 12, **held["attendance"], "recused": item["recused"]},
            "quorum": item["quorum"],
            "tally": item["tally"],
            "certified_by": item["certified_by"],
            "certified_on": item["certified_on"],
        },
    }
    return [{**agenda, **place}, resolved]
