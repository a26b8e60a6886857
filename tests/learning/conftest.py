from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest

from resolvers.viewer import Viewer
from server.app import create_app
from server.settings import Settings
from tests.api.graph import Graph
from tests.factories import Town
from tests.sign_in import token_for

SignedIn = Callable[[Viewer], Awaitable[Graph]]


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
        return Graph(http, await token_for(town, viewer))

    return sign_in
