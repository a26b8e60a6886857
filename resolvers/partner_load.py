"""How much a partner has on hand, and how often it gave back what it had taken: for staff who ask it.

Return rates are told of units and social organisations alone, never of persons; neutral reasons do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from resolvers.access import STAFF, within
from resolvers.context import Context
from resolvers.indicators.definitions import counted_returns
from resolvers.life.moves import OPEN_DISPATCHES, UNANSWERED_DISPATCHES
from resolvers.partners import PERSONAL_KINDS
from resolvers.regions import ancestors
from resolvers.viewer import Viewer
from storage.codes import DispatchStatus
from storage.standing import Purpose
from storage.tables import DispatchRow, PartnerRow

RATED_DAYS = 365
FEWEST_RATED = 3
"""Of fewer dispatches taken no rate is told."""


@dataclass(frozen=True, slots=True)
class PartnerLoad:
    """What a partner has on hand, all regions together, and of the last 365 days what it took and gave back.

    `return_rate` is a share of 0 to 1; None of persons and groups, and of fewer than three dispatches taken.
    """

    unanswered: int
    taken: int
    taken_in_a_year: int
    return_rate: float | None


def _in_charge(viewer: Viewer) -> ColumnElement[bool]:
    """Partners staff of a region may ask: of the region with its subtree, and of the regions above it."""
    paths = viewer.paths(*STAFF)
    above = {above for path in paths for above in ancestors(path)}
    return or_(within(PartnerRow.region_path, paths), PartnerRow.region_path.in_(above))


async def partner_loads(context: Context, partner_ids: Sequence[UUID]) -> list[PartnerLoad | None]:
    """Return the load of each partner; None for whoever is not staff that may ask it."""
    asked = select(PartnerRow).where(PartnerRow.id.in_(partner_ids), _in_charge(context.viewer))
    async with context.database.read() as session:
        kinds = {partner.id: partner.kind for partner in await session.scalars(asked)}
    since = context.now() - timedelta(days=RATED_DAYS)
    was_taken = (DispatchRow.taken_at >= since) & DispatchRow.taken_at.is_not(None)
    given_back = (
        was_taken
        & (DispatchRow.status == DispatchStatus.RETURNED)
        & DispatchRow.reason_code.in_(counted_returns(context.vocabulary))
    )
    async with context.opened_for(Purpose.SYSTEM).database.read() as session:
        found = await session.execute(
            select(
                DispatchRow.partner_id,
                func.count().filter(DispatchRow.status.in_(UNANSWERED_DISPATCHES)),
                func.count().filter(DispatchRow.status.in_(OPEN_DISPATCHES - UNANSWERED_DISPATCHES)),
                func.count().filter(was_taken),
                func.count().filter(given_back),
            )
            .where(DispatchRow.partner_id.in_(kinds))
            .group_by(DispatchRow.partner_id)
        )
        figures = {key: tuple(counts) for key, *counts in found}
    loads = {}
    for key, kind in kinds.items():
        unanswered, taken, in_a_year, returned = figures.get(key, (0, 0, 0, 0))
        is_rated = kind not in PERSONAL_KINDS and in_a_year >= FEWEST_RATED
        loads[key] = PartnerLoad(unanswered, taken, in_a_year, returned / in_a_year if is_rated else None)
    return [loads.get(key) for key in partner_ids]
