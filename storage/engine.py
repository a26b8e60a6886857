"""How a process reaches its database: one way to read, one way to write.

SQLite is opened by a recipe, because the driver's default begins a transaction at the first write: a row that was
read before may have changed meanwhile, and the later write silently wins. Here every write transaction begins with
BEGIN IMMEDIATE, and writers queue in order, so that none waits on SQLite's unordered busy handler.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.bell import Bell
from storage.sqlite_connection import connector
from storage.standing import NOBODY, Standing
from storage.writer_queue import WriterQueue

BUSY_SECONDS = 30
IN_MEMORY = ":memory:"
CHANNEL = "community_event"
NOTIFY = text(f"NOTIFY {CHANNEL}")


def _open_sqlite(dbapi: DBAPIConnection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001 - SQLAlchemy's hook passes both
    dbapi.isolation_level = None  # The driver must not begin transactions by itself.
    cursor = dbapi.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "case_sensitive_like=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _forbid_writing(dbapi: DBAPIConnection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001 - SQLAlchemy's hook passes both
    cursor = dbapi.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _sqlite_engine(url: URL, begin: str) -> AsyncEngine:
    opened = connector(url.database or IN_MEMORY, BUSY_SECONDS)
    engine = create_async_engine(url, async_creator=opened, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _open_sqlite)

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _queue_of(url: URL) -> AbstractAsyncContextManager[Any]:
    is_file = url.database not in {None, "", IN_MEMORY}
    return WriterQueue(Path(str(url.database))) if is_file else asyncio.Lock()


@dataclass(frozen=True)
class Database:
    """The engines of one database, and the two doors to it.

    `read()` gives a session for one batch of reads, which cannot write. `write()` gives the session of one
    transaction: it commits when the block ends and rolls back when the block raises. Nobody else commits. On
    PostgreSQL both begin by telling on whose behalf they speak.
    """

    url: URL
    writing: AsyncEngine
    reading: AsyncEngine
    queue: AbstractAsyncContextManager[Any] = field(default_factory=nullcontext)
    bell: Bell = field(default_factory=Bell)
    standing: Standing = NOBODY

    @classmethod
    def open(cls, address: str) -> "Database":
        """Return the database at `address`, a SQLAlchemy URL of the drivers aiosqlite or asyncpg."""
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            reading = _sqlite_engine(url, "BEGIN")
            event.listen(reading.sync_engine, "connect", _forbid_writing)
            return cls(url, writing=_sqlite_engine(url, "BEGIN IMMEDIATE"), reading=reading, queue=_queue_of(url))
        writing = create_async_engine(url, pool_size=10, pool_pre_ping=True, hide_parameters=True)
        return cls(url, writing=writing, reading=writing.execution_options(postgresql_readonly=True))

    def standing_as(self, standing: Standing) -> "Database":
        """Return the same database, opened on somebody's behalf."""
        return replace(self, standing=standing)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Give a session that only reads."""
        async with async_sessionmaker(self.reading, expire_on_commit=False)() as session:
            await self._tell_standing(session)
            yield session

    @asynccontextmanager
    async def write(self, *, rings: bool = True) -> AsyncIterator[AsyncSession]:
        """Give the session of one write transaction; readers who wait for events are woken when it has committed.

        What reads events and writes down how far it came leaves no event itself, and does not ring.
        """
        async with self.queue, async_sessionmaker(self.writing, expire_on_commit=False).begin() as session:
            await self._tell_standing(session)
            yield session
            if rings and not self.is_sqlite:
                await session.execute(NOTIFY)
        if rings:
            self.bell.ring()

    async def _tell_standing(self, session: AsyncSession) -> None:
        if not self.is_sqlite:
            await session.execute(self.standing.statement())

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction, for migrations and checks."""
        async with self.writing.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self.writing.dispose()
        await self.reading.dispose()
        if isinstance(self.queue, WriterQueue):
            self.queue.close()
