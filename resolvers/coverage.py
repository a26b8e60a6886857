"""Where a partner serves, for the map: the regions and the circles of what it offers now.

Where a volunteer or a group starts from may be somebody's home: their circles are for themselves, staff and officers.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from resolvers.access import partners_in_full, readable_resources
from resolvers.context import Context
from resolvers.partners import PERSONAL_KINDS
from storage.codes import ResourceStatus, Serves
from storage.tables import PartnerRow, RegionRow, ResourceBaseRow, ResourceRegionRow, ResourceRow


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle in WGS-84 degrees, its radius in metres."""

    lat: float
    lng: float
    radius_m: int
    label: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The regions a partner serves, each with its subtree, its circles, and whether it serves from afar."""

    regions: tuple[RegionRow, ...]
    circles: tuple[Circle, ...]
    is_remote: bool


async def coverages(context: Context, partner_ids: Sequence[UUID]) -> list[Coverage]:
    """Return where each partner serves by what it offers to whoever asks."""
    offered = (
        ResourceRow.partner_id.in_(partner_ids),
        ResourceRow.status == ResourceStatus.ACTIVE,
        ResourceRow.is_one_time.is_(False),
        readable_resources(context.viewer),
    )
    shown = select(PartnerRow.id).where(
        or_(PartnerRow.kind.not_in(PERSONAL_KINDS), partners_in_full(context.viewer)),
    )
    async with context.database.read() as session:
        served = await session.execute(
            select(ResourceRow.partner_id, RegionRow)
            .join(ResourceRegionRow, ResourceRegionRow.resource_id == ResourceRow.id)
            .join(RegionRow, RegionRow.id == ResourceRegionRow.region_id)
            .where(*offered, ResourceRow.serves == Serves.REGIONS)
            .order_by(RegionRow.path)
        )
        regions: dict[UUID, dict[UUID, RegionRow]] = defaultdict(dict)
        for partner_id, region in served:
            regions[partner_id][region.id] = region
        drawn = await session.execute(
            select(ResourceRow.partner_id, ResourceRow.radius_m, ResourceBaseRow)
            .join(ResourceBaseRow, ResourceBaseRow.resource_id == ResourceRow.id)
            .where(
                *offered,
                ResourceRow.serves == Serves.RADIUS,
                ResourceRow.partner_id.in_(shown),
            )
            .order_by(ResourceBaseRow.id)
        )
        circles: dict[UUID, dict[Circle, None]] = defaultdict(dict)
        for partner_id, radius_m, base in drawn:
            circles[partner_id][Circle(base.lat, base.lng, radius_m or 0, base.label)] = None
        remote = set(
            await session.scalars(select(ResourceRow.partner_id).where(*offered, ResourceRow.serves == Serves.REMOTE))
        )
    return [Coverage(tuple(regions[key].values()), tuple(circles[key]), key in remote) for key in partner_ids]
