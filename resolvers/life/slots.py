"""Taking and giving back capacity, which lives in slots and nowhere else.

A dispatch takes all its slots by one conditional write, or nothing at all; the CHECK on the table is the second lock.
Slots are locked in the order of resources and times, also where several dispatches end at once, so that no two
transactions wait for each other. Goods and funds have one slot without a time and are consumed when the work is done.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.changes import Change
from resolvers.numbers import LOCAL
from resolvers.refusals import InvalidInput, NothingLeft
from resolvers.upserts import insert_missing
from storage.codes import Kind, Unit
from storage.tables import (
    DispatchRow,
    DispatchSlotRow,
    NeedPartRow,
    ResourceExceptionRow,
    ResourceHoursRow,
    ResourceRow,
    ResourceSlotRow,
)

HALF_HOUR = timedelta(minutes=30)
LONGEST = timedelta(days=7)
SEVERAL = 2
TIMELESS = frozenset({Kind.GOODS, Kind.FUND})


def held_quantity(resource: ResourceRow, part: NeedPartRow, quantity: int) -> int:
    """Return how much of one slot a quantity of the part occupies.

    Hours are spread over slots and units that cannot be compared occupy one place; all else is counted as it is.
    """
    if part.unit is not resource.unit or part.unit is Unit.HOUR:
        return 1
    return quantity


async def hold_slots(change: Change, dispatch: DispatchRow, resource: ResourceRow, part: NeedPartRow) -> None:
    """Take what the dispatch needs of the resource, or refuse with `NothingLeft`.

    A service asked for without a time takes nothing until a time is agreed; a venue is asked for with a time.
    """
    session = change.session
    if resource.kind in TIMELESS or resource.is_one_time:
        slot_ids = [await _timeless_slot(change, resource)]
    elif dispatch.starts_at is None or dispatch.ends_at is None:
        if resource.kind is Kind.VENUE:
            raise InvalidInput.at("startsAt", "VENUE_NEEDS_TIME")
        return
    else:
        slot_ids = await _timed_slots(change, resource, dispatch.starts_at, dispatch.ends_at)
    quantity = held_quantity(resource, part, dispatch.quantity)
    in_order = (
        select(ResourceSlotRow.id)
        .where(ResourceSlotRow.id.in_(slot_ids))
        .order_by(ResourceSlotRow.starts_at)
        .with_for_update()
    )
    await session.execute(in_order)
    taken = await session.execute(
        update(ResourceSlotRow)
        .where(ResourceSlotRow.id.in_(slot_ids), ResourceSlotRow.taken + quantity <= ResourceSlotRow.capacity)
        .values(taken=ResourceSlotRow.taken + quantity),
    )
    if cast("CursorResult[Any]", taken).rowcount != len(slot_ids):
        raise NothingLeft(asked=quantity, left=await _least_left(session, slot_ids))
    session.add_all(DispatchSlotRow(dispatch_id=dispatch.id, slot_id=one, quantity=quantity) for one in slot_ids)
    await session.flush()


async def lock_held_slots(change: Change, dispatches: Sequence[DispatchRow]) -> None:
    """Lock all slots that several dispatches hold, before the first of them gives its own back."""
    if len(dispatches) < SEVERAL:
        return
    held = select(DispatchSlotRow.slot_id).where(DispatchSlotRow.dispatch_id.in_([one.id for one in dispatches]))
    slots = select(ResourceSlotRow.id).where(ResourceSlotRow.id.in_(held))
    in_order = slots.order_by(ResourceSlotRow.resource_id, ResourceSlotRow.starts_at)
    await change.session.execute(in_order.with_for_update())


async def release_slots(change: Change, dispatch: DispatchRow) -> None:
    """Give back what a dispatch holds."""
    session = change.session
    held = (
        await session.execute(
            select(DispatchSlotRow.slot_id, DispatchSlotRow.quantity)
            .join(ResourceSlotRow, ResourceSlotRow.id == DispatchSlotRow.slot_id)
            .where(DispatchSlotRow.dispatch_id == dispatch.id)
            .order_by(ResourceSlotRow.starts_at),
        )
    ).all()
    for slot_id, quantity in held:
        await session.execute(
            update(ResourceSlotRow).where(ResourceSlotRow.id == slot_id).values(taken=ResourceSlotRow.taken - quantity),
        )
    await session.execute(delete(DispatchSlotRow).where(DispatchSlotRow.dispatch_id == dispatch.id))


async def add_timeless_slot(change: Change, resource: ResourceRow) -> UUID:
    """Make the one slot without a time of goods, a fund or a one-time resource."""
    slot = ResourceSlotRow(
        id=change.key(), resource_id=resource.id, starts_at=None, capacity=resource.slot_capacity, taken=0
    )
    change.session.add(slot)
    await change.session.flush()
    return slot.id


async def _timeless_slot(change: Change, resource: ResourceRow) -> UUID:
    found = await change.session.scalar(
        select(ResourceSlotRow.id).where(
            ResourceSlotRow.resource_id == resource.id, ResourceSlotRow.starts_at.is_(None)
        ),
    )
    return found or await add_timeless_slot(change, resource)


async def _timed_slots(change: Change, resource: ResourceRow, starts_at: datetime, ends_at: datetime) -> list[UUID]:
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise InvalidInput.at("endsAt", "WINDOW")
    if starts_at < change.now + timedelta(hours=resource.minimum_notice_hours) and resource.minimum_notice_hours:
        raise InvalidInput.at("startsAt", "MINIMUM_NOTICE", resource.minimum_notice_hours)
    times = half_hours(starts_at, ends_at)
    await _refuse_closed_times(change.session, resource, times)
    await insert_missing(
        change.session,
        ResourceSlotRow,
        [
            {
                "id": change.key(),
                "resource_id": resource.id,
                "starts_at": at,
                "capacity": resource.slot_capacity,
                "taken": 0,
            }
            for at in times
        ],
    )
    found = await change.session.scalars(
        select(ResourceSlotRow.id)
        .where(ResourceSlotRow.resource_id == resource.id, ResourceSlotRow.starts_at.in_(times))
        .order_by(ResourceSlotRow.starts_at),
    )
    return list(found)


def half_hours(starts_at: datetime, ends_at: datetime) -> list[datetime]:
    """Return the starts of all half hours that a time touches, in order."""
    first = starts_at - timedelta(
        minutes=starts_at.minute % 30, seconds=starts_at.second, microseconds=starts_at.microsecond
    )
    count = -((first - ends_at) // HALF_HOUR)
    return [first + index * HALF_HOUR for index in range(count)]


async def _refuse_closed_times(session: AsyncSession, resource: ResourceRow, times: Sequence[datetime]) -> None:
    """Refuse a time outside the open hours; a resource without hours is open whenever it is asked."""
    hours = (await session.scalars(select(ResourceHoursRow).where(ResourceHoursRow.resource_id == resource.id))).all()
    days = (
        await session.scalars(select(ResourceExceptionRow).where(ResourceExceptionRow.resource_id == resource.id))
    ).all()
    exceptions = {one.day: one for one in days}
    for at in times:
        local = at.astimezone(LOCAL)
        minute = local.hour * 60 + local.minute
        special = exceptions.get(local.date())
        if special is not None:
            is_open = (
                special.opens is not None and special.closes is not None and special.opens <= minute < special.closes
            )
        else:
            is_open = not hours or any(
                one.weekday == local.weekday() and one.opens <= minute < one.closes for one in hours
            )
        if not is_open:
            raise InvalidInput.at("startsAt", "CLOSED_THEN", local.strftime("%m-%d %H:%M"))


async def _least_left(session: AsyncSession, slot_ids: Sequence[UUID]) -> int | None:
    rows = await session.execute(
        select(ResourceSlotRow.capacity - ResourceSlotRow.taken).where(ResourceSlotRow.id.in_(slot_ids))
    )
    return min(rows.scalars(), default=None)
