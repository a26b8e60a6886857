"""What stands beside the row of a resource: the regions it serves, its bases and its open hours."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from resolvers.changes import Change
from resolvers.coordinates import Place, to_wgs84
from resolvers.refusals import NotFound
from resolvers.resource_drafts import Base, OpenHours, ResourceDraft
from storage.codes import Serves
from storage.tables import RegionRow, ResourceBaseRow, ResourceHoursRow, ResourceRegionRow, ResourceRow


async def write_sides(change: Change, resource: ResourceRow, draft: ResourceDraft) -> None:
    """Set the regions served, the bases and the hours to those of the draft."""
    for table in (ResourceRegionRow, ResourceBaseRow, ResourceHoursRow):
        await change.session.execute(delete(table).where(table.resource_id == resource.id))
    for region in await _served(change, draft):
        change.session.add(
            ResourceRegionRow(resource_id=resource.id, region_id=region.id, region_path=region.path),
        )
    for base in draft.bases:
        point = to_wgs84(base.place)
        change.session.add(
            ResourceBaseRow(
                id=change.key(),
                resource_id=resource.id,
                label=base.label,
                lat=point.lat,
                lng=point.lng,
                datum=base.place.datum,
            ),
        )
    for one in draft.hours:
        change.session.add(
            ResourceHoursRow(
                id=change.key(), resource_id=resource.id, weekday=one.weekday, opens=one.opens, closes=one.closes
            ),
        )


async def _served(change: Change, draft: ResourceDraft) -> Sequence[RegionRow]:
    if draft.serves is not Serves.REGIONS:
        return []
    asked = set(draft.regions or (draft.region_id,))
    found = (await change.session.scalars(select(RegionRow).where(RegionRow.id.in_(asked)))).all()
    if len(found) < len(asked):
        raise NotFound("region")
    return found


async def draft_of(change: Change, resource: ResourceRow) -> ResourceDraft:
    """Return a resource as if it were offered now, to be changed in parts; its bases are in WGS-84 already."""
    key = resource.id
    bases = await change.session.scalars(
        select(ResourceBaseRow).where(ResourceBaseRow.resource_id == key).order_by(ResourceBaseRow.id),
    )
    hours = await change.session.scalars(select(ResourceHoursRow).where(ResourceHoursRow.resource_id == key))
    return ResourceDraft(
        partner_id=resource.partner_id,
        kind=resource.kind,
        title=resource.title,
        text=resource.text,
        region_id=resource.region_id,
        serves=resource.serves,
        travel=resource.travel,
        unit=resource.unit,
        slot_capacity=resource.slot_capacity,
        category=resource.category,
        second_category=resource.second_category,
        radius_m=resource.radius_m,
        regions=await _regions_of(change, key),
        bases=tuple(Base(Place(base.lat, base.lng), base.label) for base in bases),
        hours=tuple(sorted(OpenHours(one.weekday, one.opens, one.closes) for one in hours)),
        minimum_notice_hours=resource.minimum_notice_hours,
        min_age=resource.min_age,
        max_age=resource.max_age,
        groups=tuple(resource.groups),
        is_for_members=resource.is_for_members,
        asks_in_return=resource.asks_in_return,
        fee_note=resource.fee_note,
        confirm_every_days=resource.confirm_every_days,
        valid_until=resource.valid_until,
    )


async def _regions_of(change: Change, resource_id: UUID) -> tuple[UUID, ...]:
    found = await change.session.scalars(
        select(ResourceRegionRow.region_id)
        .where(ResourceRegionRow.resource_id == resource_id)
        .order_by(ResourceRegionRow.region_path),
    )
    return tuple(found)
