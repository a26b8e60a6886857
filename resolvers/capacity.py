"""How much of a resource there is: changed without ever falling below what is taken, and what is left of it."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, func, or_, select, update

from resolvers.changes import Change
from resolvers.context import Context
from resolvers.life.slots import TIMELESS
from resolvers.refusals import NothingLeft
from storage.tables import ResourceRow, ResourceSlotRow


async def resize_slots(change: Change, resource: ResourceRow, capacity: int) -> None:
    """Give the slots that are not past a new capacity; refuses when more is taken in one of them."""
    ahead = (
        ResourceSlotRow.resource_id == resource.id,
        or_(ResourceSlotRow.starts_at.is_(None), ResourceSlotRow.starts_at >= change.now),
    )
    slots = await change.session.scalar(select(func.count()).select_from(ResourceSlotRow).where(*ahead))
    resized = await change.session.execute(
        update(ResourceSlotRow).where(*ahead, ResourceSlotRow.taken <= capacity).values(capacity=capacity),
    )
    if cast("CursorResult[Any]", resized).rowcount != slots:
        taken = await change.session.scalar(select(func.max(ResourceSlotRow.taken)).where(*ahead))
        raise NothingLeft(asked=taken or 0, left=capacity)


async def left_in_stock(context: Context, resource_ids: Sequence[UUID]) -> list[int | None]:
    """Return what is left of goods and funds, in their unit, funds in fen; None for everything that has hours."""
    async with context.database.read() as session:
        found = await session.execute(
            select(
                ResourceSlotRow.resource_id,
                (ResourceSlotRow.capacity - ResourceSlotRow.taken).label("free"),
            )
            .join(ResourceRow, ResourceRow.id == ResourceSlotRow.resource_id)
            .where(
                ResourceSlotRow.resource_id.in_(resource_ids),
                ResourceSlotRow.starts_at.is_(None),
                ResourceRow.kind.in_(TIMELESS),
            ),
        )
        left = {row.resource_id: row.free for row in found}
    return [left.get(key) for key in resource_ids]
