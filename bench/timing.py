"""Times in turns: a round of each way, then the next round; the median of the rounds."""

import statistics
import time
from collections.abc import Callable, Mapping

Way = Callable[[], object]
ROUNDS = 5


def in_turns(
    ways: Mapping[str, Way], times: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Seconds that one call of each way takes: each round's mean, the median of the rounds."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = clock()
            for _ in range(times):
                way()
            found[name].append((clock() - began) / times)
    return {name: statistics.median(taken) for name, taken in found.items()}
