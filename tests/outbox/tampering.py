"""Changing rows behind the back of the application, as somebody does who has the database itself."""

import sqlite3
from contextlib import closing
from typing import Any

from sqlalchemy import text

from storage.engine import Database


async def tamper(database: Database, statement: str, **given: Any) -> None:
    """Run one statement with every constraint between tables switched off."""
    if database.is_sqlite:
        assert database.url.database is not None
        with closing(sqlite3.connect(database.url.database)) as connection, connection:
            connection.execute(statement, given)
        return
    async with database.writing.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await connection.execute(text(statement), given)
