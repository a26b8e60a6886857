"""The real server with two processes of its own, on a free port, whose processes may be killed."""

import asyncio
import os
import random
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.conftest import ROOT

WORKERS = 2
START_SECONDS = 120.0
LOOK_SECONDS = 0.02


@dataclass(frozen=True)
class Server:
    """A running server; its workers are its children."""

    process: Process
    port: int

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """Return the processes that serve, which are our own children's children."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    async def kill_one(self, chance: random.Random) -> int:
        """Kill a worker, wait until it is gone and another has taken its place, and return which it was."""
        victim = chance.choice(self.workers())
        os.kill(victim, signal.SIGKILL)
        await until(lambda: victim not in self.workers() and len(self.workers()) == WORKERS)
        return victim

    async def answers(self) -> bool:
        """Whether it answers that it is ready."""
        try:
            async with httpx2.AsyncClient(base_url=self.address, timeout=5) as http:
                return (await http.get("/readyz")).status_code == 200
        except httpx2.TransportError:
            return False

    async def until_it_answers(self) -> None:
        """Wait until it is ready."""
        async with asyncio.timeout(START_SECONDS):
            while True:
                if await self.answers():
                    return
                await asyncio.sleep(LOOK_SECONDS)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, and fail when it does not come."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            if is_so():
                return
            await asyncio.sleep(LOOK_SECONDS)


def is_gone(pid: int) -> bool:
    """Whether a process is there no more, as the kernel says and not as we think."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@asynccontextmanager
async def running(address: str, **environment: str) -> AsyncIterator[Server]:
    """Start the server as it is shipped, on a migrated database, and end it afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = {
        **os.environ,
        "DATABASE_URL": address,
        "COMMUNITY_FREE_QUERIES": "development",
        "COMMUNITY_LOG_REQUESTS": "false",
        **environment,
    }
    command = (sys.executable, "-m", "server", "serve", "--port", str(port), "--workers", str(WORKERS))
    server = Server(await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=given), port)
    try:
        await server.until_it_answers()
        yield server
    finally:
        server.process.terminate()
        await server.process.wait()
