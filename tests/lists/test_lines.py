"""What keeps a line out, what it is known by, and where it stands."""

import pytest

from resolvers.context import Context
from resolvers.lists import importing
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Formula, Sheet
from resolvers.refusals import NotSignedIn
from storage.codes import (
    Nature,
    Serves,
    Unit,
)
from storage.tables import (
    NeedPartRow,
    NeedPrivateRow,
    NeedRow,
    RegionRow,
    ResourceRegionRow,
    ResourceRow,
)
from tests.databases import on_sqlite_only
from tests.lists.desk import COMMUNITY, counts, rows, sheet, take_in
from tests.lists.samples import NEEDS, RESOURCES

pytestmark = on_sqlite_only


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


async def test_one_number_for_two_things_is_a_fault_until_the_source_is_named(context: Context) -> None:
    def numbered(text: str) -> Sheet:
        return sheet(("工单号", "需求内容"), ("GD-1", text))

    await take_in(context, ListNoun.NEEDS, numbered("修灯"), source="热线")
    other = await take_in(context, ListNoun.NEEDS, numbered("修门"), source="热线")
    assert [(fault.code, fault.value) for fault in other.faults] == [("NUMBER_USED", "GD-1")]
    assert (await take_in(context, ListNoun.NEEDS, numbered("修门"), source="网格")).written == 1
    assert [need.external_ref for need in await rows(context, NeedRow)] == ["GD-1", "GD-1"]


async def test_running_numbers_are_no_keys(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, sheet(("编号", "需求内容"), ("1", "修灯"), ("2", "陪诊")))
    moved = await take_in(context, ListNoun.NEEDS, sheet(("编号", "需求内容"), ("1", "修门"), ("2", "修灯")))
    assert (moved.written, len(moved.duplicates), moved.faults) == (1, 1, ())


async def test_texts_that_differ_only_in_their_characters_are_one_need(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, sheet(("需求内容",), ("修燈３盏",)))
    again = await take_in(context, ListNoun.NEEDS, sheet(("需求内容",), ("修灯3盏",)))
    assert (again.written, len(again.duplicates)) == (0, 1)


async def test_without_a_region_lines_stand_under_one_root(context: Context) -> None:
    await take_in(context, ListNoun.RESOURCES, RESOURCES, region=(), add=False)
    [root] = await rows(context, RegionRow)
    assert (root.name, root.parent_id) == ("未分区", None)
    assert {row.region_path for row in await rows(context, ResourceRegionRow)} == {root.path}


async def test_a_region_that_does_not_exist_is_refused(context: Context) -> None:
    with pytest.raises(FileRefused) as refused:
        await take_in(context, ListNoun.NEEDS, NEEDS, add=False)
    assert (refused.value.code, refused.value.value) == ("NO_SUCH_REGION", "/".join(COMMUNITY))
    assert sum((await counts(context)).values()) == 0


async def test_unknown_grids_stay_one_level_up_unless_they_may_be_added(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, sheet(("需求内容",), ("修灯",)))
    report = await take_in(context, ListNoun.NEEDS, NEEDS, add=False)
    assert [(one.code, one.value) for one in report.warnings if one.code == "REGION_UNKNOWN"] == [
        ("REGION_UNKNOWN", "第一网格"),
        ("REGION_UNKNOWN", "第一网格"),
        ("REGION_UNKNOWN", "第二网格"),
    ]
    assert (report.written, report.new_regions) == (4, ())


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


async def test_a_complaint_is_only_suggested(context: Context) -> None:
    table = sheet(("需求内容", "需求性质"), ("投诉物业乱收费", None), ("投诉物业不理人", "投诉"), ("几点开门?", "咨询"))
    report = await take_in(context, ListNoun.NEEDS, table)
    assert [warning.code for warning in report.warnings] == ["COMPLAINT_SUGGESTED"]
    assert [(need.nature, need.guessed_nature) for need in await rows(context, NeedRow, NeedRow.id)] == [
        (Nature.HELP, Nature.COMPLAINT),
        (Nature.COMPLAINT, None),
        (Nature.QUESTION, None),
    ]


async def test_several_needs_in_one_cell_are_left_whole(context: Context) -> None:
    table = sheet(("name", "items"), ("第一医院", "口罩×200; 手套×50"))
    report = await take_in(context, ListNoun.NEEDS, table)
    assert [warning.code for warning in report.warnings] == ["SEVERAL_IN_ONE"]
    [part] = await rows(context, NeedPartRow)
    assert (part.quantity, part.unit) == (1, Unit.TIME)


async def test_who_offers_is_read_from_the_words_where_no_column_says(context: Context) -> None:
    table = sheet(("id", "text"), ("R1", "银龄志愿队:教手机"), ("R9", "老物件收集"))
    report = await take_in(context, ListNoun.RESOURCES, table)
    assert report.new_partners == ("银龄志愿队", "待登记单位")
    assert [resource.title for resource in await rows(context, ResourceRow, ResourceRow.id)] == ["教手机", "老物件收集"]


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


async def test_our_own_export_adds_nothing(context: Context) -> None:
    await take_in(context, ListNoun.NEEDS, NEEDS)
    table = sheet(("序号", "需求内容", "备注"), (1, "修灯", "PL-2026-000001"), (2, "修门", "PL-2026-000099"))
    report = await take_in(context, ListNoun.NEEDS, table)
    assert [one.number for one in report.duplicates] == ["PL-2026-000001"]
    assert report.written == 1


async def test_somebody_answers_for_what_is_written(context: Context) -> None:
    options = ImportOptions(ListNoun.NEEDS, "清单", is_applied=True)
    with pytest.raises(NotSignedIn):
        await importing.import_list(context, NEEDS, options)
    assert sum((await counts(context)).values()) == 0
