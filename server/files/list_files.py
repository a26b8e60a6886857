"""The readers and writers of lists, put together for whoever takes lists in by upload."""

from resolvers.lists.list_files import ListFiles
from resolvers.lists.sheet import Sheet
from server.files.limits import UPLOAD
from server.files.reading import read_content
from server.files.writing import csv_of, workbook_of


def _read(file_name: str, content: bytes, sheet_name: str) -> Sheet:
    return read_content(file_name, content, sheet_name=sheet_name or None, limits=UPLOAD)


LIST_FILES = ListFiles(read=_read, workbook=workbook_of, csv=csv_of)
