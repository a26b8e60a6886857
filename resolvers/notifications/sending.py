"""Sending what waits: each message is taken by one worker, handed over, and its outcome is written down.

A message is taken by moving its next attempt ahead, in a transaction that ends before anything is sent: two workers
never hold the same one, and one that dies leaves it to be tried again. Nothing here can fail a mutation.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import CursorResult, literal, or_, select, update

from resolvers.context import Context
from resolvers.notifications.drafts import Draft, draft_of
from resolvers.notifications.hours import opens_at
from resolvers.notifications.messenger import Messenger, Parcel, UndeliveredError, Wording
from storage.codes import MessageStatus, Way
from storage.tables import MessageRow

logger = logging.getLogger(__name__)

AT_ONCE: Final = 50
HELD_FOR: Final = timedelta(minutes=5)
"""How long a worker may take to hand a message over before another may try."""
TRIES_AFTER: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))

Write = Callable[[Draft], Wording]


@dataclass(frozen=True, slots=True)
class SendReport:
    """How many messages were handed over, were not taken, and should not leave any more."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0


async def send_due(context: Context, now: datetime, messengers: Mapping[Way, Messenger], write: Write) -> SendReport:
    """Send the messages that are due by the ways there are; the ways do not wait for each other."""
    statuses: list[MessageStatus] = []
    while True:
        waiting = await _waiting(context, now, frozenset(messengers))
        by_way: dict[Way, list[UUID]] = defaultdict(list)
        for message_id, way in waiting:
            by_way[way].append(message_id)
        outcomes = await asyncio.gather(
            *(_send_all(context, now, ids, messengers[way], write) for way, ids in by_way.items())
        )
        statuses += [status for found in outcomes for status in found]
        if len(waiting) < AT_ONCE:
            break
    return SendReport(
        sent=statuses.count(MessageStatus.SENT),
        failed=statuses.count(MessageStatus.WAITING) + statuses.count(MessageStatus.GIVEN_UP),
        dropped=statuses.count(MessageStatus.DROPPED),
    )


async def _waiting(context: Context, now: datetime, ways: frozenset[Way]) -> Sequence[tuple[UUID, Way]]:
    """Return the messages that are due; in quiet hours only those for any hour."""
    is_open = opens_at(now, context.vocabulary.settings) == now
    async with context.database.read() as session:
        found = await session.execute(
            select(MessageRow.id, MessageRow.way)
            .where(
                MessageRow.status == MessageStatus.WAITING,
                MessageRow.next_at <= now,
                MessageRow.way.in_(ways),
                or_(MessageRow.is_for_any_hour.is_(True), literal(is_open)),
            )
            .order_by(MessageRow.next_at, MessageRow.id)
            .limit(AT_ONCE)
        )
        return [(row.id, row.way) for row in found]


async def _send_all(
    context: Context, now: datetime, message_ids: Sequence[UUID], messenger: Messenger, write: Write
) -> list[MessageStatus]:
    done = []
    for message_id in message_ids:
        if not await _take(context, now, message_id):
            continue
        async with context.database.read() as session:
            message = await session.get_one(MessageRow, message_id)
            draft = await draft_of(context, session, message, now)
        if draft is None:
            done.append(await _end(context, now, message_id, MessageStatus.DROPPED))
            continue
        fault = await _hand_over(messenger, Parcel(message_id, draft.to, write(draft)))
        done.append(await _note(context, now, message, fault))
    return done


async def _take(context: Context, now: datetime, message_id: UUID) -> bool:
    """Take a message for this worker; False when another was faster."""
    async with context.database.write(rings=False) as session:
        taken = await session.execute(
            update(MessageRow)
            .where(MessageRow.id == message_id, MessageRow.status == MessageStatus.WAITING, MessageRow.next_at <= now)
            .values(attempts=MessageRow.attempts + 1, next_at=now + HELD_FOR)
        )
        return cast("CursorResult[Any]", taken).rowcount == 1


async def _hand_over(messenger: Messenger, parcel: Parcel) -> UndeliveredError | None:
    """Return what went wrong, in codes: what a library says of its trouble may hold an address."""
    try:
        await messenger.send(parcel)
    except UndeliveredError as fault:
        return fault
    except Exception as trouble:  # noqa: BLE001 - a message that cannot leave must not hold up the others
        return UndeliveredError(type(trouble).__name__)
    return None


async def _note(context: Context, now: datetime, message: MessageRow, fault: UndeliveredError | None) -> MessageStatus:
    if fault is None:
        return await _end(context, now, message.id, MessageStatus.SENT)
    logger.warning("message %s by %s was not taken: %s", message.id, message.way, fault.fault)
    if fault.is_final or message.attempts > len(TRIES_AFTER):
        return await _end(context, now, message.id, MessageStatus.GIVEN_UP, fault.fault)
    again = now + TRIES_AFTER[message.attempts - 1]
    if not message.is_for_any_hour:
        again = opens_at(again, context.vocabulary.settings)
    async with context.database.write(rings=False) as session:
        await session.execute(
            update(MessageRow).where(MessageRow.id == message.id).values(next_at=again, fault=fault.fault[:60])
        )
    return MessageStatus.WAITING


async def _end(
    context: Context, now: datetime, message_id: UUID, status: MessageStatus, fault: str = ""
) -> MessageStatus:
    async with context.database.write(rings=False) as session:
        await session.execute(
            update(MessageRow).where(MessageRow.id == message_id).values(status=status, ended_at=now, fault=fault[:60])
        )
    return status
