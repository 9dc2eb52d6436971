"""Look into a file that somebody brings: is it of a kind that a plan may have, whole, and inert?

Its name's ending, its first bytes and its inside must agree. What comes out is safe to keep and to
hand out: images are made anew, without what a camera wrote beside them (place, time, maker).
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import filetype
from defusedxml import DefusedXmlException, ElementTree
from PIL import Image

from workflow.containers import MEGABYTE, OLD_OFFICE, ZIP, grows, is_locked, runs_something
from workflow.thai.text import clean
from workflow.thai.words import Words

LARGEST = 20 * MEGABYTE
"""Bytes of one file."""
LARGEST_REQUEST = LARGEST + 100_000
"""Bytes of a request that brings one, with what its form says beside."""
LONGEST_NAME = 255
"""Bytes of a name in UTF-8; a Thai character takes three."""
MOST_PIXELS = 50_000_000
MOST_UNPACKED = 100 * MEGABYTE

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
"""By the ending of a name: what a plan may have."""

_BAD_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE, _LONGEST_ZIP_END = 22, 22 + 65_535
_PAGE = re.compile(rb"<(?:!doctype|html|script|svg)", re.IGNORECASE)
_HEAD = 1_024
_CONTENT_TYPES = "[Content_Types].xml"
_ENTITY = b"<!ENTITY"
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by what its camera says of how it was held."""
_DAMAGE = (
    *(OSError, EOFError, SyntaxError, ValueError, LookupError, OverflowError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
"""What the libraries say of a file that is not whole."""
_UNKNOWN = Words("ไม่ทราบชนิด", "of no known kind")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept. name: as people typed it, in NFC. content: what to keep of it."""

    name: str
    media_type: str
    extension: str
    content: bytes


class Unfit(Exception):
    """A file that is not taken. code, values: of the sentence in `states/reasons.toml`."""

    def __init__(self, code: str, **values: object):
        self.code = code
        self.values = values
        super().__init__(code)


def inspect(name: str, content: bytes) -> Upload:
    """A file as it is to be kept. Raises Unfit."""
    name, extension = _named(name)
    if not content:
        raise Unfit("file_empty")
    _fits(content)
    kind = "jpg" if extension == "jpeg" else extension
    kept = _INSIDE[kind](content, kind)
    return Upload(name, MEDIA_TYPES[kind], kind, _fits(kept))


def _named(name: str) -> tuple[str, str]:
    """A clean name and its ending, in small letters."""
    if _BAD_IN_NAMES.search(name):
        raise Unfit("file_name_bad")
    name = clean(name)
    stem, _, extension = name.rpartition(".")
    extension = extension.lower()
    if not stem.strip(". "):
        raise Unfit("file_name_bad")
    if extension not in MEDIA_TYPES:
        raise Unfit("file_type_unknown", ending=extension[:20])
    if len(name.encode()) > LONGEST_NAME:
        raise Unfit("file_name_long", most=LONGEST_NAME // 3)
    return name, extension


def _fits(content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise Unfit("file_too_large", most=LARGEST // MEGABYTE)
    return content


def _mismatch(content: bytes, kind: str) -> Unfit:
    found = filetype.guess(content)
    said = Words(found.extension, found.extension) if found else _UNKNOWN
    return Unfit("file_type_mismatch", ending=kind, found=said)


def _pdf(content: bytes, kind: str) -> bytes:
    if not content.startswith(_MAGIC[kind]):
        raise _mismatch(content, kind)
    if _PAGE.search(content[:_HEAD]) or _ZIP_END in content[-_LONGEST_ZIP_END:]:
        raise Unfit("file_polyglot")
    if b"%%EOF" not in content.rstrip(b"\0\t\n\r ")[-_HEAD:]:
        raise Unfit("file_broken")
    return content


def _image(content: bytes, kind: str) -> bytes:
    if not content.startswith(_MAGIC[kind]):
        raise _mismatch(content, kind)
    form = "PNG" if kind == "png" else "JPEG"
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit("file_pixels", most=MOST_PIXELS // 1_000_000)
            return _anew(image, form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("file_pixels", most=MOST_PIXELS // 1_000_000) from error
    except _DAMAGE as error:
        raise Unfit("file_broken") from error


def _anew(image: Image.Image, form: str) -> bytes:
    """The picture alone, upright: nothing that stood beside it in the file."""
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    upright = image.transpose(turn) if turn else image.copy()
    if form == "JPEG" and upright.mode not in ("L", "RGB"):
        upright = upright.convert("RGB")
    clear = upright.info.get("transparency")
    upright.info = {} if clear is None else {"transparency": clear}
    out = io.BytesIO()
    upright.save(out, form, quality=90)
    return out.getvalue()


def _container(content: bytes, kind: str) -> bytes:
    if content.startswith(OLD_OFFICE):
        raise Unfit("file_encrypted")
    if not content.startswith(ZIP):
        raise _mismatch(content, kind)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _inert(archive, content)
            if _says(archive, kind) != MEDIA_TYPES[kind]:
                raise _mismatch(content, kind)
    except _DAMAGE as error:
        raise Unfit("file_broken") from error
    return content


def _inert(archive: zipfile.ZipFile, content: bytes) -> None:
    """Refuse a container that runs something, grows without bound, or is two files in one."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if content[-_ZIP_END_SIZE:][:4] != _ZIP_END or len(set(names)) < len(names):
        raise Unfit("file_polyglot")
    if entries and min(entry.header_offset for entry in entries) > 0:
        raise Unfit("file_polyglot")
    if is_locked(entries):
        raise Unfit("file_encrypted")
    if any(_leads_out(entry) for entry in entries):
        raise Unfit("file_path")
    _bounded(entries)
    for entry in entries:
        archive.open(entry).close()
        if _ENTITY in _unpacked(entry, content):
            raise Unfit("file_bomb")


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    if runs_something(entries):
        raise Unfit("file_macro")
    if grows(entries, MOST_UNPACKED):
        raise Unfit("file_bomb")


def _unpacked(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    """An entry's bytes, unpacked no further than it says that it goes."""
    names = struct.unpack_from("<HH", content, entry.header_offset + 26)
    start = entry.header_offset + 30 + sum(names)
    packed = content[start : start + entry.compress_size]
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unfit("file_broken")
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        packed = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
    if len(packed) > entry.file_size:
        raise Unfit("file_bomb")
    if (len(packed), zlib.crc32(packed)) != (entry.file_size, entry.CRC):
        raise Unfit("file_broken")
    return packed


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a link, or is named by a way out of where it would be unpacked."""
    parts = entry.filename.replace("\\", "/").split("/")
    return stat.S_ISLNK(entry.external_attr >> 16) or ".." in parts or parts[0] in ("", "~")


def _says(archive: zipfile.ZipFile, kind: str) -> str:
    """The media type that a container gives itself; empty when it gives none."""
    names = archive.namelist()
    if kind in ("odt", "ods"):
        return archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
    if _CONTENT_TYPES not in names:
        return ""
    types = list(_part_types(archive.read(_CONTENT_TYPES)))
    if any("macroenabled" in found or "vbaproject" in found for found in types):
        raise Unfit("file_macro")
    main = f"{MEDIA_TYPES[kind]}.main+xml"
    return MEDIA_TYPES[kind] if main in types else ""


def _part_types(text: bytes) -> Iterator[str]:
    try:
        for part in ElementTree.fromstring(text):
            yield part.get("ContentType", "").lower()
    except (ParseError, DefusedXmlException) as error:
        raise Unfit("file_broken") from error


_INSIDE: dict[str, Callable[[bytes, str], bytes]] = {
    "pdf": _pdf,
    "docx": _container,
    "xlsx": _container,
    "odt": _container,
    "ods": _container,
    "png": _image,
    "jpg": _image,
}
