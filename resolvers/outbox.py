"""Where events leave from: whoever sends them on reads the event table, and writes down how far it has come.

An event is read at least once by each consumer, and in order but for what was committed late: a consumer moves on only
after it has done its work, and two processes that are the same consumer do not both move on.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.event_trail import EventTrail, Gap
from resolvers.upserts import insert_missing
from storage.tables import EventRow, OutboxPositionRow

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class News:
    """What a consumer has not read yet, in order, and where it stands when it has; `version` is 0 at first."""

    events: Sequence[EventRow]
    trail: EventTrail
    version: int


async def news_for(session: AsyncSession, consumer: str, now: datetime) -> News:
    """Return what is new to a consumer, some `AT_ONCE` events at most; one that is new itself begins at the end."""
    row = await session.get(OutboxPositionRow, consumer, populate_existing=True)
    if row is None:
        return News((), EventTrail(await session.scalar(select(func.max(EventRow.seq))) or 0), 0)
    gaps = [Gap(one["first"], one["last"], datetime.fromisoformat(one["since"])) for one in row.gaps]
    trail = EventTrail(row.position, gaps)
    found = await unread(session, trail)
    new = trail.take([event.seq for event in found], now)
    return News([event for event in found if event.seq in new], trail, row.version)


async def unread(session: AsyncSession, trail: EventTrail) -> Sequence[EventRow]:
    """Return the events ahead of a trail, `AT_ONCE` at most, behind those in its gaps; `take` tells which are new."""
    late: Sequence[EventRow] = ()
    if trail.gaps:
        first, last = trail.gaps[0].first, trail.gaps[-1].last
        late = (
            await session.scalars(select(EventRow).where(EventRow.seq.between(first, last)).order_by(EventRow.seq))
        ).all()
    ahead = select(EventRow).where(EventRow.seq > trail.position).order_by(EventRow.seq).limit(AT_ONCE)
    return [*late, *(await session.scalars(ahead)).all()]


async def move_on(session: AsyncSession, consumer: str, news: News, now: datetime) -> bool:
    """Write down that a consumer has read its news; False when another process of the same consumer was faster."""
    gaps = [{**asdict(gap), "since": gap.since.isoformat()} for gap in news.trail.gaps]
    values = {"position": news.trail.position, "gaps": gaps, "moved_at": now}
    if not news.version:
        row = {"consumer": consumer, "version": 1, **values}
        return bool(await insert_missing(session, OutboxPositionRow, [row]))
    stands = OutboxPositionRow.consumer == consumer, OutboxPositionRow.version == news.version
    done = await session.execute(update(OutboxPositionRow).where(*stands).values(version=news.version + 1, **values))
    return cast("CursorResult[Any]", done).rowcount == 1


async def skip(session: AsyncSession, consumer: str, now: datetime) -> None:
    """Let a consumer that had nothing to do go on from the end of the table."""
    version = await session.scalar(select(OutboxPositionRow.version).where(OutboxPositionRow.consumer == consumer))
    end = await session.scalar(select(func.max(EventRow.seq))) or 0
    await move_on(session, consumer, News((), EventTrail(end), version or 0), now)
