"""Those who connect and never ask are shown out, so that a few hundred of them take nothing from the others."""

import asyncio
import time

import httpx2
import pytest
from starlette.applications import Starlette

from server.door import asking, patience
from tests.databases import on_sqlite_only
from tests.door.conftest import served

pytestmark = on_sqlite_only

QUICK_SECONDS = 0.2
HALVES = (
    b"",
    b"POST /graphql HTTP/1.1\r\nHost: test\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: test\r\nX-Slow: ",
    b"GET /healthz HTTP/1.1\r\nHost: test\r\n\r\nGET /healthz HTTP/1.1\r\nHost:",
)
"""What is sent before nothing follows: nothing, half of the headers, half of a header, half of a second request."""


async def half_open(host: str, half: bytes) -> float:
    """Return after how many seconds the server closes a connection on which it has heard half a request."""
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    begun = time.monotonic()
    writer.write(half)
    await reader.read()
    writer.close()
    return time.monotonic() - begun


async def test_three_hundred_half_open_connections_are_closed_in_time_while_others_are_served(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert patience.HEADER_SECONDS <= 10
    monkeypatch.setattr(patience, "HEADER_SECONDS", QUICK_SECONDS)
    async with served(app) as host, asyncio.timeout(15):
        waiting = [asyncio.create_task(half_open(host, HALVES[n % len(HALVES)])) for n in range(300)]
        async with httpx2.AsyncClient() as client:
            assert (await client.get(f"http://{host}/healthz")).text == "ok"
        assert min(await asyncio.gather(*waiting)) >= QUICK_SECONDS / 2


async def test_a_request_that_comes_slowly_but_comes_is_answered(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HEADER_SECONDS", 2.0)
    async with served(app) as host:
        name, _, port = host.partition(":")
        reader, writer = await asyncio.open_connection(name, int(port))
        for piece in (b"GET /healthz HT", b"TP/1.1\r\nHost: test\r\n", b"Connection: close\r\n\r\n"):
            writer.write(piece)
            await asyncio.sleep(0.05)
        assert (await reader.read()).endswith(b"ok")
        writer.close()


async def test_a_body_that_does_not_come_is_not_waited_for(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asking.BODY_SECONDS <= 15
    monkeypatch.setattr(asking, "BODY_SECONDS", QUICK_SECONDS)
    half = b"POST /graphql HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    async with served(app) as host, asyncio.timeout(10):
        name, _, port = host.partition(":")
        reader, writer = await asyncio.open_connection(name, int(port))
        writer.write(half)
        told = await reader.read()
        writer.close()
    assert told.startswith(b"HTTP/1.1 408 ")
