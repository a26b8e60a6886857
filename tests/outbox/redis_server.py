"""A Redis server of a test's own, on a free port, that can be killed and brought back."""

import asyncio
import shutil
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import RedisError

from tests.parts import SYSTEM_PACKAGES, present

PATIENCE_SECONDS = 10.0


@dataclass
class RedisServer:
    """The server of one test; it keeps nothing."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def on_a_free_port(cls, folder: Path) -> "RedisServer":
        """Return a server that does not run yet; skips the test where Redis is absent."""
        present(shutil.which("redis-server"), "Redis", SYSTEM_PACKAGES)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return cls(folder, probe.getsockname()[1])

    @property
    def address(self) -> str:
        """Return the URL of the server."""
        return f"redis://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        settings = {"port": self.port, "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": self.folder}
        given = [word for name, value in settings.items() for word in (f"--{name}", str(value))]
        self.process = subprocess.Popen(["redis-server", *given], stdout=subprocess.DEVNULL)  # noqa: ASYNC220, S607 - it ends with the test
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self.answers():  # noqa: ASYNC110 - another process has no event of ours
                await asyncio.sleep(0.02)
        assert self.process.poll() is None, "the server that answers is ours"

    async def answers(self) -> bool:
        """Whether it answers now."""
        async with Redis.from_url(self.address, socket_timeout=1) as client:
            with suppress(RedisError, OSError):
                return bool(await client.ping())
        return False

    def kill(self) -> None:
        """End it without a word."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None
