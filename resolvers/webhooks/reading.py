"""Webhooks and what was sent to them, for the administrators of their region."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from resolvers.access import readable_deliveries, readable_webhooks, within
from resolvers.context import Context
from resolvers.refusals import InvalidInput
from storage.codes import DeliveryStatus
from storage.tables import EventRow, RegionRow, WebhookDeliveryRow, WebhookRow

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """What the event of a delivery was."""

    noun: str
    move: str


async def webhooks_in(context: Context, region_id: UUID) -> Sequence[WebhookRow]:
    """Return the webhooks of a region and its subtree that the viewer may see, the newest first."""
    async with context.database.read() as session:
        path = await session.scalar(select(RegionRow.path).where(RegionRow.id == region_id))
        found = await session.scalars(
            select(WebhookRow)
            .where(
                within(WebhookRow.region_path, [] if path is None else [path]),
                WebhookRow.removed_at.is_(None),
                readable_webhooks(context.viewer),
            )
            .order_by(WebhookRow.id.desc())
            .limit(MOST_SHOWN)
        )
        return found.all()


async def last_deliveries(context: Context, webhook_id: UUID, first: int) -> Sequence[WebhookDeliveryRow]:
    """Return the last deliveries of a webhook, the latest event first, 1 to 100 of them."""
    if not 1 <= first <= MOST_SHOWN:
        raise InvalidInput.at("first", "FIRST", first)
    async with context.database.read() as session:
        found = await session.scalars(
            select(WebhookDeliveryRow)
            .where(WebhookDeliveryRow.webhook_id == webhook_id, readable_deliveries(context.viewer))
            .order_by(WebhookDeliveryRow.event_seq.desc())
            .limit(first)
        )
        return found.all()


async def delivery_counts(context: Context, webhook_ids: Sequence[UUID]) -> list[dict[DeliveryStatus, int]]:
    """Return for each webhook how many of its deliveries stand where."""
    async with context.database.read() as session:
        found = await session.execute(
            select(WebhookDeliveryRow.webhook_id, WebhookDeliveryRow.status, func.count())
            .where(WebhookDeliveryRow.webhook_id.in_(webhook_ids), readable_deliveries(context.viewer))
            .group_by(WebhookDeliveryRow.webhook_id, WebhookDeliveryRow.status)
        )
        counts: dict[UUID, dict[DeliveryStatus, int]] = {key: {} for key in webhook_ids}
        for webhook_id, status, count in found:
            counts[webhook_id][status] = count
    return [counts[key] for key in webhook_ids]


async def told_events(context: Context, delivery_ids: Sequence[UUID]) -> list[ToldEvent | None]:
    """Return for each delivery what its event was."""
    async with context.database.read() as session:
        found = await session.execute(
            select(WebhookDeliveryRow.id, EventRow.noun, EventRow.move)
            .join(EventRow, EventRow.seq == WebhookDeliveryRow.event_seq)
            .where(WebhookDeliveryRow.id.in_(delivery_ids), readable_deliveries(context.viewer))
        )
        events = {key: ToldEvent(noun.upper(), move) for key, noun, move in found}
    return [events.get(key) for key in delivery_ids]
