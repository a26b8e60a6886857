"""Sending what waits: in order for each webhook, at least once, later and later while it is not taken.

One process at a time sends to a webhook: it holds a lease, which another takes over when that process has died. What
was sent and not written down is sent again, under the same delivery id.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, func, or_, select, update

from resolvers.context import Context
from resolvers.webhooks.body import body_of
from storage.codes import DeliveryFault, DeliveryStatus
from storage.tables import EventRow, RegionRow, WebhookDeliveryRow, WebhookRow

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS: Final = 10
LEASE = timedelta(seconds=60)
IN_A_ROW: Final = 100
AT_ONCE: Final = 8
TAKEN: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery as it goes out, and how often it was tried before."""

    delivery_id: UUID
    url: str
    secret: str
    body: bytes
    tried: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """How an attempt ended: the status of the answer, or why there was none."""

    status: int | None = None
    fault: DeliveryFault | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has it."""
        return self.fault is None and self.status in TAKEN


@dataclass(frozen=True, slots=True)
class Lease:
    """That this process alone sends to a webhook, until a moment."""

    webhook_id: UUID
    until: datetime


Send: TypeAlias = Callable[[Parcel], Awaitable[Reply]]
"""Makes one attempt, within a time well below the lease."""


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts, 1 or more: twice as long each time, six hours at most.

    >>> [str(pause_after(attempts)) for attempts in (1, 2, 3, 9)]
    ['0:00:30', '0:01:00', '0:02:00', '2:08:00']
    """
    doubled: int = 2 ** (attempts - 1)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


async def deliver_due(context: Context, send: Send) -> int:
    """Send what is due to every webhook, `AT_ONCE` webhooks at a time; return how many attempts were made."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(webhook_id: UUID) -> int:
        async with places:
            return await _send_in_a_row(context, webhook_id, send)

    return sum(await asyncio.gather(*(one(webhook_id) for webhook_id in await _due(context))))


async def _due(context: Context) -> Sequence[UUID]:
    """Return the webhooks whose first delivery that waits is due, and to which no process is sending."""
    now = context.now()
    waiting = WebhookDeliveryRow.status == DeliveryStatus.WAITING
    first = (
        select(WebhookDeliveryRow.webhook_id, func.min(WebhookDeliveryRow.event_seq).label("event_seq"))
        .where(waiting)
        .group_by(WebhookDeliveryRow.webhook_id)
        .subquery()
    )
    is_first = (WebhookDeliveryRow.webhook_id == first.c.webhook_id) & (
        WebhookDeliveryRow.event_seq == first.c.event_seq
    )
    async with context.database.read() as session:
        found = await session.scalars(
            select(WebhookRow.id)
            .join(WebhookDeliveryRow, WebhookDeliveryRow.webhook_id == WebhookRow.id)
            .join(first, is_first)
            .where(waiting, WebhookDeliveryRow.next_at <= now, _is_free(now))
            .order_by(WebhookRow.id)
        )
        return found.all()


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(WebhookRow.leased_until.is_(None), WebhookRow.leased_until <= now)


async def _send_in_a_row(context: Context, webhook_id: UUID, send: Send) -> int:
    lease = await _lease(context, webhook_id)
    sent = 0
    try:
        while lease is not None and sent < IN_A_ROW and (parcel := await _next(context, webhook_id)) is not None:
            reply = await send(parcel)
            sent += 1
            lease = await _note(context, lease, parcel, reply)
            if not reply.is_taken:
                break
    finally:
        if lease is not None:
            await _give_back(context, lease)
    return sent


async def _lease(context: Context, webhook_id: UUID) -> Lease | None:
    now = context.now()
    async with context.database.write(rings=False) as session:
        done = await session.execute(
            update(WebhookRow)
            .where(WebhookRow.id == webhook_id, WebhookRow.removed_at.is_(None), _is_free(now))
            .values(leased_until=now + LEASE)
        )
    return Lease(webhook_id, now + LEASE) if cast("CursorResult[Any]", done).rowcount else None


def _held(lease: Lease) -> ColumnElement[bool]:
    return (WebhookRow.id == lease.webhook_id) & (WebhookRow.leased_until == lease.until)


async def _give_back(context: Context, lease: Lease) -> None:
    async with context.database.write(rings=False) as session:
        await session.execute(update(WebhookRow).where(_held(lease)).values(leased_until=None))


async def _next(context: Context, webhook_id: UUID) -> Parcel | None:
    """Return the first delivery that waits, if it is due."""
    async with context.database.read() as session:
        found = (
            await session.execute(
                select(WebhookDeliveryRow, WebhookRow.url, WebhookRow.secret, EventRow, RegionRow.id)
                .join(WebhookRow, WebhookRow.id == WebhookDeliveryRow.webhook_id)
                .join(EventRow, EventRow.seq == WebhookDeliveryRow.event_seq)
                .outerjoin(RegionRow, RegionRow.path == EventRow.region_path)
                .where(
                    WebhookDeliveryRow.webhook_id == webhook_id,
                    WebhookDeliveryRow.status == DeliveryStatus.WAITING,
                    WebhookRow.removed_at.is_(None),
                )
                .order_by(WebhookDeliveryRow.event_seq)
                .limit(1)
            )
        ).one_or_none()
    if found is None:
        return None
    delivery, url, secret, event, region_id = found
    is_due = delivery.next_at is not None and delivery.next_at <= context.now()
    body = body_of(event, delivery.id, region_id)
    return Parcel(delivery.id, url, secret, body, delivery.attempts) if is_due else None


async def _note(context: Context, lease: Lease, parcel: Parcel, reply: Reply) -> Lease | None:
    """Write down how an attempt ended and hold the lease on; None when it was lost, or the webhook was removed."""
    now, attempts = context.now(), parcel.tried + 1
    async with context.database.write(rings=False) as session:
        await session.execute(
            update(WebhookDeliveryRow)
            .where(WebhookDeliveryRow.id == parcel.delivery_id, WebhookDeliveryRow.status == DeliveryStatus.WAITING)
            .values(attempts=attempts, attempted_at=now, answered=reply.status, **_state(attempts, reply, now))
        )
        held = await session.execute(
            update(WebhookRow).where(_held(lease), WebhookRow.removed_at.is_(None)).values(leased_until=now + LEASE)
        )
    return Lease(lease.webhook_id, now + LEASE) if cast("CursorResult[Any]", held).rowcount else None


def _state(attempts: int, reply: Reply, now: datetime) -> dict[str, Any]:
    if reply.is_taken:
        return {"status": DeliveryStatus.DELIVERED, "fault": None, "next_at": None, "ended_at": now}
    fault = reply.fault or DeliveryFault.REFUSED
    if attempts >= MOST_ATTEMPTS:
        return {"status": DeliveryStatus.DEAD, "fault": fault, "next_at": None, "ended_at": now}
    return {"fault": fault, "next_at": now + pause_after(attempts)}
