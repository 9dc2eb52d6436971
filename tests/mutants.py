"""The score of `make mutants`: how many changes of the rules the tests noticed, by module."""

import json
import sys
from collections import Counter
from pathlib import Path

FOLDER = Path("mutants") / "workflow"
LEAST = 85
"""Per cent of the mutants that were tried and must be noticed."""
_SURVIVED, _UNTESTED = 0, 33
"""Exit codes that mutmut keeps: no test failed, no test reaches the function."""


def main() -> int:
    """Print each module's score; 1 when together they score too little, or nothing was tried."""
    tried = {path: outcomes(path) for path in sorted(FOLDER.rglob("*.meta"))}
    together: Counter[str] = sum(tried.values(), Counter())
    lines = [line(path.stem, found) for path, found in tried.items() if found]
    print("\n".join([*lines, line("together", together)]))  # noqa: T201 - a command
    return int(score(together) < LEAST)


def line(name: str, found: Counter[str]) -> str:
    """A module's score in a line."""
    return f"{score(found):6.1f} %  {found['noticed']:5} of {found.total():<5} {name}"


def outcomes(path: Path) -> Counter[str]:
    """How many mutants of a module were noticed, and how many not. Those not tried are left out."""
    codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].values()
    missed = (_SURVIVED, _UNTESTED)
    return Counter("missed" if c in missed else "noticed" for c in codes if c is not None)


def score(found: Counter[str]) -> float:
    """Per cent noticed; 0 when nothing was tried."""
    return 100 * found["noticed"] / found.total() if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
