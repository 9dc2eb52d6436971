"""Procedures as a document: each in Thai, then in English, as Markdown made from its file."""

from collections.abc import Iterator, Sequence

from workflow.states import telling
from workflow.states.diagram import mermaid
from workflow.states.procedure import Move, Procedure, Stage
from workflow.states.telling import word
from workflow.thai.words import Words

_LANGUAGES = {"th": "ไทย", "en": "English"}
_MADE = "<!-- Made by `make words` from the procedures' files; change those, not this. -->"


def markdown(*procedures: Procedure) -> str:
    """The whole of some procedures, for people to read."""
    title = word("title")
    lines = [f"# {title.th} · {title.en}", "", _MADE]
    for procedure in procedures:
        lines += _whole(procedure)
    return "\n".join(lines) + "\n"


def _whole(procedure: Procedure) -> list[str]:
    title, lines = procedure.title, list[str]()
    for language, name in _LANGUAGES.items():
        lines += ["", f"## {title.text(language)} ({name})"]
        lines += ["", "```mermaid", mermaid(procedure, language).rstrip("\n"), "```"]
        lines += _stages(procedure, language)
        lines += ["", f"### {word('moves').text(language)}"]
        for move in procedure.moves:
            lines += _move(procedure, move, language)
        lines += ["", f"### {word('checks').text(language)}", ""]
        lines += [
            f"{n}. {check.title.text(language)}" for n, check in enumerate(procedure.checks, 1)
        ]
    return lines


def _stages(procedure: Procedure, language: str) -> Iterator[str]:
    heads = [word(name).text(language) for name in ("stage", "phase", "held_by", "working_days")]
    phases = dict(procedure.phases)
    yield from ("", f"### {word('stages').text(language)}", "")
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|"
    for stage in procedure.stages:
        cells = (stage.title, phases[stage.phase], telling.holder(stage), _days(stage))
        yield f"| {' | '.join(cell.text(language) for cell in cells)} |"


def _days(stage: Stage) -> Words:
    if stage.working_days:
        return Words(str(stage.working_days), str(stage.working_days))
    return word("no_days") if stage.held_by else Words("–", "–")


def _move(procedure: Procedure, move: Move, language: str) -> Iterator[str]:
    parts: dict[str, Sequence[Words]] = {
        "who": telling.makers(move),
        "from": telling.sources(procedure, move),
        "to": [telling.destination(procedure, move)],
        "needs": telling.needs(move),
        "asks": telling.asks(move),
        "notes": telling.effects(move),
        "told": telling.told(move),
    }
    yield from ("", f"#### {move.title.text(language)} (`{move.name}`)", "")
    for name, said in parts.items():
        if said:
            texts = "; ".join(words.text(language) for words in said)
            yield f"- **{word(name).text(language)}:** {texts}"
