"""Gaps: for which matters a region has open needs and nobody who could help, and where the nearest help is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import Point
from matching.eligibility import metres_between
from resolvers.access import OFFICERS, readable_needs, within
from resolvers.context import Context
from resolvers.freshness import fresh_resources
from resolvers.life.moves import MATCHED_NATURES, MATCHED_NEEDS
from resolvers.regions import ancestors
from storage.codes import NeedStatus, PartnerStatus, ResourceStatus, Serves
from storage.standing import Purpose
from storage.tables import (
    NeedPartRow,
    NeedRow,
    PartnerRow,
    RegionRow,
    ResourceBaseRow,
    ResourceRegionRow,
    ResourceRow,
)

WAITING = MATCHED_NEEDS | {NeedStatus.RAISED, NeedStatus.DISCUSSING, NeedStatus.ON_HOLD}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The nearest resource that does not serve the region; `distance_m` is straight, None without points."""

    resource: ResourceRow
    region: RegionRow
    distance_m: int | None


@dataclass(frozen=True, slots=True)
class CategoryGap:
    """A category with open needs: how many of them are not covered, how many were put on the gap list, who serves.

    `resources` counts what may be asked for in the region and was confirmed in time; `nearest` is told where nothing
    serves.
    """

    category: str | None
    needs: int
    listed: int
    resources: int
    nearest: Elsewhere | None


async def gaps_in(context: Context, region_id: UUID, *, only_without: bool = True) -> list[CategoryGap] | None:
    """Return the categories of a region, those with the most open needs first; None but for staff and officers.

    `only_without` leaves out what something serves. Categories of fewer than three needs are for those who read them.
    """
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None or not context.viewer.reaches(region.path, *OFFICERS):
            return None
        readable = select(NeedRow.id).where(within(NeedRow.region_path, [region.path]), readable_needs(context.viewer))
        read = frozenset(await session.scalars(readable))
    async with context.opened_for(Purpose.SYSTEM).database.read() as session:
        asked = await _asked(session, context, region, read)
        serving, elsewhere = await _resources(session, context, region, asked)
        found = [
            CategoryGap(category, needs, listed, serving[category], None) for category, (needs, listed) in asked.items()
        ]
        gaps = [one for one in found if not (only_without and one.resources)]
        nearest = await _nearest(session, region, [one.category for one in gaps if not one.resources], elsewhere)
    return [CategoryGap(one.category, one.needs, one.listed, one.resources, nearest.get(one.category)) for one in gaps]


async def _asked(
    session: AsyncSession, context: Context, region: RegionRow, read: Collection[UUID]
) -> dict[str | None, tuple[int, int]]:
    """Return by category how many needs are open and not covered, and how many of them are on the gap list."""
    lines = await session.execute(
        select(NeedPartRow.category, NeedRow.id, func.max(NeedPartRow.gap_listed_at))
        .join(NeedRow, NeedRow.id == NeedPartRow.need_id)
        .where(
            within(NeedRow.region_path, [region.path]),
            NeedRow.status.in_(WAITING),
            NeedRow.nature.in_(MATCHED_NATURES),
            NeedPartRow.promised < NeedPartRow.quantity,
        )
        .group_by(NeedPartRow.category, NeedRow.id)
    )
    needs: dict[str | None, list[tuple[bool, bool]]] = defaultdict(list)
    for category, need_id, listed_at in lines:
        needs[category].append((listed_at is not None, need_id in read))
    least = context.vocabulary.settings.similar_needs_shown_from
    counted = {
        category: (len(found), sum(is_listed for is_listed, _ in found))
        for category, found in needs.items()
        if len(found) >= least or all(is_read for _, is_read in found)
    }
    return dict(sorted(counted.items(), key=lambda one: (-one[1][0], one[0] or "")))


async def _resources(
    session: AsyncSession, context: Context, region: RegionRow, categories: Collection[str | None]
) -> tuple[dict[str | None, int], dict[str | None, list[ResourceRow]]]:
    """Return by category how many resources serve the region, and those that serve elsewhere."""
    named = [one for one in categories if one is not None]
    rows = await session.scalars(
        select(ResourceRow)
        .join(PartnerRow, PartnerRow.id == ResourceRow.partner_id)
        .where(
            ResourceRow.status == ResourceStatus.ACTIVE,
            ResourceRow.is_one_time.is_(False),
            PartnerRow.status == PartnerStatus.CONFIRMED,
            fresh_resources(context.now()),
            or_(ResourceRow.category.in_(named), ResourceRow.second_category.in_(named)),
        )
        .order_by(ResourceRow.id)
    )
    found = rows.all()
    here = await _serving(session, region, found)
    serving: dict[str | None, int] = defaultdict(int)
    elsewhere: dict[str | None, list[ResourceRow]] = defaultdict(list)
    for resource in found:
        for category in {resource.category, resource.second_category} & set(named):
            if resource.id in here:
                serving[category] += 1
            else:
                elsewhere[category].append(resource)
    return serving, elsewhere


async def _serving(session: AsyncSession, region: RegionRow, resources: Iterable[ResourceRow]) -> set[UUID]:
    """Return which resources serve some of a region: from afar, by its tree, or by a circle that begins in it."""
    drawn = or_(
        within(ResourceRegionRow.region_path, [region.path]),
        ResourceRegionRow.region_path.in_(ancestors(region.path)),
    )
    by_region = set(await session.scalars(select(ResourceRegionRow.resource_id).where(drawn)))
    return {
        one.id
        for one in resources
        if one.serves is Serves.REMOTE
        or (one.serves is Serves.REGIONS and one.id in by_region)
        or (one.serves is Serves.RADIUS and one.region_path.startswith(region.path))
    }


async def _nearest(
    session: AsyncSession,
    region: RegionRow,
    categories: Collection[str | None],
    elsewhere: Mapping[str | None, list[ResourceRow]],
) -> dict[str | None, Elsewhere]:
    """Return the nearest resource of each category: by points where there are any, else by the tree."""
    wanted = {one.id: one for category in categories for one in elsewhere[category]} if categories else {}
    bases: dict[UUID, list[Point]] = defaultdict(list)
    drawn = select(ResourceBaseRow).where(ResourceBaseRow.resource_id.in_(wanted))
    for base in await session.scalars(drawn):
        bases[base.resource_id].append(Point(base.lat, base.lng))
    kept_in = select(RegionRow).where(RegionRow.id.in_({one.region_id for one in wanted.values()}))
    regions = {one.id: one for one in await session.scalars(kept_in)}
    start = _point(region)

    def way(resource: ResourceRow) -> tuple[Any, ...]:
        metres = _metres(start, bases[resource.id] or _points(regions[resource.region_id]))
        shared = len([one for one in ancestors(resource.region_path) if region.path.startswith(one)])
        return (metres is None, metres or 0, -shared, resource.id)

    found = {}
    for category in categories:
        if elsewhere[category]:
            best = min(elsewhere[category], key=way)
            metres = _metres(start, bases[best.id] or _points(regions[best.region_id]))
            found[category] = Elsewhere(best, regions[best.region_id], metres)
    return found


def _point(region: RegionRow) -> Point | None:
    return None if region.lat is None or region.lng is None else Point(region.lat, region.lng)


def _points(region: RegionRow) -> list[Point]:
    point = _point(region)
    return [] if point is None else [point]


def _metres(start: Point | None, points: Iterable[Point]) -> int | None:
    if start is None:
        return None
    return min((round(metres_between(start, one)) for one in points), default=None)
