"""Tables in Excel workbooks."""

from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Line, Merged, Sheet
from server.files.archive import pack, unpack
from server.files.cells import checked_line
from server.files.limits import Limits
from server.files.workbook_parts import prepare_parts

PANICS = "pyo3_runtime"
"""Where the exceptions come from by which the reader gives up; they are not of the class Exception."""


def read_workbook(file_name: str, content: bytes, sheet_name: str | None, limits: Limits) -> Sheet:
    """Return the table of a sheet: the one named, else the first visible one that holds anything.

    A cell with a formula comes as a `Formula`, because the result stored beside it may be missing or old.
    """
    parts = prepare_parts(file_name, unpack(file_name, content, limits), limits)
    try:
        with CalamineWorkbook.from_filelike(pack(parts)) as workbook:
            tables = _visible_tables(workbook)
            table = _choose(file_name, tables, sheet_name)
            lines = tuple(_lines(file_name, table, limits))
            merged = tuple(
                Merged(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in table.merged_cell_ranges or ()
            )
    except CalamineError:
        raise FileRefused(file_name, "BROKEN_WORKBOOK") from None
    except BaseException as fault:
        if type(fault).__module__ == PANICS:
            raise FileRefused(file_name, "BROKEN_WORKBOOK") from None
        raise
    others = tuple(other.name for other in tables if other.start is not None and other.name != table.name)
    return Sheet(file_name, lines, merged, table.name, others)


def _visible_tables(workbook: CalamineWorkbook) -> list[CalamineSheet]:
    return [
        workbook.get_sheet_by_name(sheet.name)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _choose(file_name: str, tables: list[CalamineSheet], sheet_name: str | None) -> CalamineSheet:
    names = "、".join(table.name for table in tables)
    if sheet_name is not None:
        for table in tables:
            if table.name == sheet_name:
                return table
        raise FileRefused(file_name, "NO_SUCH_SHEET", value=names)
    for table in tables:
        if table.start is not None:
            return table
    raise FileRefused(file_name, "EMPTY_FILE")


def _lines(file_name: str, table: CalamineSheet, limits: Limits) -> Iterator[Line]:
    """Lines with something in them; the reader gives all rows from the first, but only from the first column in use."""
    if table.start is None:
        return
    left = [""] * table.start[1]
    taken = 0
    for number, row in enumerate(table.iter_rows(), 1):
        line = checked_line(file_name, number, [*left, *row], limits)
        if line.cells:
            taken += 1
            if taken > limits.lines + 1:
                raise FileRefused(file_name, "TOO_MANY_LINES", number, value=f"{limits.lines:,}")
            yield line
