"""A client that listens to a subscription over SSE, speaking ASGI to the application itself."""

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp

from tests.api.graph import Json

PATIENCE_SECONDS = 10.0
Message = MutableMapping[str, Any]


@dataclass
class Line:
    """An open line: what the server says on it, one event after the other."""

    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    events: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    _rest: str = ""

    async def hear(self) -> Json:
        """Return the next event's payload; fails when none comes."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self.events.get()

    async def change(self) -> Any:
        """Return what the next event tells, which must be free of errors."""
        heard = await self.hear()
        assert "errors" not in heard, heard["errors"]
        (change,) = heard["data"].values()
        return change

    async def take(self, message: Message) -> None:
        """Take what the application sends, a piece of the stream after the other."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
            return
        *frames, self._rest = (self._rest + message.get("body", b"").decode()).split("\r\n\r\n")
        for frame in frames:
            lines = dict(line.split(": ", 1) for line in frame.splitlines() if ": " in line)
            if lines.get("event") == "next":
                self.events.put_nowait(json.loads(lines["data"]))


@asynccontextmanager
async def listening(app: ASGIApp, token: str | None, document: str, **variables: Any) -> AsyncIterator[Line]:
    """Give the line of a subscription, and hang up afterwards."""
    line, hung_up = Line(), asyncio.Event()
    headers = {"accept": "text/event-stream", "content-type": "application/json", "accept-language": "zh-CN"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    body = json.dumps({"query": document, "variables": variables}).encode()
    asked = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        for message in asked:
            return message
        await hung_up.wait()
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("test", 80),
        "client": ("test", 1),
    }
    running = asyncio.ensure_future(app(scope, receive, line.take))
    try:
        yield line
    finally:
        hung_up.set()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await running
