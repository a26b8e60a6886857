"""The loop that keeps deadlines while the server runs; `python -m server tick` does one round of it."""

import asyncio
import logging

from resolvers.context import Context
from resolvers.due import run_due
from resolvers.work_calendar import is_working_day

logger = logging.getLogger(__name__)


async def run_due_forever(context: Context, every_seconds: float) -> None:
    """Run what is due, again and again; a round that fails is logged and the next one comes."""
    # Reading the calendar of holidays takes a third of a second, which no transaction should wait for.
    await asyncio.to_thread(is_working_day, context.now().date())
    while True:
        try:
            await run_due(context, context.now())
        except Exception:  # The loop must outlive any one round, whatever went wrong in it.
            logger.exception("a round of what is due failed")
        await asyncio.sleep(every_seconds)
