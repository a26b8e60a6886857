"""Lists by upload: what staff see before, what goes in, what is kept out and why, and what is taken along."""

import asyncio
import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from resolvers.lists.sentences import SENTENCES, parted
from storage.tables import EventRow, FileRow, ListImportRow, NeedPrivateRow, NeedRow
from tests.api.graph import Json
from tests.api.ids import global_id
from tests.api.stored import stored
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.files.conftest import Hand, HandOf
from tests.files.samples import CSV, JPEG

LINES = """编号,需求内容,联系人,联系电话,身份证号,服务对象及数量,完成时限
A-1,三楼楼道灯不亮,王阿姨,138 8888 0001,530103194909180028,1次,2026.3.20
A-2,想请人教用手机,李叔,13888880002,,3人,
A-3,,周伯,13888880003,,,
A-4,院坝缺两张长凳,,,,=1+1,
合计,,,,,,
""".encode()
PREVIEW = """... on PreviewListSuccess { preview {
  sheet otherSheets counts { read new same changed bad skipped } newRegions newPartners
  columns { column letters head field label source likeness } fields { field label }
  sampleLines { line cells { head text } }
  badLines { line letters head code message remedy } warnings { line code message }
} }"""
APPLY = """... on ApplyListSuccess { listImport {
  id fileName source officialList counts { read new same changed bad skipped }
  importedBy { called } badLines { name address }
} }"""
HISTORY = """query H($region: ID!) { importHistory(region: $region, first: 10) { edges { node {
  fileName officialList createdAt importedBy { called } counts { new same bad } badLines { name }
} } } }"""


async def ordered(hand: Hand, town: Town, content: bytes, name: str = "三月需求.csv", **more: object) -> Json:
    """Hand a list in, and return the input that speaks of it."""
    file = (await hand.kept(content, name))["id"]
    return {"file": file, "officialList": "NEEDS", "region": global_id(town.community), **more}


async def needs(town: Town) -> list[NeedRow]:
    return await town.rows(select(NeedRow).order_by(NeedRow.id))


async def test_a_list_is_looked_through_taken_in_once_and_its_bad_lines_come_back_with_reasons(
    town: Town, hand_of: HandOf, clock: HandClock
) -> None:
    staff = await hand_of(town.staff)
    given = await ordered(staff, town, LINES)
    before = await stored(town)
    preview = (await staff.do("previewList", PREVIEW, **given))["preview"]
    assert await stored(town) == before
    assert preview["counts"] == {"read": 4, "new": 2, "same": 0, "changed": 0, "bad": 2, "skipped": 1}
    assert [(one["letters"], one["field"], one["source"]) for one in preview["columns"]] == [
        ("A", "number", "KNOWN"),
        ("B", "text", "KNOWN"),
        ("C", "contact_name", "KNOWN"),
        ("D", "contact_phone", "KNOWN"),
        ("E", None, "DROPPED"),
        ("F", "quantity", "KNOWN"),
        ("G", "finish_by", "KNOWN"),
    ]
    assert {"field": "text", "label": "需求内容"} in preview["fields"]
    assert {"head": "联系电话", "text": "13888880001"} in preview["sampleLines"][0]["cells"]
    assert preview["badLines"] == [
        {
            "line": 4,
            "letters": None,
            "head": "",
            "code": "TEXT_MISSING",
            "message": "没有写内容。",
            "remedy": "请补上。",
        },
        {
            "line": 5,
            "letters": "F",
            "head": "服务对象及数量",
            "code": "FORMULA",
            "message": "这一格是公式（=1+1）。",
            "remedy": "请复制后“选择性粘贴”为数值。",
        },
    ]
    assert "IDENTITY_COLUMN_LEFT_OUT" in {one["code"] for one in preview["warnings"]}
    assert "530103" not in str(preview)

    taken = (await staff.do("applyList", APPLY, **given))["listImport"]
    assert (taken["fileName"], taken["source"], taken["officialList"]) == ("三月需求.csv", "三月需求", "NEEDS")
    assert taken["counts"] == preview["counts"]
    assert len(await needs(town)) == 2
    assert {need.raised_by for need in await needs(town)} == {town.staff.person_id}
    bad = await staff.get(taken["badLines"]["address"])
    assert bad.headers["content-disposition"].startswith("attachment")
    heads, *lines = csv.reader(StringIO(bad.content.decode("utf-8-sig")))
    assert (heads[-1], "身份证号" in heads) == ("未导入原因", False)
    assert [line[0] for line in lines] == ["A-3", "A-4"]
    assert "没有写内容" in lines[0][-1]

    clock.advance(minutes=5)
    again = (await staff.do("applyList", APPLY, **given))["listImport"]
    assert again["counts"] == {"read": 4, "new": 0, "same": 2, "changed": 0, "bad": 2, "skipped": 1}
    assert len(await needs(town)) == 2
    changed = await ordered(staff, town, LINES.replace("三楼楼道灯".encode(), "五楼楼道灯".encode()))
    counts = (await staff.do("previewList", PREVIEW, **changed))["preview"]["counts"]
    assert (counts["new"], counts["same"], counts["changed"], counts["bad"]) == (0, 1, 1, 3)
    history = [
        edge["node"] for edge in (await staff.ask(HISTORY, region=global_id(town.district)))["importHistory"]["edges"]
    ]
    assert [one["counts"]["new"] for one in history] == [0, 2]
    assert history[0]["importedBy"] == {"called": "李书记"}


async def test_a_retry_with_the_same_key_takes_nothing_in_again(town: Town, hand_of: HandOf) -> None:
    staff = await hand_of(town.staff)
    given = await ordered(staff, town, CSV)
    key = {"idempotency-key": "one list"}
    first, second = [await staff.do("applyList", APPLY, headers=key, **given) for _ in range(2)]
    assert first == second
    assert len(await town.rows(select(ListImportRow))) == 1


async def test_the_same_list_twice_at_once_goes_in_once(town: Town, hand_of: HandOf) -> None:
    staff = await hand_of(town.staff)
    given = await ordered(staff, town, CSV)
    taken = await asyncio.gather(*(staff.do("applyList", APPLY, **given) for _ in range(2)))
    assert sorted(one["listImport"]["counts"]["new"] for one in taken) == [0, 1]
    assert len(await needs(town)) == 1


@on_sqlite_only
async def test_columns_that_were_taken_wrongly_are_said_by_hand(town: Town, hand_of: HandOf) -> None:
    staff = await hand_of(town.staff)
    odd = "甲,乙,证件号\n楼道灯不亮,13888880001,530103194909180028\n".encode()
    given = await ordered(staff, town, odd)
    refused = await staff.do("previewList", "", **given)
    assert (refused["__typename"], refused["line"]) == ("ListRefused", 1)
    assert "甲、乙" in refused["message"]
    assert refused["remedy"].startswith("请")
    columns = [
        {"column": 1, "field": "text"},
        {"column": 2, "field": "contact_phone"},
        {"column": 3, "field": "remark"},
    ]
    preview = (await staff.do("previewList", PREVIEW, **given, columns=columns))["preview"]
    assert [(one["field"], one["source"]) for one in preview["columns"]] == [
        ("text", "CHOSEN"),
        ("contact_phone", "CHOSEN"),
        (None, "DROPPED"),
    ]
    assert preview["counts"]["new"] == 1
    await staff.do("applyList", "", **given, columns=columns)
    (words,) = await town.rows(select(NeedPrivateRow.words))
    assert words == "楼道灯不亮"
    wrong = await staff.do("previewList", "", **given, columns=[{"column": 1, "field": "password"}])
    assert wrong["fields"] == [{"field": "columns[0].field", "message": "没有“password”这一栏"}]
    nothing = await staff.do("previewList", "", **{**given, "officialList": "PROJECTS"})
    assert nothing["fields"][0]["field"] == "officialList"


@on_sqlite_only
async def test_lists_are_staff_s_own_affair(town: Town, hand_of: HandOf) -> None:
    staff, other = await hand_of(town.staff), await hand_of(town.other_staff)
    given = await ordered(staff, town, CSV)
    elsewhere = {**given, "region": global_id(town.other_community)}
    assert (await staff.do("applyList", "", **elsewhere))["__typename"] == "NotAllowed"
    assert (await other.do("applyList", "", **elsewhere))["__typename"] == "NotFound"
    photo = {**given, "file": (await staff.kept(JPEG))["id"]}
    assert (await staff.do("previewList", "", **photo))["__typename"] == "NotFound"
    await staff.do("applyList", "", **given)
    for reader in (other, await hand_of(town.resident), await hand_of(town.officer)):
        assert (await reader.ask(HISTORY, region=global_id(town.community)))["importHistory"]["edges"] == []
    (event,) = [one for one in await town.rows(select(EventRow)) if one.move == "TAKEN_IN"]
    assert (event.noun, event.region_path, event.details) == (
        "list_import",
        town.community.path,
        {"noun": "NEEDS", "written": 1},
    )


@on_sqlite_only
async def test_a_list_is_taken_along_with_contacts_by_staff_and_without_them_for_everybody(
    town: Town, hand_of: HandOf
) -> None:
    staff = await hand_of(town.staff)
    await staff.do("applyList", "", **await ordered(staff, town, CSV))
    found: dict[bool, str] = {}
    for public in (False, True):
        answer = await staff.do(
            "exportList",
            "... on ExportListSuccess { file { name address kind } }",
            officialList="NEEDS",
            region=global_id(town.community),
            public=public,
        )
        reply = await staff.get(answer["file"]["address"])
        with CalamineWorkbook.from_filelike(BytesIO(reply.content)) as book:
            found[public] = str(book.get_sheet_by_index(0).to_python())
        assert reply.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert answer["file"]["name"].endswith(".xlsx")
    assert "13888880001" in found[False]
    assert "13888880001" not in found[True]
    assert {one.kind for one in await town.rows(select(FileRow))} == {"LIST"}
    exported = [one for one in await town.rows(select(EventRow)) if one.move == "EXPORTED"]
    assert [one.details["is_public"] for one in exported] == [False, True]


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_of_a_list_has_its_fact_in_both_languages(code: str) -> None:
    for is_chinese, end in ((True, "。"), (False, ".")):
        fact, remedy = parted(code, "值", is_chinese=is_chinese)
        assert fact.endswith(end)
        assert not remedy or remedy.endswith(end)
