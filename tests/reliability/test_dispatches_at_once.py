"""Many dispatches at once: nothing is oversold, lost or done twice. The proof of it does 10,000."""

import asyncio
from contextlib import AsyncExitStack

import httpx2
import pytest

from resolvers import changes
from server.app import create_app, make_context
from server.door.trust import FreeQueries
from server.settings import Settings
from storage.engine import Database
from tests.factories import Town
from tests.reliability.clients import Clients, Outcome
from tests.reliability.errands import make_errands, share_of
from tests.reliability.wholeness import is_sound, look_for_wrongs

ASKED = 160
AT_ONCE = 16


@pytest.mark.parametrize("applications", [1, 2])
async def test_nothing_is_oversold_lost_or_done_twice(
    town: Town, database: Database, database_address: str, applications: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody waits crosswise: what PostgreSQL had to end would be a failure here, for want of a second try.
    monkeypatch.setattr(changes, "MOST_TRIES", 1)
    work = await make_errands(town, ASKED // applications)
    # Applications with databases of their own queue their writers apart, as processes do.
    settings = Settings(free_queries=FreeQueries.DEVELOPMENT)
    outcome = Outcome()
    async with AsyncExitStack() as opened:
        clients = []
        for _ in range(applications):
            own = Database.open(database_address)
            opened.push_async_callback(own.close)
            app = create_app(settings, context=make_context(settings, own))
            transport = httpx2.ASGITransport(app)
            client = await opened.enter_async_context(httpx2.AsyncClient(transport=transport, base_url="http://test"))
            clients.append(Clients([client], work))
        shares = (share_of(work.errands, number, applications) for number in range(applications))
        done = zip(clients, shares, strict=True)
        for one in await asyncio.gather(*(c.carry_out(share, at_once=AT_ONCE // applications) for c, share in done)):
            outcome.join(one)
    assert outcome.failures == {}
    assert len(outcome.of("send")) == len(work.errands)
    assert {"send DispatchSuccess", "send NothingLeft", "take DispatchSuccess"} <= set(outcome.kinds())
    assert outcome.replays
    assert (await look_for_wrongs(database, outcome)).sum() == 0
    assert await is_sound(database)
