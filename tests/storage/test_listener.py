"""Hearing other processes over PostgreSQL, also after the connection was lost."""

import asyncio

import pytest

from storage import listener
from storage.bell import Bell
from storage.engine import Database
from storage.listener import ring_for_others
from tests.cluster import Cluster
from tests.databases import on_postgresql_only

PATIENCE_SECONDS = 10.0


async def heard(database: Database, elsewhere: Database) -> None:
    """Let another process write until the bell rings here; fails when it never does."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        ringing = asyncio.ensure_future(rung(database.bell))
        while not ringing.done():
            async with elsewhere.write():
                pass
            await asyncio.wait({ringing}, timeout=0.1)


async def rung(bell: Bell) -> None:
    await bell.wait(PATIENCE_SECONDS * 2)


@on_postgresql_only
@pytest.mark.parametrize("check_seconds", [0.05, 30.0])
async def test_others_are_heard_again_after_the_connection_was_lost(
    database: Database, database_address: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, check_seconds: float
) -> None:
    monkeypatch.setattr(listener, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(listener, "CHECK_SECONDS", check_seconds)
    elsewhere = Database.open(database_address)
    listening = asyncio.ensure_future(ring_for_others(database))
    await heard(database, elsewhere)
    name = database.url.database
    await cluster.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND query ILIKE 'LISTEN%'"  # noqa: S608 - a name of our own
    )
    await heard(database, elsewhere)
    assert not listening.done()
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    await elsewhere.close()
