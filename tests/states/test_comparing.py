"""What changed between two versions of a procedure: all of it, and nothing else."""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.states import case, changed
from workflow.states import telling
from workflow.states.comparing import ADDED, CHANGED, REMOVED, Difference, compare
from workflow.states.procedure import Procedure
from workflow.thai.words import Words

SUBMIT = 'title = { th = "ส่งให้ผู้แทนคลินิกพิจารณา", en = "Submit to clinic representative" }'
WRITER = "who acts did not write the plan"
FIRST_CHECK = (
    '[[check]]\ncode = "forums_minuted"\n'
    'title = { th = "จัดเวทีรับฟังความคิดเห็นและมีบันทึกผล", en = "Forums were held and recorded" }\n'
)


def differences(*replaced: tuple[str, str], more: str = "") -> tuple[Difference, ...]:
    return compare(case.procedure(), changed.procedure(*replaced, more=more))


def test_a_version_does_not_differ_from_itself() -> None:
    assert compare(case.procedure(), case.procedure()) == ()


def test_a_remark_in_the_file_changes_nothing() -> None:
    assert differences(more="\n# for whoever reads\n") == ()


@pytest.mark.parametrize(
    ("replaced", "thing", "about", "what", "old", "new"),
    [
        (changed.TERM, "stage", "PCSO endorsement", "term", "7 working days", "9 working days"),
        (changed.HELD, "stage", "Committee approval", "held by",
         "secretariat", "provincial office"),
        (("working_days = 15\n", ""), "stage", "Approved with conditions (pending)", "term",
         "15 working days", "nothing"),
        ((', "own_or_vacant"', ""), "move", "Decline", "needs",
         f"{WRITER} · the holder of the post, or who acts for a vacant post",
         WRITER),
        (('asks = ["reason:50"]', 'asks = ["reason:80"]'), "move", "Decline", "asks for",
         "a reason of at least 50 characters", "a reason of at least 80 characters"),
        (('tell = ["clinic_rep"]', "tell = []"), "move", "Submit to clinic representative", "tells",
         "clinic representative", "nothing"),
        (('to = "@returned_by"', 'to = "clinic_review"'), "move", "Revise and resubmit", "to",
         "the stage that returned it", "Clinic review"),
        (('back_to = "committee_approval"\n', ""), "move", "Conditions lapsed",
         "counts as returned by", "Committee approval", "nothing"),
        (("signs = true\n", ""), "move", "Endorse",
         "it is a signature", "yes", "no"),
        (('outline = "sti-plan"', 'outline = "short"'), "procedure",
         "Provincial STI development plan", "outline", "sti-plan", "short"),
        (('en = "Forums were held and recorded"', 'en = "Forums were held"'), "check",
         "Forums were held", "wording", "Forums were held and recorded", "Forums were held"),
    ],
)  # fmt: skip
def test_what_a_file_says_otherwise_is_one_difference(
    replaced: tuple[str, str], thing: str, about: str, what: str, old: str, new: str
) -> None:
    (found,) = differences(replaced)
    assert (found.kind, found.thing.en, found.about.en) == (CHANGED, thing, about)
    assert (found.what.en, found.old.en, found.new.en) == (what, old, new)


def test_the_words_of_a_message_count_too() -> None:
    (found,) = differences(("has submitted {plan}", "has sent {plan}"))
    assert found.what.en == "words of the message"


def test_what_is_new_and_what_is_gone_is_said_once() -> None:
    found = differences((FIRST_CHECK, ""), more=changed.CHECK)
    assert [(one.kind, one.thing.en, one.about.en) for one in found] == [
        (ADDED, "check", "There is a data plan"),
        (REMOVED, "check", "Forums were held and recorded"),
    ]


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_difference_is_said_in_both_languages(language: str) -> None:
    (found,) = differences(changed.TERM)
    said = [w.text(language) for w in (found.thing, found.about, found.what, found.old, found.new)]
    assert all(said)


OTHER = Words("อื่น", "Other")
FLAGS = telling.telling()["flag"]
QUESTIONS = {
    "procedure": ["title", "outline", "phases", "begins at"],
    "stage": ["title", "phase", "held by", "term", "ends here", "text can be changed"],
    "move": [
        *("title", "who", "from", "to", "needs", "asks for", "tells", "counts as returned by"),
        *("words in the timeline", "subject of the message", "words of the message"),
        *(words.en for words in FLAGS.values()),
    ],
}


def other(thing: str) -> Procedure:
    """The procedure with the whole of itself, of a stage or of a move said otherwise."""
    old = case.procedure()
    stage, move = old.stage["pcso_endorsement"], old.move["endorse"]
    words = dict.fromkeys(("title", "done", "subject", "sentence"), OTHER)
    flags = {flag: not getattr(move, flag) for flag in FLAGS}
    lists = {"guards": (), "asks": (), "tell": (), "by": ("chair",), "source": ("draft",)}
    made: dict[str, dict[str, Any]] = {
        "procedure": {"title": OTHER, "outline": "x", "phases": old.phases[::-1]},
        "stage": {"title": OTHER, "phase": "closed", "held_by": "chair", "working_days": 99},
        "move": {**words, **flags, **lists, "to": "draft", "back_to": "draft"},
    }
    made["stage"] |= {"final": True, "editable": True}
    made["procedure"] |= {"stages": old.stages[::-1]}
    if thing == "procedure":
        return replace(old, **made[thing])
    if thing == "stage":
        changed = replace(stage, **made[thing])
        return replace(old, stages=tuple(changed if s is stage else s for s in old.stages))
    changed_move = replace(move, **made[thing])
    return replace(old, moves=tuple(changed_move if m is move else m for m in old.moves))


@pytest.mark.parametrize("thing", QUESTIONS)
def test_every_question_about_a_thing_is_put_in_both_languages(thing: str) -> None:
    found = [one for one in compare(case.procedure(), other(thing)) if one.thing.en == thing]
    assert [one.what.en for one in found] == QUESTIONS[thing]
    assert not re.search("[A-Za-z]", "".join(one.thing.th + one.what.th for one in found))
    assert all(one.what.th for one in found)


def test_a_term_is_said_in_both_languages() -> None:
    (found,) = differences(changed.TERM)
    assert (found.old.th, found.new.th) == ("7 วันทำการ", "9 วันทำการ")
