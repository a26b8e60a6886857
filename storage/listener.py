"""Hearing what other processes wrote: PostgreSQL tells it, SQLite is asked again by whoever waits."""

import asyncio
from contextlib import suppress

import asyncpg

from storage.engine import CHANNEL, Database

RETRY_SECONDS = 2.0
CHECK_SECONDS = 30.0


async def ring_for_others(database: Database) -> None:
    """Ring the database's bell for every commit of any process, until cancelled; a lost connection is made again."""
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        with suppress(OSError, asyncpg.PostgresError):
            await _listen(address, database)
        await asyncio.sleep(RETRY_SECONDS)


async def _listen(address: str, database: Database) -> None:
    connection = await asyncpg.connect(address)
    try:
        await connection.add_listener(CHANNEL, lambda *_: database.bell.ring())
        while not connection.is_closed():
            await asyncio.sleep(CHECK_SECONDS)
            await connection.execute("SELECT 1")
    finally:
        await connection.close()
