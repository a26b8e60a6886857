"""Official lists as they leave the house: in the order officials expect, and no word too many."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from resolvers.lists.exporting import ExportOptions, OutNoun, export_list
from resolvers.lists.options import ListNoun
from resolvers.lists.refusals import FileRefused
from resolvers.projects import ProjectPlan, StepDraft, plan_project
from resolvers.resource_drafts import OpenHours
from resolvers.resources import pause_resource
from server.files.reading import read_content
from server.files.writing import csv_of, workbook_of
from storage.codes import Kind, Nature, NeedStatus, PartnerKind, Unit
from storage.tables import NeedPartRow, NeedPrivateRow, NeedRow
from storage.vocabulary import shipped_vocabulary
from storage.vocabulary_records import OfficialList, PublicRule
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.lists.desk import take_in

COMMUNITY = ("昆明市", "盘龙区", "联盟街道", "百合社区")
SECRETS = ("家里灯泡坏了", "王阿姨", "13999998888", "12栋", "3单元601", "李书记", "内部备注")
OFFICIAL = {
    OutNoun.NEEDS: (
        *("序号", "提出方", "需求名称", "需求内容", "类别", "服务对象及数量", "期望时间", "所属网格/小区"),
        *("联系人", "联系电话", "责任人", "认领单位", "对接情况", "完成时限", "备注"),
    ),
    OutNoun.RESOURCES: (
        *("序号", "单位/个人名称", "资源类型", "资源名称", "资源内容", "可提供数量/频次", "开放时间", "服务范围"),
        *("使用条件(资质、收费)", "联系人", "联系电话", "最近确认日期", "有效期", "备注"),
    ),
    OutNoun.PROJECTS: (
        *("序号", "项目名称", "来源需求", "牵头单位", "参与单位", "责任人", "实施内容", "时间节点", "资金来源及金额"),
        *("进展(未启动/推进中/已完成)", "完成时限", "成效及群众评价", "是否销号"),
    ),
}


async def lines(
    town: Town, noun: OutNoun, *, public: bool = False, region: tuple[str, ...] = COMMUNITY
) -> list[dict[str, Any]]:
    table = await export_list(town.context, ExportOptions(noun, region, public))
    heads = [column.head for column in table.columns]
    return [dict(zip(heads, line, strict=True)) for line in table.lines]


@on_sqlite_only
async def test_heads_stand_in_the_official_order(town: Town) -> None:
    for noun, heads in OFFICIAL.items():
        table = await export_list(town.context, ExportOptions(noun, COMMUNITY))
        assert [column.head for column in table.columns] == list(heads)
        assert (
            table.title
            == f"昆明市盘龙区联盟街道百合社区{shipped_vocabulary().lists[OfficialList[noun.name]].zh}（2026年3月2日）"
        )


async def test_needs_for_staff_say_whom_to_call_and_who_does_it(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    await town.need(nature=Nature.COMPLAINT, words="投诉物业")
    await town.need(NeedStatus.WITHDRAWN)
    await town.need(region_id=town.other_community.id)
    [line] = await lines(town, OutNoun.NEEDS)
    assert line == {
        "序号": 1,
        "提出方": "群众",
        "需求名称": "",
        "需求内容": "家里灯泡坏了,够不着",
        "类别": line["类别"],
        "服务对象及数量": "1次",
        "期望时间": "",
        "所属网格/小区": "梧桐小区",
        "联系人": line["联系人"],
        "联系电话": line["联系电话"],
        "责任人": "李书记",
        "认领单位": "翠湖五金店",
        "对接情况": "已接单",
        "完成时限": "2026-03-11",
        "备注": need.number,
    }
    assert len(await lines(town, OutNoun.NEEDS, region=COMMUNITY[:3])) == 2
    assert len(await lines(town, OutNoun.NEEDS, region=())) == 2


@on_sqlite_only
async def test_the_public_list_holds_public_wording_only(town: Town) -> None:
    shown = await town.published(await town.need(NeedStatus.ACCEPTED))
    volunteer = await town.partner("赵志愿", PartnerKind.VOLUNTEER)
    await town.dispatch(shown, volunteer)
    hidden = await town.need(NeedStatus.ACCEPTED)
    async with town.context.database.write() as session:
        private = {
            "words": SECRETS[0],
            "contact_name": SECRETS[1],
            "contact_phone": SECRETS[2],
            "address": SECRETS[3],
            "door": SECRETS[4],
        }
        await session.execute(update(NeedPrivateRow).values(**private))
        await session.execute(update(NeedRow).values(summary=SECRETS[6]))
        await session.execute(update(NeedPartRow).values(text=SECRETS[6]))
    [line] = await lines(town, OutNoun.NEEDS, public=True)
    assert (line["需求名称"], line["需求内容"], line["提出方"]) == ("换灯泡", "小区里需要换灯泡", "群众")
    assert set(line) == set(OFFICIAL[OutNoun.NEEDS][:8]) | {"认领单位", "对接情况"}
    text = str(line)
    assert not [secret for secret in (*SECRETS, "赵志愿", hidden.number) if secret in text]
    staff = str(await lines(town, OutNoun.NEEDS))
    assert [secret for secret in SECRETS[:3] if secret not in staff] == []


@on_sqlite_only
async def test_what_is_never_public_leaves_the_public_list_when_its_category_changes(town: Town) -> None:
    await town.published(await town.need(NeedStatus.ACCEPTED))
    never = next(code for code, rule in shipped_vocabulary().leaf_rules.items() if rule.public is PublicRule.N)
    async with town.context.database.write() as session:
        await session.execute(update(NeedPartRow).values(category=never))
    assert await lines(town, OutNoun.NEEDS, public=True) == []
    assert len(await lines(town, OutNoun.NEEDS)) == 1


async def test_resources_name_offices_not_mobiles(town: Town) -> None:
    week = tuple(OpenHours(day, 540, 1020) for day in range(5))
    given: dict[str, Any] = {
        "fee_note": "免费",
        "valid_until": date(2026, 12, 31),
        "hours": week,
        "minimum_notice_hours": 24,
    }
    resource = await town.resource(**given)
    paused = await town.resource(title="借梯子", kind=Kind.GOODS, unit=Unit.PIECE, slot_capacity=3)
    await town.do(town.staff, pause_resource, paused.id)
    first, second = await lines(town, OutNoun.RESOURCES)
    assert first == {
        "序号": 1,
        "单位/个人名称": "翠湖五金店",
        "资源类型": "服务",
        "资源名称": "上门换灯泡",
        "资源内容": "电工上门换灯泡、修开关",
        "可提供数量/频次": "2次",
        "开放时间": "周一至周五 9:00-17:00",
        "服务范围": "百合社区",
        "使用条件(资质、收费)": "提前24小时；免费",
        "联系人": "周老板",
        "联系电话": "0871-60000000",
        "最近确认日期": "2026-03-02",
        "有效期": "2026-12-31",
        "备注": resource.number,
    }
    assert (second["可提供数量/频次"], second["备注"]) == ("3件", f"{paused.number}（暂停）")
    [public] = await lines(town, OutNoun.RESOURCES, public=True)
    assert not {"联系人", "联系电话", "备注"} & set(public)


async def test_listed_projects_show_steps_money_and_verdict(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    steps = (StepDraft("买材料", date(2026, 3, 5), is_done=True), StepDraft("装灯"))
    plan = ProjectPlan(
        title="楼道亮起来",
        content="装六盏灯",
        lead_partner_id=town.shop.id,
        fund_source="社区经费",
        funds_fen=200_050,
        steps=steps,
    )
    await town.need(NeedStatus.TAKEN)
    await town.do(town.staff, plan_project, need.id, plan)
    [line] = await lines(town, OutNoun.PROJECTS)
    assert line["项目名称"] == "楼道亮起来"
    assert line["来源需求"] == need.number
    assert (line["牵头单位"], line["参与单位"]) == ("翠湖五金店", "")
    assert line["时间节点"] == "买材料（2026-03-05）已完成；装灯"
    assert line["资金来源及金额"] == "社区经费 2000.5元"
    assert line["成效及群众评价"] == "未评价"
    assert line["是否销号"] == "否"


@on_sqlite_only
async def test_a_region_that_does_not_exist_is_refused(town: Town) -> None:
    with pytest.raises(FileRefused) as refused:
        await export_list(town.context, ExportOptions(OutNoun.NEEDS, ("昆明市", "呈贡区")))
    assert refused.value.code == "NO_SUCH_REGION_TO_WRITE"


@on_sqlite_only
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_what_we_write_we_take_in_again_and_add_nothing(town: Town, kind: str) -> None:
    await town.need()
    await town.need(NeedStatus.DISPATCHED)
    await town.resource()
    for noun, taken in ((OutNoun.NEEDS, ListNoun.NEEDS), (OutNoun.RESOURCES, ListNoun.RESOURCES)):
        table = await export_list(town.context, ExportOptions(noun, COMMUNITY))
        heads = [column.head for column in table.columns]
        content = workbook_of(table) if kind == "xlsx" else csv_of([heads, *table.lines])
        report = await take_in(town.context, taken, read_content(f"清单.{kind}", content), region=COMMUNITY)
        assert (report.faults, report.written, len(report.duplicates)) == ((), 0, len(table.lines))
    assert len(await town.rows(select(NeedRow))) == 2
