"""Event streams as graphql-sse speaks them: each answer an event, a sign of life in quiet times, an end."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.door.answering import EVENTS, encode

QUIET_SECONDS = 15.0
HEADERS = {"content-type": EVENTS, "cache-control": "no-store, no-transform", "x-accel-buffering": "no"}
SIGN_OF_LIFE = b": ping\r\n\r\n"
END = b"event: complete\r\ndata: \r\n\r\n"

Answers = AsyncGenerator[dict[str, Any], None]


class EventStream(StreamingResponse):
    """A response that sends answers as they come, and ends their source when the reader hangs up."""

    def __init__(self, answers: Answers) -> None:
        self.events = _events(answers)
        super().__init__(self.events, headers=HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        async with aclosing(self.events):
            await super().__call__(scope, receive, send)


async def _events(answers: Answers) -> AsyncGenerator[bytes, None]:
    async with aclosing(answers):
        coming = asyncio.ensure_future(anext(answers))
        try:
            while True:
                done, _ = await asyncio.wait({coming}, timeout=QUIET_SECONDS)
                if not done:
                    yield SIGN_OF_LIFE
                    continue
                try:
                    answer = coming.result()
                except StopAsyncIteration:
                    break
                yield b"event: next\r\ndata: " + encode(answer) + b"\r\n\r\n"
                coming = asyncio.ensure_future(anext(answers))
        finally:
            coming.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await coming
    yield END
