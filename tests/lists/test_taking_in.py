"""Lists come in whole, once, and only when told to."""

from collections import Counter
from datetime import date

import pytest

from resolvers.context import Context
from resolvers.lists import importing
from resolvers.lists.options import ListNoun
from storage.codes import (
    Channel,
    Kind,
    Matter,
    Nature,
    NeedStatus,
    PartnerKind,
    PartnerStatus,
    Serves,
    Travel,
    Unit,
)
from storage.tables import (
    EventRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRemarkRow,
    NeedRow,
    PartnerContactRow,
    PartnerRow,
    PersonPrivateRow,
    PersonRow,
    RegionRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    ResourceSlotRow,
)
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.lists.desk import COMMUNITY, counts, rows, sheet, take_in
from tests.lists.samples import NEEDS, RESOURCES


async def test_a_dry_run_says_what_would_happen_and_writes_nothing(context: Context) -> None:
    before = await counts(context)
    report = await take_in(context, ListNoun.NEEDS, NEEDS, apply=False)
    assert (report.good_lines, report.written, report.is_applied) == (4, 0, False)
    assert report.new_regions[-3:] == (COMMUNITY, (*COMMUNITY, "第一网格"), (*COMMUNITY, "第二网格"))
    assert report.new_partners == ("白塔小学",)
    assert dict(report.first_lines[0].cells)["服务对象及数量"] == "2件"
    assert await counts(context) == before


async def test_needs_come_in_as_they_stand(context: Context, clock: HandClock) -> None:
    report = await take_in(context, ListNoun.NEEDS, NEEDS)
    assert (report.written, report.faults) == (4, ())
    lamp, company, shed, school = await rows(context, NeedRow, NeedRow.id)
    assert {need.status for need in (lamp, company, shed, school)} == {NeedStatus.RAISED}
    assert {need.channel for need in (lamp, company, shed, school)} == {Channel.IMPORT}
    assert [need.number for need in (lamp, company, shed, school)] == [f"PL-2026-{n:06d}" for n in (1, 2, 3, 4)]
    assert (lamp.summary, lamp.nature, lamp.matter) == ("修灯", Nature.HELP, Matter.PERSONAL)
    assert lamp.for_person_id == company.for_person_id is not None
    assert (shed.matter, shed.for_region_id) == (Matter.PUBLIC, shed.region_id)
    [partner] = await rows(context, PartnerRow)
    assert (school.for_partner_id, partner.name, partner.status) == (partner.id, "白塔小学", PartnerStatus.REGISTERED)
    assert lamp.finish_by.isoformat() == "2026-04-01T15:59:59+00:00"
    assert company.finish_by > company.respond_by > clock()
    assert lamp.published_at is None
    assert {person.called for person in await rows(context, PersonRow)} == {"清单导入", "王姓居民"}

    private = {row.need_id: row for row in await rows(context, NeedPrivateRow)}
    assert private[lamp.id].words == "修灯\n楼道灯坏了"
    assert (private[lamp.id].contact_name, private[lamp.id].contact_phone) == ("王小明", "13888880000")
    assert (private[lamp.id].address, private[lamp.id].door) == ("春晖小区3栋", "2单元502")
    assert private[shed.id].contact_phone == "087163120000"
    parts = {row.need_id: row for row in await rows(context, NeedPartRow)}
    assert (parts[lamp.id].quantity, parts[lamp.id].unit, parts[lamp.id].kind) == (2, Unit.PIECE, None)
    assert parts[lamp.id].latest is not None
    assert (parts[shed.id].quantity, parts[shed.id].unit, parts[shed.id].kind) == (200_000, Unit.YUAN, Kind.FUND)
    assert (parts[school.id].quantity, parts[school.id].unit) == (3, Unit.PERSON)
    remarks = {row.need_id: row.text for row in await rows(context, NeedRemarkRow)}
    assert remarks == {lamp.id: "备注:急", company.id: "期望时间:尽快"}
    regions = {row.id: row for row in await rows(context, RegionRow)}
    assert [regions[need.region_id].name for need in (lamp, shed, school)] == ["第一网格", "白塔社区", "第二网格"]


async def test_resources_come_in_with_their_partners(context: Context, clock: HandClock) -> None:
    report = await take_in(context, ListNoun.RESOURCES, RESOURCES)
    assert (report.written, report.faults) == (4, ())
    chair, room, plumber, line = await rows(context, ResourceRow, ResourceRow.id)
    partners = {row.name: row for row in await rows(context, PartnerRow)}
    assert {name: partner.kind for name, partner in partners.items()} == {
        "春晖超市": PartnerKind.UNIT,
        "李师傅": PartnerKind.VOLUNTEER,
        "心语社工服务中心": PartnerKind.SOCIAL_ORGANIZATION,
    }
    assert {partner.status for partner in partners.values()} == {PartnerStatus.CONFIRMED}
    assert partners["春晖超市"].is_market_body
    assert chair.partner_id == room.partner_id == partners["春晖超市"].id
    assert (chair.number, chair.kind, chair.unit, chair.slot_capacity) == ("PLR-2026-000001", Kind.GOODS, Unit.PIECE, 5)
    assert (chair.fee_note, chair.valid_until, chair.confirmed_at) == ("免费", date(2026, 12, 31), clock())
    assert (room.kind, room.travel, room.unit, room.slot_capacity) == (Kind.VENUE, Travel.RESIDENT_COMES, Unit.PLACE, 1)
    assert (plumber.serves, plumber.travel, plumber.unit) == (Serves.REGIONS, Travel.PARTNER_COMES, Unit.TIME)
    assert (line.serves, line.travel) == (Serves.REMOTE, Travel.REMOTE)
    assert chair.text == "轮椅\n可借一个月\n服务范围:全区\n使用条件(资质、收费):免费"
    [slot] = await rows(context, ResourceSlotRow)
    assert (slot.resource_id, slot.starts_at, slot.capacity, slot.taken) == (chair.id, None, 5, 0)
    assert Counter(row.resource_id for row in await rows(context, ResourceHoursRow)) == {room.id: 5, line.id: 7}
    regions = {row.id: row.name for row in await rows(context, RegionRow)}
    served = {row.resource_id: regions[row.region_id] for row in await rows(context, ResourceRegionRow)}
    assert served == {chair.id: "盘龙区", room.id: "白塔社区", plumber.id: "白塔社区"}
    people = {row.person_id: row for row in await rows(context, PersonPrivateRow)}
    contacts = {row.partner_id: people[row.person_id] for row in await rows(context, PartnerContactRow)}
    assert contacts[partners["李师傅"].id].phone == "13700002222"
    assert contacts[partners["春晖超市"].id].name == "刘芳"
    assert partners["春晖超市"].office_phone is None
    assert {person.called for person in await rows(context, PersonRow)} == {"清单导入", "刘芳", "李师傅"}


async def test_partners_come_in_once_and_resources_find_them(context: Context) -> None:
    partners = sheet(
        ("单位名称", "主体类型", "简介", "联系人", "联系电话", "办公电话"),
        ("春晖超市", "单位", "粮油", "刘芳", "13900001111", "0871-63120000"),
        ("银龄队", "志愿队", None, "赵姨", "13600003333"),
        ("春晖超市",),
    )
    report = await take_in(context, ListNoun.PARTNERS, partners)
    assert (report.written, [one.first_line for one in report.duplicates]) == (2, [2])
    assert [partner.office_phone for partner in await rows(context, PartnerRow, PartnerRow.id)] == [
        "087163120000",
        None,
    ]
    resources = await take_in(context, ListNoun.RESOURCES, RESOURCES)
    assert resources.new_partners == ("李师傅", "心语社工服务中心")
    again = await take_in(context, ListNoun.PARTNERS, partners)
    assert (again.written, len(again.duplicates)) == (0, 3)


async def test_a_second_run_adds_nothing(context: Context) -> None:
    for noun, table in ((ListNoun.NEEDS, NEEDS), (ListNoun.RESOURCES, RESOURCES)):
        await take_in(context, noun, table)
        before = await counts(context)
        report = await take_in(context, noun, table)
        assert (report.written, len(report.duplicates)) == (0, 4)
        assert all(one.number for one in report.duplicates)
        assert await counts(context) == before


async def test_every_row_leaves_its_event(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, NEEDS)
    await take_in(context, ListNoun.RESOURCES, RESOURCES)
    events = await rows(context, EventRow, EventRow.seq)
    assert {event.move for event in events} == {"IMPORTED"}
    stored = await counts(context)
    nouns = Counter(event.noun for event in events)
    operator = 1
    assert nouns == {
        "need": 4,
        "resource": 4,
        "partner": 4,
        "region": stored["region"],
        "person": stored["person"] - operator,
    }
    needs = {need.id: need.region_path for need in await rows(context, NeedRow)}
    assert {event.need_id: event.region_path for event in events if event.noun == "need"} == needs
    assert all(event.partner_id for event in events if event.noun == "resource")
    assert {str(event.details) for event in events} == {"{}"}


@on_sqlite_only
async def test_nothing_is_half_done(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    async def break_off(*_: object) -> None:
        message = "the power is gone"
        raise RuntimeError(message)

    before = await counts(context)
    monkeypatch.setattr(importing, "write_resources", break_off)
    with pytest.raises(RuntimeError):
        await take_in(context, ListNoun.RESOURCES, RESOURCES)
    assert await counts(context) == before
