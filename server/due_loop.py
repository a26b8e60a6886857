"""The loop that keeps deadlines while the server runs; `python -m server tick` does one round of it."""

import asyncio
import logging

from resolvers.context import Context
from resolvers.due import run_due

logger = logging.getLogger(__name__)


async def run_due_forever(context: Context, every_seconds: float) -> None:
    """Run what is due, again and again; a round that fails is logged and the next one comes."""
    while True:
        try:
            await run_due(context, context.now())
        except Exception:  # The loop must outlive any one round, whatever went wrong in it.
            logger.exception("a round of what is due failed")
        await asyncio.sleep(every_seconds)
