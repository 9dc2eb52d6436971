"""Draws that depend on nothing but their seed, and texts filled with what was drawn."""

import random
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Draw:
    """Choices that are the same for the same seed; every plan draws from a seed of its own."""

    def __init__(self, *seed: object):
        self._random = random.Random(":".join(map(str, seed)))  # noqa: S311 - texts, no secrets

    def one(self, items: Sequence[T]) -> T:
        """One of them."""
        return items[self._random.randrange(len(items))]

    def some(self, items: Sequence[T], n: int) -> list[T]:
        """So many of them, in the order in which they stand."""
        chosen = sorted(self._random.sample(range(len(items)), min(n, len(items))))
        return [items[place] for place in chosen]

    def mixed(self, items: Sequence[T]) -> list[T]:
        """All of them, in another order."""
        return self._random.sample(list(items), len(items))

    def number(self, limits: Sequence[int], step: int = 1) -> int:
        """A whole number within limits, both included, counted in steps from the lower."""
        low, high = limits
        return low + step * self._random.randint(0, (high - low) // step)

    def chance(self, per_cent: int) -> bool:
        """Yes in so many of a hundred cases."""
        return self._random.randrange(100) < per_cent


def filled(data: Any, values: Mapping[str, object]) -> Any:
    """The same data with the {placeholders} of every text filled in."""
    if isinstance(data, str):
        return data.format_map(values)
    if isinstance(data, dict):
        return {key: filled(value, values) for key, value in data.items()}
    return [filled(value, values) for value in data] if isinstance(data, list) else data


def listed(items: Sequence[str]) -> str:
    """Long items in a Thai sentence: ก ข และค."""
    *first, last = items
    return f"{' '.join(first)} และ{last}" if first else last
