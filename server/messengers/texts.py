"""Texts to phones: no gateway is shipped, so what would be sent is noted in the log, without the text or the number."""

import logging

from resolvers.notifications.messenger import Parcel

logger = logging.getLogger(__name__)

SHOWN_DIGITS = 2


class TextLog:
    """Stands where a gateway for texts would: a class with the same `send` is all that a gateway needs."""

    async def send(self, parcel: Parcel) -> None:
        """Note that a text would be sent."""
        kind = parcel.wording.facts.get("kind", "")
        logger.info("text %s %s to a phone ending in %s", parcel.message_id, kind, parcel.to[-SHOWN_DIGITS:])
