"""How evenly chances fall on the partners of a region: figures that name no partner.

A partner has a chance when one of its resources stands among the first of a list somebody decided over, or when it is
asked. Each decision, and each dispatch sent without a list, counts once for a partner.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching.fairness import GroupShare, Spread, shares_of_groups, spread_of_chances
from resolvers.access import OVERSEERS, within
from resolvers.context import Context
from resolvers.refusals import InvalidInput
from storage.codes import PartnerStatus, ResourceStatus
from storage.tables import (
    DecisionCandidateRow,
    DecisionRow,
    DispatchRow,
    NeedPartRow,
    NeedRow,
    PartnerRow,
    RegionRow,
    ResourceRow,
)

FIRST_PLACES = 3
"""Places of a list that are looked at by most who decide."""
NEWCOMER_DAYS = 90
LONGEST_DAYS = 366
NEWCOMER, KNOWN = "NEWCOMER", "KNOWN"
CODE_WIDTH = 4


@dataclass(frozen=True, slots=True)
class RegionShare:
    """What the partners of one region are among all, and what they get."""

    region: RegionRow
    share: GroupShare


@dataclass(frozen=True, slots=True)
class Chances:
    """How chances fell on the partners of a region that offer something, from `since` to `until`, both included.

    `newcomers` compares partners of the last 90 days with the others, `regions` those of each region just below. In
    `elsewhere` are the chances of all other partners.
    """

    region: RegionRow
    since: datetime
    until: datetime
    spread: Spread
    newcomers: tuple[GroupShare, ...]
    regions: tuple[RegionShare, ...]
    elsewhere: int


async def chances_in(context: Context, region_id: UUID, days: int) -> Chances | None:
    """Return how chances fell in the last `days` days; None for whoever does not oversee the region."""
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput.at("days", "AT_MOST", LONGEST_DAYS)
    until = context.now()
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None or not context.viewer.reaches(region.path, *OVERSEERS):
            return None
        return await chances_of(session, region, until - timedelta(days=days), until)


async def chances_of(session: AsyncSession, region: RegionRow, since: datetime, until: datetime) -> Chances:
    """Return how chances fell in a region, for somebody who may know."""
    partners = {partner.id: partner for partner in await _offering(session, region)}
    had = await _counted(session, region, since, until)
    chances = {str(key): float(had[key]) for key in partners}
    since_new = until - timedelta(days=NEWCOMER_DAYS)
    newcomers = {str(key): NEWCOMER if one.created_at >= since_new else KNOWN for key, one in partners.items()}
    below = {str(key): _below(region, one.region_path) for key, one in partners.items()}
    places = {
        place.path: place
        for place in await session.scalars(select(RegionRow).where(RegionRow.path.in_(set(below.values()))))
    }
    return Chances(
        region=region,
        since=since,
        until=until,
        spread=spread_of_chances(list(chances.values())),
        newcomers=shares_of_groups(chances, newcomers),
        regions=tuple(RegionShare(places[one.group], one) for one in shares_of_groups(chances, below)),
        elsewhere=sum(count for key, count in had.items() if key not in partners),
    )


async def _offering(session: AsyncSession, region: RegionRow) -> list[PartnerRow]:
    """Return the confirmed partners of a region that have something to be asked for."""
    offering = select(ResourceRow.partner_id).where(
        ResourceRow.status == ResourceStatus.ACTIVE, ResourceRow.is_one_time.is_(False)
    )
    found = await session.scalars(
        select(PartnerRow).where(
            within(PartnerRow.region_path, [region.path]),
            PartnerRow.status == PartnerStatus.CONFIRMED,
            PartnerRow.id.in_(offering),
        )
    )
    return list(found)


async def _counted(session: AsyncSession, region: RegionRow, since: datetime, until: datetime) -> Counter[UUID]:
    """Return how many chances each partner had with needs of a region."""
    listed = (
        select(DecisionRow.id, ResourceRow.partner_id)
        .join(DecisionCandidateRow, DecisionCandidateRow.decision_id == DecisionRow.id)
        .join(ResourceRow, ResourceRow.id == DecisionCandidateRow.resource_id)
        .join(NeedPartRow, NeedPartRow.id == DecisionRow.part_id)
        .join(NeedRow, NeedRow.id == NeedPartRow.need_id)
        .where(
            within(NeedRow.region_path, [region.path]),
            DecisionRow.created_at >= since,
            DecisionRow.created_at <= until,
            or_(
                DecisionCandidateRow.is_eligible & (DecisionCandidateRow.position <= FIRST_PLACES),
                DecisionCandidateRow.resource_id == DecisionRow.chosen_resource_id,
            ),
        )
        .distinct()
    )
    asked = select(DispatchRow.partner_id).where(
        within(DispatchRow.region_path, [region.path]),
        DispatchRow.decision_id.is_(None),
        DispatchRow.is_claim.is_(False),
        DispatchRow.created_at >= since,
        DispatchRow.created_at <= until,
    )
    had = Counter(partner_id for _, partner_id in await session.execute(listed))
    had.update((await session.scalars(asked)).all())
    return had


def _below(region: RegionRow, path: str) -> str:
    """Return the path of the region just below that a partner belongs to, or of the region itself."""
    return path[: len(region.path) + CODE_WIDTH]
