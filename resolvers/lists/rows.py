"""One line of a list while it is read: its texts, and what is wrong with them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from resolvers.lists.dates import Calendar, ImpossibleDateError
from resolvers.lists.refusals import Fault
from resolvers.lists.sheet import Cell, Formula
from resolvers.lists.table import DITTO, Fields, Place

IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")
"""Eighteen digits with a day of birth in the middle; other long numbers tell lines apart and stay."""

SHORTEST_IDENTITY_NUMBER = 18
IN_ITS_PLACE = "[身份证号已略去]"

Read = TypeVar("Read")


@dataclass(slots=True)
class Row:
    """A line's cells by field. `faults` keep the line out; `warnings` let it in and tell staff."""

    line: int
    fields: Fields
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(self, code: str, place: Place | None = None, value: object = "") -> None:
        """Note why the line cannot be taken."""
        self._add(self.faults, code, place, value)

    def warn(self, code: str, place: Place | None = None, value: object = "") -> None:
        """Note what staff should know of a line that is taken."""
        self._add(self.warnings, code, place, value)

    def places(self, name: str) -> tuple[Place, ...]:
        """Return the cells of a field that are not blank, the best known column first."""
        return self.fields.get(name, ())

    def first(self, name: str) -> Place | None:
        """Return the first cell of a field that is not blank."""
        places = self.places(name)
        return places[0] if places else None

    def text(self, name: str, longest: int | None = None) -> str:
        """Return the text of a field's first cell; "" when it is blank, a fault when it is too long."""
        place = self.first(name)
        return "" if place is None else self.text_at(place, longest)

    def joined(self, name: str, separator: str = "；") -> str:
        """Return the texts of all cells of a field, each said once."""
        return separator.join(dict.fromkeys(self.texts(name)))

    def texts(self, name: str) -> list[str]:
        """Return the texts of all cells of a field."""
        return [text for place in self.places(name) if (text := self.text_at(place))]

    def read(self, name: str, reader: Callable[[Cell, Calendar], Read | None], calendar: Calendar) -> Read | None:
        """Return a field read as a date; an impossible date is a fault, another text a warning."""
        place = self.first(name)
        if place is None or isinstance(place.cell, Formula):
            self.text(name)
            return None
        try:
            found = reader(place.cell, calendar)
        except ImpossibleDateError:
            self.fault("IMPOSSIBLE_DATE", place, place.cell)
            return None
        if found is None:
            self.warn("DATE_UNREAD", place, place.cell)
        return found

    def text_at(self, place: Place, longest: int | None = None) -> str:
        """Return the text of one cell; "" with a fault for a formula, 同上 below nothing, or too long a text."""
        cell = place.cell
        if isinstance(cell, Formula):
            self.fault("FORMULA", place, cell.text)
            return ""
        text = cell if isinstance(cell, str) else cell_text(cell)
        if text in DITTO:
            self.fault("NOTHING_ABOVE", place, text)
            return ""
        if len(text) >= SHORTEST_IDENTITY_NUMBER and IDENTITY_NUMBER.search(text):
            self.warn("IDENTITY_NUMBER_REMOVED", place)
            text = IDENTITY_NUMBER.sub(IN_ITS_PLACE, text)
        if longest is not None and len(text) > longest:
            self.fault("TOO_LONG", place, longest)
            return ""
        return text

    def _add(self, noted: list[Fault], code: str, place: Place | None, value: object) -> None:
        column, head = (None, "") if place is None else (place.column, place.head)
        fault = Fault(self.line, code, column, head, str(value))
        if fault not in noted:
            noted.append(fault)


def cell_text(cell: Cell) -> str:
    """Return what a cell says, as text."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat().replace("T", " ")
    return str(cell)


def join_pieces(pieces: list[str], separator: str = "\n") -> str:
    """Join texts, leaving out each that another one contains.

    >>> join_pieces(["水管坏了", "水管坏了。在三楼", "急"], "|")
    '水管坏了。在三楼|急'
    """
    said = list(dict.fromkeys(pieces))
    return separator.join(piece for piece in said if not any(piece != other and piece in other for other in said))


def first_words(text: str, longest: int) -> str:
    """Return the beginning of a text as a title: its first sentence, cut to `longest` characters.

    >>> first_words("轮椅五辆，可借一个月。先到先得", 12)
    '轮椅五辆，可借一个月'
    """
    sentence = re.split(r"[。!?！？\n;；]", text.strip(), maxsplit=1)[0]
    return sentence if len(sentence) <= longest else sentence[: longest - 1] + "…"
