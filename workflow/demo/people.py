"""The demo world's people, by post. Every one of them signs in with the one demo password."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from workflow.demo.names import name
from workflow.demo.world import day, read
from workflow.services.add_people import NewPerson
from workflow.services.appoint import NewAppointment
from workflow.states.policy import POSTS

SINCE = dt.date(2025, 10, 1)
_DEMO = "(ข้อมูลสาธิต)"
_NEXT = 1000
"""From here on, made-up names of people who came later."""

PRINCIPALS = {
    "drafter.75": "drafter_a",
    "clinic.75": "clinic_rep_a",
    "pcso.75": "pcso_a",
    "office.75": "provincial_office_a",
    "drafter.55": "drafter_nan",
    "clinic.55": "clinic_rep_nan",
    "acting.55": "acting_pcso",
    "drafter.45": "drafter_b",
    "clinic.45": "clinic_rep_b",
    "pcso.45": "pcso_b",
    "pcso.80": "pcso_nakhon",
    "drafter.95": "caretaker_drafter",
    "clinic.95": "caretaker_rep",
    "member.MHESI-2": "member",
    "member.MHESI-6": "recused_member",
    "chair.MHESI-1": "chair_mhesi",
    "chair.MOI-1": "chair_moi",
    "secretariat.1": "secretariat",
    "observer.1": "observer",
    "auditor.1": "auditor",
    "admin.1": "admin",
}
"""User name -> key of the people that tests and `flask demo show` name."""


def people(password_hash: str) -> list[NewPerson]:
    """Everyone: clinics, PCSOs, provincial offices, committee, secretariat and the rest."""
    numbers = count(1)
    return [
        _person(next(numbers), username, appointment, password_hash)
        for username, appointment in (*_clinics(), *_provinces(), *_committee(), *_national())
    ]


def acting_people(rows: Sequence[Mapping[str, Any]], password_hash: str) -> list[NewPerson]:
    """People who stand in for somebody who is away, beside those of `people`."""
    return [
        _person(_NEXT + n, f"acting.{row['province']}", _stand_in(row), password_hash)
        for n, row in enumerate(rows)
    ]


def _person(
    number: int, username: str, appointment: NewAppointment, password_hash: str
) -> NewPerson:
    written = name(number, scholar=appointment.post == "clinic_rep")
    return NewPerson(
        username=username,
        name_th=written.th,
        name_en=written.en,
        email=f"{username.lower()}@example.org",
        password_hash=password_hash,
        demo_key=PRINCIPALS.get(username),
        appointments=(appointment,),
    )


Post = tuple[str, NewAppointment]


def _clinics() -> Iterator[Post]:
    for row in read("representation")["representation"]:
        if row["status"] == "appointed":
            for post, username in (
                ("drafter", "drafter"),
                ("drafter", "drafter2"),
                ("clinic_rep", "clinic"),
            ):
                yield f"{username}.{row['province']}", _clinic(row, post)


def _clinic(row: dict[str, Any], post: str) -> NewAppointment:
    return NewAppointment(
        post=post,
        province_code=row["province"],
        institution_code=row["institution"],
        order_no=row["order_no"],
        since=dt.date.fromisoformat(row["from"]),
        until=day(row["until"]),
    )


def _provinces() -> Iterator[Post]:
    data = read("representation")
    vacant = {row["province"]: row for row in data["stand_ins"]}
    for row in data["representation"]:
        code = row["province"]
        if code in vacant:
            yield f"acting.{code}", _stand_in(vacant[code])
        else:
            yield f"pcso.{code}", _plain("pcso", code)
        yield f"office.{code}", _plain("provincial_office", code)


def _stand_in(row: Mapping[str, Any]) -> NewAppointment:
    return NewAppointment(
        post=row["post"],
        province_code=row["province"],
        capacity=row["capacity"],
        vacant=row["reason"] == "vacant",
        order_no=row["order_no"],
        since=dt.date.fromisoformat(row["from"]),
        until=day(row["until"]),
    )


def _plain(post: str, province: str | None) -> NewAppointment:
    order = f"คำสั่งที่ {province or '99'}/2568 แต่งตั้ง{POSTS[post].th}"
    return NewAppointment(
        post=post, province_code=province, order_no=f"{order} {_DEMO}", since=SINCE
    )


def _committee() -> Iterator[Post]:
    for seat in read("committee")["seats"]:
        yield (
            f"{seat['post']}.{seat['code']}",
            NewAppointment(
                post=seat["post"],
                seat=seat["code"],
                order_no=f"{seat['title_th']}",
                since=dt.date.fromisoformat(seat["from"]),
                until=day(seat["until"]),
            ),
        )


def _national() -> Iterator[Post]:
    posts = ["secretariat", "secretariat", "observer", "auditor", "admin"]
    seen: dict[str, int] = {}
    for post in posts:
        seen[post] = seen.get(post, 0) + 1
        yield f"{post}.{seen[post]}", _plain(post, None)
