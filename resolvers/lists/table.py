"""Where in a sheet the table stands: its heads, which column holds what, and the lines below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from resolvers.lists.heads import HeadTable, MappedColumn
from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Cell, Formula, Line, Merged, Sheet
from storage.vocabulary_records import ListColumns

LINES_LOOKED_AT = 15
LONGEST_HEAD = 60
SECTION_WIDTH = 3
DITTO = frozenset({"同上", "同前", "〃", "″", '"', "''", "同上。", "ditto"})
SUMMARIES = ("合计", "总计", "小计", "填表人", "制表人", "审核人", "填报人", "注:", "注：", "说明:", "说明：")


class Place(NamedTuple):
    """A cell of the file: what it holds, and where, for the sentence that complains about it."""

    line: int
    column: int
    head: str
    cell: Cell


Fields = Mapping[str, tuple[Place, ...]]
"""The cells of a line that are not blank, by field, the column known best first."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet understood as a list; `heading` is the text above the heads, `skipped` are sums and section lines."""

    sheet: Sheet
    head_lines: tuple[int, ...]
    columns: tuple[MappedColumn, ...]
    lines: tuple[Line, ...]
    heading: str
    skipped: tuple[int, ...]

    def fields(self) -> Iterator[tuple[Line, Fields]]:
        """Yield each line with its cells by field."""
        ranked = sorted(self.columns, key=lambda column: (column.rank, column.column))
        columns = [(column.column, column.field, column.head) for column in ranked if column.field is not None]
        for line in self.lines:
            fields: dict[str, tuple[Place, ...]] = {}
            width = len(line.cells)
            for column, field, head in columns:
                cell = line.cells[column] if column < width else None
                if cell is not None:
                    place = Place(line.number, column, head, cell)
                    fields[field] = (*fields[field], place) if field in fields else (place,)
            yield line, fields


def find_table(
    sheet: Sheet,
    columns: ListColumns,
    *,
    needed: frozenset[str],
    chosen: Mapping[int, str | None] | None = None,
) -> Table:
    """Return the table of a sheet: its heads are the line, or the two lines, in which most fields are recognised.

    Where somebody has `chosen` a column that holds one of the `needed` fields, other heads may be unknown; the first
    line holds them then.

    Raises
    ------
    FileRefused
        NO_HEADS with what stands in the first line, when no line names one of the `needed` fields.
    """
    heads = HeadTable(columns)
    is_chosen = not needed.isdisjoint((chosen or {}).values())
    lines = sheet.lines[:LINES_LOOKED_AT]
    best: tuple[int, int, list[str]] = (-1, 0, [])
    last = 0
    for index, line in enumerate(lines):
        for second in (None, *lines[index + 1 : index + 2]):
            if second is not None and not _is_second_head(line, second, sheet.merged):
                continue
            texts = _head_texts(line, second)
            fields = {column.field for column in heads.map(texts) if column.field is not None}
            if len(fields) > best[0] and (is_chosen or needed & fields):
                best, last = (len(fields), index, texts), index + (second is not None)
    _, first_head, texts = best
    mapped = HeadTable(columns, chosen).map(texts)
    if needed.isdisjoint({column.field for column in mapped}):
        first = "、".join(text for text in _head_texts(sheet.lines[0], None) if text)
        raise FileRefused(sheet.file_name, "NO_HEADS", line=sheet.lines[0].number, value=first[:200])
    heads_again = [column.head for column in mapped]
    skipped = {
        line.number
        for line in sheet.lines[last + 1 :]
        if _is_summary(line, sheet.merged) or _repeats(line, heads_again)
    }
    return Table(
        sheet=sheet,
        head_lines=tuple(line.number for line in lines[first_head : last + 1]),
        columns=mapped,
        lines=tuple(
            _spelled_out(
                [line for line in _filled(sheet.lines[last + 1 :], sheet.merged) if line.number not in skipped]
            )
        ),
        heading=" ".join(text for line in lines[:first_head] for text in _head_texts(line, None) if text),
        skipped=tuple(sorted(skipped)),
    )


def _head_texts(line: Line, second: Line | None) -> list[str]:
    """Texts of the heads; of two lines the lower one speaks, and the upper one where there is nothing below."""
    width = max(len(line.cells), len(second.cells) if second else 0)
    texts = []
    for column in range(width):
        upper = _head_text(line.cell(column))
        lower = _head_text(second.cell(column)) if second else ""
        texts.append(lower or upper)
    return texts


def _head_text(cell: Cell) -> str:
    """Text of a head, in one line; what is longer than a head can be is none."""
    if cell is None or isinstance(cell, Formula):
        return ""
    text = "".join(str(cell).split())
    return text if len(text) <= LONGEST_HEAD else ""


def _repeats(line: Line, heads: Sequence[str]) -> bool:
    """Whether a line says the heads again, as each printed page does."""
    return len(line.cells) <= len(heads) and all(
        _head_text(line.cell(column)) == head for column, head in enumerate(heads)
    )


def _is_second_head(line: Line, second: Line, merged: Sequence[Merged]) -> bool:
    """Whether the lower line parts heads of the upper one: it holds texts only under a head that spans columns."""
    parted = [column for column in range(len(second.cells)) if second.cell(column) is not None]
    groups = _groups(line, merged)
    return bool(parted) and all(column in groups for column in parted)


def _groups(line: Line, merged: Sequence[Merged]) -> set[int]:
    if merged:
        return {
            column
            for block in merged
            if block.first_line == block.last_line == line.number
            for column in range(block.first_column, block.last_column + 1)
        }
    spans: set[int] = set()
    for column in range(1, len(line.cells) + 1):
        if line.cell(column) is None and line.cell(column - 1) is not None:
            spans |= {column - 1, column}
        elif line.cell(column) is None and column - 1 in spans:
            spans.add(column)
    return spans


def _filled(lines: Sequence[Line], merged: Sequence[Merged]) -> list[Line]:
    """Lines in which every cell of a block merged over lines holds what its first cell holds."""
    tops = {line.number: line for line in lines}
    fills: dict[int, dict[int, Cell]] = {}
    for block in merged:
        top = tops.get(block.first_line)
        if top is not None:
            for number in range(block.first_line + 1, block.last_line + 1):
                fills.setdefault(number, {})[block.first_column] = top.cell(block.first_column)
    return [_with(line, fills[line.number]) if line.number in fills else line for line in lines]


def _with(line: Line, fills: Mapping[int, Cell]) -> Line:
    width = max(len(line.cells), max(fills) + 1)
    return Line(line.number, tuple(fills.get(column, line.cell(column)) for column in range(width)))


def _is_summary(line: Line, merged: Sequence[Merged]) -> bool:
    """Whether a line is a sum, a signature, or the heading of a section: one cell spread over several columns."""
    first = next(cell for cell in line.cells if cell is not None)
    if isinstance(first, str) and first.startswith(SUMMARIES):
        return True
    if not merged:
        return False
    filled = [column for column, cell in enumerate(line.cells) if cell is not None]
    return len(filled) == 1 and any(
        block.first_line == block.last_line == line.number
        and block.first_column == filled[0]
        and block.last_column - block.first_column + 1 >= SECTION_WIDTH
        for block in merged
    )


def _spelled_out(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with what stands above in place of 同上; above the first line stands nothing."""
    if all(DITTO.isdisjoint(line.cells) for line in lines):
        yield from lines
        return
    above: dict[int, Cell] = {}
    for line in lines:
        cells = tuple(above.get(column, cell) if cell in DITTO else cell for column, cell in enumerate(line.cells))
        above.update((column, cell) for column, cell in enumerate(cells) if cell is not None)
        yield Line(line.number, cells)
