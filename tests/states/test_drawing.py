"""A procedure as a picture: every stage a box, every way a line, nothing on top of anything."""

import itertools
import re
from unicodedata import category

import pytest

from tests.states import case, changed
from workflow.states.drawing import LANE, LINE, Box, Drawing, Line, draw, ordered
from workflow.states.procedure import RETURNED_BY, parse

_CORNERS = re.compile(r"q(-?\d+) 0 -?\d+ (-?\d+)V\d+q0 -?\d+ (-?\d+) -?\d+H\d+m(-?\d+) -5")
LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])
LOOP = (
    '\n[[move]]\nname = "again"\ntitle = { th = "ทบทวน", en = "Look again" }\n'
    'from = ["approved"]\nto = "committee_approval"\nby = ["secretariat"]\ntell = ["drafter"]\n'
    'done = { th = "ทบทวน", en = "Again" }\nsubject = { th = "ทบทวน", en = "Again" }\n'
    'sentence = { th = "ทบทวน", en = "Again" }\n'
)
ELSEWHERE = (
    '\n[[stage]]\ncode = "island"\ntitle = { th = "เกาะ", en = "Island" }\n'
    'phase = "closed"\nfinal = true\n'
)


@LANGUAGES
def test_every_stage_is_a_box_within_the_picture(language: str) -> None:
    drawing = draw(case.procedure(), language)
    assert {box.stage for box in drawing.boxes} == set(case.procedure().stages)
    assert all(box.x > 0 and box.x + box.width < drawing.width for box in drawing.boxes)
    assert all(box.y + box.height < drawing.height for box in drawing.boxes)


@LANGUAGES
def test_no_box_touches_another(language: str) -> None:
    boxes = draw(case.procedure(), language).boxes
    for above, below in itertools.pairwise(boxes):
        assert above.y + above.height < below.y


def test_stages_stand_in_the_order_in_which_plans_pass_them() -> None:
    codes = [stage.code for stage in ordered(case.procedure())]
    assert codes[:5] == [
        "draft",
        "returned",
        "clinic_review",
        "pcso_endorsement",
        "committee_approval",
    ]
    assert codes.index("conditional") < codes.index("approved") < codes.index("superseded")


def test_a_way_in_a_circle_leads_back_somewhere() -> None:
    procedure = changed.procedure(more=LOOP)
    lines = [line for line in draw(procedure, "en").lines if line.move.name == "again"]
    assert [line.leads_back for line in lines] == [True]


def test_a_stage_that_no_line_reaches_is_drawn_all_the_same() -> None:
    procedure = parse(changed.text(more=ELSEWHERE))
    assert "island" in {box.stage.code for box in draw(procedure, "en").boxes}


@LANGUAGES
def test_every_way_is_a_line_named_once_at_its_box(language: str) -> None:
    drawing, procedure = draw(case.procedure(), language), case.procedure()
    ways = sum(len(m.source) * len(procedure.destinations(m)) for m in procedure.moves)
    assert len(drawing.lines) == ways
    named = [(line.move.name, line.x, line.y) for line in drawing.lines if line.named]
    assert (
        len(named)
        == len(set(named))
        == sum(
            len(_sides(drawing, move.name, source))
            for move in procedure.moves
            for source in move.source
        )
    )


@LANGUAGES
def test_a_line_ends_at_its_stage_and_stays_within_the_picture(language: str) -> None:
    drawing = draw(case.procedure(), language)
    boxes = {box.stage.code: box for box in drawing.boxes}
    for line in drawing.lines:
        edge, end, away = _ends(line)
        assert LANE // 2 < away < drawing.width
        if line.to != "none":
            box = boxes[line.to]
            assert box.y < end < box.y + box.height
            assert edge == (box.x - 1 if line.leads_back else box.x + box.width + 1)


@LANGUAGES
def test_no_two_lines_meet_a_box_at_one_height(language: str) -> None:
    heights: dict[tuple[str, int, bool], set[str]] = {}
    for line in draw(case.procedure(), language).lines:
        start = int(re.match(r"M\d+ (\d+)", line.path)[1])  # type: ignore[index]  # it always does
        for at in (start, _ends(line)[1]):
            heights.setdefault(("", at, line.leads_back), set()).add(line.move.name)
    assert all(len(names) == 1 for names in heights.values())


@LANGUAGES
def test_no_two_moves_share_a_stretch_of_a_lane(language: str) -> None:
    spans: dict[tuple[int, str], list[int]] = {}
    for line in draw(case.procedure(), language).lines:
        start = int(re.match(r"M\d+ (\d+)", line.path)[1])  # type: ignore[index]  # it always does
        spans.setdefault((_ends(line)[2], line.move.name), []).extend((start, _ends(line)[1]))
    for (one, mine), (other, theirs) in itertools.combinations(spans.items(), 2):
        if one[0] == other[0]:
            assert max(mine) < min(theirs) or max(theirs) < min(mine)


def test_words_decide_how_wide_it_is() -> None:
    longer = changed.procedure(('en = "Draft"', 'en = "A draft that has a very long title indeed"'))
    assert draw(longer, "en").boxes[0].width > draw(case.procedure(), "en").boxes[0].width


@LANGUAGES
def test_words_stand_above_their_line_between_the_box_and_every_lane(language: str) -> None:
    drawing = draw(case.procedure(), language)
    (x, right), lanes = _column(drawing), {line: _ends(line)[2] for line in drawing.lines}
    left_lane = max(away for line, away in lanes.items() if line.leads_back)
    right_lane = min(away for line, away in lanes.items() if not line.leads_back)
    for line in drawing.lines:
        size = 7 * sum(category(letter) != "Mn" for letter in line.move.title.text(language))
        assert 0 < _start(line) - line.y < LINE // 2
        if line.leads_back:
            assert left_lane < line.x - size < line.x < x
        else:
            assert right < line.x < line.x + size < right_lane


def test_the_picture_is_no_wider_than_its_lanes() -> None:
    drawing = draw(case.procedure(), "en")
    lanes = [_ends(line)[2] for line in drawing.lines]
    assert 0 < min(lanes) < LANE
    assert 0 < drawing.width - max(lanes) < LANE


def test_a_box_is_no_higher_than_the_lines_at_its_fuller_side() -> None:
    drawing = draw(case.procedure(), "en")
    heights = [(at, line.leads_back) for line in drawing.lines for at in _heights(line)]
    for box in drawing.boxes:
        sides = [
            {at for at, back in heights if back is side and box.y < at < box.y + box.height}
            for side in (True, False)
        ]
        assert box.height < max(77, LINE * (max(map(len, sides)) + 1))


def test_a_line_turns_outward_then_up_or_down_then_back_and_points_at_its_box() -> None:
    for line in draw(case.procedure(), "en").lines:
        start, stop = _heights(line)
        out, down, back, tip = (int(n) for n in _CORNERS.findall(line.path)[0])
        side = -1 if line.leads_back else 1
        assert (out, back) == (7 * side, -7 * side)
        assert down == (7 if stop > start else -7)
        assert tip == 8 * side
        assert line.path.endswith(f"l{-tip} 5l{tip} 5")


@LANGUAGES
def test_what_leads_on_comes_in_above_what_goes_out(language: str) -> None:
    drawing = draw(case.procedure(), language)
    for box in drawing.boxes:
        bottom = box.y + box.height
        on = [line for line in drawing.lines if not line.leads_back]
        coming = [_heights(line)[1] for line in on if box.y < _heights(line)[1] < bottom]
        leaving = [_start(line) for line in on if box.y < _start(line) < bottom]
        assert max(coming, default=0) < min(leaving, default=bottom)


def test_a_short_way_runs_within_a_long_one() -> None:
    lines = [line for line in draw(case.procedure(), "en").lines if line.move.to != RETURNED_BY]
    for one, other in itertools.permutations(lines, 2):
        (low, high), (least, most) = sorted(_heights(one)), sorted(_heights(other))
        single = len(one.move.source) == len(other.move.source) == 1
        if single and one.leads_back is other.leads_back and least < low and high < most:
            lanes = _ends(one)[2], _ends(other)[2]
            assert lanes[0] > lanes[1] if one.leads_back else lanes[0] < lanes[1]


def test_marks_above_and_below_take_no_room() -> None:
    plain, marked = (
        changed.procedure(('th = "ร่าง"', f'th = "{title}"')) for title in ("ก" * 60, "กี่" * 60)
    )
    assert draw(plain, "th").boxes[0].width == draw(marked, "th").boxes[0].width


def _column(drawing: Drawing) -> tuple[int, int]:
    """The left and the right side of the boxes."""
    return drawing.boxes[0].x, drawing.boxes[0].x + drawing.boxes[0].width


def _start(line: Line) -> int:
    return _heights(line)[0]


def _heights(line: Line) -> tuple[int, int]:
    """Where a line begins and where it ends."""
    return int(line.path.split("H")[0].split(" ")[1]), _ends(line)[1]


def _sides(drawing: Drawing, move: str, source: str) -> set[bool]:
    box = next(box for box in drawing.boxes if box.stage.code == source)
    lines = [line for line in drawing.lines if line.move.name == move and line.named]
    return {line.leads_back for line in lines if _is_at(line, box)}


def _is_at(line: Line, box: Box) -> bool:
    return box.y < line.y < box.y + box.height


def _ends(line: Line) -> tuple[int, int, int]:
    """Where a line ends: x, y, and how far away its lane is."""
    found = re.fullmatch(
        r"M\d+ (\d+)H(-?\d+)q(-?\d+) 0 -?\d+ (-?\d+)V(\d+)q0 (-?\d+) -?\d+ -?\d+H(\d+)m.*",
        line.path,
    )
    assert found is not None, line.path
    return int(found[7]), int(found[5]) + int(found[6]), int(found[2]) + int(found[3])
