"""Tables in text files: .csv with quotes, .tsv without."""

import csv
from collections.abc import Iterator

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Line, Sheet
from server.files.cells import checked_line
from server.files.limits import Limits

SEPARATORS = ",\t;"
LOOKED_AT = 5
BLANK_LINES_PER_LINE = 2


def read_tsv(file_name: str, text: str, limits: Limits) -> Sheet:
    """Return the table of a text whose cells are parted by tabs; a quote is a character like any other."""
    rows = ((number, line.split("\t")) for number, line in enumerate(_text_lines(text), 1))
    return Sheet(file_name, tuple(_lines(file_name, rows, limits)))


def read_csv(file_name: str, text: str, limits: Limits) -> Sheet:
    """Return the table of a text whose cells are parted by commas, or by tabs or semicolons where those prevail."""
    rows = _csv_rows(file_name, text, separator(text), limits)
    return Sheet(file_name, tuple(_lines(file_name, rows, limits)))


def separator(text: str) -> str:
    """Return the separator that stands most often in the first lines; a comma when none does.

    >>> separator("a;b;c"), separator("a"), separator("a,b;c,d")
    (';', ',', ',')
    """
    head = "\n".join(text.split("\n", LOOKED_AT)[:LOOKED_AT])
    return max(SEPARATORS, key=head.count)


def _text_lines(text: str) -> Iterator[str]:
    """Lines with their line feed, one at a time, so that a file of nothing but line ends costs no memory."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _csv_rows(file_name: str, text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(_text_lines(text), delimiter=delimiter)
    while True:
        first_line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            column = _column_of_overflow(text, delimiter, first_line)
            largest = f"{limits.cell_bytes // 1024} KB"
            raise FileRefused(file_name, "CELL_TOO_LARGE", first_line, column, largest) from None
        yield first_line, row


def _column_of_overflow(text: str, delimiter: str, line: int) -> int:
    """Column, from 0, of the cell that is longer than the reader takes: usually a quote that nobody closed."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    beginning = text[start : start + csv.field_size_limit()]
    return len(next(csv.reader(_text_lines(beginning), delimiter=delimiter))) - 1


def _lines(file_name: str, rows: Iterator[tuple[int, list[str]]], limits: Limits) -> Iterator[Line]:
    taken = 0
    for number, row in rows:
        line = checked_line(file_name, number, row, limits)
        taken += bool(line.cells)
        # The line of the heads is one more; blank lines cost time, so they are not endless either.
        if taken > limits.lines + 1 or number > limits.lines * BLANK_LINES_PER_LINE:
            raise FileRefused(file_name, "TOO_MANY_LINES", number, value=f"{limits.lines:,}")
        if line.cells:
            yield line
