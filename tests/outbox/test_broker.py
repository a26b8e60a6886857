"""Redis wakes listeners of other processes; while it is away nothing fails and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette

from resolvers import happenings
from resolvers.life.voices import add_remark
from server.app import create_app
from server.door.trust import FreeQueries
from server.outbox_loops import BROKER, publish_forever
from server.settings import Settings
from storage.bell import Bell
from storage.broker import Broker
from storage.codes import RemarkKind
from storage.engine import Database
from storage.keys import RandomBits
from storage.tables import EventRow, NeedRow, OutboxPositionRow
from tests.api.ids import global_id
from tests.api.line import Line, listening
from tests.clock import HandClock
from tests.factories import Town, make_context
from tests.outbox.redis_server import RedisServer
from tests.sign_in import token_for

NEEDS = "subscription N($region: ID!, $after: Int) { needChanged(region: $region, after: $after) { seq move } }"
NEVER = 3600.0


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[RedisServer]:
    server = RedisServer.on_a_free_port(tmp_path)
    await server.start()
    yield server
    if server.process is not None:
        server.kill()


@pytest.fixture
async def elsewhere(database_address: str, clock: HandClock, random_bits: RandomBits) -> AsyncIterator[Starlette]:
    """Give the application as another process has it: on the same database, with a bell of its own."""
    database = Database.open(database_address)
    context = make_context(database, clock, random_bits)
    app = create_app(Settings(free_queries=FreeQueries.DEVELOPMENT), context=context)
    app.state.bell = context.database.bell
    yield app
    await database.close()


async def noted(town: Town, need: NeedRow) -> int:
    """Write an event in this process and return its number."""
    await town.do(town.staff, add_remark, need.id, RemarkKind.NOTE, "先打电话")
    return int((await town.rows(select(func.max(EventRow.seq))))[0])


async def heard(line: Line, count: int) -> list[int]:
    return [(await line.change())["seq"] for _ in range(count)]


async def rung(bell: Bell) -> None:
    """Wait until a bell rings."""
    waited = asyncio.get_running_loop().time()
    await bell.wait(10)
    assert asyncio.get_running_loop().time() - waited < 10, "the bell did not ring"


async def test_listeners_elsewhere_hear_everything_once_with_redis_without_it_and_after_its_return(
    town: Town, elsewhere: Starlette, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, need, region = await token_for(town, town.staff), await town.need(), global_id(town.community)
    here, there = Broker(redis.address), Broker(redis.address)
    first = asyncio.ensure_future(rung(elsewhere.state.bell))
    beside = [
        asyncio.create_task(publish_forever(town.context, here)),
        asyncio.create_task(there.ring_for_others(elsewhere.state.bell)),
    ]
    await first
    try:
        # Nobody looks by himself: what is heard was told over Redis.
        monkeypatch.setattr(happenings, "PAUSE_SECONDS", NEVER)
        after = await noted(town, need)
        async with listening(elsewhere, token, NEEDS, region=region, after=after) as line:
            for _ in range(3):
                seq = await noted(town, need)
                assert await heard(line, 1) == [seq]

        redis.kill()
        assert not await redis.answers()
        monkeypatch.setattr(happenings, "PAUSE_SECONDS", 0.2)
        async with listening(elsewhere, token, NEEDS, region=region, after=seq) as line:
            missed = [await noted(town, need) for _ in range(3)]
            assert await heard(line, 3) == missed
        assert (await position(town)) < missed[0]

        monkeypatch.setattr(happenings, "PAUSE_SECONDS", NEVER)
        async with listening(elsewhere, token, NEEDS, region=region, after=missed[0]) as line:
            assert await heard(line, 2) == missed[1:]
            back = asyncio.ensure_future(rung(elsewhere.state.bell))
            await redis.start()
            await back
            seq = await noted(town, need)
            assert await heard(line, 1) == [seq]
        async with asyncio.timeout(10):
            while await position(town) < seq:  # noqa: ASYNC110 - the table tells no event of its own
                await asyncio.sleep(0.02)
    finally:
        for task in beside:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await here.close()
        await there.close()


async def position(town: Town) -> int:
    return int((await town.rows(select(OutboxPositionRow.position).where(OutboxPositionRow.consumer == BROKER)))[0])
