"""Two people's work on one section: what meets, what is chosen, and that nothing is lost."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.sample import outline, project, sections
from tests.outline.strategies import MODEST, bodies
from workflow.outline.merge import UNKNOWN, Clash, Joined, as_left, merge, settle

PROJECTS = outline().section["projects"]
GENERAL = outline().section["general"]
RISKS = outline().section["risks"]
KEYS = ("general", "swot", "direction", "projects", "issues")
SECTION = st.sampled_from(KEYS)
SWOT = outline().section["swot"]
STRONG = ["มหาวิทยาลัยสองแห่งในจังหวัด", "กลุ่มผู้เลี้ยงปลาทูเข้มแข็ง"]
FIELDS = ("contact_name", "contact_position", "title_en", "contact_email")


def general(**changed: Any) -> dict[str, Any]:
    """General information with some fields changed."""
    body: dict[str, Any] = sections()["general"]
    return {**body, **changed}


def swot(strengths: list[str]) -> dict[str, Any]:
    """An analysis with these strengths."""
    return {**sections()["swot"], "strengths": strengths}


def plan(*codes: str, **changed: Any) -> dict[str, Any]:
    """Projects of these codes; changed: fields of the first of them."""
    rows = [{**project(), "code": code} for code in codes]
    rows[:1] = [{**row, **changed} for row in rows[:1]]
    return {"projects": rows}


def codes(body: dict[str, Any]) -> list[str]:
    """Codes of projects in their order."""
    return [row["code"] for row in body["projects"]]


def test_what_only_one_changed_is_taken() -> None:
    merged = merge(GENERAL, general(), general(title_en="Mine"), general(contact_name="ของเขา"))
    assert merged.body == general(title_en="Mine", contact_name="ของเขา")
    assert (merged.clashes, merged.theirs) == ((), ("general.contact_name",))


def test_what_both_changed_is_a_clash_with_all_three_texts() -> None:
    merged = merge(GENERAL, general(), general(title_en="Mine"), general(title_en="Theirs"))
    field = GENERAL.field["title_en"]
    assert merged.clashes == (Clash("general.title_en", None, field, "", "Mine", "Theirs"),)
    assert merged.body == general(title_en="Mine")


def test_both_may_change_a_field_alike() -> None:
    merged = merge(GENERAL, general(), general(title_en="Same"), general(title_en="Same"))
    assert merged.clashes == ()


def test_when_nobody_knows_what_was_before_every_difference_is_a_clash() -> None:
    merged = merge(GENERAL, UNKNOWN, general(title_en="Mine"), general(contact_name="ของเขา"))
    assert [clash.name for clash in merged.clashes] == ["general.title_en", "general.contact_name"]


def test_a_table_without_codes_in_which_both_changed_one_row_is_taken_whole() -> None:
    base = sections()["risks"]
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["risks"][0]["risk"], theirs["risks"][0]["owner"] = "น้ำท่วมหนัก", "ปภ."
    merged = merge(RISKS, base, mine, theirs)
    assert [clash.place for clash in merged.clashes] == ["risks.risks"]
    assert (merged.body, merged.theirs) == (mine, ())


def test_other_changes_of_a_table_without_codes_are_both_taken() -> None:
    (first,) = sections()["risks"]["risks"]
    mine, theirs = {**first, "owner": "ปภ."}, {"risk": "ไฟป่า", "mitigation": "เฝ้าระวัง"}
    merged = merge(RISKS, {"risks": [first]}, {"risks": [mine]}, {"risks": [first, theirs]})
    assert merged.body == {"risks": [mine, theirs]}
    assert (merged.clashes, merged.theirs) == ((), ())
    assert merged.joined == (Joined("risks.risks", None, RISKS.field["risks"], [mine, theirs]),)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ([*STRONG, "ของฉัน"], [*STRONG, "ของเขา"], [*STRONG, "ของเขา", "ของฉัน"]),
        (STRONG[:1], [*STRONG, "ของเขา"], [STRONG[0], "ของเขา"]),
        ([f"{STRONG[0]}แล้ว", STRONG[1]], STRONG[:1], [f"{STRONG[0]}แล้ว"]),
        ([f"{STRONG[0]}แล้ว", STRONG[1]], [*STRONG, "ก"], [f"{STRONG[0]}แล้ว", STRONG[1], "ก"]),
        (STRONG[::-1], [*STRONG, "ก"], [STRONG[1], "ก", STRONG[0]]),
    ],
)
def test_a_list_is_brought_together_entry_by_entry(
    mine: list[str], theirs: list[str], both: list[str]
) -> None:
    merged = merge(SWOT, swot(STRONG), swot(mine), swot(theirs))
    assert (merged.body, merged.clashes) == (swot(both), ())
    assert merged.joined == (Joined("swot.strengths", None, SWOT.field["strengths"], both),)


def test_a_list_in_which_both_changed_one_entry_is_a_clash() -> None:
    mine, theirs = ([f"{STRONG[0]} {whose}", STRONG[1]] for whose in ("ก", "ข"))
    merged = merge(SWOT, swot(STRONG), swot(mine), swot(theirs))
    assert [clash.place for clash in merged.clashes] == ["swot.strengths"]
    assert merged.body == swot(mine)


def test_what_is_no_table_of_rows_is_taken_whole() -> None:
    (first,) = sections()["risks"]["risks"]
    odd = {"risks": ["แถวที่ไม่ใช่แถว"]}
    merged = merge(RISKS, {"risks": [first]}, odd, {"risks": []})
    assert [clash.place for clash in merged.clashes] == ["risks.risks"]


def test_rows_with_a_code_are_merged_field_by_field() -> None:
    base = plan("50-2571-01", "50-2571-02")
    mine = plan("50-2571-01", "50-2571-02", name="ชื่อของฉัน", site="ของฉัน")
    theirs = plan("50-2571-01", "50-2571-02", name="ชื่อของเขา", technology="ของเขา")
    merged = merge(PROJECTS, base, mine, theirs)
    assert [clash.name for clash in merged.clashes] == ["projects.projects.name@50-2571-01"]
    assert merged.theirs == ("projects.projects.technology@50-2571-01",)
    assert merged.body["projects"][0]["technology"] == "ของเขา"


def test_rows_that_each_added_are_both_there() -> None:
    merged = merge(PROJECTS, plan("a"), plan("a", "b"), plan("c", "a"))
    assert (codes(merged.body), merged.clashes) == (["c", "a", "b"], ())


def test_a_row_that_one_took_out_is_gone() -> None:
    both = plan("a", "b")
    assert codes(merge(PROJECTS, both, plan("a"), both).body) == ["a"]
    assert codes(merge(PROJECTS, both, both, plan("a")).body) == ["a"]


def test_a_row_that_one_took_out_and_the_other_changed_is_a_clash() -> None:
    base, changed = plan("a", "b"), plan("a", "b", name="เปลี่ยนชื่อ")
    mine_gone = merge(PROJECTS, base, {"projects": base["projects"][1:]}, changed)
    theirs_gone = merge(PROJECTS, base, changed, {"projects": base["projects"][1:]})
    assert [(one.mine, one.theirs["name"]) for one in mine_gone.clashes] == [(None, "เปลี่ยนชื่อ")]
    assert [(one.mine["name"], one.theirs) for one in theirs_gone.clashes] == [("เปลี่ยนชื่อ", None)]
    assert (codes(mine_gone.body), codes(theirs_gone.body)) == (["b"], ["a", "b"])


def test_rows_are_in_the_order_of_whoever_moved_them() -> None:
    base, turned = plan("a", "b"), plan("b", "a")
    assert codes(merge(PROJECTS, base, turned, plan("a", "b", "c")).body) == ["b", "c", "a"]
    assert codes(merge(PROJECTS, base, plan("a", "b", "c"), turned).body) == ["b", "c", "a"]


@pytest.mark.parametrize("doubled", [("a", "a"), ("", "")])
def test_rows_that_no_code_tells_apart_are_taken_whole(doubled: tuple[str, ...]) -> None:
    merged = merge(PROJECTS, plan("a"), plan(*doubled), plan("b"))
    assert [clash.name for clash in merged.clashes] == ["projects.projects"]


@MODEST
@given(SECTION, st.data())
def test_the_same_work_twice_and_work_of_one_alone_are_that_work(
    key: str, data: st.DataObject
) -> None:
    section, made = outline().section[key], bodies(key).map(lambda body: body[key])
    base, one = data.draw(made), data.draw(made)
    for mine, theirs in ((one, one), (one, base), (base, one)):
        merged = merge(section, base, mine, theirs)
        assert (merged.body, merged.clashes) == (one, ())


@MODEST
@given(st.lists(st.sampled_from(FIELDS), min_size=2, max_size=2, unique=True))
def test_work_that_does_not_meet_both_survives(fields: list[str]) -> None:
    mine, theirs = general(**{fields[0]: "ของฉัน"}), general(**{fields[1]: "ของเขา"})
    merged = merge(GENERAL, general(), mine, theirs)
    assert merged.clashes == ()
    assert (merged.body[fields[0]], merged.body[fields[1]]) == ("ของฉัน", "ของเขา")


@MODEST
@given(SECTION, st.data())
def test_clashes_are_the_same_from_either_side(key: str, data: st.DataObject) -> None:
    section, made = outline().section[key], bodies(key).map(lambda body: body[key])
    base, mine, theirs = (data.draw(made) for _ in range(3))
    ours = merge(section, base, mine, theirs).clashes
    others = merge(section, base, theirs, mine).clashes
    assert {(c.name, str(c.mine), str(c.theirs)) for c in ours} == {
        (c.name, str(c.theirs), str(c.mine)) for c in others
    }


@MODEST
@given(SECTION, st.data())
def test_every_choice_of_theirs_gives_their_text_and_none_gives_mine(
    key: str, data: st.DataObject
) -> None:
    section, made = outline().section[key], bodies(key).map(lambda body: body[key])
    mine, theirs = data.draw(made), data.draw(made)
    names = {clash.name for clash in merge(section, UNKNOWN, mine, theirs).clashes}
    assert not merge(section, UNKNOWN, mine, settle(section, mine, theirs, set())).clashes
    assert not merge(section, UNKNOWN, theirs, settle(section, mine, theirs, names)).clashes


def test_a_choice_puts_their_row_back_or_takes_mine_out() -> None:
    kept, gone = plan("a", "b"), {"projects": plan("a", "b")["projects"][1:]}
    back = settle(PROJECTS, gone, kept, {"projects.projects@a"})
    assert sorted(codes(back)) == ["a", "b"]
    assert codes(settle(PROJECTS, kept, gone, {"projects.projects@a"})) == ["b"]


def test_a_choice_in_a_row_takes_that_field_of_theirs_alone() -> None:
    mine = plan("a", "b", name="ชื่อของฉัน", site="ของฉัน")
    theirs = plan("a", "b", name="ชื่อของเขา", site="ของเขา")
    settled = settle(PROJECTS, mine, theirs, {"projects.projects.name@a"})
    assert settled == plan("a", "b", name="ชื่อของเขา", site="ของฉัน")


def test_what_cannot_be_stored_is_left_as_it_was_typed() -> None:
    risk = {**sections()["risks"]["risks"][0], "likelihood": "บ่อย"}
    assert as_left(outline(), "risks", {"risks": [risk]}) == {"risks": [risk]}
    row = {**project(), "name": " ชื่อ ", "trl": "แปด"}
    left = as_left(outline(), "projects", {"projects": [row]})["projects"][0]
    assert (left["name"], left["trl"]) == ("ชื่อ", "แปด")
