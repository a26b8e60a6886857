"""What resources can take on one day, from their stock, their hours and the slots that are taken."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import ResourceRecord, Window, free_windows
from matching.planning import Booking, Capacity
from resolvers.life.moves import OPEN_DISPATCHES
from resolvers.life.slots import HALF_HOUR, TIMELESS, half_hours
from resolvers.numbers import LOCAL
from resolvers.plans.open_parts import whole_day
from storage.tables import DispatchRow, ResourceRow, ResourceSlotRow

HALF_HOURS_A_JOB = 4
"""What one visit takes of a day when no time is fixed yet, the way included: two hours."""

MOST_HALF_HOURS = 16
"""Nobody is planned for more than eight hours a day, however long the doors are open."""


async def day_capacities(
    session: AsyncSession,
    resources: Mapping[str, ResourceRow],
    records: Mapping[str, ResourceRecord],
    day: date,
    now: datetime,
) -> dict[str, Capacity]:
    """Return by key what each resource can take on the day, in two statements."""
    today = whole_day(day)
    ids = [row.id for row in resources.values()]
    slots = await _slots(session, ids, today)
    unplaced = await _unplaced(session, ids)
    return {
        key: _capacity(row, records[key], slots.get(row.id, ()), unplaced.get(row.id, 0), _rest_of(today, now))
        for key, row in resources.items()
    }


def keeps_appointment(record: ResourceRecord, time_to_come: Window, now: datetime) -> bool:
    """Whether a resource is open and not full all through a time, and is told early enough."""
    if time_to_come.start < now + timedelta(hours=record.minimum_notice_hours):
        return False
    free = free_windows(record, time_to_come, LOCAL.key)
    return sum((one.end - one.start for one in free), timedelta()) >= time_to_come.end - time_to_come.start


def in_half_hours(window: Window) -> Window:
    """Return a window widened to the half hours it touches, which are what is taken."""
    touched = half_hours(window.start, window.end)
    return Window(touched[0], touched[-1] + HALF_HOUR)


def _rest_of(today: Window, now: datetime) -> Window:
    return Window(min(max(today.start, now), today.end), today.end)


def _capacity(
    row: ResourceRow, record: ResourceRecord, slots: Iterable[ResourceSlotRow], unplaced: int, rest: Window
) -> Capacity:
    if row.kind in TIMELESS:
        return Capacity(total=record.stock or 0)
    taken = {slot.starts_at: slot.taken for slot in slots if slot.starts_at is not None}
    opened = [at for free in free_windows(record, rest, LOCAL.key) for at in half_hours(free.start, free.end)]
    places = sum(max(0, row.slot_capacity - taken.get(at, 0)) for at in opened)
    places = min(places, MOST_HALF_HOURS * row.slot_capacity)
    return Capacity(
        total=max(0, -(-places // HALF_HOURS_A_JOB) - unplaced),
        at_once=row.slot_capacity,
        booked=tuple(Booking(Window(at, at + HALF_HOUR), count) for at, count in taken.items() if count),
    )


async def _slots(
    session: AsyncSession, ids: Collection[UUID], today: Window
) -> Mapping[UUID, Sequence[ResourceSlotRow]]:
    found: defaultdict[UUID, list[ResourceSlotRow]] = defaultdict(list)
    for slot in await session.scalars(
        select(ResourceSlotRow)
        .where(
            ResourceSlotRow.resource_id.in_(ids),
            ResourceSlotRow.starts_at >= today.start,
            ResourceSlotRow.starts_at < today.end,
        )
        .order_by(ResourceSlotRow.starts_at),
    ):
        found[slot.resource_id].append(slot)
    return found


async def _unplaced(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many open dispatches of each resource have no time yet: work that is still before it."""
    found = await session.execute(
        select(DispatchRow.resource_id, func.count())
        .where(
            DispatchRow.resource_id.in_(ids), DispatchRow.status.in_(OPEN_DISPATCHES), DispatchRow.starts_at.is_(None)
        )
        .group_by(DispatchRow.resource_id),
    )
    return {key: count for key, count in found}  # noqa: C416 - a row is no pair to the type checker
