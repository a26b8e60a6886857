"""Rows as plain as the tables allow, for tests that speak to the tables themselves."""

from typing import Any
from uuid import UUID

from storage.codes import (
    Channel,
    DispatchStatus,
    Kind,
    Level,
    Manner,
    Matter,
    Nature,
    NeedStatus,
    PartnerKind,
    PartnerStatus,
    ResourceStatus,
    Serves,
    Travel,
    Unit,
    Urgency,
)
from storage.columns import Table
from storage.engine import Database
from storage.keys import RandomBits, uuid7
from storage.tables import (
    DispatchRow,
    EventRow,
    NeedPartRow,
    NeedRow,
    PartnerContactRow,
    PartnerRow,
    PersonRow,
    RegionRow,
    ResourceRow,
    ResourceSlotRow,
)
from tests.clock import HandClock


async def keep(database: Database, *rows: Table) -> None:
    """Insert the rows in the order given, in one transaction."""
    async with database.write() as session:
        for row in rows:
            session.add(row)
            await session.flush()


class Rows:
    """Makes rows that are not yet stored; whatever a test does not name is filled in."""

    def __init__(self, clock: HandClock, random_bits: RandomBits) -> None:
        self.clock = clock
        self.random_bits = random_bits

    def key(self) -> UUID:
        return uuid7(self.clock, self.random_bits)

    def _stamped(self) -> dict[str, Any]:
        return {"id": self.key(), "created_at": self.clock()}

    def region(self, path: str = "0001", **given: Any) -> RegionRow:
        values = {"level": Level.COMMUNITY, "name": f"社区{path}", "letters": "PL", **self._stamped(), **given}
        return RegionRow(path=path, **values)

    def person(self, **given: Any) -> PersonRow:
        return PersonRow(**{"called": "王阿姨", **self._stamped(), **given})

    def partner(self, region: RegionRow, **given: Any) -> PartnerRow:
        values = {"kind": PartnerKind.UNIT, "name": "翠湖超市", "status": PartnerStatus.CONFIRMED}
        return PartnerRow(region_id=region.id, region_path=region.path, **{**values, **self._stamped(), **given})

    def contact(self, partner: PartnerRow, person: PersonRow, **given: Any) -> PartnerContactRow:
        values = {"id": self.key(), "since": self.clock(), **given}
        return PartnerContactRow(partner_id=partner.id, partner_kind=partner.kind, person_id=person.id, **values)

    def need(self, region: RegionRow, person: PersonRow, **given: Any) -> NeedRow:
        key = self.key()
        values = {
            "number": f"PL-2026-{key.hex[-6:]}",
            "raised_by": person.id,
            "for_person_id": person.id,
            "channel": Channel.PHONE,
            "nature": Nature.HELP,
            "matter": Matter.PERSONAL,
            "manner": Manner.EVERYDAY,
            "urgency": Urgency.P3,
            "status": NeedStatus.RAISED,
            "respond_by": self.clock(),
            "finish_by": self.clock(),
        }
        return NeedRow(region_id=region.id, region_path=region.path, **{**values, **self._stamped(), **given})

    def part(self, need: NeedRow, **given: Any) -> NeedPartRow:
        values = {"id": self.key(), "position": 1, "quantity": 1, "unit": Unit.TIME, **given}
        return NeedPartRow(need_id=need.id, **values)

    def resource(self, partner: PartnerRow, region: RegionRow, **given: Any) -> ResourceRow:
        key = self.key()
        values = {
            "number": f"PL-2026-{key.hex[-6:]}",
            "kind": Kind.SERVICE,
            "title": "上门理发",
            "text": "每周三上门理发",
            "serves": Serves.REGIONS,
            "travel": Travel.PARTNER_COMES,
            "unit": Unit.TIME,
            "slot_capacity": 2,
            "status": ResourceStatus.ACTIVE,
            "confirmed_at": self.clock(),
            "confirm_every_days": 90,
        }
        return ResourceRow(
            partner_id=partner.id,
            region_id=region.id,
            region_path=region.path,
            **{**values, **self._stamped(), **given},
        )

    def slot(self, resource: ResourceRow, **given: Any) -> ResourceSlotRow:
        values = {"id": self.key(), "starts_at": None, "capacity": 2, **given}
        return ResourceSlotRow(resource_id=resource.id, **values)

    def dispatch(self, part: NeedPartRow, resource: ResourceRow, person: PersonRow, **given: Any) -> DispatchRow:
        values = {
            "status": DispatchStatus.SENT,
            "quantity": 1,
            "sent_by": person.id,
            "respond_by": self.clock(),
            "finish_by": self.clock(),
        }
        return DispatchRow(
            need_id=part.need_id,
            part_id=part.id,
            resource_id=resource.id,
            partner_id=resource.partner_id,
            region_path=resource.region_path,
            **{**values, **self._stamped(), **given},
        )

    def event(self, region: RegionRow, **given: Any) -> EventRow:
        values = {"noun": "need", "key": self.key(), "move": "RAISED", "channel": Channel.PHONE, "at": self.clock()}
        return EventRow(region_path=region.path, **{**values, **given})
