"""What a region looks after, through its page: bulletins, tokens told once, rules, the record, and partnerships."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect
from sqlalchemy import select

from storage.tables import BulletinRow, MachineTokenRow, PartnershipRow
from tests.api.ids import global_id
from tests.browser.conftest import DESK, OpenPage, sign_in
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]


async def test_an_administrator_looks_after_a_region(town: Town, open_page: OpenPage) -> None:
    page = await open_page(f"/console.html#/management?region={global_id(town.community)}", DESK)
    await sign_in(page, "管理员")
    await turn_to(page, "程序令牌")
    await page.get_by_role("button", name="新开令牌").click()
    await page.get_by_label("用途").fill("每日同步")
    await page.get_by_role("button", name="生成令牌").click()
    secret = await page.get_by_role("dialog").locator(".once").inner_text()
    await page.get_by_role("button", name="好了").click()
    await expect(page.get_by_role("row", name="每日同步")).to_be_visible()
    assert len(secret) > 20
    assert secret not in await page.content()
    assert len(await town.rows(select(MachineTokenRow))) == 1

    for tab in ("人员与角色", "辖区设置", "操作记录", "通知网址"):
        await turn_to(page, tab)


async def test_staff_post_a_bulletin(town: Town, open_page: OpenPage) -> None:
    page = await open_page("/console.html#/management", DESK)
    await sign_in(page, "李书记")
    await post_a_bulletin(page)
    await expect(page.get_by_role("row", name="周三停水")).to_contain_text("有效")
    assert [row.title for row in await town.rows(select(BulletinRow))] == ["周三停水"]


async def post_a_bulletin(page: Page) -> None:
    await page.get_by_role("button", name="发公告").click()
    window = page.get_by_role("dialog")
    await window.get_by_label("标题").fill("周三停水")
    await window.get_by_label("从哪天起").fill("2026-03-01")
    await window.get_by_role("button", name="发布").click()
    await expect(window.get_by_text("请填写")).to_be_visible()
    await window.get_by_label("正文").fill("上午九点到十二点停水，请先接好水。")
    await window.get_by_role("button", name="发布").click()


async def turn_to(page: Page, tab: str) -> None:
    await page.get_by_role("tab", name=tab).click()
    await expect(page.locator(".management-part")).to_be_visible()
    await expect(page.locator(".waiting, .ant-spin-spinning")).to_have_count(0)
    results = await Axe().run(page)
    assert [(tab, one["id"], one["nodes"][0]["html"]) for one in results.response["violations"]] == []


async def test_staff_record_what_was_agreed_with_a_partner(town: Town, open_page: OpenPage) -> None:
    partner = await town.partner("蓝天家电")
    page = await open_page(f"/console.html#/partners?partner={global_id(partner)}", DESK)
    await sign_in(page, "李书记")
    await page.get_by_role("button", name="记下协议").click()
    window = page.get_by_role("dialog")
    await window.get_by_label("哪一类").fill("商户")
    await window.get_by_role("button", name="加一条").click()
    await window.get_by_label("承诺什么").fill("便民维修")
    await window.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("listitem").filter(has_text="便民维修")).to_contain_text("商户")
    (agreed,) = await town.rows(select(PartnershipRow))
    assert agreed.badge == "商户"
