"""Registering webhooks, removing them, and sending again what they did not get."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, update

from resolvers.access import readable_webhooks, require_role
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.outbox import skip
from resolvers.refusals import FieldFault, InvalidInput, NotFound
from resolvers.webhooks.addresses import url_fault
from storage.codes import DeliveryStatus, EventNoun, Role
from storage.tables import RegionRow, WebhookDeliveryRow, WebhookRow

CONSUMER: Final = "webhooks"
LONGEST_URL = 500
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class WebhookDraft:
    """The region whose subtree is told of, where to, and of which nouns."""

    region_id: UUID
    url: str
    nouns: Sequence[EventNoun]


@dataclass(frozen=True, slots=True)
class MadeWebhook:
    """A webhook that was just made, with its secret, which is shown this once."""

    row: WebhookRow
    secret: str


async def create_webhook(context: Context, draft: WebhookDraft) -> MadeWebhook:
    """Register a webhook of a region, for its administrators; it is told of what happens from now on.

    An Idempotency-Key is not heeded: a retry makes a webhook of its own, since the first secret is not shown again.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = await make_change(replace(context, request=None), partial(_add, draft=draft, secret=secret))
    return MadeWebhook(row, secret)


async def _add(change: Change, *, draft: WebhookDraft, secret: str) -> WebhookRow:
    region = await change.session.get(RegionRow, draft.region_id)
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, Role.ADMINISTRATOR)
    _refuse_faults(draft, calls_private=change.context.calls_private)
    if not await change.session.scalar(select(exists().where(WebhookRow.removed_at.is_(None)))):
        await skip(change.session, CONSUMER, change.now)  # Nobody was told of anything for as long.
    row = WebhookRow(
        id=change.key(),
        region_id=region.id,
        region_path=region.path,
        url=draft.url,
        nouns=sorted(set(draft.nouns)),
        secret=secret,
        created_at=change.now,
        created_by=change.person_id,
    )
    change.session.add(row)
    await change.session.flush()
    change.record(row, "CREATED", region_path=row.region_path, details={"fields": ["url", "nouns"]})
    return row


def _refuse_faults(draft: WebhookDraft, *, calls_private: bool) -> None:
    faults = []
    if len(draft.url) > LONGEST_URL:
        faults.append(FieldFault("url", "TOO_LONG", str(LONGEST_URL)))
    elif fault := url_fault(draft.url, calls_private=calls_private):
        faults.append(fault)
    if not draft.nouns:
        faults.append(FieldFault("nouns", "EMPTY"))
    if faults:
        raise InvalidInput(faults)


async def remove_webhook(change: Change, webhook_id: UUID) -> WebhookRow:
    """End a webhook: nothing more is sent, and its secret is forgotten."""
    row = await _webhook(change, webhook_id)
    row.removed_at, row.secret, row.leased_until = change.now, "", None
    waiting = WebhookDeliveryRow.webhook_id == row.id, WebhookDeliveryRow.status == DeliveryStatus.WAITING
    ended = {"status": DeliveryStatus.DEAD, "next_at": None, "ended_at": change.now}
    await change.session.execute(update(WebhookDeliveryRow).where(*waiting).values(**ended))
    change.record(row, "REMOVED", region_path=row.region_path)
    return row


async def replay_webhook(change: Change, webhook_id: UUID, delivery_id: UUID | None = None) -> WebhookRow:
    """Send one delivery again, or all that are dead; each keeps its id, by which a receiver knows it."""
    row = await _webhook(change, webhook_id)
    if not await replay(change, row, delivery_id) and delivery_id is not None:
        raise NotFound("delivery")
    return row


async def replay(change: Change, row: WebhookRow, delivery_id: UUID | None = None) -> int:
    """Let one delivery of a webhook, or all that are dead, wait to be sent again; return how many there were."""
    chosen = (
        WebhookDeliveryRow.status == DeliveryStatus.DEAD
        if delivery_id is None
        else WebhookDeliveryRow.id == delivery_id
    )
    again = {"status": DeliveryStatus.WAITING, "attempts": 0, "next_at": change.now, "ended_at": None}
    found = await change.session.scalars(
        update(WebhookDeliveryRow)
        .where(WebhookDeliveryRow.webhook_id == row.id, chosen)
        .values(**again)
        .returning(WebhookDeliveryRow.id)
    )
    count = len(found.all())
    change.record(row, "REPLAYED", region_path=row.region_path, details={"deliveries": count})
    return count


async def _webhook(change: Change, webhook_id: UUID) -> WebhookRow:
    row = await change.session.scalar(
        select(WebhookRow)
        .where(WebhookRow.id == webhook_id, WebhookRow.removed_at.is_(None), readable_webhooks(change.viewer))
        .with_for_update()
    )
    if row is None:
        raise NotFound("webhook")
    return row
