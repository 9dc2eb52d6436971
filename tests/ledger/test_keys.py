"""The ledger's keys: made once, kept to oneself, read again."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workflow.ledger.keys import KEY_ID, Keys


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_are_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "keys"
    Keys.at(folder)
    assert mode(folder) == 0o700
    found = {path.name: mode(path) for path in folder.iterdir()}
    assert found == {"checkpoint": 0o600, "ledger-k1": 0o600}


def test_keys_are_read_again_as_they_were_made(tmp_path: Path) -> None:
    first, again = Keys.at(tmp_path), Keys.at(tmp_path)
    assert first.chain == again.chain
    assert first.public_hex == again.public_hex


def test_a_chain_key_has_32_bytes_and_is_nobody_elses(tmp_path: Path) -> None:
    keys, others = Keys.at(tmp_path / "a"), Keys.at(tmp_path / "b")
    assert [len(key) for key in keys.chain.values()] == [32]
    assert keys.chain[KEY_ID] != others.chain[KEY_ID]
    assert keys.public_hex != others.public_hex


def test_keys_of_before_a_rotation_stay_readable(tmp_path: Path) -> None:
    (tmp_path / "ledger-k0").write_bytes(b"0" * 32)
    keys = Keys.at(tmp_path)
    assert set(keys.chain) == {"k0", KEY_ID}
    assert keys.chain["k0"] == b"0" * 32


def test_who_comes_at_the_same_time_gets_the_same_keys(tmp_path: Path) -> None:
    together = Barrier(2)

    def come(folder: Path) -> tuple[bytes, str]:
        together.wait()
        keys = Keys.at(folder)
        return keys.chain[KEY_ID], keys.public_hex

    with ThreadPoolExecutor(2) as threads:
        for n in range(50):
            one, other = threads.map(come, [tmp_path / f"{n}"] * 2)
            assert one == other


def test_the_public_key_checks_what_the_private_one_signed(tmp_path: Path) -> None:
    keys = Keys.at(tmp_path)
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys.public_hex))
    public.verify(keys.signing.sign(b"text"), b"text")
