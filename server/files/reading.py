"""From a file to a sheet."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Sheet
from server.files.delimited import read_csv, read_tsv
from server.files.encoding import decode
from server.files.limits import COMMAND_LINE, UPLOAD, Limits
from server.files.old_workbook import read_old_workbook
from server.files.open_document import read_open_document
from server.files.workbook import read_workbook

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
WORKBOOKS: Mapping[str, Callable[[str, bytes, str | None, Limits], Sheet]] = {
    ".xlsx": read_workbook,
    ".xls": read_old_workbook,
    ".ods": read_open_document,
}
FOREIGN_SIGNATURES = {
    OLE_SIGNATURE: "OLD_OR_LOCKED_WORKBOOK",
    b"%PDF": "NOT_A_TABLE",
    b"\x89PNG": "NOT_A_TABLE",
    b"\xff\xd8\xff": "NOT_A_TABLE",
    b"GIF8": "NOT_A_TABLE",
    b"Rar!": "NOT_A_TABLE",
    b"7z\xbc\xaf": "NOT_A_TABLE",
    b"\x1f\x8b": "NOT_A_TABLE",
    b"SQLite format 3": "NOT_A_TABLE",
}


def read_file(path: Path, *, sheet_name: str | None = None, limits: Limits = COMMAND_LINE) -> Sheet:
    """Return the table in a .csv, .tsv, .xlsx, .xls or .ods file; see `read_content`."""
    if not path.is_file():
        raise FileRefused(path.name, "NO_SUCH_FILE")
    if path.stat().st_size > limits.file_bytes:
        raise FileRefused(path.name, "FILE_TOO_LARGE", value=f"{limits.file_bytes // 1024**2} MB")
    return read_content(path.name, path.read_bytes(), sheet_name=sheet_name, limits=limits)


def read_content(file_name: str, content: bytes, *, sheet_name: str | None = None, limits: Limits = UPLOAD) -> Sheet:
    """Return the table in the content of a .csv, .tsv, .xlsx, .xls or .ods file, within `limits`.

    Text is UTF-8 or GB18030; a .tsv is never unquoted. Of a workbook the sheet `sheet_name` is taken, else the
    first visible one that holds anything.

    Raises
    ------
    FileRefused
        With the line and column where there is one; hostile files end here too, in bounded memory.
    """
    if len(content) > limits.file_bytes:
        raise FileRefused(file_name, "FILE_TOO_LARGE", value=f"{limits.file_bytes // 1024**2} MB")
    kind = PurePath(file_name).suffix.lower()
    if kind not in {".csv", ".tsv", *WORKBOOKS}:
        raise FileRefused(file_name, "UNKNOWN_KIND", value=kind)
    _check_signature(file_name, kind, content)
    if kind in WORKBOOKS:
        sheet = WORKBOOKS[kind](file_name, content, sheet_name, limits)
    else:
        read = read_tsv if kind == ".tsv" else read_csv
        sheet = read(file_name, decode(file_name, content), limits)
    if not sheet.lines:
        raise FileRefused(file_name, "EMPTY_FILE")
    return sheet


def _check_signature(file_name: str, kind: str, content: bytes) -> None:
    is_zip = content.startswith(ZIP_SIGNATURE)
    if kind == ".xls" and content.startswith(OLE_SIGNATURE):
        return
    for signature, code in FOREIGN_SIGNATURES.items():
        if content.startswith(signature):
            raise FileRefused(file_name, code)
    if kind in WORKBOOKS and not is_zip:
        raise FileRefused(file_name, "NOT_A_WORKBOOK" if content else "EMPTY_FILE", value=kind)
    if kind not in {".xlsx", ".ods"} and is_zip:
        raise FileRefused(file_name, "WORKBOOK_UNDER_OTHER_NAME", value=kind)
