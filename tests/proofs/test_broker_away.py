"""Redis is killed under load: no mutation fails, and subscribers hear every event once and in order."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import func, select

from server.app import make_context
from server.settings import Settings
from storage.engine import Database
from storage.tables import EventRow
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import build_town
from tests.outbox.redis_server import RedisServer
from tests.proofs.figures import Figures
from tests.proofs.test_faults import Load
from tests.reliability.errands import make_errands
from tests.reliability.servers import running, until
from tests.reliability.subscribers import Subscriber, hung_up

ERRANDS_MADE = 1_200
SUBSCRIBERS = 10
BEFORE_SECONDS = 5.0
AWAY_SECONDS = 4.0
AFTERWARDS_SECONDS = 5.0
PROBES = 20


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[RedisServer]:
    server = RedisServer.on_a_free_port(tmp_path)
    await server.start()
    yield server
    if server.process is not None:
        server.kill()


# PostgreSQL tells other processes by itself, so that SQLite shows what the broker does.
@on_sqlite_only
async def test_redis_killed_under_load(
    database: Database, database_address: str, redis: RedisServer, figures: Figures
) -> None:
    town = await build_town(make_context(Settings(), database))
    work = await make_errands(town, ERRANDS_MADE)
    (after,) = await town.rows(select(func.max(EventRow.seq)))
    region, told = global_id(town.community), [Subscriber() for _ in range(SUBSCRIBERS)]
    refused, went, came = 0, 0.0, 0.0

    async with running(database_address, REDIS_URL=redis.address) as server:
        lines = [asyncio.ensure_future(one.listen(server.address, work.token, region, after)) for one in told]
        load = Load(server, work)

        async def away() -> None:
            nonlocal refused, went, came
            await asyncio.sleep(BEFORE_SECONDS)
            redis.kill()
            went = time.time()
            for _ in range(PROBES):
                refused += not await redis.answers()
                await asyncio.sleep(AWAY_SECONDS / PROBES)
            came = time.time()
            await redis.start()
            await asyncio.sleep(AFTERWARDS_SECONDS)

        outcome = await load.during(away)
        events = {
            event.seq: event.at.timestamp()
            for event in await town.rows(select(EventRow).where(EventRow.seq > after, EventRow.need_id.is_not(None)))
        }
        try:
            await until(lambda: all(len(one.heard) >= len(events) for one in told))
        finally:
            await hung_up(lines)
    called = "Redis killed for 4 s"
    figures.at_least(f"{called}: connections refused meanwhile", refused, PROBES)
    figures.at_most(f"{called}: mutations failed, of {len(outcome.waits):,}", outcome.failures.total(), 0)
    wrong = sum(one.heard != sorted(events) for one in told)
    figures.at_most(f"{called}: of {SUBSCRIBERS} subscribers, those who missed an event, or heard one twice", wrong, 0)
    delays = {seq: max(one.heard_at[seq] for one in told) - at for seq, at in events.items()}
    for name, begun, ended in (("before", 0.0, went), ("meanwhile", went, came), ("afterwards", came, float("inf"))):
        of_then = [delay for seq, delay in delays.items() if begun <= events[seq] < ended]
        figures.told(f"{called}: half were heard within, {name}", f"{median(of_then):.3f} s" if of_then else "-")
