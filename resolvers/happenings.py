"""What happens, as it happens: read from the event table, from the point where a listener left off."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from sqlalchemy import func, select

from resolvers.access import readable_dispatches, readable_needs
from resolvers.context import Context
from resolvers.event_trail import PATIENCE, EventTrail, Gap
from resolvers.outbox import AT_ONCE, unread
from resolvers.viewer import Viewer
from storage.tables import DispatchRow, EventRow, NeedRow, RegionRow

PAUSE_SECONDS = 1.0

Listener = Callable[[], Awaitable[Viewer]]
"""Tells who listens now: roles end, and people sign out, while somebody listens."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event that a listener may know of, and who the listener is at that moment."""

    seq: int
    move: str
    viewer: Viewer
    need_id: UUID | None
    dispatch_id: UUID | None


async def need_happenings(
    context: Context, region_id: UUID, after: int | None, listener: Listener
) -> AsyncGenerator[Happening, None]:
    """Tell what happens to the needs of a region's subtree that the listener may read, once an event."""
    async with context.database.read() as session:
        path = await session.scalar(select(RegionRow.path).where(RegionRow.id == region_id))
    if path is None:
        return

    def concerns(event: EventRow) -> bool:
        return event.need_id is not None and event.region_path.startswith(path)

    async for events in _fresh(context, concerns, after):
        viewer = await listener()
        async with context.database.read() as session:
            wanted = select(NeedRow.id).where(
                NeedRow.id.in_({event.need_id for event in events}), readable_needs(viewer)
            )
            readable = set(await session.scalars(wanted))
        for event in events:
            if event.need_id in readable:
                yield Happening(event.seq, event.move, viewer, event.need_id, None)


async def dispatch_happenings(
    context: Context, partner_id: UUID, after: int | None, listener: Listener
) -> AsyncGenerator[Happening, None]:
    """Tell what happens to the dispatches of a partner that the listener may read, once an event."""

    def concerns(event: EventRow) -> bool:
        return event.noun == DispatchRow.__tablename__ and event.partner_id == partner_id

    async for events in _fresh(context, concerns, after):
        viewer = await listener()
        async with context.database.read() as session:
            wanted = select(DispatchRow.id).where(
                DispatchRow.id.in_({event.key for event in events}), readable_dispatches(viewer)
            )
            readable = set(await session.scalars(wanted))
        for event in events:
            if event.key in readable:
                yield Happening(event.seq, event.move, viewer, event.need_id, event.key)


async def _fresh(
    context: Context, concerns: Callable[[EventRow], bool], after: int | None
) -> AsyncGenerator[Sequence[EventRow], None]:
    """Give the events that are new, in order, a batch at a time; waits for more without end."""
    trail = await _trail(context, after)
    while True:
        rung = context.database.bell.next_ring()
        async with context.database.read() as session:
            found = await unread(session, trail)
        fresh = trail.take([event.seq for event in found], context.now())
        wanted = [event for event in found if event.seq in fresh and concerns(event)]
        if wanted:
            yield wanted
        if len(found) < AT_ONCE:
            await context.database.bell.wait(PAUSE_SECONDS, rung)


async def _trail(context: Context, after: int | None) -> EventTrail:
    """Return the trail of a listener who has come as far as `after`, as far as now by default.

    What other transactions numbered lower and have not committed yet may still come: the gaps of the last minute.
    """
    now = context.now()
    async with context.database.read() as session:
        position = await session.scalar(select(func.max(EventRow.seq))) or 0 if after is None else after
        recent = await session.scalars(
            select(EventRow.seq)
            .where(EventRow.seq <= position, EventRow.at > now - PATIENCE)
            .order_by(EventRow.seq.desc())
            .limit(AT_ONCE),
        )
    seen = sorted({*recent, position})
    gaps = [Gap(before + 1, at - 1, now) for before, at in pairwise(seen) if at > before + 1]
    return EventTrail(position, gaps)
