"""Resources as matching sees them: those offered again and again by confirmed partners, paused ones too."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from matching import Point, ResourceRecord, WeeklyHours, Window
from resolvers.numbers import LOCAL
from resolvers.records.track import Tracks, tracks
from storage.codes import Kind, PartnerStatus, ResourceStatus, Serves
from storage.tables import (
    PartnerQualificationRow,
    PartnerRow,
    ResourceBaseRow,
    ResourceExceptionRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    ResourceSlotRow,
)
from storage.vocabulary import Vocabulary

HALF_HOUR = timedelta(minutes=30)
DAY = timedelta(days=1)
NO_END = datetime.max.replace(tzinfo=UTC)
COUNTED = frozenset({Kind.GOODS, Kind.FUND})

ByResource = Mapping[UUID, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class OfferedResource:
    """A resource to be ranked, and the last day on which it is offered."""

    record: ResourceRecord
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the rows of resources, each by resource, the qualifications by partner."""

    regions: ByResource
    bases: ByResource
    hours: ByResource
    exceptions: ByResource
    slots: ByResource
    qualifications: ByResource
    tracks: Tracks


async def offered_resources(
    session: AsyncSession, vocabulary: Vocabulary, now: datetime, chosen: Collection[UUID] | None = None
) -> list[OfferedResource]:
    """Return the chosen resources, all by default, that may be ranked; ten statements, however many they are."""
    rows = await session.execute(
        select(ResourceRow, PartnerRow.name)
        .join(PartnerRow, PartnerRow.id == ResourceRow.partner_id)
        .where(
            _among(ResourceRow.id, chosen),
            ResourceRow.status.in_((ResourceStatus.ACTIVE, ResourceStatus.PAUSED)),
            ResourceRow.is_one_time.is_(False),
            or_(ResourceRow.valid_until.is_(None), ResourceRow.valid_until >= now.astimezone(LOCAL).date()),
            PartnerRow.status == PartnerStatus.CONFIRMED,
        )
        .order_by(ResourceRow.id),
    )
    beside = await _beside(session, vocabulary, now, chosen)
    return [OfferedResource(_record(row, name, beside), row.valid_until) for row, name in rows]


def _among(column: InstrumentedAttribute[UUID], chosen: Collection[UUID] | None) -> ColumnElement[bool]:
    return true() if chosen is None else column.in_(chosen)


async def _beside(
    session: AsyncSession, vocabulary: Vocabulary, now: datetime, chosen: Collection[UUID] | None
) -> _Beside:
    async def grouped(statement: Executable) -> ByResource:
        found: defaultdict[UUID, list[Any]] = defaultdict(list)
        for key, *values in await session.execute(statement):
            found[key].append(values)
        return found

    region, base, hours = ResourceRegionRow, ResourceBaseRow, ResourceHoursRow
    special, slot, qualification = ResourceExceptionRow, ResourceSlotRow, PartnerQualificationRow
    full_later = and_(slot.starts_at >= now - DAY, slot.taken >= slot.capacity)
    partners = select(ResourceRow.partner_id).where(_among(ResourceRow.id, chosen))
    return _Beside(
        regions=await grouped(
            select(region.resource_id, region.region_path)
            .where(_among(region.resource_id, chosen))
            .order_by(region.region_path),
        ),
        bases=await grouped(
            select(base.resource_id, base.lat, base.lng).where(_among(base.resource_id, chosen)).order_by(base.id),
        ),
        hours=await grouped(
            select(hours.resource_id, hours.weekday, hours.opens, hours.closes)
            .where(_among(hours.resource_id, chosen))
            .order_by(hours.weekday, hours.opens),
        ),
        exceptions=await grouped(
            select(special.resource_id, special.day, special.opens, special.closes).where(
                _among(special.resource_id, chosen), special.day >= (now - DAY).date()
            ),
        ),
        slots=await grouped(
            select(slot.resource_id, slot.starts_at, slot.capacity, slot.taken)
            .where(_among(slot.resource_id, chosen), or_(slot.starts_at.is_(None), full_later))
            .order_by(slot.starts_at),
        ),
        qualifications=await grouped(
            select(qualification.partner_id, qualification.code, qualification.is_held).where(
                qualification.partner_id.in_(partners),
            ),
        ),
        tracks=await tracks(session, vocabulary, chosen),
    )


def _record(row: ResourceRow, partner_name: str, beside: _Beside) -> ResourceRecord:
    track = beside.tracks.of(row.id, row.partner_id)
    slots = beside.slots.get(row.id, ())
    special = beside.exceptions.get(row.id, ())
    codes = beside.qualifications.get(row.partner_id, ())
    paths = tuple(path for (path,) in beside.regions.get(row.id, ()))
    return ResourceRecord(
        key=str(row.id),
        partner_key=str(row.partner_id),
        partner_name=partner_name,
        title=row.title,
        text=row.text,
        kind=row.kind,
        categories=tuple(code for code in (row.category, row.second_category) if code),
        serves=row.serves,
        region_paths=paths or ((row.region_path,) if row.serves is Serves.REGIONS else ()),
        bases=tuple(Point(lat, lng) for lat, lng in beside.bases.get(row.id, ())),
        radius_m=row.radius_m or 0,
        home_region_path=row.region_path,
        travel=row.travel,
        stock=_stock(row, slots),
        weekly_hours=tuple(WeeklyHours(*hours) for hours in beside.hours.get(row.id, ())),
        closed_days=frozenset(day for day, opens, _ in special if opens is None),
        busy=(*_full(slots), *_outside_special_hours(special)),
        minimum_notice_hours=row.minimum_notice_hours,
        min_age=row.min_age,
        max_age=row.max_age,
        groups=frozenset(row.groups),
        members_only=str(row.partner_id) if row.is_for_members else None,
        paused_until=_paused_until(row),
        confirmed_at=row.confirmed_at,
        confirm_every_days=row.confirm_every_days,
        qualifications_held=frozenset(code for code, is_held in codes if is_held),
        qualifications_absent=frozenset(code for code, is_held in codes if not is_held),
        outcomes=track.outcomes,
        open_load=track.open_load,
        last_dispatched_at=track.last_dispatched_at,
        asks_in_return=row.asks_in_return,
        created_at=row.created_at,
    )


def _stock(row: ResourceRow, slots: Iterable[Sequence[Any]]) -> int | None:
    """Return what is left of goods and funds; before the first dispatch that is all of it."""
    if row.kind not in COUNTED:
        return None
    return next((capacity - taken for starts_at, capacity, taken in slots if starts_at is None), row.slot_capacity)


def _full(slots: Iterable[Sequence[Any]]) -> list[Window]:
    """Return the spans in which everything is taken, neighbouring half hours joined; slots come in order."""
    spans: list[Window] = []
    for starts_at, _, _ in slots:
        if starts_at is None:
            continue
        if spans and spans[-1].end == starts_at:
            spans[-1] = Window(spans[-1].start, starts_at + HALF_HOUR)
        else:
            spans.append(Window(starts_at, starts_at + HALF_HOUR))
    return spans


def _outside_special_hours(special: Iterable[Sequence[Any]]) -> list[Window]:
    """Return, for days with hours of their own, the rest of the day as taken."""
    spans = []
    for day, opens, closes in special:
        if opens is not None:
            midnight = datetime.combine(day, time(), LOCAL)
            spans.append(Window(midnight, midnight + timedelta(minutes=opens)))
            spans.append(Window(midnight + timedelta(minutes=closes), midnight + DAY))
    return spans


def _paused_until(row: ResourceRow) -> datetime | None:
    """Return the end of a pause: the midnight after its last day, or never when no day was named."""
    if row.status is not ResourceStatus.PAUSED:
        return None
    if row.paused_until is None:
        return NO_END
    return datetime.combine(row.paused_until + DAY, time(), LOCAL)
