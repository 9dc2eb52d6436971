"""Hold the demo's meetings again, on their days, after their plans have come to the committee.

A meeting with an outcome is held and closed; one without is left as its `status` says. An item
takes its votes from the meeting, its words from the history of its plan.
"""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflow.demo.people import PRINCIPALS
from workflow.demo.replay import is_resolved, replay_after
from workflow.queries.meetings import agenda_of, item_ties, meeting_seen
from workflow.queries.person import person_by_username
from workflow.queries.plans import plan_seen
from workflow.services.announce_meeting import announce_meeting
from workflow.services.certify_item import CertificateAsked, certify_item
from workflow.services.close_meeting import close_meeting
from workflow.services.make_meeting import NewMeeting, make_meeting
from workflow.services.open_meeting import open_meeting
from workflow.services.postpone_item import Postponement, postpone_item
from workflow.services.record_item import NewRecord, record_item
from workflow.services.set_agenda import NewAgenda, set_agenda
from workflow.services.write_meeting import MeetingAsked
from workflow.states.facts import Person
from workflow.states.resolutions import LOST, Recorded
from workflow.states.votes import Vote
from workflow.thai.dates import BANGKOK, local_day
from workflow.thai.text import key

_SECRETARY = next(name for name, what in PRINCIPALS.items() if what == "secretariat")
_AN_HOUR = dt.timedelta(hours=1)
_A_MINUTE = dt.timedelta(minutes=1)
_DECLARED = "แจ้งส่วนได้เสียต่อที่ประชุม (ข้อมูลสาธิต)"
_POSTPONED = "ที่ประชุมเลื่อนวาระไปพิจารณาในการประชุมครั้งถัดไป (ข้อมูลสาธิต)"

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Held:
    """A meeting that is being held again. plans, ids: by key."""

    data: Data
    id: int
    plans: Mapping[str, Data]
    ids: Mapping[str, int]

    @property
    def opening(self) -> dt.datetime:
        """When it was called for."""
        time = dt.time.fromisoformat(self.data["time"])
        return dt.datetime.combine(_date(self.data), time, BANGKOK).astimezone(dt.UTC)

    def asked(self) -> MeetingAsked:
        """The meeting as somebody sees it who acts on it."""
        version = meeting_seen(self.id).version
        return MeetingAsked(meeting_id=self.id, version=version, operation_id=_operation())


def replay_meetings(
    meetings: Sequence[Data], plans: Mapping[str, Data], ids: Mapping[str, int]
) -> None:
    """Hold meetings again in the order of their days. plans: samples by key; ids: of their plans,
    each of which waits at the committee when its meeting's turn comes."""
    for data in sorted(meetings, key=_date):
        held = _Held(data, _called(data), plans, ids)
        _announced(held)
        if any(item["outcome"] for item in data["items"]):
            _hold(held)


def _called(data: Data) -> int:
    new = NewMeeting(
        number=int(data["no"].partition("/")[0]),
        held_on=_date(data),
        time=data["time"],
        place_th=data["place_th"],
        place_en=data["place_en"],
        operation_id=_operation(),
    )
    at = _announcing(data)
    return make_meeting(new, _person(_SECRETARY, at), at)


def _announced(held: _Held) -> None:
    at = _announcing(held.data)
    person = _person(_SECRETARY, at)
    agenda = NewAgenda(
        meeting_id=held.id,
        version=meeting_seen(held.id).version,
        plans=tuple(held.ids[item["plan"]] for item in held.data["items"]),
    )
    set_agenda(agenda, person, at + _A_MINUTE)
    if held.data["status"] != "planned":
        announce_meeting(held.asked(), person, at + 2 * _A_MINUTE)


def _hold(held: _Held) -> None:
    at = held.opening
    secretary = _person(_SECRETARY, at)
    open_meeting(held.asked(), held.data["presiding"], secretary, at)
    for n, item in enumerate(held.data["items"], 1):
        at += 10 * _A_MINUTE
        _dealt_with(held, n, item, at)
    close_meeting(held.asked(), secretary, at + _AN_HOUR)
    for item in held.data["items"]:
        plan = item["plan"]
        replay_after(held.data["no"], held.ids[plan], held.plans[plan])


def _dealt_with(held: _Held, n: int, item: Data, at: dt.datetime) -> None:
    secretary = _person(_SECRETARY, at)
    if not item["outcome"]:
        seen = _item(held, n).version
        note = item.get("note", _POSTPONED)
        postponed = Postponement(
            meeting_id=held.id, n=n, version=seen, note=note, operation_id=_operation()
        )
        postpone_item(postponed, secretary, at)
        return
    recorded = _recorded(held, item)
    new = NewRecord(meeting_id=held.id, n=n, version=_item(held, n).version, recorded=recorded)
    record_item(new, secretary, at)
    _certify(held, n, item, at + 2 * _A_MINUTE)


def _recorded(held: _Held, item: Data) -> Recorded:
    present = item.get("attendance", held.data["attendance"])["present"]
    votes = {seat: Vote(vote) for seat, vote in item["votes"].items()}
    why = item.get("declared", {})
    tied = item_ties(held.id, held.ids[item["plan"]])
    said = _resolved(held, item)
    return Recorded(
        motion=item.get("motion") or _motion(item["outcome"], list(votes.values())),
        present=frozenset(present),
        votes=votes,
        declared={s: why.get(s, _DECLARED) for s in item["recused"] if s not in tied},
        casting=Vote(item["casting"]) if item.get("casting") else None,
        back_to=item.get("back_to"),
        resolution=said["resolution"]["text"],
        reason=said.get("reason", ""),
    )


def _motion(outcome: str, votes: list[Vote]) -> str:
    """What was put to the vote: the outcome itself, or the motion that lost to it."""
    lost = {to: motion for motion, to in LOST.items()}
    if votes.count(Vote.AGAINST) > votes.count(Vote.FOR):
        return lost[outcome]
    return outcome


def _certify(held: _Held, n: int, item: Data, at: dt.datetime) -> None:
    seat, plan = item.get("certified_by") or held.data["presiding"], held.ids[item["plan"]]
    seen, said = plan_seen(plan), _resolved(held, item)
    asked = CertificateAsked(
        meeting_id=held.id,
        n=n,
        item_version=_item(held, n).version,
        version=seen.version,
        digest=seen.digest,
        operation_id=_operation(),
        resolution=said["resolution"]["text"],
        reason=said.get("reason", ""),
    )
    certify_item(asked, replace(_person(f"chair.{seat}", at), fresh=True), at)


def _resolved(held: _Held, item: Data) -> Data:
    """The act in the plan's history that says what was resolved."""
    acts: Sequence[Data] = held.plans[item["plan"]]["history"]
    return next(act for act in acts if is_resolved(act, held.data["no"]))


def _item(held: _Held, n: int) -> Any:
    return next(item for item in agenda_of(held.id) if item.n == n)


def _person(username: str, at: dt.datetime) -> Person:
    person = person_by_username(key(username), local_day(at))
    if person is None:
        raise LookupError(f"nobody is {username}")
    return person


def _announcing(data: Data) -> dt.datetime:
    day = dt.date.fromisoformat(data["notified"])
    return dt.datetime.combine(day, dt.time(4, 0, tzinfo=dt.UTC))


def _date(data: Data) -> dt.date:
    return dt.date.fromisoformat(data["date"])


def _operation() -> str:
    return secrets.token_urlsafe(16)
