"""Writing the resources of a list: offered from now on, as their partners' or staff's list says."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from resolvers.changes import Change
from resolvers.life.slots import TIMELESS
from resolvers.lists.areas import Area
from resolvers.lists.bulk import Values, imported, insert_events, insert_rows, new_keys, numbers_for
from resolvers.lists.entries import ListedResource
from resolvers.lists.plan import PlacedEntry, Plan
from resolvers.settings.reading import regional_settings
from storage.codes import Datum, ResourceStatus, Serves
from storage.tables import (
    RegionRow,
    ResourceBaseRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    ResourceSlotRow,
)
from storage.vocabulary import Vocabulary

SERIES = "R"
"""Behind the letters of a region: numbers of resources are a series of their own."""


async def write_resources(change: Change, plan: Plan, lines: Sequence[PlacedEntry]) -> None:
    """Write resources, each with the area it serves, its hours and its event; goods and funds with their one slot."""
    placed = [(line, cast("ListedResource", line.keyed.entry), plan.region_row(line.region)) for line in lines]
    numbers = await numbers_for(change, [region.letters + SERIES for _, _, region in placed])
    paths = {region.path for _, _, region in placed}
    regional = await regional_settings(change.session, change.context.vocabulary, paths)
    keys = new_keys(change, len(placed))
    rows: list[Values] = []
    served: list[Values] = []
    bases: list[Values] = []
    hours: list[Values] = []
    slots: list[Values] = []
    events: list[Values] = []
    for line, resource, region in placed:
        key, partner_id = next(keys), _partner_key(line)
        area = line.area or Area(Serves.REGIONS, (line.region,))
        rows.append(
            {
                **_resource(change, line, resource, region, regional.vocabulary(region.path)),
                "id": key,
                "number": next(numbers[region.letters + SERIES]),
                "partner_id": partner_id,
                "serves": area.serves,
            }
        )
        served.extend(_served(key, plan.region_row(names)) for names in area.regions)
        if resource.point is not None:
            bases.append(_base(change, key, resource.point))
        hours.extend(
            {"id": change.key(), "resource_id": key, "weekday": one.weekday, "opens": one.opens, "closes": one.closes}
            for one in resource.hours
        )
        if resource.kind in TIMELESS:
            slots.append(
                {"id": change.key(), "resource_id": key, "starts_at": None, "capacity": resource.amount.quantity}
            )
        events.append(imported(change, "resource", key, region.path, partner_id=partner_id))
    await insert_rows(change, ResourceRow, rows)
    await insert_rows(change, ResourceRegionRow, served)
    await insert_rows(change, ResourceBaseRow, bases)
    await insert_rows(change, ResourceHoursRow, hours)
    await insert_rows(change, ResourceSlotRow, slots)
    await insert_events(change, events)


def _partner_key(line: PlacedEntry) -> UUID:
    key = line.partner.key if line.partner else None
    assert key is not None, "partners are written before what they offer"
    return key


def _resource(
    change: Change, line: PlacedEntry, resource: ListedResource, region: RegionRow, vocabulary: Vocabulary
) -> Values:
    return {
        "kind": resource.kind,
        "title": resource.title,
        "text": resource.text,
        "category": resource.category,
        "region_id": region.id,
        "region_path": region.path,
        "radius_m": resource.radius_m,
        "travel": resource.travel,
        "unit": resource.amount.unit,
        "slot_capacity": resource.amount.quantity,
        "fee_note": resource.fee_note,
        "status": ResourceStatus.ACTIVE,
        "confirmed_at": resource.confirmed_at or change.now,
        "confirm_every_days": vocabulary.settings.confirm_every_days[resource.kind],
        "valid_until": resource.valid_until,
        "source_key": line.keyed.key,
        "created_at": change.now,
    }


def _served(resource_id: UUID, region: RegionRow) -> Values:
    return {"resource_id": resource_id, "region_id": region.id, "region_path": region.path}


def _base(change: Change, resource_id: UUID, point: tuple[float, float]) -> Values:
    return {
        "id": change.key(),
        "resource_id": resource_id,
        "lat": point[0],
        "lng": point[1],
        "datum": Datum.WGS84,
    }
