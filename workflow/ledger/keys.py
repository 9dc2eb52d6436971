"""The ledger's keys: files of mode 0600, outside the database and its backups."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from config import make_once

KEY_ID = "k1"
"""Name of the chain key in use; a rotation makes the next."""


@dataclass(frozen=True, slots=True)
class Keys:
    """chain: HMAC keys by key id; signing: the Ed25519 key of checkpoints."""

    chain: dict[str, bytes]
    signing: Ed25519PrivateKey

    @classmethod
    def at(cls, folder: Path) -> "Keys":
        """Read the keys in a folder; what is missing is made, once, whoever comes first."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_once(folder / f"ledger-{KEY_ID}", lambda: secrets.token_bytes(32))
        make_once(folder / "checkpoint", _new_signing_key)
        chain = {path.name.removeprefix("ledger-"): path for path in folder.glob("ledger-*")}
        return cls(
            {name: path.read_bytes() for name, path in chain.items()},
            Ed25519PrivateKey.from_private_bytes((folder / "checkpoint").read_bytes()),
        )

    @property
    def public(self) -> Ed25519PublicKey:
        """The key with which anyone can check a checkpoint."""
        return self.signing.public_key()

    @property
    def public_hex(self) -> str:
        """The public key, 64 hexadecimal digits."""
        raw = self.public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return raw.hex()


def _new_signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.Raw,
        serialization.PrivateFormat.Raw,
        serialization.NoEncryption(),
    )
