"""The lists of the console: a workbook with bad lines goes in through the page, and a filter is kept."""

import csv
from io import BytesIO, StringIO

import pytest
from playwright.async_api import FilePayload, expect
from sqlalchemy import select
from xlsxwriter import Workbook

from storage.tables import NeedPrivateRow
from tests.browser.conftest import DESK, OpenPage, sign_in
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]

LINES = (
    ("编号", "需求内容", "谁打来的", "联系电话", "服务对象及数量"),
    ("A-1", "三楼楼道灯不亮", "王阿姨", "13888880001", "1次"),
    ("A-2", "想请人教用手机", "李叔", "13888880002", "3人"),
    ("A-3", "", "周伯", "13888880003", ""),
)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook() -> FilePayload:
    content = BytesIO()
    with Workbook(content) as book:
        sheet = book.add_worksheet("需求")
        for number, line in enumerate(LINES):
            sheet.write_row(number, 0, line)
    return {"name": "三月需求.xlsx", "mimeType": WORKBOOK, "buffer": content.getvalue()}


async def test_a_workbook_with_bad_lines_is_looked_through_put_right_and_taken_in(
    town: Town, open_page: OpenPage
) -> None:
    page = await open_page("/console.html#/lists?list=import", DESK)
    await sign_in(page, "李书记")
    await page.get_by_label("把清单拖到这里").set_input_files(workbook())
    bad = page.get_by_role("row").filter(has_text="没有写内容")
    await expect(bad).to_contain_text("第 4 行")
    await expect(bad).to_contain_text("请补上")
    assert await town.rows(select(NeedPrivateRow)) == []

    column = page.get_by_role("row").filter(has_text="谁打来的")
    await expect(column).to_contain_text("认不出")
    await column.get_by_role("combobox").click()
    await page.locator(".ant-select-item-option", has_text="联系人").first.click()
    await expect(column).to_contain_text("您指定的")
    await expect(column).to_contain_text("王阿姨")
    await page.get_by_role("button", name="导入 2 行").click()
    await expect(page.get_by_text("导入了 2 行")).to_be_visible()
    assert {need.contact_name for need in await town.rows(select(NeedPrivateRow))} == {"王阿姨", "李叔"}

    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="下载没导入的行").first.click()
    with (await (await downloading.value).path()).open(encoding="utf-8-sig") as file:
        heads, *lines = csv.reader(StringIO(file.read()))
    assert (heads[-1], [line[0] for line in lines]) == ("未导入原因", ["A-3"])
    history = page.get_by_role("region", name="导入过的清单").get_by_role("row").filter(has_text="三月需求.xlsx")
    await expect(history).to_contain_text("李书记")


async def test_a_filter_stands_in_the_address_and_is_kept(town: Town, open_page: OpenPage) -> None:
    await town.resource()
    page = await open_page("/console.html#/lists?list=resources&kind=GOODS", DESK)
    await sign_in(page, "李书记")
    await expect(page.get_by_text("还没有资源。")).to_be_visible()
    await page.get_by_role("button", name="存下这组筛选").click()
    await page.get_by_label("叫什么").fill("只看物资")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="清空").click()
    await expect(page.get_by_role("row")).to_have_count(2)
    await page.get_by_role("link", name="只看物资").click()
    await expect(page.get_by_text("还没有资源。")).to_be_visible()
    assert "kind=GOODS" in page.url
