"""Build the static files: names by content, fonts as WOFF2, everything compressed once.

Runs without the app, which needs what it makes: `python -m workflow.cli.build_assets`.
"""

import gzip
import hashlib
import io
import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import brotli
import fontpkg
from fontTools.ttLib import TTFont

STATIC = Path(__file__).parents[1] / "static"
BUILT = STATIC / "built"
_WEIGHTS = {"sarabun-400.woff2": "Sarabun-Regular.ttf", "sarabun-600.woff2": "Sarabun-SemiBold.ttf"}
_URL = re.compile(r'url\("([\w.-]+)"\)')
_MAP = re.compile(rb"/\*# sourceMappingURL=.*?\*/\s*$")


def build() -> dict[str, str]:
    """Write every built file and the manifest; return the manifest."""
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    names: dict[str, str] = {}
    sources = _sources()
    for name in sorted(sources, key=lambda name: name.endswith(".css")):
        names[name] = _write(fresh, name, _linked(name, sources[name], names))
    (fresh / "manifest.json").write_text(json.dumps(names, indent=1, sort_keys=True))
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    return names


def _sources() -> dict[str, bytes]:
    ours = [*STATIC.iterdir(), *(STATIC / "marks").iterdir()]
    found = {path.name: path.read_bytes() for path in ours if path.is_file()}
    bootstrap = files("flask_bootstrap") / "static/bootstrap5/css/bootstrap.min.css"
    found["bootstrap.css"] = _MAP.sub(b"", bootstrap.read_bytes())
    folder = Path(str(fontpkg.path("Sarabun"))).parent
    for name, font in _WEIGHTS.items():
        found[name] = _woff2(folder / font)
    return found


def _woff2(path: Path) -> bytes:
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _linked(name: str, content: bytes, names: dict[str, str]) -> bytes:
    """Let a stylesheet of ours name the built files."""
    if name != "theme.css":
        return content
    return _URL.sub(lambda found: f'url("{names[found[1]]}")', content.decode()).encode()


def _write(folder: Path, name: str, content: bytes) -> str:
    stem, suffix = Path(name).stem, Path(name).suffix
    built = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{suffix}"
    (folder / built).write_bytes(content)
    if suffix != ".woff2":
        (folder / f"{built}.br").write_bytes(brotli.compress(content, quality=11))
        (folder / f"{built}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return built


if __name__ == "__main__":
    build()
