"""Writing many rows at once, each with its event.

A list of thousands of lines spends most of its time turning values into what the driver takes. Neighbouring rows
share most of their values, so a value is turned once and kept for as long as the rows below it hold the same object.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, Dialect, insert
from sqlalchemy import Table as PlainTable

from resolvers.changes import Change
from resolvers.numbers import next_numbers
from storage.codes import Channel
from storage.columns import Table
from storage.tables import EventRow

ROWS_IN_ONE_STATEMENT = 2_000
IMPORTED = "IMPORTED"

Values = dict[str, Any]
NO_DETAILS: dict[str, Any] = {}


async def insert_rows(change: Change, table: type[Table], rows: Sequence[Values]) -> None:
    """Insert rows that name the same columns; what they leave out takes its default."""
    if not rows:
        return
    plain = cast("PlainTable", table.__table__)
    defaults = _defaults(plain, rows[0])
    names = [*rows[0], *defaults]
    connection = await change.session.connection()
    statement = insert(plain).compile(dialect=connection.dialect, column_keys=names)
    columns = [
        _prepared(rows, defaults, plain.columns[name], connection.dialect) for name in statement.positiontup or names
    ]
    prepared = list(zip(*columns, strict=True))
    for start in range(0, len(prepared), ROWS_IN_ONE_STATEMENT):
        await connection.exec_driver_sql(statement.string, prepared[start : start + ROWS_IN_ONE_STATEMENT])


def _defaults(table: PlainTable, row: Values) -> Values:
    """Return what columns that a row leaves out hold by default."""
    found: Values = {}
    for column in table.columns:
        default = column.default
        if column.name not in row and default is not None:
            arg = cast("Any", default).arg
            found[column.name] = arg({}) if default.is_callable else arg
    return found


def _prepared(rows: Sequence[Values], defaults: Values, column: Column[Any], dialect: Dialect) -> list[Any]:
    """Return the values of one column as the driver takes them."""
    name = column.name
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    if name in defaults:
        return [process(defaults[name]) if process else defaults[name]] * len(rows)
    if process is None:
        return [row[name] for row in rows]
    return list(_processed((row[name] for row in rows), process))


def _processed(values: Iterator[Any], process: Callable[[Any], Any]) -> Iterator[Any]:
    last: Any = None
    prepared = process(None)
    for value in values:
        if value is not last:
            last, prepared = value, process(value)
        yield prepared


def new_keys(change: Change, count: int) -> Iterator[UUID]:
    """Yield new keys in their order, so that rows of one moment keep the order of their lines."""
    return iter(sorted((change.key() for _ in range(count)), key=attrgetter("int")))


async def numbers_for(change: Change, letters: Sequence[str]) -> Mapping[str, Iterator[str]]:
    """Return the next numbers of each series, as many as it is named times."""
    return {
        series: iter(await next_numbers(change.session, series, change.now, count))
        for series, count in sorted(Counter(letters).items())
    }


def imported(
    change: Change,
    noun: str,
    key: UUID,
    region_path: str,
    *,
    need_id: UUID | None = None,
    partner_id: UUID | None = None,
) -> Values:
    """Return the event of a row that came in with a list."""
    return {
        "noun": noun,
        "key": key,
        "move": IMPORTED,
        "region_path": region_path,
        "need_id": need_id,
        "partner_id": partner_id,
        "actor_id": change.viewer.person_id,
        "on_behalf_of_id": None,
        "on_behalf_of_partner_id": None,
        "channel": Channel.IMPORT,
        "details": NO_DETAILS,
        "at": change.now,
    }


async def insert_events(change: Change, events: Sequence[Values]) -> None:
    """Insert the events of rows, in the order of the rows."""
    await insert_rows(change, EventRow, events)
