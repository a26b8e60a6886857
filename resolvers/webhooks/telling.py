"""From the event table to what waits for each webhook, in one transaction with how far it was read."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.context import Context
from resolvers.outbox import move_on, news_for
from resolvers.upserts import insert_missing
from resolvers.webhooks.registering import CONSUMER
from storage.alone import be_alone
from storage.codes import DeliveryStatus
from storage.keys import uuid7
from storage.tables import EventRow, WebhookDeliveryRow, WebhookRow

MOST_INSERTED = 500


async def tell_webhooks(context: Context) -> int:
    """Let what is new wait for the webhooks it concerns; return how many events were read."""
    now = context.now()
    async with context.database.read() as session:
        if not await _live(session) or not (await news_for(session, CONSUMER, now)).events:
            return 0
    async with context.database.write(rings=False) as session:
        await be_alone(session, CONSUMER)
        news = await news_for(session, CONSUMER, now)
        rows = [
            {
                "id": uuid7(context.clock, context.random_bits),
                "webhook_id": webhook.id,
                "event_seq": event.seq,
                "status": DeliveryStatus.WAITING,
                "attempts": 0,
                "next_at": now,
                "created_at": now,
            }
            for webhook in await _live(session)
            for event in news.events
            if concerns(webhook, event)
        ]
        for first in range(0, len(rows), MOST_INSERTED):
            await insert_missing(session, WebhookDeliveryRow, rows[first : first + MOST_INSERTED])
        await move_on(session, CONSUMER, news, now)
    return len(news.events)


def concerns(webhook: WebhookRow, event: EventRow) -> bool:
    """Whether a webhook is told of an event: of its region's subtree, of a noun it asked for, since it was made."""
    is_within = event.region_path.startswith(webhook.region_path)
    return is_within and event.noun.upper() in webhook.nouns and event.at >= webhook.created_at


async def _live(session: AsyncSession) -> Sequence[WebhookRow]:
    found = await session.scalars(select(WebhookRow).where(WebhookRow.removed_at.is_(None)).order_by(WebhookRow.id))
    return found.all()
