"""Rows written at once are the rows the plain way writes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table as PlainTable
from sqlalchemy import insert, select

from resolvers.changes import Change
from resolvers.lists.bulk import insert_rows, new_keys
from storage.codes import Kind, PartnerKind, PartnerStatus, ResourceStatus, Serves, Travel, Unit
from storage.columns import Table
from storage.engine import Database
from storage.keys import RandomBits
from storage.tables import PartnerRow, RegionRow, ResourceRow
from tests.clock import HandClock
from tests.lists.desk import desk


async def insert_plainly(change: Change, table: type[Table], rows: list[dict[str, Any]]) -> None:
    """The slow, obvious twin: one statement a row."""
    for row in rows:
        await change.session.execute(insert(cast("PlainTable", table.__table__)).values(**row))


def some_rows(change: Change, region: RegionRow, partner_id: UUID, series: str) -> list[dict[str, Any]]:
    """Rows that repeat values, change them, and leave them out."""
    return [
        {
            "id": key,
            "number": f"{series}-{at}",
            "partner_id": partner_id,
            "kind": Kind.FUND if at % 3 else Kind.GOODS,
            "title": f"资源{at // 2}",
            "text": "“引号”\n换行",
            "category": None if at % 2 else "HOME_ELECTRIC",
            "region_id": region.id,
            "region_path": region.path,
            "serves": Serves.REGIONS,
            "travel": Travel.REMOTE,
            "unit": Unit.YUAN,
            "slot_capacity": at * 100,
            "groups": ["老人", "儿童"] if at % 2 else [],
            "status": ResourceStatus.ACTIVE,
            "confirmed_at": datetime(2026, 3, 2, tzinfo=UTC) + timedelta(microseconds=at // 3),
            "confirm_every_days": 30,
            "valid_until": date(2026, 12, 31) if at % 4 else None,
            "created_at": change.now,
        }
        for at, key in enumerate(new_keys(change, 12))
    ]


async def test_bulk_rows_are_those_of_the_slow_twin(
    database: Database, clock: HandClock, random_bits: RandomBits
) -> None:
    context = desk(database, clock, random_bits)
    async with database.write() as session:
        change = Change(context, session, clock())
        region = {"path": "0001", "level": "CITY", "name": "昆明市", "letters": "KM", "created_at": clock()}
        partner = {"kind": PartnerKind.UNIT, "name": "春晖超市", "status": PartnerStatus.CONFIRMED}
        key, partner_key = new_keys(change, 2)
        await insert_rows(change, RegionRow, [{**region, "id": key, "parent_id": None}])
        place = await session.get_one(RegionRow, key)
        stands = {"region_id": key, "region_path": "0001", "created_at": clock()}
        await insert_plainly(change, PartnerRow, [{**partner, **stands, "id": partner_key}])
        await insert_rows(change, ResourceRow, some_rows(change, place, partner_key, "A"))
        await insert_plainly(change, ResourceRow, some_rows(change, place, partner_key, "B"))
        await insert_rows(change, ResourceRow, [])
    names = [column.name for column in ResourceRow.__table__.columns if column.name not in {"id", "number"}]
    async with database.read() as session:
        stored = {row.number: row for row in await session.scalars(select(ResourceRow))}
    assert len(stored) == 24
    for at in range(12):
        fast, plain = stored[f"A-{at}"], stored[f"B-{at}"]
        assert {name: getattr(fast, name) for name in names} == {name: getattr(plain, name) for name in names}
        assert fast.version == 1


async def test_keys_keep_the_order_they_are_given_out_in(
    database: Database, clock: HandClock, random_bits: RandomBits
) -> None:
    async with database.write() as session:
        keys = list(new_keys(Change(desk(database, clock, random_bits), session, clock()), 100))
    assert keys == sorted(keys)
    assert len(set(keys)) == 100
