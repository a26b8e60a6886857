"""Tables in OpenDocument spreadsheets (.ods), read cell by cell; what is repeated is counted before it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.parsers import expat

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Formula, Line, Merged, Sheet
from server.files.archive import unpack
from server.files.cells import RawCell, checked_line
from server.files.limits import Limits

CONTENT = "content.xml"
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT, STYLE = (f"{NAMES}{name}:1.0 " for name in ("table", "office", "text", "style"))
SHEET, ROW = f"{TABLE}table", f"{TABLE}table-row"
CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
PARAGRAPH, SPACES, TAB, BREAK = f"{TEXT}p", f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"
BESIDE = frozenset({f"{OFFICE}annotation", f"{TEXT}note", f"{TABLE}shapes"})
"""What hangs on a cell and is not its text."""
NUMBERS = frozenset({"float", "currency", "percentage"})
MOST_SPACES = 100
MOST_MERGED = 100_000

Attributes = Mapping[str, str]


@dataclass(slots=True)
class _Sheet:
    """One sheet as it is being read."""

    name: str
    lines: list[Line] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    next_line: int = 1
    row: list[RawCell] = field(default_factory=list)
    column: int = 0
    rows_repeated: int = 1


class _Reader:
    """Follows the parts of a document; it keeps no more than the cells that hold anything."""

    def __init__(self, file_name: str, limits: Limits) -> None:
        self.file_name, self.limits = file_name, limits
        self.sheets: list[_Sheet] = []
        self.hidden: set[str] = set()
        self.style, self.beside, self.cells = "", 0, 0
        self.sheet: _Sheet | None = None
        self.cell: Attributes | None = None
        self.texts: list[str] = []

    def begin(self, name: str, given: Attributes) -> None:
        """Begin an element."""
        if name in BESIDE:
            self.beside += 1
        elif name == f"{STYLE}style":
            self.style = given.get(f"{STYLE}name", "")
        elif name == f"{STYLE}table-properties" and given.get(f"{TABLE}display") == "false":
            self.hidden.add(self.style)
        elif name == SHEET:
            is_hidden = given.get(f"{TABLE}style-name") in self.hidden
            self.sheet = None if is_hidden else _Sheet(given.get(f"{TABLE}name", ""))
        elif self.sheet is not None and not self.beside:
            self._begin_in(self.sheet, name, given)

    def _begin_in(self, sheet: _Sheet, name: str, given: Attributes) -> None:
        if name == ROW:
            sheet.row, sheet.column = [], 0
            sheet.rows_repeated = _count(given, "number-rows-repeated")
        elif name in CELLS:
            self.cell, self.texts = given, []
        elif self.cell is not None and name == PARAGRAPH and self.texts:
            self.texts.append("\n")
        elif self.cell is not None and name == SPACES:
            self.texts.append(" " * min(int(given.get(f"{TEXT}c", "1")), MOST_SPACES))
        elif self.cell is not None and name in {TAB, BREAK}:
            self.texts.append("\t" if name == TAB else "\n")

    def end(self, name: str) -> None:
        """End an element."""
        if name in BESIDE:
            self.beside -= 1
        elif self.sheet is None or self.beside:
            return
        elif name in CELLS and self.cell is not None:
            self._put(self.sheet, self.cell)
            self.cell = None
        elif name == ROW:
            self._end_row(self.sheet)
        elif name == SHEET:
            self.sheets.append(self.sheet)
            self.sheet = None

    def read(self, text: str) -> None:
        """Take in a piece of text."""
        if self.cell is not None and not self.beside:
            self.texts.append(text)

    def _put(self, sheet: _Sheet, cell: Attributes) -> None:
        value, repeated = self._value(cell), _count(cell, "number-columns-repeated")
        self._merge(sheet, cell)
        if value is None:
            sheet.column += repeated
            return
        last = sheet.column + repeated - 1
        if last >= self.limits.columns:
            raise FileRefused(self.file_name, "TOO_MANY_COLUMNS", sheet.next_line, last, str(self.limits.columns))
        sheet.row += [""] * (sheet.column - len(sheet.row))
        sheet.row += [value] * repeated
        sheet.column += repeated

    def _merge(self, sheet: _Sheet, cell: Attributes) -> None:
        width = min(_count(cell, "number-columns-spanned"), self.limits.columns)
        height = min(_count(cell, "number-rows-spanned"), self.limits.lines)
        if width * height == 1:
            return
        if len(sheet.merged) >= MOST_MERGED:
            raise FileRefused(self.file_name, "TOO_MANY_CELLS", value=f"{self.limits.cells:,}")
        last = (sheet.next_line + height - 1, sheet.column + width - 1)
        sheet.merged.append(Merged(sheet.next_line, sheet.column, *last))

    def _value(self, cell: Attributes) -> RawCell | None:
        formula = cell.get(f"{TABLE}formula")
        if formula is not None:
            return Formula(f"={formula.partition('=')[2]}")
        kind, text = cell.get(f"{OFFICE}value-type"), "".join(self.texts)
        try:
            if kind in NUMBERS:
                return float(cell[f"{OFFICE}value"])
            if kind == "date":
                said = cell[f"{OFFICE}date-value"]
                return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
        except (KeyError, ValueError):
            return text or None
        if kind == "boolean":
            return cell.get(f"{OFFICE}boolean-value") == "true"
        return text or cell.get(f"{OFFICE}string-value") or None

    def _end_row(self, sheet: _Sheet) -> None:
        if sheet.row:
            self.cells += len(sheet.row) * sheet.rows_repeated
            if self.cells > self.limits.cells:
                raise FileRefused(self.file_name, "TOO_MANY_CELLS", value=f"{self.limits.cells:,}")
            if len(sheet.lines) + sheet.rows_repeated > self.limits.lines + 1:
                raise FileRefused(self.file_name, "TOO_MANY_LINES", sheet.next_line, value=f"{self.limits.lines:,}")
            sheet.lines += self._lines(sheet)
        sheet.next_line += sheet.rows_repeated

    def _lines(self, sheet: _Sheet) -> Iterator[Line]:
        first = checked_line(self.file_name, sheet.next_line, sheet.row, self.limits)
        for number in range(sheet.next_line, sheet.next_line + sheet.rows_repeated):
            if first.cells:
                yield Line(number, first.cells)


def read_open_document(file_name: str, content: bytes, sheet_name: str | None, limits: Limits) -> Sheet:
    """Return the table of a sheet: the one named, else the first visible one that holds anything."""
    parts = unpack(file_name, content, limits, is_read=lambda name: name == CONTENT)
    reader = _Reader(file_name, limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.read
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(file_name)  # A document of a spreadsheet program has none.
    try:
        parser.Parse(parts.get(CONTENT, b""), True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError):
        _refuse(file_name)
    return _chosen(file_name, reader.sheets, sheet_name)


def _chosen(file_name: str, sheets: list[_Sheet], sheet_name: str | None) -> Sheet:
    filled = [sheet for sheet in sheets if sheet.lines]
    if sheet_name is not None:
        chosen = next((sheet for sheet in sheets if sheet.name == sheet_name), None)
        if chosen is None:
            names = "、".join(sheet.name for sheet in sheets)
            raise FileRefused(file_name, "NO_SUCH_SHEET", value=names)
    elif not filled:
        raise FileRefused(file_name, "EMPTY_FILE")
    else:
        chosen = filled[0]
    others = tuple(sheet.name for sheet in filled if sheet is not chosen)
    return Sheet(file_name, tuple(chosen.lines), tuple(chosen.merged), chosen.name, others)


def _count(given: Attributes, name: str) -> int:
    """Return how often something is repeated, or how far it spans: 1 unless it says more."""
    return max(int(given.get(f"{TABLE}{name}", "1")), 1)


def _refuse(file_name: str) -> None:
    raise FileRefused(file_name, "BROKEN_WORKBOOK")
