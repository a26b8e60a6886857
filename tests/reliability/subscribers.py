"""Subscribers of a running server: each notes the number of every event it is told of, and when."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field

import httpx2
import orjson

NEEDS = "subscription N($region: ID!, $after: Int) { needChanged(region: $region, after: $after) { seq move } }"


@dataclass
class Subscriber:
    """One open line, from a number on."""

    heard: list[int] = field(default_factory=list)
    heard_at: dict[int, float] = field(default_factory=dict)

    async def listen(self, address: str, token: str, region: str, after: int) -> None:
        """Listen until cancelled; the time of hearing is in seconds since 1970."""
        headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
        asked = {"query": NEEDS, "variables": {"region": region, "after": after}}
        async with (
            httpx2.AsyncClient(base_url=address, timeout=None) as http,
            http.stream("POST", "/graphql", json=asked, headers=headers) as reply,
        ):
            assert reply.status_code == 200, await reply.aread()
            async for line in reply.aiter_lines():
                if not line.startswith("data: {"):
                    continue
                change = orjson.loads(line.removeprefix("data: "))["data"]["needChanged"]
                self.heard.append(change["seq"])
                self.heard_at.setdefault(change["seq"], time.time())


async def hung_up(lines: list[asyncio.Task[None]]) -> None:
    """Hang up all lines; one that ended by itself raises why."""
    for line in lines:
        line.cancel()
    for line in lines:
        with suppress(asyncio.CancelledError):
            await line
