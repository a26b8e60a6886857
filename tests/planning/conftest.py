from collections.abc import AsyncIterator

import httpx2
import pytest

from server.app import create_app
from server.door.trust import FreeQueries
from server.settings import Settings
from tests.api.graph import Graph
from tests.factories import Town
from tests.sign_in import token_for


@pytest.fixture
async def http(town: Town) -> AsyncIterator[httpx2.AsyncClient]:
    """Give a client of the application over the town."""
    transport = httpx2.ASGITransport(create_app(Settings(free_queries=FreeQueries.DEVELOPMENT), context=town.context))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
async def desk(town: Town, http: httpx2.AsyncClient) -> Graph:
    """Give the staff of the community at their desk."""
    return Graph(http, await token_for(town, town.staff))
