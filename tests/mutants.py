"""Change the rules in small ways, one at a time, and see whether a test notices: `make mutants`.

The changes are mutmut's; they are written into a copy of the sources in `mutants/`, where the
tests run as `tests.mutating` says. Prints the score of each module, and what nobody noticed.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import libcst as cst
from mutmut.mutation.file_mutation import mutate_file_contents

from tests.mutating import FOUND, MADE, NOBODY

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "mutants"
COPIED = (
    "workflow",
    "tests",
    "migrations",
    "config.py",
    "wsgi.py",
    "pyproject.toml",
    "docs/workflow.md",
)
RULES = ("workflow/states", "workflow/outline", "workflow/ledger")
SERVICES = ("workflow/services/decide.py", "workflow/services/move_plan.py")
TESTS = {
    "states": ["tests/states"],
    "outline": ["tests/outline"],
    "ledger": ["tests/ledger"],
    "services": [
        f"tests/services/test_{name}.py"
        for name in ("decide", "moves", "undo", "paper_decisions", "certify_item", "supersede_plan")
    ],
}
READS_SOURCES = "tests/states/test_reasons.py::test_every_code_that_is_given_has_a_sentence"
"""It looks for codes of reasons in the text of the rules, so it would meet every change's text."""
QUICKLY = ["--assert=plain", "--capture=no", "-p", "no:logging", "-p", "no:warnings"]
"""A test that fails need not say how."""
EVERY = int(os.environ.get("MUTANTS_EVERY", "1"))
"""Of a module's changes, every so manieth is tried."""
LEAST = 85
"""Per cent of the changes of a module that must be noticed."""
_KEEPS = re.compile(r"(functools\.)?(lru_)?cache\b")
_THEIRS = "from mutmut.mutation.trampoline import wrap_in_trampoline as _mutmut_mutated, MutantDict"
_OURS = "from tests.mutating import keeping, switch as _mutmut_mutated, Functions as MutantDict"


def main(only: list[str]) -> int:
    """Make the changes of the modules that are wanted, try them, tell the score of each."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    copy()
    wanted = [path for one in only for path in sources() if fnmatch(module_of(path), one)]
    made = {name: keys for path in wanted for name, keys in some(change(path)).items()}
    (FOLDER / MADE).write_text(json.dumps(made, indent=0), encoding="utf-8")
    if not made or run(wanted):
        return 1
    lines = (FOLDER / FOUND).read_text(encoding="utf-8").split("\n")
    return tell([json.loads(line) for line in lines if line])


def sources() -> Iterator[Path]:
    """The modules that are changed."""
    for folder in RULES:
        yield from sorted((ROOT / folder).glob("*.py"))
    yield from (ROOT / name for name in SERVICES)


def copy() -> None:
    """Copy what the tests need."""
    for name in COPIED:
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, FOLDER / name)
        else:
            shutil.copy(ROOT / name, FOLDER / name)


def change(path: Path) -> dict[str, list[str]]:
    """Write a module with all its changes, each beside the original; their names by function."""
    name = path.relative_to(ROOT)
    plain = cst.parse_module(path.read_text(encoding="utf-8")).visit(_Undecorated())
    changed = mutate_file_contents(str(name), plain.code)
    (FOLDER / name).write_text(changed.code.replace(_THEIRS, _OURS), encoding="utf-8")
    found: dict[str, list[str]] = defaultdict(list)
    for key in changed.mutant_names:
        found[f"{module_of(path)}:{function_of(key)}"].append(key)
    return found


def module_of(path: Path) -> str:
    """A module's name."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def some(made: dict[str, list[str]]) -> dict[str, list[str]]:
    """A sample of a module's changes, where there is no time for all."""
    keys = [(name, key) for name, keys in made.items() for key in keys][::EVERY]
    return {name: [key for of, key in keys if of == name] for name in made}


class _Undecorated(cst.CSTTransformer):
    """Decorators said after a function and not above it, where mutmut would leave it alone."""

    def leave_FunctionDef(  # noqa: N802 - its name is libcst's
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FlattenSentinel[cst.BaseStatement]:
        name = updated_node.name.value
        words = [_text(one.decorator) for one in reversed(updated_node.decorators)]
        words += ["keeping" for word in words if _KEEPS.match(word)]
        said = [cst.parse_statement(f"{name} = {word}({name})") for word in words]
        return cst.FlattenSentinel([updated_node.with_changes(decorators=[]), *said])


def _text(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def function_of(key: str) -> str:
    """The name of the function, or of the class and method, that a change is of."""
    plain = key.partition("__mutmut_")[0]
    return plain[2:] if plain.startswith("x_") else plain[2:].replace("ǁ", ".")


def run(wanted: list[Path]) -> int:
    """Run the tests that may notice; pytest's exit code."""
    folders = sorted({path.parent.name for path in wanted})
    tests = [test for folder in folders for test in TESTS[folder]]
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutating", "-p", "no:cacheprovider"]
    words += [*QUICKLY, "-k", "not postgresql", f"--deselect={READS_SOURCES}", *tests]
    return subprocess.call(words, cwd=FOLDER, env={"TEST_WORLDS": str(FOLDER), **os.environ})


def tell(found: list[tuple[str, str, str]]) -> int:
    """Print what nobody noticed, and each module's score; 1 when one has too little."""
    modules: dict[str, list[bool]] = defaultdict(list)
    for name, key, noticed in sorted(found):
        modules[name.partition(":")[0]].append(noticed != NOBODY)
        if noticed == NOBODY:
            say(difference(name, key))
    scores = [*modules.items(), ("together", [one for all_ in modules.values() for one in all_])]
    for module, seen in scores:
        say(f"{score(seen):6.1f} %  {sum(seen):5} of {len(seen):<5} {module}")
    return int(any(score(seen) < LEAST for seen in modules.values()))


def say(text: str) -> None:
    """Print."""
    print(text, flush=True)  # noqa: T201 - a command


def score(noticed: list[bool]) -> float:
    """Per cent noticed."""
    return 100 * sum(noticed) / len(noticed)


def difference(name: str, key: str) -> str:
    """How a change differs from the original, with a little of what stands before it."""
    original = f"{key.partition('__mutmut_')[0]}__mutmut_orig"
    before, after = (version(name.partition(":")[0], one) for one in (original, key))
    start = len(os.path.commonprefix([before, after]))
    end = len(os.path.commonprefix([before[start:][::-1], after[start:][::-1]]))
    same, (was, now) = (
        before[:start][-50:],
        (text[start : len(text) - end] for text in (before, after)),
    )
    return f"{name} {key.rpartition('_')[2]}: {' '.join(same.split())} [{was}] -> [{now}]"


def version(module: str, key: str) -> str:
    """The text of one version of a function, without its name."""
    text = (FOLDER / Path(*module.split(".")).with_suffix(".py")).read_text(encoding="utf-8")
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    found = next(node for node in functions if node.name == key)
    return "\n".join(ast.unparse(node) for node in found.body)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["*"]))
