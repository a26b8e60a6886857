"""What a cell may hold."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Cell, Formula, Line
from server.files.limits import Limits

TEXT_MARK = "'"
"""Stands before a text in a .csv that a spreadsheet would otherwise take for a formula."""

DANGEROUS_STARTS = ("=", "+", "-", "@")
BYTES_PER_CHARACTER = 4
RawCell = str | int | float | bool | date | datetime | time | timedelta | Formula


def checked_line(file_name: str, number: int, row: Sequence[RawCell], limits: Limits) -> Line:
    """Return a row as a line without the blank cells at its end.

    Raises
    ------
    FileRefused
        CELL_TOO_LARGE, NUL_IN_CELL or TOO_MANY_COLUMNS, with the place.
    """
    cells: list[Cell] = []
    for column, value in enumerate(row):
        if isinstance(value, str):
            _check_text(file_name, number, column, value, limits)
            cells.append(_text(value))
        else:
            cells.append(_value(value))
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) > limits.columns:
        raise FileRefused(file_name, "TOO_MANY_COLUMNS", number, len(cells) - 1, str(limits.columns))
    return Line(number, tuple(cells))


def _check_text(file_name: str, line: int, column: int, text: str, limits: Limits) -> None:
    if "\0" in text:
        raise FileRefused(file_name, "NUL_IN_CELL", line, column)
    may_be_too_large = len(text) * BYTES_PER_CHARACTER > limits.cell_bytes
    if may_be_too_large and len(text.encode()) > limits.cell_bytes:
        raise FileRefused(file_name, "CELL_TOO_LARGE", line, column, f"{limits.cell_bytes // 1024} KB")


def _text(value: str) -> Cell:
    text = value.strip()
    if text.startswith("="):
        return Formula(text)
    is_marked = text.startswith(TEXT_MARK) and text[1:].lstrip().startswith(DANGEROUS_STARTS)
    return text[1:].lstrip() if is_marked else text or None


def _value(value: float | bool | date | datetime | time | timedelta | Formula) -> Cell:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    is_odd_number = isinstance(value, float) and not isfinite(value)
    if is_odd_number or isinstance(value, (time, timedelta)):
        return str(value)
    return value
