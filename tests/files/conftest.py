"""The application over a small town with a folder for files, and people who hand files in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from starlette.applications import Starlette

from resolvers.context import Context
from resolvers.file_store import FileStore
from resolvers.viewer import Viewer
from server.app import create_app
from server.door.trust import FreeQueries
from server.settings import Settings
from tests.api.graph import Graph, Json
from tests.factories import Town
from tests.sign_in import token_for


@dataclass
class Hand(Graph):
    """Somebody who speaks GraphQL and hands in files."""

    async def post(self, content: Any, name: str = "file", **headers: str) -> httpx2.Response:
        """Send a file."""
        shown = {} if self.token is None else {"authorization": f"Bearer {self.token}"}
        return await self.http.post(f"/files?name={quote(name)}", content=content, headers={**shown, **headers})

    async def kept(self, content: bytes, name: str = "file") -> Json:
        """Send a file that must be taken, and return what is told of it."""
        reply = await self.post(content, name)
        assert reply.status_code == 201, reply.text
        told: Json = reply.json()["file"]
        return told

    async def get(self, address: str) -> httpx2.Response:
        """Fetch a file."""
        shown = {} if self.token is None else {"authorization": f"Bearer {self.token}"}
        return await self.http.get(address, headers=shown)


HandOf = Callable[[Viewer], Awaitable[Hand]]


@pytest.fixture
def context(context: Context, tmp_path: Path) -> Context:
    return replace(context, files=FileStore(tmp_path / "files"))


@pytest.fixture
def app(town: Town, tmp_path: Path) -> Starlette:
    settings = Settings(free_queries=FreeQueries.DEVELOPMENT, front_end=tmp_path)
    return create_app(settings, context=town.context)


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="https://partners.example") as client:
        yield client


@pytest.fixture
def anybody(http: httpx2.AsyncClient) -> Hand:
    return Hand(http)


@pytest.fixture
def hand_of(town: Town, http: httpx2.AsyncClient) -> HandOf:
    """Return a function that signs a viewer in without waiting for a password's slow check."""

    async def sign_in(viewer: Viewer) -> Hand:
        return Hand(http, await token_for(town, viewer))

    return sign_in
