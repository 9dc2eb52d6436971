"""What is taken, what is refused, and what is kept of a file."""

import contextlib
import io
import random
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from tests import files
from tests.files import HTML, PDF, SVG, office, open_document, photo, picture, zipped
from workflow import uploads
from workflow.thai.words import Words
from workflow.uploads import LARGEST, Unfit, inspect

NAME = "หนังสือยินยอม.pdf"
HONEST = {
    "แผน.pdf": PDF,
    "แผน.PDF": PDF,
    "แผน.docx": office("docx"),
    "แผน.xlsx": office("xlsx"),
    "แผน.odt": open_document("odt"),
    "แผน.ods": open_document("ods"),
    "แผน.png": picture("PNG"),
    "แผน.jpg": picture("JPEG"),
    "แผน.jpeg": picture("JPEG"),
}
BAD_NAMES = {
    "": "file_name_bad",
    ".pdf": "file_name_bad",
    "...pdf": "file_name_bad",
    "../../x.pdf": "file_name_bad",
    "..\\x.pdf": "file_name_bad",
    "x\r\nSet-Cookie: a=b.pdf": "file_name_bad",
    'x" onload="y.pdf': "file_name_bad",
    "<script>alert(1)</script>.pdf": "file_name_bad",
    "x.pdf\x00.png": "file_name_bad",
    "ก" * 97 + "ข.pdf": "file_name_long",
    "แผน": "file_name_bad",
    "แผน.svg": "file_type_unknown",
    "แผน.html": "file_type_unknown",
    "แผน.pdf.exe": "file_type_unknown",
    "แผน.docm": "file_type_unknown",
}


def huge_png() -> bytes:
    """The head of a PNG of 90,000 by 90,000 pixels, in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_of = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_of

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 90_000, 90_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def big_png(pixels: int) -> bytes:
    """The head of a PNG with a few pixels more than a number."""
    content = bytearray(huge_png())
    content[16:24] = struct.pack(">II", pixels // 1000 + 1, 1000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


def liar(says: int) -> bytes:
    """A DOCX of which a part says that it is smaller than it is."""
    content = office(more={"word/big.xml": b"0123456789" * 300})
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", says) + content[at + 28 :]


def marked(offset: int, form: str, value: int) -> bytes:
    """A DOCX with something else in its list of parts, at the last one."""
    content = bytearray(office())
    struct.pack_into(form, content, content.rindex(b"PK\x01\x02") + offset, value)
    return bytes(content)


def linked() -> bytes:
    """A DOCX with a part that is a link."""
    out = io.BytesIO(office())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/media/image1.png")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    """A DOCX with two parts of one name: readers differ about which of them counts."""
    content = office(more={"word/DOCUMENT.xml": b""})
    return content.replace(b"word/DOCUMENT.xml", b"word/document.xml")


BILLION = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
BAD_INSIDE = {
    "empty": ("x.pdf", b"", "file_empty"),
    "a byte too many": ("x.pdf", PDF + b" " * (LARGEST + 1 - len(PDF)), "file_too_large"),
    "HTML as PDF": ("x.pdf", HTML, "file_type_mismatch"),
    "PNG as PDF": ("x.pdf", picture(), "file_type_mismatch"),
    "half a PDF": ("x.pdf", PDF[:40], "file_broken"),
    "PDF and ZIP": ("x.pdf", PDF + office() + b"%%EOF", "file_polyglot"),
    "PDF and HTML": ("x.pdf", PDF[:9] + HTML + PDF[9:], "file_polyglot"),
    "SVG as PNG": ("x.png", SVG, "file_type_mismatch"),
    "JPG as PNG": ("x.png", picture("JPEG"), "file_type_mismatch"),
    "half a PNG": ("x.png", picture(size=(99, 99))[:60], "file_broken"),
    "half a JPG": ("x.jpg", picture("JPEG", (99, 99))[:300], "file_broken"),
    "huge PNG": ("x.png", huge_png(), "file_pixels"),
    "rather huge PNG": ("x.png", big_png(100_000_000), "file_pixels"),
    "big PNG": ("x.png", big_png(uploads.MOST_PIXELS), "file_pixels"),
    "PDF as DOCX": ("x.docx", PDF, "file_type_mismatch"),
    "XLSX as DOCX": ("x.docx", office("xlsx"), "file_type_mismatch"),
    "ODT as ODS": ("x.ods", open_document("odt"), "file_type_mismatch"),
    "ZIP as DOCX": ("x.docx", zipped({"a": b"b"}), "file_type_mismatch"),
    "ZIP as ODT": ("x.odt", zipped({"a": b"b"}), "file_type_mismatch"),
    "empty ZIP": ("x.docx", b"PK\x03\x04" + zipped({}), "file_type_mismatch"),
    "HTML before DOCX": ("x.docx", HTML + office(), "file_type_mismatch"),
    "DOCX and HTML": ("x.docx", office() + HTML, "file_polyglot"),
    "ZIP before DOCX": ("x.docx", b"PK\x03\x04" + office(), "file_polyglot"),
    "a part twice": ("x.docx", twice(), "file_polyglot"),
    "old DOC": ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_encrypted"),
    "password": ("x.docx", marked(8, "<H", 1), "file_encrypted"),
    "link": ("x.docx", linked(), "file_path"),
    "way out": ("x.docx", office(more={"word/../../x": b""}), "file_path"),
    "root": ("x.docx", office(more={"/etc/x": b""}), "file_path"),
    "macros": ("x.docx", office(more={"word/vbaProject.bin": b"x"}), "file_macro"),
    "ActiveX": ("x.docx", office(more={"word/activeX/activeX1.bin": b"x"}), "file_macro"),
    "DOCM as DOCX": ("x.docx", office(main=MACROS), "file_macro"),
    "ODT with Basic": ("x.odt", zipped({"mimetype": b"", "Basic/a.xml": b""}), "file_macro"),
    "bomb": ("x.docx", office(more={"word/a.xml": b"0" * 9_000_000}), "file_bomb"),
    "big bomb": ("x.docx", marked(24, "<I", uploads.MOST_UNPACKED + 1), "file_bomb"),
    "crowd": ("x.docx", office(more={f"{n}": b"" for n in range(1_000)}), "file_bomb"),
    "billion laughs": ("x.docx", office(more={"word/a.xml": BILLION}), "file_bomb"),
    "a lie about size": ("x.docx", liar(30), "file_bomb"),
    "another lie": ("x.docx", liar(3_001), "file_broken"),
    "unknown packing": ("x.docx", marked(10, "<H", 97), "file_broken"),
    "other packing": ("x.docx", zipped({"a": b"b"}, zipfile.ZIP_BZIP2), "file_broken"),
    "damage": ("x.docx", office().replace(b"PK\x01\x02", b"PK\x01\x00"), "file_broken"),
    "no XML": ("x.docx", zipped({"[Content_Types].xml": b"<"}), "file_broken"),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_taken(name: str) -> None:
    upload = inspect(name, HONEST[name])
    assert upload.name == name
    assert upload.media_type == uploads.MEDIA_TYPES[upload.extension]


@pytest.mark.parametrize("name", [n for n in HONEST if not n.endswith(("png", "jpg", "jpeg"))])
def test_what_is_no_picture_is_kept_as_it_came(name: str) -> None:
    assert inspect(name, HONEST[name]).content == HONEST[name]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(Unfit) as refused:
        inspect(name, PDF)
    assert refused.value.code == BAD_NAMES[name]


@pytest.mark.parametrize("case", BAD_INSIDE)
def test_a_bad_file_is_refused(case: str) -> None:
    name, content, code = BAD_INSIDE[case]
    with pytest.raises(Unfit) as refused:
        inspect(name, content)
    assert refused.value.code == code


@pytest.mark.parametrize("name", HONEST)
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(name: str) -> None:
    chance = random.Random(name)
    for _ in range(60):
        content = bytearray(HONEST[name])
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.choice((0, 255, chance.randrange(256)))
        with contextlib.suppress(Unfit):
            inspect(name, bytes(content))


def test_the_largest_file_is_taken() -> None:
    assert inspect(NAME, PDF + b" " * (LARGEST - len(PDF))).extension == "pdf"


def test_a_name_is_kept_in_one_spelling_without_what_turns_its_direction() -> None:
    assert inspect("นํ้า\u202efdp.pdf", PDF).name == "น้ำfdp.pdf"


def test_the_longest_thai_name_is_taken() -> None:
    name = "ก" * 83 + "ab.pdf"
    assert inspect(name, PDF).name == name


def test_a_photo_stands_upright_and_says_nothing_of_place_or_maker() -> None:
    with Image.open(io.BytesIO(inspect("x.jpg", photo()).content)) as image:
        assert image.size == (4, 8)
        assert not image.getexif()
        assert not {"exif", "comment", "icc_profile"} & image.info.keys()


def test_what_hangs_on_a_picture_is_gone() -> None:
    hung = picture() + office() + HTML
    assert b"PK" not in inspect("x.png", hung).content
    assert b"script" not in inspect("x.png", hung).content


def test_a_clear_colour_stays_clear() -> None:
    out = io.BytesIO()
    Image.new("P", (2, 2)).save(out, "PNG", transparency=0)
    with Image.open(io.BytesIO(inspect("x.png", out.getvalue()).content)) as image:
        assert image.info["transparency"] == 0


def test_a_picture_for_print_becomes_one_for_screens() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (2, 2)).save(out, "JPEG")
    with Image.open(io.BytesIO(inspect("x.jpg", out.getvalue()).content)) as image:
        assert image.mode == "RGB"


def test_the_same_picture_twice_is_the_same_bytes() -> None:
    assert inspect("a.jpg", photo()).content == inspect("b.jpg", photo()).content


def test_a_refusal_says_what_the_file_is() -> None:
    with pytest.raises(Unfit) as refused:
        inspect("x.pdf", files.picture())
    assert refused.value.values == {"ending": "pdf", "found": Words("png", "png")}
