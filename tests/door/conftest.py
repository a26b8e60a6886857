"""The application with its door closed, as it is shipped: in process, and on a port of its own."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette

from resolvers.viewer import Viewer
from server.app import create_app
from server.door.patience import shipped_settings
from server.door.trust import FreeQueries
from server.settings import Settings
from tests.factories import Town
from tests.sign_in import token_for

START_TRIES = 3_000
Token = Callable[[Viewer], Awaitable[str]]


@pytest.fixture
def open_app(town: Town, tmp_path: Path) -> Callable[[FreeQueries], Starlette]:
    """Return a function that makes the application, without pages, with one setting of `free_queries`."""

    def make(free_queries: FreeQueries) -> Starlette:
        return create_app(Settings(free_queries=free_queries, front_end=tmp_path), context=town.context)

    return make


@pytest.fixture
def app(open_app: Callable[[FreeQueries], Starlette]) -> Starlette:
    """The application as it is shipped."""
    return open_app(Settings().free_queries)


@pytest.fixture
def token_of(town: Town) -> Token:
    """Return a function that signs a viewer in and gives the token."""

    async def sign_in(viewer: Viewer) -> str:
        return await token_for(town, viewer)

    return sign_in


@pytest.fixture
async def token(town: Town, token_of: Token) -> str:
    """The token of the community's staff."""
    return await token_of(town.staff)


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the closed door, without a token."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
        yield client


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """Serve an application as the shipped server does, and give `host:port`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, timeout_graceful_shutdown=1, **shipped_settings()))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        for _ in range(START_TRIES):
            if server.started:
                break
            await asyncio.sleep(0.02)
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving
