"""Hold the budgets of the house: lengths, nesting, parameters. Prints what is over; exits 1."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE, FUNCTION, VIEW, JOB, TEST, NESTING, PARAMETERS = 300, 40, 25, 15, 30, 3, 5
PAGE, COMPONENT = 120, 80
_UNEXPLAINED = re.compile(r"#\s*(noqa(:\s*[\w,]+)?|type:\s*ignore(\[[\w,-]+\])?)\s*$")
_OPEN_ENDS = re.compile(r"\b(TO[D]O|FIX[M]E)\b")
_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
_FORBIDDEN = re.compile(r"\|\s*safe\b|\sstyle=\"|\son[a-z]+=\"")


def main() -> int:
    """Check every file; return the exit code."""
    faults = [*python_faults(), *template_faults()]
    print("\n".join(faults) or "budgets: held")  # noqa: T201 - a command
    return 1 if faults else 0


def python_faults() -> Iterator[str]:
    """What is over budget in Python files."""
    for path in sorted(ROOT.glob("**/*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith((".venv", "migrations/versions", "mutants", "build")):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        if len(lines) > FILE:
            yield f"{name}: {len(lines)} lines, at most {FILE}"
        for number, line in enumerate(lines, 1):
            if _UNEXPLAINED.search(line) or _OPEN_ENDS.search(line):
                yield f"{name}:{number}: give the reason: {line.strip()[:70]}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                yield from _function_faults(name, node)


def _function_faults(name: str, node: ast.FunctionDef) -> Iterator[str]:
    where = f"{name}:{node.lineno}: {node.name}"
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if lines > _longest(name):
        yield f"{where}: {lines} lines, at most {_longest(name)}"
    if (depth := _depth(node)) > NESTING:
        yield f"{where}: nested {depth} deep, at most {NESTING}"
    arguments = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    own = [a for a in arguments if a not in ("self", "cls")]
    if len(own) > PARAMETERS and not name.startswith("tests/"):
        yield f"{where}: {len(own)} parameters, at most {PARAMETERS}"


def _longest(name: str) -> int:
    if name.startswith("tests/"):
        return TEST
    if name.startswith("workflow/views/"):
        return VIEW
    return JOB if name.startswith("workflow/jobs/") else FUNCTION


def _depth(node: ast.AST, depth: int = 0) -> int:
    deepest = depth
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and [child] == node.orelse and isinstance(child, ast.If)
        inside = depth + (isinstance(child, _BLOCKS) and not is_elif)
        if not isinstance(child, ast.FunctionDef):
            deepest = max(deepest, _depth(child, inside))
    return deepest


def template_faults() -> Iterator[str]:
    """What is over budget, or forbidden, in templates."""
    for path in sorted((ROOT / "workflow/templates").glob("**/*.*")):
        name = path.relative_to(ROOT).as_posix()
        lines = path.read_text(encoding="utf-8").split("\n")
        most = COMPONENT if "/components/" in name or path.name.startswith("_") else PAGE
        if len(lines) > most:
            yield f"{name}: {len(lines)} lines, at most {most}"
        for number, line in enumerate(lines, 1):
            if _FORBIDDEN.search(line):
                yield f"{name}:{number}: |safe, inline style or handler: {line.strip()[:70]}"


if __name__ == "__main__":
    sys.exit(main())
