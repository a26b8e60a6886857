"""A connection to SQLite that takes one trip to its thread for each statement.

The driver runs a connection in a thread of its own, and takes four trips there for what is one step here: a cursor is
made, the statement run, its rows fetched and the cursor closed. Each trip waits for two threads to be woken, so that a
change of twenty statements spent most of its time, and the writers' queue behind it, on nothing else.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self, TypeAlias

import aiosqlite

Rows: TypeAlias = Sequence[Any]


class WholeCursor:
    """A cursor whose statement, rows and end are one trip; it has what SQLAlchemy asks of the driver's."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: "SqliteConnection") -> None:
        self._connection = connection
        self._rows: Rows = ()

    async def __aenter__(self) -> Self:
        """Be there; nothing is made before there is a statement to run."""
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> "WholeCursor":
        """Run a statement and keep all its rows."""
        await self._connection.run(lambda cursor: self._run(cursor.execute(statement, parameters)))
        return self

    async def executemany(self, statement: str, parameters: Any) -> "WholeCursor":
        """Run a statement with one row of parameters after the other."""
        await self._connection.run(lambda cursor: self._run(cursor.executemany(statement, parameters)))
        return self

    def _run(self, cursor: sqlite3.Cursor) -> None:
        self._rows = cursor.fetchall() if cursor.description else ()
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid

    async def fetchall(self) -> Rows:
        """Return the rows of the statement."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: the statement ended when its rows were read."""


class SqliteConnection(aiosqlite.Connection):
    """The driver's connection, with cursors of one trip."""

    def cursor(self) -> WholeCursor:  # type: ignore[override]  # it need not be awaited
        """Return a cursor."""
        return WholeCursor(self)

    async def run(self, work: Callable[[sqlite3.Cursor], None]) -> None:
        """Do something with a cursor of the real connection, in its thread."""

        def on_a_cursor() -> None:
            cursor = self._conn.cursor()
            try:
                work(cursor)
            finally:
                cursor.close()

        await self._execute(on_a_cursor)  # type: ignore[no-untyped-call]


def connector(file: str, busy_seconds: float) -> Callable[[], Awaitable[SqliteConnection]]:
    """Return a function that opens a connection to a file; a locked database is waited for `busy_seconds` long."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(file, timeout=busy_seconds, check_same_thread=False)

    async def opened() -> SqliteConnection:
        connection = SqliteConnection(connect, iter_chunk_size=64)
        connection._thread.daemon = True  # noqa: SLF001 - a process must not wait for a thread that nobody closed
        return await connection  # type: ignore[return-value]  # a connection gives itself

    return opened
