"""What the parts of a workbook may hold, looked at before a reader makes a table of them.

The reader lays a table out over the whole rectangle of its cells, so one cell at the far end of a sheet would cost
more memory than a machine has: the rectangle is measured first, by the same rules the reader follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import column_letters
from server.files.limits import MEBIBYTE, Limits

SHEET_MARK = b"sheetData"
TEXTS_PART = "xl/sharedStrings.xml"
LARGEST_OTHER_PART = 20 * MEBIBYTE
LINES_ABOVE_TABLE = 100
MOST_MERGED = 100_000
BASE = 26

_ROW_OR_CELL = re.compile(rb"<((?:[^\s<>/:!?]+:)?)(row|c)(?=[\s/>])([^>]*)>")
_PLAIN_CELL = re.compile(rb'<c(?: r="([A-Z]{1,4})(\d{1,9})"|(?=[\s/>]))')
_ROW_NUMBER = re.compile(rb"[^>]*?\sr=[\"'](\d{1,9})[\"']")
_PLACE = re.compile(rb"[^>]*?\sr=[\"']([A-Za-z]{1,4})(\d{1,9})[\"']")
_FORMULA = re.compile(rb"\s*<(?:[^\s<>/:!?]+:)?f(?=[\s/>])[^>]*>([^<]*)")
_CELL_END = re.compile(rb"</(?:[^\s<>/:!?]+:)?c\s*>")


@dataclass(frozen=True, slots=True)
class _CellStart:
    """Where a cell that is not empty stands: in the table (line from 1, column from 0), and in the part's bytes."""

    line: int
    column: int
    start: int
    end: int
    prefix: bytes
    is_placed: bool


@dataclass(slots=True)
class _Rectangle:
    """The lines and columns cells were seen in."""

    cells: int = 0
    first_line: int = 1 << 62
    last_line: int = 0
    first_column: int = 1 << 62
    last_column: int = 0

    def add(self, cell: _CellStart) -> None:
        self.cells += 1
        self.first_line = min(self.first_line, cell.line)
        self.last_line = max(self.last_line, cell.line)
        self.first_column = min(self.first_column, cell.column)
        self.last_column = max(self.last_column, cell.column)

    @property
    def area(self) -> int:
        return (self.last_line - self.first_line + 1) * (self.last_column - self.first_column + 1) if self.cells else 0


def prepare_parts(file_name: str, parts: dict[str, bytes], limits: Limits) -> dict[str, bytes]:
    """Return the parts with every cell that holds a formula written as the text "=…", after measuring them.

    Raises
    ------
    FileRefused
        TOO_MANY_LINES, TOO_MANY_COLUMNS or TOO_MANY_CELLS with the place; BROKEN_WORKBOOK.
    """
    prepared = dict(parts)
    for name, part in parts.items():
        if SHEET_MARK in part:
            prepared[name] = _prepare_sheet(file_name, part, limits)
        elif name == TEXTS_PART:
            if part.count(b"<si") + part.count(b":si") > limits.cells:
                raise FileRefused(file_name, "TOO_MANY_CELLS", value=f"{limits.cells:,}")
        elif len(part) > LARGEST_OTHER_PART:
            raise FileRefused(file_name, "BROKEN_WORKBOOK")
    return prepared


def _prepare_sheet(file_name: str, part: bytes, limits: Limits) -> bytes:
    too_many_cells = FileRefused(file_name, "TOO_MANY_CELLS", value=f"{limits.cells:,}")
    if part.count(b"mergeCell ") > MOST_MERGED:
        raise too_many_cells
    if _is_plain(part, limits):
        return part
    rectangle = _Rectangle()
    pieces: list[bytes] = []
    copied = 0
    for cell in _cells(file_name, part):
        if cell.line > limits.lines + LINES_ABOVE_TABLE:
            raise FileRefused(file_name, "TOO_MANY_LINES", cell.line, value=f"{limits.lines:,}")
        if cell.column >= limits.columns:
            raise FileRefused(file_name, "TOO_MANY_COLUMNS", cell.line, cell.column, str(limits.columns))
        rectangle.add(cell)
        if rectangle.area > limits.cells:
            raise too_many_cells
        formula = _FORMULA.match(part, cell.end)
        end = formula and _CELL_END.search(part, formula.end(), formula.end() + limits.cell_bytes)
        if formula and end:
            pieces += [part[copied : cell.start], _as_text(cell, formula[1]), end.group()]
            copied = end.end()
    return b"".join([*pieces, part[copied:]]) if pieces else part


def _is_plain(part: bytes, limits: Limits) -> bool:
    """Whether a sheet is written as spreadsheet programs do, holds no formula and lies within the limits.

    It spares nearly every sheet the slow look at each cell. Empty cells count here, so the answer may be a cautious no.
    """
    if b"<f" in part or b":f" in part or b":c" in part:
        return False
    places = _PLAIN_CELL.findall(part)
    letters = {place[0] for place in places}
    if not places or b"" in letters:
        return False
    last_line = max(int(place[1]) for place in places)
    width = max(map(_column, letters)) + 1
    return (
        last_line <= limits.lines + LINES_ABOVE_TABLE
        and width <= limits.columns
        and max(len(places), last_line * width) <= limits.cells
    )


def _cells(file_name: str, part: bytes) -> Iterator[_CellStart]:
    line = column = 0
    for found in _ROW_OR_CELL.finditer(part):
        prefix, tag, attributes = found.groups()
        if _may_hide_more(attributes):
            raise FileRefused(file_name, "BROKEN_WORKBOOK")
        if tag == b"row":
            number = _ROW_NUMBER.match(attributes)
            line, column = int(number[1]) if number else line + 1, 0
            continue
        place = _PLACE.match(attributes)
        if place:
            line, column = int(place[2]), _column(place[1])
        if not attributes.endswith(b"/"):
            yield _CellStart(line, column, found.start(), found.end(), prefix, place is not None)
        column += 1


def _may_hide_more(attributes: bytes) -> bool:
    """Whether a ">" inside a quoted value may have cut the attributes short, and with them the place of the cell."""
    double, single = attributes.count(b'"'), attributes.count(b"'")
    return bool(double % 2 or single % 2 or (double and single))


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * BASE + letter - ord("A") + 1
    return column - 1


def _as_text(cell: _CellStart, formula: bytes) -> bytes:
    place = b' r="%b%d"' % (column_letters(cell.column).encode(), cell.line) if cell.is_placed else b""
    return b'<%bc%b t="str"><%bv>=%b</%bv>' % (cell.prefix, place, cell.prefix, formula, cell.prefix)
