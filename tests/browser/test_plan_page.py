"""A day's plan through the page: looked through, changed, refused once because a fact changed, and sent."""

import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import select

from resolvers.resources import pause_resource
from storage.codes import DispatchStatus, NeedStatus
from storage.tables import DispatchRow, ResourceRow
from tests.browser.conftest import DESK, OpenPage, sign_in
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]

DAY = "2026-03-02"
OTHER = "家电维修"


@pytest.fixture
async def other(town: Town) -> ResourceRow:
    """The second of two partners who mend lamps, in a town with three needs that wait for one."""
    await town.resource()
    for _ in range(3):
        await town.need(NeedStatus.ACCEPTED)
    return await town.resource(await town.partner("蓝天家电"), title=OTHER, text="电工上门修灯、换灯泡")


async def test_a_plan_is_changed_refused_once_and_sent(town: Town, other: ResourceRow, open_page: OpenPage) -> None:
    page = await open_page(f"/console.html#/plan?day={DAY}", DESK)
    await sign_in(page, "李书记")
    lines = page.locator(".plan-line")
    await expect(lines).to_have_count(3)
    await change_the_plan(page, lines)

    await town.do(town.staff, pause_resource, other.id)
    await send(page)
    await expect(page.get_by_text("第 1 行的情况变了")).to_be_visible()
    await expect(lines.filter(has_text=OTHER).first).to_contain_text("情况有变")
    assert await town.rows(select(DispatchRow)) == []

    edits = page.get_by_role("region", name="您改的")
    await page.get_by_role("button", name="重新排").click()
    await edits.get_by_role("listitem").filter(has_text="办不到").get_by_role("button", name="撤销").click()
    await expect(edits.get_by_role("listitem")).to_have_count(2)
    await expect(lines.filter(has_text=OTHER)).to_have_count(0)
    await send(page)
    await expect(page.get_by_text("派出了 2 单")).to_be_visible()
    sent = await town.rows(select(DispatchRow))
    assert [(one.status, one.resource_id == other.id) for one in sent] == [(DispatchStatus.SENT, False)] * 2


async def change_the_plan(page: Page, lines: Locator) -> None:
    """Ask somebody else for the first line, keep the second with the keyboard, and leave the third out."""
    await lines.first.get_by_role("button", name="换一家").click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="换成这家").first.click()
    await expect(lines.first).to_contain_text("已固定")
    await lines.nth(1).get_by_role("button", name="固定").focus()
    await page.keyboard.press("Enter")
    await expect(lines.nth(1)).to_contain_text("已固定")
    await lines.nth(2).get_by_role("button", name="先不排").click()
    await expect(lines).to_have_count(2)


async def send(page: Page) -> None:
    await page.get_by_role("button", name="派出选中的 2 单").click()
    await page.get_by_role("dialog").get_by_role("button", name="派出").click()
