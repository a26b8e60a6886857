from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest

from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.people import begin_sign_in
from resolvers.viewer import Viewer
from server.app import create_app
from server.settings import Settings
from storage.engine import Database
from storage.keys import RandomBits
from tests.api.graph import Graph
from tests.clock import HandClock
from tests.factories import Town, build_town, make_context

SignedIn = Callable[[Viewer], Awaitable[Graph]]


@pytest.fixture
async def town(database: Database, clock: HandClock, random_bits: RandomBits) -> Town:
    """Give a small town in a database of its own."""
    return await build_town(make_context(database, clock, random_bits))


@pytest.fixture
async def http(town: Town) -> AsyncIterator[httpx2.AsyncClient]:
    """Give a client of the application over the town."""
    transport = httpx2.ASGITransport(create_app(Settings(), context=town.context))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
def signed_in(town: Town, http: httpx2.AsyncClient) -> SignedIn:
    """Return a function that signs a viewer in without waiting for a password's slow check."""

    async def sign_in(viewer: Viewer) -> Graph:
        token = f"token-of-{viewer.person_id}"
        assert viewer.person_id is not None
        async with town.context.database.write() as session:
            change = Change(town.context, session, town.context.now())
            account = await open_account(change, viewer.person_id, f"account{viewer.person_id.hex}", "unused")
            await begin_sign_in(change, account_id=account.id, token=token)
        return Graph(http, token)

    return sign_in
