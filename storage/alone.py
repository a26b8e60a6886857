"""Being the only one at something, over all processes, until a transaction ends."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_WAIT = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


async def be_alone(session: AsyncSession, name: str) -> None:
    """Wait until no other write transaction is alone at `name`; SQLite has one writer at a time anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_WAIT, {"name": name})
