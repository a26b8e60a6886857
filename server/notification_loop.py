"""The loop that tells people what happened while the server runs; `python -m server tick` does one round of it."""

import asyncio
import logging
from datetime import timedelta

from resolvers.context import Context
from server.post_office import PostOffice

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
"""What happens within a second is told together."""


async def tell_forever(context: Context, office: PostOffice, every_seconds: float) -> None:
    """Tell people as soon as something happens; every so often look at what time itself has to say as well."""
    last_round = None
    while True:
        now = context.now()
        try:
            if last_round is None or now - last_round >= timedelta(seconds=every_seconds):
                last_round = now
                await office.run_round(context, now)
            else:
                await office.tell(context, now)
        except Exception:  # The loop must outlive any one round, whatever went wrong in it.
            logger.exception("a round of notifications failed")
        await asyncio.sleep(PAUSE_SECONDS)
        await context.database.bell.wait(every_seconds)
