"""The loops by which events leave: each wakes when something was written, and looks again by itself in between."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from resolvers.audit.sealing import Sealer
from resolvers.context import Context
from resolvers.outbox import move_on, news_for
from resolvers.webhooks.delivering import Send, deliver_due
from resolvers.webhooks.telling import tell_webhooks
from storage.bell import Bell
from storage.broker import Broker, BrokerAwayError

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
GATHER_SECONDS = 0.1
"""How long a loop waits after it was woken, so that what is written at once is read at once."""
BROKER = "broker"


async def seal_forever(context: Context) -> None:
    """Seal events within a second of their commit."""
    sealer = Sealer()
    await run_forever("sealing", lambda: sealer.seal(context), context.database.bell)


async def tell_webhooks_forever(context: Context) -> None:
    """Let what is new wait for the webhooks it concerns."""
    await run_forever("telling webhooks", lambda: tell_webhooks(context), context.database.bell)


async def deliver_forever(context: Context, send: Send) -> None:
    """Send what waits for webhooks and is due."""
    await run_forever("sending to webhooks", lambda: deliver_due(context, send), context.database.bell)


async def run_forever(
    name: str, work: Callable[[], Awaitable[int]], bell: Bell, gather_seconds: float = GATHER_SECONDS
) -> None:
    """Run rounds of work, at once while there is any; a round that fails is logged and the next one comes."""
    while True:
        rung = bell.next_ring()
        try:
            done = await work()
        except Exception:  # The loop must outlive any one round, whatever went wrong in it.
            logger.exception("a round of %s failed", name)
            done = 0
        if not done:
            await bell.wait(PAUSE_SECONDS, rung)
        await asyncio.sleep(gather_seconds)


async def publish_forever(context: Context, broker: Broker) -> None:
    """Tell other processes of what is new; while the broker is away nothing is marked as told."""
    await run_forever("telling other processes", lambda: publish_news(context, broker), context.database.bell, 0)


async def publish_news(context: Context, broker: Broker) -> int:
    """Tell other processes of what is new and return how many events that were."""
    now = context.now()
    async with context.database.read() as session:
        news = await news_for(session, BROKER, now)
    if news.version and not news.events:
        return 0
    if news.events:
        try:
            await broker.publish(news.trail.position)
        except BrokerAwayError:
            return 0
    async with context.database.write(rings=False) as session:
        await move_on(session, BROKER, news, now)
    return len(news.events)
