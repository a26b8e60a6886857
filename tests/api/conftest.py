"""The application over a small town, and clients who speak to it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest
from starlette.applications import Starlette

from resolvers.viewer import Viewer
from server.app import create_app
from server.door.trust import FreeQueries
from server.settings import Settings
from tests.api.graph import Graph
from tests.factories import Town
from tests.sign_in import token_for

SignedIn = Callable[[Viewer], Awaitable[Graph]]


@pytest.fixture
def app(town: Town) -> Starlette:
    return create_app(Settings(free_queries=FreeQueries.DEVELOPMENT), context=town.context)


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
        yield client


@pytest.fixture
def anybody(http: httpx2.AsyncClient) -> Graph:
    return Graph(http)


@pytest.fixture
def signed_in(town: Town, http: httpx2.AsyncClient) -> SignedIn:
    """Return a function that signs a viewer in without waiting for a password's slow check."""

    async def sign_in(viewer: Viewer) -> Graph:
        return Graph(http, await token_for(town, viewer))

    return sign_in
