"""Redis between processes: it only wakes whoever waits, and what happened is read from the event table.

So nothing is lost while it is away: listeners look again by themselves every second.
"""

import asyncio
from contextlib import suppress
from typing import Final

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from storage.bell import Bell

CHANNEL: Final = "community_event"
PATIENCE_SECONDS = 1.0
SILENCE_SECONDS = 10.0
"""After how long without a word Redis is asked whether it is still there."""
RETRY_SECONDS = 0.5


class BrokerAwayError(Exception):
    """Redis does not answer."""


class Broker:
    """Tells other processes that there is something to read, and hears it from them."""

    def __init__(self, address: str) -> None:
        self._redis = Redis.from_url(
            address,
            socket_connect_timeout=PATIENCE_SECONDS,
            socket_timeout=PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )

    async def publish(self, seq: int) -> None:
        """Tell every process that events up to a number are there. Raises `BrokerAwayError`."""
        try:
            await self._redis.publish(CHANNEL, str(seq))
        except (RedisError, OSError) as error:
            raise BrokerAwayError from error

    async def ring_for_others(self, bell: Bell) -> None:
        """Ring a bell for every message of any process, until cancelled; a lost connection is made again."""
        while True:
            with suppress(RedisError, OSError):
                async with self._redis.pubsub() as subscription:
                    await subscription.subscribe(CHANNEL)
                    await self._listen(subscription, bell)
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self, subscription: PubSub, bell: Bell) -> None:
        is_asked = False
        while True:
            message = await subscription.get_message(timeout=SILENCE_SECONDS)
            if message is None:
                if is_asked:
                    return
                await subscription.ping()
            is_asked = message is None
            if message is not None and message["type"] != "pong":
                bell.ring()  # Also when it is first connected: something may have happened meanwhile.

    async def close(self) -> None:
        """Close all connections."""
        await self._redis.aclose()
