"""How the server ends: what is under way is answered, open lines are told to come again, and the exit code is 0."""

import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from uvicorn.config import STARTUP_FAILURE

from server.door.closing import Closing

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class EndingServer(uvicorn.Server):
    """uvicorn's server, which ends its open lines before it waits for requests to end, and ends well on a signal."""

    def __init__(self, config: uvicorn.Config, closing: Closing, patience_seconds: int) -> None:
        super().__init__(config)
        self.closing = closing
        self.patience_seconds = patience_seconds

    def run_to_end(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until a signal comes; exits with code 3 when it could not start."""
        self.run(sockets)
        if not self.started:
            sys.exit(STARTUP_FAILURE)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, end the open lines, then wait for requests as uvicorn does."""
        begun = time.monotonic()
        for server in self.servers:
            server.close()
        await self.closing.begin(self.patience_seconds)
        left = self.patience_seconds - int(time.monotonic() - begun)
        self.config.timeout_graceful_shutdown = max(1, left)
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Heed the signals that end a server; uvicorn would raise them once more after a good end."""
        before = {each: signal.signal(each, self.handle_exit) for each in SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
