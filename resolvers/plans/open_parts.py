"""The parts of needs that wait for somebody to be asked, on one day, in one region."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import Window
from resolvers.access import readable_needs, within
from resolvers.life.moves import MATCHED_NATURES, MATCHED_NEEDS, OPEN_DISPATCHES, UNANSWERED_DISPATCHES
from resolvers.numbers import LOCAL
from resolvers.viewer import Viewer
from storage.tables import DispatchRow, NeedPartRow, NeedRow

LONGEST_APPOINTMENT = timedelta(hours=4)
"""A wished time no longer than this is taken as the time to come; within a longer one the time is agreed later."""


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part with what is still open of it (as stored), the time to come if one is fixed, and who was asked."""

    need: NeedRow
    part: NeedPartRow
    quantity: int
    appointment: Window | None
    asked_partners: frozenset[UUID]

    @property
    def key(self) -> str:
        """Return the key that matching knows the part by."""
        return str(self.part.id)


def whole_day(day: date) -> Window:
    """Return a day from midnight to midnight of Asia/Shanghai."""
    midnight = datetime.combine(day, time(), LOCAL)
    return Window(midnight, midnight + timedelta(days=1))


async def open_parts(
    session: AsyncSession, viewer: Viewer, region_path: str, day: date, now: datetime, *, most: int
) -> list[OpenPart]:
    """Return up to `most` open parts that suit the day, the most urgent first.

    A wished time that has passed is agreed anew, so it suits every day. What others were asked for and have not
    answered yet is not open.
    """
    today = whole_day(day)
    found = await session.execute(
        select(NeedRow, NeedPartRow)
        .join(NeedPartRow, NeedPartRow.need_id == NeedRow.id)
        .where(
            readable_needs(viewer),
            within(NeedRow.region_path, [region_path]),
            NeedRow.nature.in_(MATCHED_NATURES),
            NeedRow.status.in_(MATCHED_NEEDS),
            NeedPartRow.promised < NeedPartRow.quantity,
            or_(NeedPartRow.earliest.is_(None), NeedPartRow.earliest < today.end),
            or_(NeedPartRow.latest.is_(None), NeedPartRow.latest > today.start, NeedPartRow.latest <= now),
        )
        .order_by(NeedRow.urgency, NeedRow.finish_by, NeedRow.id, NeedPartRow.position)
        .limit(most),
    )
    pairs = [(need, part) for need, part in found]
    asked, waiting = await asked_now(session, [part.id for _, part in pairs])
    return [
        OpenPart(need, part, quantity, appointment(part, today, now), frozenset(asked[part.id]))
        for need, part in pairs
        if (quantity := open_quantity(part, waiting)) > 0
    ]


def open_quantity(part: NeedPartRow, waiting: Mapping[UUID, int]) -> int:
    """Return what of a part nobody has promised and nobody is asked for."""
    return part.quantity - part.promised - waiting.get(part.id, 0)


async def asked_now(
    session: AsyncSession, part_ids: Collection[UUID]
) -> tuple[defaultdict[UUID, set[UUID]], defaultdict[UUID, int]]:
    """Return by part the partners that are asked now, and what of it waits for their answer."""
    asked: defaultdict[UUID, set[UUID]] = defaultdict(set)
    waiting: defaultdict[UUID, int] = defaultdict(int)
    for dispatch in await session.scalars(
        select(DispatchRow).where(DispatchRow.part_id.in_(part_ids), DispatchRow.status.in_(OPEN_DISPATCHES)),
    ):
        asked[dispatch.part_id].add(dispatch.partner_id)
        if dispatch.status in UNANSWERED_DISPATCHES:
            waiting[dispatch.part_id] += dispatch.quantity
    return asked, waiting


def appointment(part: NeedPartRow, today: Window, now: datetime) -> Window | None:
    """Return the time to come that a part names: short, on the day, and not begun yet; otherwise None."""
    if part.earliest is None or part.latest is None or part.earliest < now:
        return None
    is_short = timedelta() < part.latest - part.earliest <= LONGEST_APPOINTMENT
    is_today = today.start <= part.earliest and part.latest <= today.end
    return Window(part.earliest, part.latest) if is_short and is_today else None
