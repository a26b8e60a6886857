"""The made-up country in a database: regions down to streets, partners, resources with places and hours, needs.

What is busy, and what became of earlier dispatches, is left out: it would take a made-up history.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.matching_facts import NOW, key
from matching import NeedRecord, ResourceRecord
from resolvers.numbers import LOCAL
from storage.codes import (
    Channel,
    Datum,
    Level,
    Manner,
    Matter,
    NeedStatus,
    PartnerKind,
    PartnerStatus,
    ResourceStatus,
    Role,
    Serves,
    Unit,
)
from storage.tables import (
    NeedPartRow,
    NeedPrivateRow,
    NeedRow,
    PartnerRow,
    PersonRow,
    RegionRow,
    ResourceBaseRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    RoleGrantRow,
)

LEVELS = {4: Level.CITY, 8: Level.DISTRICT, 12: Level.STREET}
STREET = 12
MOST_ROWS = 20_000
REGION, OTHER = 5, 6
Rows = list[dict[str, Any]]


class StoredCountry:
    """Writes records as rows; the session's transaction is the caller's."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._regions: dict[str, UUID] = {}
        self._partners: set[UUID] = set()
        self._numbers = count(1)

    async def add_resources(self, resources: Sequence[ResourceRecord]) -> None:
        """Write resources, with the regions and partners they need."""
        await self._add_regions(
            path for one in resources for path in (one.home_region_path, *(path for path in one.region_paths))
        )
        await self._add(PartnerRow, self._partner_rows(resources))
        await self._add(ResourceRow, (self._resource_row(one) for one in resources))
        await self._add(ResourceBaseRow, (row for one in resources for row in self._base_rows(one)))
        await self._add(ResourceHoursRow, (row for one in resources for row in self._hours_rows(one)))
        await self._add(ResourceRegionRow, (row for one in resources for row in self._served_rows(one)))

    async def add_staff(self, city: str) -> UUID:
        """Write a member of staff of a city; return who it is."""
        person = self._key()
        region = self._regions[city]
        await self._add(PersonRow, [{"id": person, "called": "工作人员", "created_at": NOW, "region_id": region}])
        grant = {
            "id": self._key(),
            "person_id": person,
            "role": Role.COMMUNITY_STAFF,
            "region_id": region,
            "valid_from": NOW - timedelta(days=1),
        }
        await self._add(RoleGrantRow, [grant])
        return person

    async def add_needs(self, needs: Sequence[NeedRecord], raised_by: UUID) -> None:
        """Write needs of one part each."""
        await self._add_regions(one.region_path for one in needs)
        await self._add(NeedRow, (self._need_row(one, raised_by) for one in needs))
        await self._add(NeedPrivateRow, ({"need_id": UUID(one.key), "words": one.text} for one in needs))
        await self._add(NeedPartRow, (self._part_row(one) for one in needs))

    async def _add(self, table: type, rows: Iterable[dict[str, Any]]) -> None:
        every = list(rows)
        for start in range(0, len(every), MOST_ROWS):
            await self._session.execute(insert(table), every[start : start + MOST_ROWS])

    def _key(self) -> UUID:
        return UUID(key(OTHER, next(self._numbers)))

    async def _add_regions(self, paths: Iterable[str]) -> None:
        new = {path[:length] for path in paths for length in LEVELS if len(path) >= length} - self._regions.keys()
        rows = []
        for path in sorted(new, key=lambda path: (len(path), path)):
            self._regions[path] = UUID(key(REGION, len(self._regions)))
            rows.append(
                {
                    "id": self._regions[path],
                    "path": path,
                    "parent_id": self._regions.get(path[:-4]),
                    "level": LEVELS[len(path)],
                    "name": f"{path[-4:]}号{len(path)}",
                    "letters": "PL",
                    "created_at": NOW,
                }
            )
        await self._add(RegionRow, rows)

    def _place(self, path: str) -> dict[str, Any]:
        return {"region_id": self._regions[path[:STREET]], "region_path": path[:STREET]}

    def _partner_rows(self, resources: Iterable[ResourceRecord]) -> Iterator[dict[str, Any]]:
        for one in resources:
            partner = UUID(one.partner_key)
            if partner not in self._partners:
                self._partners.add(partner)
                yield {
                    "id": partner,
                    "kind": PartnerKind.UNIT,
                    "name": one.partner_name,
                    "status": PartnerStatus.CONFIRMED,
                    "created_at": NOW,
                    **self._place(one.home_region_path),
                }

    def _resource_row(self, one: ResourceRecord) -> dict[str, Any]:
        is_paused = one.paused_until is not None and one.paused_until > NOW
        return {
            "id": UUID(one.key),
            "number": f"PLR-2026-{next(self._numbers):08d}",
            "partner_id": UUID(one.partner_key),
            "kind": one.kind,
            "title": one.title,
            "text": one.text,
            "category": one.categories[0] if one.categories else None,
            "serves": one.serves,
            "radius_m": one.radius_m if one.serves == Serves.RADIUS else None,
            "travel": one.travel,
            "unit": Unit.TIME,
            "slot_capacity": 2 if one.stock is None else one.stock,
            "minimum_notice_hours": int(one.minimum_notice_hours),
            "min_age": one.min_age,
            "max_age": None if one.min_age is not None else one.max_age,
            "groups": sorted(one.groups),
            "is_for_members": one.members_only is not None,
            "asks_in_return": one.asks_in_return,
            "status": ResourceStatus.PAUSED if is_paused else ResourceStatus.ACTIVE,
            "paused_until": one.paused_until.astimezone(LOCAL).date() if is_paused and one.paused_until else None,
            "confirmed_at": one.confirmed_at,
            "confirm_every_days": one.confirm_every_days,
            "created_at": one.created_at,
            **self._place(one.home_region_path),
        }

    def _base_rows(self, one: ResourceRecord) -> Rows:
        return [
            {"id": self._key(), "resource_id": UUID(one.key), "lat": base.lat, "lng": base.lng, "datum": Datum.WGS84}
            for base in one.bases
        ]

    def _hours_rows(self, one: ResourceRecord) -> Rows:
        return [
            {
                "id": self._key(),
                "resource_id": UUID(one.key),
                "weekday": hours.weekday,
                "opens": hours.opens,
                "closes": hours.closes,
            }
            for hours in one.weekly_hours
        ]

    def _served_rows(self, one: ResourceRecord) -> Rows:
        paths = sorted({path[:STREET] for path in one.region_paths})
        return [{"resource_id": UUID(one.key), **self._place(path)} for path in paths]

    def _need_row(self, one: NeedRecord, raised_by: UUID) -> dict[str, Any]:
        return {
            "id": UUID(one.key),
            "number": f"PL-2026-{next(self._numbers):08d}",
            "raised_by": raised_by,
            "channel": Channel.PHONE,
            "for_region_id": self._regions[one.region_path[:STREET]],
            "nature": one.nature,
            "matter": Matter.PERSONAL,
            "manner": Manner.EVERYDAY,
            "urgency": one.urgency,
            "status": NeedStatus.ACCEPTED,
            "owner_id": raised_by,
            "summary": one.text[:40],
            "lat": one.point.lat if one.point else None,
            "lng": one.point.lng if one.point else None,
            "respond_by": NOW + timedelta(days=1),
            "finish_by": NOW + timedelta(days=7),
            "created_at": NOW,
            **self._place(one.region_path),
        }

    def _part_row(self, one: NeedRecord) -> dict[str, Any]:
        return {
            "id": UUID(key(OTHER, next(self._numbers))),
            "need_id": UUID(one.key),
            "position": 1,
            "kind": one.kind,
            "category": one.categories[0] if one.categories else None,
            "quantity": one.quantity,
            "unit": Unit.TIME,
            "earliest": one.window.start if one.window else None,
            "latest": one.window.end if one.window else None,
        }
