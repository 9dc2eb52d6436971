"""A paper's material without a database: the sample plan, recommended and endorsed."""

import dataclasses
import datetime as dt
import json
from typing import Any

from tests.outline import sample
from workflow.outline.outline import default_text, read
from workflow.papers.matter import Desk, Label, Matter, Signed, Text
from workflow.thai.words import Words

DIGEST = "7c1e04fa" * 8
CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
AT = dt.datetime(2026, 11, 18, 2, 14, tzinfo=dt.UTC)
ADDRESS = f"https://sanoe.example/verify/{CODE}"


def signed(**changed: Any) -> Signed:
    """A decision in the signer's own post."""
    plain = Signed(
        act=Words("เห็นชอบ", "Endorse"),
        name=Words("นายอนุชา ตัวอย่างดี", "Mr Anucha Tuayangdee"),
        post="pcso",
        capacity="own",
        order_no="คำสั่งที่ 50/2568",
        at=AT,
        said=("เห็นชอบตามเสนอ",),
        n=6,
        hash="506a4ed1" * 8,
    )
    return dataclasses.replace(plain, **changed)


def desks(*signatures: Signed | None) -> tuple[Desk, ...]:
    """The three desks on a plan's way, signed from the first on."""
    titles = [("clinic_rep", "คลินิก"), ("pcso", "จังหวัด"), ("secretariat", "คณะกรรมการ")]
    all_three = [*signatures, None, None, None]
    return tuple(
        Desk(title=Words(title, post), post=post, signed=by)
        for (post, title), by in zip(titles, all_three, strict=False)
    )


def matter(kind: str = "plan", edition: str = "th", **changed: Any) -> Matter:
    """A paper of the sample plan. changed: parts of its label, text or the matter itself."""
    label = {"kind": kind, "edition": edition, "revision": 2, "code": CODE, "address": ADDRESS}
    text = {
        "outline": read(default_text()),
        "sections": sample.sections(),
        "before": None,
        "digest": DIGEST,
        "frozen_at": AT,
        "names": lambda refers_to: {"50": Words("เชียงใหม่", "Chiang Mai")},
    }
    whole: dict[str, Any] = {
        "place": Words("จังหวัดเชียงใหม่", "Chiang Mai"),
        "round": Words("รอบแผน 5 ปี", "Five-year round"),
        "stage": Words("คณะกรรมการร่วมพิจารณา", "Committee approval"),
        "until": AT,
        "desks": desks(signed(post="clinic_rep"), signed()),
        "warnings": (),
        "follows": (),
    }
    for part in (label, text, whole):
        part.update({name: value for name, value in changed.items() if name in part})
    return Matter(label=Label(**label), text=Text(**text), **whole)  # type: ignore[arg-type]  # by name


def strings(content: Any) -> list[str]:
    """Every text in a paper's content."""
    return json.loads(json.dumps(list(_strings(content)))) if content else []


def _strings(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if _many(value) else ():
        yield from _strings(item)


def _many(value: Any) -> bool:
    return isinstance(value, list | tuple)
