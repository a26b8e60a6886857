"""Inserting rows that may be there already, on both databases."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.lengths import refuse_texts
from storage.columns import Table


async def insert_missing(session: AsyncSession, table: type[Table], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows that break no unique constraint and return how many were inserted; refuses texts too long."""
    if not rows:
        return 0
    refuse_texts((table, row) for row in rows)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    done = await session.execute(insert(table).values(list(rows)).on_conflict_do_nothing())
    return cast("CursorResult[Any]", done).rowcount
