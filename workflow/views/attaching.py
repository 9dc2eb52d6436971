"""How files of a plan are said and drawn: what kind they are, how large, where they are used."""

from typing import Any

from flask import g, request, url_for
from flask_babel import gettext

from workflow.containers import MEGABYTE
from workflow.outline.attached import FILES
from workflow.outline.fields import Field
from workflow.queries.files import file_names
from workflow.queries.reference import names_of
from workflow.thai.words import Words
from workflow.uploads import MEDIA_TYPES

ACCEPTED = ",".join(f".{ending}" for ending in MEDIA_TYPES)
"""What a browser offers to choose from."""


def is_file(one: Field) -> bool:
    """Whether a field names a file of the plan."""
    return one.refers_to == FILES


def names_files(table: Field) -> bool:
    """Whether rows of a table name files."""
    return any(is_file(column) for column in table.stored)


def names(refers_to: str) -> dict[str, Words]:
    """Names by code of what a field refers to; files by their digest are those of the plan that
    this page is of, read once a page."""
    return names_of_files() if refers_to == FILES else names_of(refers_to)


def names_of_files() -> dict[str, Words]:
    """Names of the files of the plan that this page is of, by digest."""
    if "file_names" not in g:
        plan_id = (request.view_args or {}).get("plan_id")
        g.file_names = file_names(plan_id) if plan_id else {}
    found: dict[str, Words] = g.file_names
    return found


def file_way(digest: Any) -> str:
    """Where a file is handed out; nowhere when the plan does not know it."""
    if digest not in names_of_files():
        return ""
    return url_for("files.file", plan_id=(request.view_args or {})["plan_id"], digest=digest)


def file_kind(media_type: str) -> str:
    """A media type in words."""
    said = {
        "pdf": gettext("PDF document"),
        "docx": gettext("Word document (DOCX)"),
        "xlsx": gettext("Excel workbook (XLSX)"),
        "odt": gettext("OpenDocument text (ODT)"),
        "ods": gettext("OpenDocument spreadsheet (ODS)"),
        "png": gettext("PNG picture"),
        "jpg": gettext("JPG picture"),
    }
    return str(next(said[ending] for ending in said if MEDIA_TYPES[ending] == media_type))


def file_size(size: int) -> str:
    """Bytes as people say them."""
    if size < MEGABYTE:
        return str(gettext("%(size)s kB", size=max(1, round(size / 1000))))
    return str(gettext("%(size)s MB", size=f"{size / MEGABYTE:.1f}"))


FILTERS = {
    "is_file": is_file,
    "names_files": names_files,
    "file_way": file_way,
    "file_kind": file_kind,
    "file_size": file_size,
}
