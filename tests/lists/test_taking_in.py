"""Lists come in whole, once, and only when told to."""

from collections import Counter
from datetime import date
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select

from resolvers.context import Context
from resolvers.lists import importing
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Formula, Sheet
from resolvers.refusals import NotSignedIn
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
from storage.columns import Table
from storage.engine import Database
from storage.keys import RandomBits
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
from tests.lists.desk import COMMUNITY, desk, sheet, take_in

Row = TypeVar("Row", bound=Table)
TABLES = (NeedRow, ResourceRow, PartnerRow, PersonRow, RegionRow, EventRow)
NEEDS = sheet(
    (
        *("序号", "提出方", "需求名称", "需求内容", "服务对象及数量", "期望时间"),
        *("所属网格", "联系人", "联系电话", "地址", "完成时限", "备注"),
    ),
    (
        *(1, "群众", "修灯", "楼道灯坏了", "×2", "3月20日"),
        *("第一网格", "王小明", "138 8888 0000", "春晖小区3栋2单元502", "2026.4.1", "急"),
    ),
    (2, "群众", None, "陪诊", None, "尽快", "第一网格", "王小明", "13888880000"),
    (3, "社区", "充电棚", "加装充电棚", "2000元", None, None, "张主任", "0871-63120000"),
    (4, "白塔小学", None, "操场开放日要3名志愿者", None, None, "第二网格"),
)
RESOURCES = sheet(
    (
        "序号",
        "单位名称",
        "资源类型",
        "资源名称",
        "资源内容",
        "可提供数量",
        "开放时间",
        "服务范围",
        "收费",
        "联系人",
        "联系电话",
        "有效期",
    ),
    (1, "春晖超市", "物资", "轮椅", "可借一个月", "5辆", None, "全区", "免费", "刘芳", "13900001111", "2026.12.31"),
    (2, "春晖超市", "场地", "会议室", "可坐30人", None, "周一至周五 9:00-17:00", None, None, "刘芳", "13900001111"),
    (3, "李师傅", None, "修水电", "上门修水电", None, None, "本社区", None, None, "13700002222"),
    (4, "心语社工服务中心", "服务", "心理援助热线", "电话咨询", None, "24小时"),
)


@pytest.fixture
def context(database: Database, clock: HandClock, random_bits: RandomBits) -> Context:
    return desk(database, clock, random_bits)


async def counts(context: Context) -> dict[str, int]:
    async with context.database.read() as session:
        return {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES
        }


async def rows(context: Context, table: type[Row], order: Any = None) -> list[Row]:
    async with context.database.read() as session:
        return list(await session.scalars(select(table).order_by(order)))


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


@on_sqlite_only
async def test_bad_lines_stay_out_and_are_named(context: Context) -> None:
    table = sheet(
        ("编号", "需求内容", "联系人", "完成时限", "身份证号"),
        ("a", "修灯", "王芳", "2月30日", "530102199901011234"),
        ("b", Formula("=A1"), "王芳"),
        ("c", None, "王芳"),
        ("d", "修水管", "王" * 41),
        ("e", "陪诊,身份证530102199901011234", "王芳"),
        ("同上", "修门"),
    )
    report = await take_in(context, ListNoun.NEEDS, table)
    found = {(fault.line, fault.code, fault.column) for fault in report.faults}
    assert found == {
        (2, "IMPOSSIBLE_DATE", 3),
        (3, "FORMULA", 1),
        (4, "TEXT_MISSING", None),
        (5, "TOO_LONG", 2),
        (7, "NUMBER_USED", None),
    }
    assert [(warning.line, warning.code) for warning in report.warnings] == [
        (1, "IDENTITY_COLUMN_LEFT_OUT"),
        (6, "IDENTITY_NUMBER_REMOVED"),
    ]
    [need] = await rows(context, NeedPrivateRow)
    assert need.words == "陪诊,身份证[身份证号已略去]"
    heads, *bad = report.bad_lines
    assert heads == ("编号", "需求内容", "联系人", "完成时限", "未导入原因")
    assert [line[:2] for line in bad] == [("a", "修灯"), ("b", "公式 A1"), ("c", ""), ("d", "修水管"), ("e", "修门")]
    assert bad[0][-1].startswith("第 2 行 D 列（完成时限）：没有 2月30日 这一天")
    assert "530102199901011234" not in str(report.bad_lines)


@on_sqlite_only
async def test_one_number_for_two_things_is_a_fault_until_the_source_is_named(context: Context) -> None:
    def numbered(text: str) -> Sheet:
        return sheet(("工单号", "需求内容"), ("GD-1", text))

    await take_in(context, ListNoun.NEEDS, numbered("修灯"), source="热线")
    other = await take_in(context, ListNoun.NEEDS, numbered("修门"), source="热线")
    assert [(fault.code, fault.value) for fault in other.faults] == [("NUMBER_USED", "GD-1")]
    assert (await take_in(context, ListNoun.NEEDS, numbered("修门"), source="网格")).written == 1
    assert [need.external_ref for need in await rows(context, NeedRow)] == ["GD-1", "GD-1"]


@on_sqlite_only
async def test_running_numbers_are_no_keys(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, sheet(("编号", "需求内容"), ("1", "修灯"), ("2", "陪诊")))
    moved = await take_in(context, ListNoun.NEEDS, sheet(("编号", "需求内容"), ("1", "修门"), ("2", "修灯")))
    assert (moved.written, len(moved.duplicates), moved.faults) == (1, 1, ())


@on_sqlite_only
async def test_texts_that_differ_only_in_their_characters_are_one_need(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, sheet(("需求内容",), ("修燈３盏",)))
    again = await take_in(context, ListNoun.NEEDS, sheet(("需求内容",), ("修灯3盏",)))
    assert (again.written, len(again.duplicates)) == (0, 1)


@on_sqlite_only
async def test_without_a_region_lines_stand_under_one_root(context: Context) -> None:
    await take_in(context, ListNoun.RESOURCES, RESOURCES, region=(), add=False)
    [root] = await rows(context, RegionRow)
    assert (root.name, root.parent_id) == ("未分区", None)
    assert {row.region_path for row in await rows(context, ResourceRegionRow)} == {root.path}


@on_sqlite_only
async def test_a_region_that_does_not_exist_is_refused(context: Context) -> None:
    with pytest.raises(FileRefused) as refused:
        await take_in(context, ListNoun.NEEDS, NEEDS, add=False)
    assert (refused.value.code, refused.value.value) == ("NO_SUCH_REGION", "/".join(COMMUNITY))
    assert sum((await counts(context)).values()) == 0


@on_sqlite_only
async def test_unknown_grids_stay_one_level_up_unless_they_may_be_added(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, sheet(("需求内容",), ("修灯",)))
    report = await take_in(context, ListNoun.NEEDS, NEEDS, add=False)
    assert [(one.code, one.value) for one in report.warnings if one.code == "REGION_UNKNOWN"] == [
        ("REGION_UNKNOWN", "第一网格"),
        ("REGION_UNKNOWN", "第一网格"),
        ("REGION_UNKNOWN", "第二网格"),
    ]
    assert (report.written, report.new_regions) == (4, ())


@on_sqlite_only
async def test_regions_come_from_columns_or_from_addresses(context: Context) -> None:
    table = sheet(
        ("需求内容", "省", "市", "区县", "地址"),
        ("口罩", "云南", "昆明", "盘龙区", "青云路1号"),
        ("手套", None, None, None, "云南省昆明市五华区护国街道7号"),
        ("面罩", "云南", "昆明市 盘龙区"),
        ("酒精",),
    )
    report = await take_in(context, ListNoun.NEEDS, table, region=())
    assert report.new_regions == (
        ("昆明市",),
        ("昆明市", "盘龙区"),
        ("昆明市", "五华区"),
        ("昆明市", "五华区", "护国街道"),
        ("未分区",),
    )
    regions = {row.id: row.name for row in await rows(context, RegionRow)}
    needs = await rows(context, NeedRow, NeedRow.id)
    assert [regions[need.region_id] for need in needs] == ["盘龙区", "护国街道", "盘龙区", "未分区"]
    assert [need.number[:2] for need in needs] == ["PL", "WH", "PL", "WF"]


@on_sqlite_only
async def test_a_complaint_is_only_suggested(context: Context) -> None:
    table = sheet(("需求内容", "需求性质"), ("投诉物业乱收费", None), ("投诉物业不理人", "投诉"), ("几点开门?", "咨询"))
    report = await take_in(context, ListNoun.NEEDS, table)
    assert [warning.code for warning in report.warnings] == ["COMPLAINT_SUGGESTED"]
    assert [(need.nature, need.guessed_nature) for need in await rows(context, NeedRow, NeedRow.id)] == [
        (Nature.HELP, Nature.COMPLAINT),
        (Nature.COMPLAINT, None),
        (Nature.QUESTION, None),
    ]


@on_sqlite_only
async def test_several_needs_in_one_cell_are_left_whole(context: Context) -> None:
    table = sheet(("name", "items"), ("第一医院", "口罩×200; 手套×50"))
    report = await take_in(context, ListNoun.NEEDS, table)
    assert [warning.code for warning in report.warnings] == ["SEVERAL_IN_ONE"]
    [part] = await rows(context, NeedPartRow)
    assert (part.quantity, part.unit) == (1, Unit.TIME)


@on_sqlite_only
async def test_who_offers_is_read_from_the_words_where_no_column_says(context: Context) -> None:
    table = sheet(("id", "text"), ("R1", "银龄志愿队:教手机"), ("R9", "老物件收集"))
    report = await take_in(context, ListNoun.RESOURCES, table)
    assert report.new_partners == ("银龄志愿队", "待登记单位")
    assert [resource.title for resource in await rows(context, ResourceRow, ResourceRow.id)] == ["教手机", "老物件收集"]


@on_sqlite_only
async def test_a_resource_with_a_point_and_a_distance_serves_around_it(context: Context) -> None:
    table = sheet(
        ("单位名称", "资源名称", "服务范围", "纬度", "经度"),
        ("春晖超市", "送货", "1.5公里内", 25.04, "102.71"),
        ("秋实超市", "送货", "1公里", 95, 102),
    )
    report = await take_in(context, ListNoun.RESOURCES, table)
    [resource] = await rows(context, ResourceRow)
    assert (resource.serves, resource.radius_m) == (Serves.RADIUS, 1500)
    assert [(fault.line, fault.code) for fault in report.faults] == [(3, "POINT_UNREAD")]


@on_sqlite_only
async def test_our_own_export_adds_nothing(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, NEEDS)
    table = sheet(("序号", "需求内容", "备注"), (1, "修灯", "PL-2026-000001"), (2, "修门", "PL-2026-000099"))
    report = await take_in(context, ListNoun.NEEDS, table)
    assert [one.number for one in report.duplicates] == ["PL-2026-000001"]
    assert report.written == 1


@on_sqlite_only
async def test_somebody_answers_for_what_is_written(context: Context) -> None:
    options = ImportOptions(ListNoun.NEEDS, "清单", is_applied=True)
    with pytest.raises(NotSignedIn):
        await importing.import_list(context, NEEDS, options)
    assert sum((await counts(context)).values()) == 0
