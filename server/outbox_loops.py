"""The loops by which events leave: each wakes when something was written, and looks again by itself in between."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from resolvers.audit.sealing import Sealer
from resolvers.context import Context
from storage.bell import Bell

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
GATHER_SECONDS = 0.2
"""How long a loop waits after it was woken, so that what is written at once is read at once."""


async def seal_forever(context: Context) -> None:
    """Seal events within a second of their commit."""
    sealer = Sealer()
    await run_forever("sealing", lambda: sealer.seal(context), context.database.bell)


async def run_forever(name: str, work: Callable[[], Awaitable[int]], bell: Bell) -> None:
    """Run rounds of work, at once while there is any; a round that fails is logged and the next one comes."""
    while True:
        try:
            done = await work()
        except Exception:  # The loop must outlive any one round, whatever went wrong in it.
            logger.exception("a round of %s failed", name)
            done = 0
        if not done:
            await bell.wait(PAUSE_SECONDS)
        await asyncio.sleep(GATHER_SECONDS)
