"""How long the shipped server waits for somebody who connects and does not go on to ask.

The library closes a connection that is idle between two requests; one whose first request, or next one, is begun and
never finished it would keep for ever, so a few hundred of them take all there is.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 10.0


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which closes a connection whose headers are not complete in time."""

    waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it too
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a further request's headers."""
        super().on_message_begin()
        if self.waiting is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """Wait no more; the body has a time of its own."""
        self._stop_waiting()
        super().on_headers_complete()

    def _wait(self) -> None:
        self.waiting = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None

    def _give_up(self) -> None:
        self.waiting = None
        if not self.transport.is_closing():
            self.transport.close()


def shipped_settings() -> dict[str, Any]:
    """Return how the shipped server is set: uvicorn's names."""
    return {
        "http": PatientProtocol,
        "timeout_keep_alive": 5,
        "ws_max_size": 100_000,
        "ws_ping_interval": 20.0,
        "ws_ping_timeout": 20.0,
        "server_header": False,
        "log_level": "warning",
        "access_log": False,
    }
