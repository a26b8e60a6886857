"""The door under a million odd requests, fifty thousand more over a socket, and three hundred half-open connections."""

import asyncio
import os
import re
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.app import create_app
from server.door.trust import FreeQueries
from server.settings import Settings
from tests.databases import on_sqlite_only
from tests.door.bodies import Bodies, Request
from tests.door.conftest import served
from tests.door.fuzzing import Findings, send_in_process
from tests.door.test_half_open import HALVES, half_open
from tests.factories import Town

IN_PROCESS = int(os.environ.get("PROOF_BODIES", "1000000"))
WARMED_UP = IN_PROCESS // 10
OVER_A_SOCKET = IN_PROCESS // 20
GROWTH_MEGABYTES = 30
LONGEST_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 10.0
SHOWN_OUT_SECONDS = 15.0
START_TRIES = 600
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")


@on_sqlite_only
async def test_a_million_odd_requests(town: Town, tmp_path: Path) -> None:
    app = create_app(Settings(free_queries=FreeQueries.DEVELOPMENT, front_end=tmp_path), context=town.context)
    bodies, findings = Bodies(11), Findings()
    for done in range(1, IN_PROCESS + 1):
        await send_in_process(app, bodies.next(), findings)
        if done >= WARMED_UP and done % (IN_PROCESS // 20) == 0:
            findings.note_memory()
    sys.stdout.write(f"{findings.statuses} slowest {findings.slowest_seconds:.3f} s MB {findings.megabytes}\n")
    assert (findings.faults, findings.leaks) == (0, [])
    assert findings.slowest_seconds < LONGEST_SECONDS
    assert max(findings.megabytes) - findings.megabytes[0] < GROWTH_MEGABYTES


@on_sqlite_only
async def test_fifty_thousand_odd_requests_over_a_socket(town: Town, tmp_path: Path) -> None:
    app = create_app(Settings(free_queries=FreeQueries.DEVELOPMENT, front_end=tmp_path), context=town.context)
    bodies, findings = Bodies(12), Findings()
    async with served(app) as host:
        await _send(host, bodies.next(), Findings())  # The first is answered when the server has started.
        for _ in range(OVER_A_SOCKET):
            await _send(host, bodies.next(), findings)
    waited = f"waited for {findings.longest_wait_seconds:.3f} s"
    sys.stdout.write(f"{findings.statuses} slowest {findings.slowest_seconds:.3f} s of work, {waited}\n")
    assert (findings.faults, findings.leaks) == (0, [])
    assert findings.slowest_seconds < LONGEST_SECONDS
    assert findings.longest_wait_seconds < LONGEST_WAIT_SECONDS


async def _send(host: str, request: Request, findings: Findings) -> None:
    """Send one request on a connection of its own, and note the answer.

    Its time is the work of this process, which both asks and answers; how long one waits depends on what else runs.
    """
    name, _, port = host.partition(":")
    loop = asyncio.get_running_loop()
    reader, writer = await asyncio.open_connection(name, int(port))
    begun, work_begun = loop.time(), time.process_time()
    address = b"/graphql?" + request.query if request.query else b"/graphql"
    lines = [b"%s %s HTTP/1.1" % (request.method.encode(), address), b"content-length: %d" % len(request.body)]
    lines += [b"%s: %s" % header for header in request.headers]
    writer.write(b"\r\n".join((*lines, b"connection: close", b"", request.body)))
    answer = b""
    try:
        answer = await reader.read()
    except ConnectionResetError:
        pass
    finally:
        writer.close()
    found = STATUS.match(answer)
    # A connection closed while its too large body is still on its way has no status to read.
    findings.note(int(found[1]) if found else 413, answer, time.process_time() - work_begun)
    findings.longest_wait_seconds = max(findings.longest_wait_seconds, loop.time() - begun)


@pytest.fixture
async def shipped(tmp_path: Path, root: Path) -> AsyncIterator[str]:
    """Start the server as it is shipped, in a process of its own, and give `host:port`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = {**os.environ, "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'shipped.db'}"}
    migrating = await asyncio.create_subprocess_exec(sys.executable, "-m", "server", "migrate", cwd=root, env=given)
    assert await migrating.wait() == 0
    command = (sys.executable, "-m", "server", "serve", "--port", str(port))
    serving = await asyncio.create_subprocess_exec(*command, cwd=root, env=given)
    for _ in range(START_TRIES):
        if await _answers(port):
            break
        await asyncio.sleep(0.2)
    yield f"127.0.0.1:{port}"
    serving.terminate()
    await serving.wait()


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError:
        return False
    writer.close()
    return True


async def test_the_shipped_server_shows_three_hundred_half_open_connections_out(shipped: str) -> None:
    async with asyncio.timeout(60):
        seconds = await asyncio.gather(*(half_open(shipped, HALVES[n % len(HALVES)]) for n in range(300)))
    sys.stdout.write(f"half-open connections closed after {min(seconds):.1f} to {max(seconds):.1f} s\n")
    assert max(seconds) < SHOWN_OUT_SECONDS
