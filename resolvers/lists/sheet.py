"""A table of cells, as read from a file of any kind."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula: what it would show is not known for certain, so it is never taken."""

    text: str = ""


Cell = str | int | float | date | datetime | Formula | None


class Line(NamedTuple):
    """One row of a table; `number` counts from 1 as spreadsheets and editors do."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return the cell in a column counted from 0; a short line has nothing there."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of cells shown as one; lines count from 1, columns from 0, the last ones included."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table without interpretation: blank lines are left out, the numbers of the others stay."""

    file_name: str
    lines: tuple[Line, ...]
    merged: tuple[Merged, ...] = ()
    name: str = ""
    other_names: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """Return the letters a spreadsheet shows above a column counted from 0.

    >>> [column_letters(column) for column in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
