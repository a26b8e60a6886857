"""Pages by keyset: a page begins behind the key of the last row seen, so that rows that come or go move nothing.

A key is the values of the ordering's columns in one row, the last of which is unique. It is compared as a whole, by
the row comparison that both databases know and serve from an index.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from resolvers.context import Context
from resolvers.refusals import InvalidInput
from storage.columns import Table, UtcDateTime

LARGEST_PAGE = 100
SEPARATOR = "|"

Row = TypeVar("Row", bound=Table)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in order, the key of each as a text to continue behind, and whether more rows follow."""

    rows: tuple[Row, ...]
    keys: tuple[str, ...]
    has_next: bool


@dataclass(frozen=True, slots=True)
class Ordering(Generic[Row]):
    """An order of rows: all columns up, or all down; the last column is unique."""

    table: type[Row]
    columns: tuple[InstrumentedAttribute[Any], ...]
    is_descending: bool = False

    def key(self, row: Row) -> str:
        """Return the key of a row as a text."""
        return SEPARATOR.join(_said(getattr(row, column.key)) for column in self.columns)

    def behind(self, key: str) -> ColumnElement[bool]:
        """Return the condition that a row comes after a key; refuses a text that is no key of this ordering."""
        texts = key.rsplit(SEPARATOR, maxsplit=len(self.columns) - 1)
        if len(texts) != len(self.columns):
            raise InvalidInput.at("after", "CURSOR")
        seen = tuple_(*(_heard(column, text) for column, text in zip(self.columns, texts, strict=True)))
        return tuple_(*self.columns) < seen if self.is_descending else tuple_(*self.columns) > seen

    def sorted(self, statement: Select[Row]) -> Select[Row]:
        """Return the statement in this order."""
        return statement.order_by(*(column.desc() if self.is_descending else column.asc() for column in self.columns))


_READ: Mapping[Any, Callable[[str], Any]] = {
    bool: {"False": False, "True": True}.__getitem__,
    date: date.fromisoformat,
}
"""Types that are not called with the text they were said as."""


def _said(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _heard(column: InstrumentedAttribute[Any], text: str) -> ColumnElement[Any]:
    """Return a text of a key as a value of its column."""
    read = datetime.fromisoformat if isinstance(column.type, UtcDateTime) else column.type.python_type
    try:
        value = _READ.get(read, read)(text)
    except (KeyError, ValueError):
        raise InvalidInput.at("after", "CURSOR") from None
    if isinstance(value, datetime) and value.tzinfo is None:
        raise InvalidInput.at("after", "CURSOR")
    return literal(value, column.type)


async def read_page(
    context: Context, ordering: Ordering[Row], *conditions: ColumnElement[bool], first: int, after: str | None
) -> Page[Row]:
    """Return the `first` rows (1 to 100) that meet the conditions, behind the key `after`; one statement."""
    if not 1 <= first <= LARGEST_PAGE:
        raise InvalidInput.at("first", "PAGE_SIZE", LARGEST_PAGE)
    statement = ordering.sorted(select(ordering.table).where(*conditions)).limit(first + 1)
    if after is not None:
        statement = statement.where(ordering.behind(after))
    async with context.database.read() as session:
        found = (await session.scalars(statement)).all()
    rows = tuple(found[:first])
    return Page(rows, tuple(ordering.key(row) for row in rows), has_next=len(found) > first)
