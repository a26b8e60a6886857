"""Changing rows behind the back of the application, as somebody does who has the database itself."""

import sqlite3
from contextlib import closing
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import Database
from tests.cluster import SYSTEM_USER


async def tamper(database: Database, statement: str, **given: Any) -> None:
    """Run one statement with every constraint between tables switched off."""
    if database.is_sqlite:
        assert database.url.database is not None
        with closing(sqlite3.connect(database.url.database)) as file, file:
            file.execute(statement, given)
        return
    everything = create_async_engine(database.url.set(username=SYSTEM_USER))
    async with everything.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await connection.execute(text(statement), given)
    await everything.dispose()
