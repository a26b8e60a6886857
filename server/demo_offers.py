"""What the partners of the demo city offer, as rows with their events."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from resolvers.changes import Change
from resolvers.life.slots import TIMELESS
from resolvers.numbers import next_numbers
from resolvers.quantities import FEN_A_YUAN
from server.demo_base import DemoKeys
from server.demo_notes import Note, note_all
from server.demo_records import DemoCity, DemoPartner, DemoResource
from server.demo_times import by_day_before, open_hours
from storage.codes import Datum, Kind, ResourceStatus, Serves, Travel, Unit
from storage.columns import Table
from storage.tables import (
    PartnerRow,
    ResourceBaseRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    ResourceSlotRow,
)

DEFAULT_UNITS: Mapping[Kind, Unit] = {
    Kind.SERVICE: Unit.TIME,
    Kind.POLICY: Unit.TIME,
    Kind.SKILL: Unit.TIME,
    Kind.VENUE: Unit.PLACE,
    Kind.GOODS: Unit.PIECE,
    Kind.FUND: Unit.YUAN,
}


def unit_of(resource: DemoResource) -> Unit:
    """Return what a resource counts, by its kind if nothing is said."""
    return resource.unit or DEFAULT_UNITS[resource.kind]


def capacity_of(resource: DemoResource) -> int:
    """Return the capacity of a slot as it is stored: money in fen."""
    return resource.capacity * (FEN_A_YUAN if unit_of(resource) is Unit.YUAN else 1)


def travel_of(resource: DemoResource) -> Travel:
    """Return who travels, by the kind of resource if nothing is said."""
    return resource.travel or (Travel.RESIDENT_COMES if resource.kind is Kind.VENUE else Travel.PARTNER_COMES)


def serves_of(resource: DemoResource) -> Serves:
    """Return how the area of a resource is drawn."""
    if travel_of(resource) is Travel.REMOTE:
        return Serves.REMOTE
    return Serves.RADIUS if resource.radius_m else Serves.REGIONS


async def offer_everything(change: Change, keys: DemoKeys, city: DemoCity, now: datetime) -> None:
    """Add all resources with their areas, bases, hours and, for goods and funds, their one slot.

    They were offered long ago, at the moment of the change; when each was last confirmed is counted from `now`.
    """
    letters = f"{city.regions.district.letters}R"
    numbers = iter(await next_numbers(change.session, letters, change.now, len(city.resources)))
    for key, resource in city.resources.items():
        keys.resources[key] = _row(change, keys.partners[city.partner_of[key].key], resource, next(numbers), now)
    change.session.add_all(keys.resources.values())
    await change.session.flush()
    for key, resource in city.resources.items():
        change.session.add_all(_sides(change, keys, city.partner_of[key], resource))
    await change.session.flush()
    details = {"version": 1, "fields": []}
    offered = keys.resources.values()
    await note_all(change, (Note(row, "OFFERED", row.region_path, row.partner_id, details) for row in offered))


def _row(change: Change, home: PartnerRow, resource: DemoResource, number: str, now: datetime) -> ResourceRow:
    return ResourceRow(
        id=change.key(),
        number=number,
        partner_id=home.id,
        kind=resource.kind,
        title=resource.title,
        text=resource.text,
        category=resource.category,
        second_category=resource.second_category,
        region_id=home.region_id,
        region_path=home.region_path,
        serves=serves_of(resource),
        radius_m=resource.radius_m,
        travel=travel_of(resource),
        unit=unit_of(resource),
        slot_capacity=capacity_of(resource),
        minimum_notice_hours=resource.notice_hours,
        min_age=resource.min_age,
        max_age=resource.max_age,
        groups=list(resource.groups),
        asks_in_return=resource.asks,
        fee_note=resource.fee,
        status=ResourceStatus.ACTIVE,
        confirmed_at=by_day_before(now - timedelta(days=resource.confirmed_days_ago)),
        confirm_every_days=change.context.vocabulary.settings.confirm_every_days[resource.kind],
        created_at=change.now,
    )


def _sides(change: Change, keys: DemoKeys, partner: DemoPartner, resource: DemoResource) -> Iterator[Table]:
    row = keys.resources[resource.key]
    if row.serves is Serves.REGIONS:
        for key in resource.regions or (partner.region,):
            region = keys.regions[key]
            yield ResourceRegionRow(resource_id=row.id, region_id=region.id, region_path=region.path)
    lat, lng = partner.at
    yield ResourceBaseRow(id=change.key(), resource_id=row.id, label=partner.name, lat=lat, lng=lng, datum=Datum.WGS84)
    for hours in open_hours(resource.hours):
        yield ResourceHoursRow(
            id=change.key(), resource_id=row.id, weekday=hours.weekday, opens=hours.opens, closes=hours.closes
        )
    if row.kind in TIMELESS:
        yield ResourceSlotRow(id=change.key(), resource_id=row.id, starts_at=None, capacity=row.slot_capacity, taken=0)
