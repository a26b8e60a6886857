"""What happens, as it happens: read from the event table, from the point where a listener left off."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from resolvers.access import readable_dispatches, readable_needs
from resolvers.context import Context
from resolvers.event_trail import EventTrail
from storage.tables import DispatchRow, EventRow, NeedRow, RegionRow

PAUSE_SECONDS = 1.0
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Happening:
    """One event that a listener may know of."""

    seq: int
    move: str
    need_id: UUID | None
    dispatch_id: UUID | None


async def need_happenings(context: Context, region_id: UUID, after: int | None) -> AsyncGenerator[Happening, None]:
    """Tell what happens to the readable needs of a region's subtree, once an event."""
    async with context.database.read() as session:
        path = await session.scalar(select(RegionRow.path).where(RegionRow.id == region_id))
    if path is None:
        return

    def concerns(event: EventRow) -> bool:
        return event.need_id is not None and event.region_path.startswith(path)

    async for events in _fresh(context, concerns, after):
        async with context.database.read() as session:
            wanted = select(NeedRow.id).where(
                NeedRow.id.in_({event.need_id for event in events}), readable_needs(context.viewer)
            )
            readable = set(await session.scalars(wanted))
        for event in events:
            if event.need_id in readable:
                yield Happening(event.seq, event.move, event.need_id, None)


async def dispatch_happenings(context: Context, partner_id: UUID, after: int | None) -> AsyncGenerator[Happening, None]:
    """Tell what happens to the readable dispatches of a partner, once an event."""

    def concerns(event: EventRow) -> bool:
        return event.noun == DispatchRow.__tablename__ and event.partner_id == partner_id

    async for events in _fresh(context, concerns, after):
        async with context.database.read() as session:
            wanted = select(DispatchRow.id).where(
                DispatchRow.id.in_({event.key for event in events}), readable_dispatches(context.viewer)
            )
            readable = set(await session.scalars(wanted))
        for event in events:
            if event.key in readable:
                yield Happening(event.seq, event.move, event.need_id, event.key)


async def _fresh(
    context: Context, concerns: Callable[[EventRow], bool], after: int | None
) -> AsyncGenerator[Sequence[EventRow], None]:
    """Give the events that are new, in order, a batch at a time; waits for more without end."""
    trail = EventTrail(await _last(context) if after is None else after)
    while True:
        async with context.database.read() as session:
            found = (
                await session.scalars(select(EventRow).where(trail.unseen()).order_by(EventRow.seq).limit(AT_ONCE))
            ).all()
        fresh = trail.take([event.seq for event in found], context.now())
        wanted = [event for event in found if event.seq in fresh and concerns(event)]
        if wanted:
            yield wanted
        if len(found) < AT_ONCE:
            await context.database.bell.wait(PAUSE_SECONDS)


async def _last(context: Context) -> int:
    async with context.database.read() as session:
        return await session.scalar(select(func.max(EventRow.seq))) or 0
