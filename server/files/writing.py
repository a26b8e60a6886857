"""From a list to a file: .xlsx laid out for printing, .csv for other programs."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter

from resolvers.lists.list_table import ListTable
from resolvers.lists.refusals import FileRefused
from server.files.cells import DANGEROUS_STARTS, TEXT_MARK

A4 = 9
TITLE_HEIGHT, HEAD_HEIGHT = 30, 24
LONGEST_CELL = 32_767
"""Characters a cell of a workbook holds."""

UNFIT_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "       ")
LONGEST_SHEET_NAME = 31


def write_list(path: Path, table: ListTable) -> None:
    """Write a list to a .xlsx or .csv file, replacing what is there.

    Raises
    ------
    FileRefused
        UNKNOWN_KIND_TO_WRITE for other endings, NOT_WRITABLE when the place does not take it.
    """
    kind = path.suffix.lower()
    if kind not in {".xlsx", ".csv"}:
        raise FileRefused(path.name, "UNKNOWN_KIND_TO_WRITE", value=kind)
    content = (
        workbook_of(table) if kind == ".xlsx" else csv_of([[column.head for column in table.columns], *table.lines])
    )
    write_content(path, content)


def write_content(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as fault:
        raise FileRefused(path.name, "NOT_WRITABLE", value=fault.strerror or "") from None


def csv_of(lines: Iterable[Sequence[str | int]]) -> bytes:
    """Return lines as UTF-8 with the mark that spreadsheet programs look for; no text can pass for a formula."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str | int) -> str | int:
    """Return a cell that a spreadsheet program takes as it is.

    >>> guarded("=1+1"), guarded("-"), guarded(-3), guarded("灯坏了")
    ("'=1+1", "'-", -3, '灯坏了')
    """
    is_dangerous = isinstance(cell, str) and cell.lstrip().startswith(DANGEROUS_STARTS)
    return f"{TEXT_MARK}{cell}" if is_dangerous else cell


def workbook_of(table: ListTable) -> bytes:
    """Return a list as a workbook: a title line, frozen heads, A4 landscape with the heads on every page."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        frame = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10}
        title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        head = book.add_format({**frame, "bold": True, "align": "center", "bg_color": "#F2F2F2"})
        cell = book.add_format(frame)
        sheet.merge_range(0, 0, 0, len(table.columns) - 1, "", title)
        sheet.write_string(0, 0, table.title, title)
        sheet.set_row(0, TITLE_HEIGHT)
        sheet.set_row(1, HEAD_HEIGHT)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(1, at, column.head, head)
        for row, line in enumerate(table.lines, 2):
            for at, value in enumerate(line):
                if isinstance(value, int):
                    sheet.write_number(row, at, value, cell)
                else:
                    sheet.write_string(row, at, value[:LONGEST_CELL], cell)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(0, 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return file.getvalue()


def _sheet_name(title: str) -> str:
    return title.translate(UNFIT_IN_SHEET_NAMES).strip(" '")[:LONGEST_SHEET_NAME] or "Sheet1"
