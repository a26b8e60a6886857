"""The desk by keyboard alone: from signing in to a dispatch that went out, and back again."""

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from resolvers.life.accepting import accept_need
from storage.codes import DispatchStatus, NeedStatus
from storage.tables import DispatchRow, NeedRow
from tests.browser.conftest import DESK, OpenPage
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]


async def test_a_need_is_accepted_sent_and_taken_back_without_a_mouse(town: Town, open_page: OpenPage) -> None:
    await town.resource()
    await town.need()
    page = await open_page("/console.html", DESK)
    await tab_to(page, "李书记")
    await page.keyboard.press("Enter")
    await expect(page.locator(".need-row")).to_have_count(1)

    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("/")
    await page.keyboard.type("灯泡ja1")
    await expect(page.get_by_label("搜索")).to_have_value("灯泡ja1")
    await page.get_by_label("搜索").press("Tab")

    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="受理")).to_be_visible()
    await page.keyboard.press("a")
    await expect(page.get_by_role("dialog", name="受理")).to_be_visible()
    await page.get_by_label("一句话概括").press("Control+Enter")
    await expect(page.locator(".match").get_by_role("button", name="派单")).to_be_enabled()
    await expect(page.get_by_role("dialog")).to_have_count(0)

    await page.keyboard.press("1")
    await expect(page.get_by_label("数量")).to_be_focused()
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("dialog", name="派出了")).to_be_visible()
    assert await statuses(town) == [DispatchStatus.SENT]
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("u")
    await expect(page.get_by_text("已撤销")).to_be_visible()
    assert await statuses(town) == [DispatchStatus.RECALLED]


async def test_several_are_moved_at_once_and_it_is_said_which_were_refused_and_why(
    town: Town, open_page: OpenPage
) -> None:
    first, second = await town.need(), await town.need()
    page = await open_page("/console.html", DESK)
    await page.get_by_role("button", name="李书记").click()
    await expect(page.locator(".need-row")).to_have_count(2)
    for key in "jxjx":
        await page.keyboard.press(key)
    await page.context.set_offline(True)
    await expect(page.get_by_text("连接断开，正在重连")).to_be_visible()
    await town.do(town.staff, accept_need, first.id)
    await page.context.set_offline(False)
    await expect(page.get_by_text("已重新连上")).to_be_visible()
    await expect(page.locator(".need-row", has_text="已受理")).to_have_count(1)

    await page.get_by_role("button", name="全部受理").click()
    await expect(page.get_by_text("办好 1 条，没办成 1 条")).to_be_visible()
    await expect(page.locator(".bulk-results li")).to_contain_text("已受理")
    stored = await town.rows(select(NeedRow).where(NeedRow.id.in_([first.id, second.id])))
    assert {need.status for need in stored} == {NeedStatus.ACCEPTED}


async def tab_to(page: Page, called: str) -> None:
    """Press Tab until the button of that name has the focus."""
    button = page.get_by_role("button", name=called)
    await button.wait_for()
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await button.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"no way to {called} by keyboard")


async def statuses(town: Town) -> list[DispatchStatus]:
    return [row.status for row in await town.rows(select(DispatchRow))]
