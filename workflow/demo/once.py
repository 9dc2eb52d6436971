"""Load the demo world at the first start, whole or not at all.

Its plans come by many acts, each with a commit of its own. A marker file says that a load is under
way: a start that finds it begins anew, since half a world would be taken for a whole one.
"""

from pathlib import Path

from workflow.demo.generate import SEED
from workflow.demo.load import NotLoaded, load
from workflow.extensions import settings
from workflow.queries.people import any_person

_SUFFIXES = ("", "-wal", "-shm")


def clear_half_loaded() -> None:
    """Remove what a load that was cut short has left. Raises NotLoaded where the database is not
    the demo's own file.
    """
    if not _marker().exists():
        return
    if settings().database_url:
        raise NotLoaded(
            "loading the demo world was cut short: empty the database, then start again"
        )
    file = settings().database.removeprefix("sqlite:///")
    for suffix in _SUFFIXES:
        Path(file + suffix).unlink(missing_ok=True)
    _marker().unlink()


def load_once(seed: int | None = SEED) -> bool:
    """Load the demo world unless somebody is there already; return whether it was loaded.

    seed: as for `load`.
    """
    if not settings().is_demo or any_person():
        return False
    _marker().touch()
    load(seed)
    _marker().unlink()
    return True


def _marker() -> Path:
    return settings().folder / "demo-loading"
