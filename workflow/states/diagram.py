"""A procedure as a picture: Mermaid text, made from the file."""

from workflow.states.procedure import Procedure


def mermaid(procedure: Procedure, language: str) -> str:
    """A state diagram of a procedure in Mermaid's language, "th" or "en" words."""
    lines = ["stateDiagram-v2", "  direction LR"]
    lines += [f'  state "{s.title.text(language)}" as {s.code}' for s in procedure.stages]
    lines.append(f"  [*] --> {procedure.first.code}")
    for move in procedure.moves:
        for source in move.source:
            for to in procedure.destinations(move):
                lines.append(f"  {source} --> {to}: {move.title.text(language)}")
    lines += [f"  {stage.code} --> [*]" for stage in procedure.stages if stage.final]
    return "\n".join(lines) + "\n"
