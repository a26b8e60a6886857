"""Hearing what other processes wrote: PostgreSQL tells it, SQLite is asked again by whoever waits."""

import asyncio
from contextlib import suppress

import asyncpg

from storage.engine import CHANNEL, Database

RETRY_SECONDS = 2.0
CHECK_SECONDS = 30.0
CLOSE_SECONDS = 5.0


async def ring_for_others(database: Database) -> None:
    """Ring the database's bell for every commit of any process, until cancelled; a lost connection is made again."""
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await _listen(address, database)
        await asyncio.sleep(RETRY_SECONDS)


async def _listen(address: str, database: Database) -> None:
    connection, ended = await asyncpg.connect(address), asyncio.Event()
    try:
        connection.add_termination_listener(lambda _: ended.set())
        await connection.add_listener(CHANNEL, lambda *_: database.bell.ring())
        while not ended.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECK_SECONDS):
                    await ended.wait()
                    return
            await connection.execute("SELECT 1", timeout=CLOSE_SECONDS)
    finally:
        await connection.close(timeout=CLOSE_SECONDS)
