"""The real server is told to end: what is under way is answered, lines are told to come again, nothing is an error."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select

from storage.tables import NeedRow
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.door.conftest import Token
from tests.door.test_socket import CHANGES, closed, opened, say, welcome
from tests.factories import Town

pytestmark = on_sqlite_only

PATIENCE_SECONDS = 90
FAULT = re.compile(r".*\b(?:traceback|error|warning|critical)\b.*", re.IGNORECASE)
POST = "mutation P($input: PostNeedInput!) { postNeed(input: $input) { ... on NeedSuccess { need { status } } } }"


@pytest.fixture
def clock() -> HandClock:
    """Give a clock that shows the time of the server's process."""
    return HandClock(datetime.now(UTC))


@asynccontextmanager
async def shipped(address: str, root: Path, tmp_path: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Start the server in a process of its own; give the process and `host:port` once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = {**os.environ, "DATABASE_URL": address, "COMMUNITY_FREE_QUERIES": "development"}
    given |= {"COMMUNITY_FRONT_END": str(tmp_path), "COMMUNITY_LOG_REQUESTS": "false"}
    command = (sys.executable, "-m", "server", "serve", "--port", str(port))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=root, env=given, stdout=pipe, stderr=pipe)
    try:
        await until_listening(port, is_wanted=True)
        yield process, f"127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def until_listening(port: int, *, is_wanted: bool) -> None:
    """Return when the port is, or is not, listened to."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            is_listening = True
        except ConnectionRefusedError:
            is_listening = False
        if is_listening is is_wanted:
            return
        await asyncio.sleep(0.05)


async def hang_up_amid(host: str, request: bytes) -> None:
    """Send a request, or a part of it, and close the connection without reading."""
    name, _, port = host.partition(":")
    _, writer = await asyncio.open_connection(name, int(port))
    writer.write(request)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def listen(client: httpx2.AsyncClient, variables: dict[str, str], is_open: asyncio.Event) -> str:
    """Return all that an event stream says until it ends."""
    body = {"query": CHANGES, "variables": variables}
    async with client.stream("POST", "/graphql", json=body, headers={"accept": "text/event-stream"}) as stream:
        is_open.set()
        return "".join([piece async for piece in stream.aiter_text()])


async def test_a_server_that_is_told_to_end_ends_well(
    town: Town, token_of: Token, database_address: str, root: Path, tmp_path: Path
) -> None:
    token = await token_of(town.resident)
    region = {"region": global_id(town.community)}
    database = town.context.database
    await database.close()
    async with asyncio.timeout(PATIENCE_SECONDS), shipped(database_address, root, tmp_path) as (process, host):
        head = f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n".encode()
        body = json.dumps({"query": "{ categories { code } }"}).encode()
        await hang_up_amid(host, head + b"Content-Length: 900\r\n\r\n{")
        await hang_up_amid(host, head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        async with (
            opened(host, token) as line,
            httpx2.AsyncClient(base_url=f"http://{host}", headers=headers, timeout=PATIENCE_SECONDS) as client,
        ):
            await welcome(line)
            await say(line, {"type": "subscribe", "id": "1", "payload": {"query": CHANGES, "variables": region}})
            is_open = asyncio.Event()
            stream = asyncio.create_task(listen(client, region, is_open))
            await is_open.wait()

            writer = sqlite3.connect(str(database.url.database), isolation_level=None)
            writer.execute("BEGIN IMMEDIATE")
            given = {"input": {"words": "厨房的灯一直闪", **region}}
            posting = asyncio.create_task(client.post("/graphql", json={"query": POST, "variables": given}))
            assert (await client.get("/healthz")).is_success  # Connections are served in the order they came.

            process.send_signal(signal.SIGTERM)
            assert await closed(line) == 1012
            heard = await stream
            assert "complete" not in heard
            await until_listening(int(host.rpartition(":")[2]), is_wanted=False)
            assert not posting.done()
            writer.execute("COMMIT")
            writer.close()
            assert (await posting).json() == {"data": {"postNeed": {"need": {"status": "RAISED"}}}}
            said, faults = await process.communicate()
    assert FAULT.findall((said + faults).decode()) == []
    assert process.returncode == 0
    assert [need.status for need in await town.rows(select(NeedRow))] == ["RAISED"]
