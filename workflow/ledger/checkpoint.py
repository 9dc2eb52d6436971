"""A signed list of every chain's end. Kept outside, it is the promise that nothing is lost."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workflow.canonical import canonical_json
from workflow.ledger.keys import Keys

_LABEL = b"checkpoint/v1\0"


class BadCheckpoint(ValueError):
    """A file is no checkpoint, or its signature does not fit."""


def make(keys: Keys, at: str, heads: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """Sign the ends of all chains at an instant (UTC, ISO 8601)."""
    listed = {subject: [n, digest] for subject, (n, digest) in heads.items()}
    body = {"at": at, "heads": listed, "root": root(heads), "key": keys.public_hex}
    signature = keys.signing.sign(_LABEL + canonical_json(body)).hex()
    return {**body, "signature": signature}


def root(heads: Mapping[str, tuple[int, str]]) -> str:
    """One digest over all ends, short enough to print on paper."""
    listed = [[subject, n, digest] for subject, (n, digest) in sorted(heads.items())]
    return hashlib.sha256(canonical_json(listed)).hexdigest()


def read(text: str, public: Ed25519PublicKey) -> dict[str, tuple[int, str]]:
    """The heads of a checkpoint whose signature fits. Raises BadCheckpoint."""
    try:
        body = json.loads(text)
        signature = bytes.fromhex(body.pop("signature"))
        public.verify(signature, _LABEL + canonical_json(body))
        return {subject: (int(n), str(digest)) for subject, (n, digest) in body["heads"].items()}
    except InvalidSignature as wrong:
        raise BadCheckpoint("its signature does not fit") from wrong
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise BadCheckpoint("it is no checkpoint") from wrong
