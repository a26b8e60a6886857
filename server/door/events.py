"""Event streams as graphql-sse speaks them: each answer an event, a sign of life in quiet times, an end."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.door.answering import EVENTS, encode
from server.door.closing import Closing

QUIET_SECONDS = 15.0
HEADERS = {"content-type": EVENTS, "cache-control": "no-store, no-transform", "x-accel-buffering": "no"}
SIGN_OF_LIFE = b": ping\r\n\r\n"
END = b"event: complete\r\ndata: \r\n\r\n"

Answers = AsyncGenerator[dict[str, Any], None]


class EventStream(StreamingResponse):
    """A response that sends answers as they come, and ends their source when the reader hangs up.

    Of answers without end `closing` is given: the stream then breaks off when the process ends, without the event that
    says there is no more, so that the reader comes again.
    """

    def __init__(self, answers: Answers, closing: Closing | None = None) -> None:
        self.events = _events(answers, closing)
        super().__init__(self.events, headers=HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        async with aclosing(self.events):
            await super().__call__(scope, receive, send)


async def _events(answers: Answers, closing: Closing | None) -> AsyncGenerator[bytes, None]:
    async with aclosing(answers):
        coming = asyncio.ensure_future(anext(answers))
        ending = set() if closing is None else {asyncio.ensure_future(closing.wait())}
        try:
            while True:
                waited_for = {coming, *ending}
                done, _ = await asyncio.wait(waited_for, timeout=QUIET_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                if done & ending and coming not in done:
                    return
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
            for waiting in ending:
                waiting.cancel()
            coming.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await coming
    yield END
