"""Files for tests, honest ones and others, made when they are asked for."""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

from workflow.uploads import MEDIA_TYPES

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def types(main: str) -> bytes:
    """The part of an office file that says what the others are."""
    kinds = f'<Types><Default Extension="xml"/><Override ContentType="{main}"/></Types>'
    return f'<?xml version="1.0"?>{kinds}'.encode()


def office(kind: str = "docx", more: Mapping[str, bytes] | None = None, main: str = "") -> bytes:
    """A small DOCX or XLSX, with more parts if given."""
    said = main or f"{MEDIA_TYPES[kind]}.main+xml"
    parts = {"[Content_Types].xml": types(said), "word/document.xml": b"<w:document/>"}
    return zipped({**parts, **(more or {})})


def open_document(kind: str = "odt") -> bytes:
    """A small ODT or ODS."""
    parts = {"mimetype": MEDIA_TYPES[kind].encode(), "content.xml": b"<office:document/>"}
    return zipped(parts, zipfile.ZIP_STORED)


def picture(form: str = "PNG", size: tuple[int, int] = (8, 4), **more: object) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()


def photo() -> bytes:
    """A JPG as a telephone makes it: it lies on its side, and says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825)[2] = (18.0, 47.0, 12.0)
    return picture("JPEG", exif=exif, comment=b"at home")
