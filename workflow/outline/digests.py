"""Digests of a plan's text: what a move binds, and what a revision freezes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workflow.canonical import canonical_json, digest


def section_digest(body: Mapping[str, Any]) -> str:
    """SHA-256 of a section's stored body, 64 hexadecimal digits. Raises TypeError on floats."""
    return digest(dict(body))


def plan_digest(
    outline_name: str,
    outline_version: int,
    section_digests: Sequence[str],
    file_digests: Iterable[str],
) -> str:
    """SHA-256 of a whole plan: outline and version, sections in the outline's order, files.

    Files are a set: neither the order in which they came nor a second copy makes a difference.
    """
    return digest(
        {
            "files": sorted(set(file_digests)),
            "outline": {"name": outline_name, "version": outline_version},
            "sections": list(section_digests),
        }
    )


def frozen(sections: Mapping[str, Any]) -> dict[str, Any]:
    """A revision's whole text in canonical form: NFC, sorted keys, sharing nothing with the input.

    Raises TypeError on what has no canonical form.
    """
    kept: dict[str, Any] = json.loads(canonical_json(dict(sections)))
    return kept
