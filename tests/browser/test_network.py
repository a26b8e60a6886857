"""When the network goes and comes back: what was written is sent once, and what changed meanwhile is caught up."""

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from resolvers.life.accepting import accept_need
from storage.tables import NeedRow
from tests.browser.conftest import PHONE
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]

WORDS = "楼道灯不亮，想请人来看看"


async def cut(page: Page) -> None:
    """Take the network away; what is asked all the same never leaves the browser."""
    await page.context.route("**/graphql", lambda route: route.abort())
    await page.context.set_offline(True)


async def mend(page: Page) -> None:
    """Give the network back."""
    await page.context.unroute_all()
    await page.context.set_offline(False)


async def signed_in(browser: Browser, address: str) -> Page:
    """Return a page of the resident, whose browser may lose its network without that being a fault."""
    context = await browser.new_context(base_url=address, viewport=PHONE, locale="zh-CN")
    page = await context.new_page()
    await page.goto("/resident.html#/sign-in")
    await page.get_by_role("button", name="王阿姨").click()
    await page.get_by_role("heading", name="王阿姨，您好").wait_for()
    return page


async def test_a_need_written_without_a_network_survives_a_closed_page_and_is_sent_once(
    town: Town, browser: Browser, address: str
) -> None:
    page = await signed_in(browser, address)
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await page.reload()
    await page.get_by_role("link", name="我有需求").click()
    await page.get_by_label("用您自己的话说说").fill(WORDS)
    await page.get_by_role("button", name="下一步").click()
    await expect(page.get_by_role("button", name="发给社区")).to_be_visible()
    await cut(page)
    await expect(page.get_by_text("写的内容存在这台设备上")).to_be_visible()
    await page.get_by_role("button", name="发给社区").click()
    await expect(page.get_by_role("heading", name="等网络好了就发")).to_be_visible()
    # Left, not closed: a closing page would be given its network back for a last moment.
    await page.goto("about:blank")
    await page.goto("/resident.html#/post")
    await expect(page.get_by_text(WORDS)).to_be_visible()
    await mend(page)
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    await page.goto("/resident.html#/post")
    await page.reload()
    await expect(page.get_by_label("用您自己的话说说")).to_have_value("")
    assert len(await town.rows(select(NeedRow))) == 1


async def test_a_need_moves_on_before_ones_eyes_and_catches_up_after_a_break(
    town: Town, browser: Browser, address: str
) -> None:
    need = await town.need()
    page = await signed_in(browser, address)
    await page.get_by_role("link", name="看进度").click()
    await page.get_by_role("link", name="家里灯泡坏了").click()
    await expect(page.get_by_text("收到了，社区马上看。")).to_be_visible()
    await cut(page)
    await expect(page.get_by_text("正在重新连接")).to_be_visible()
    await town.do(town.staff, accept_need, need.id)
    await mend(page)
    await expect(page.get_by_text("社区正在帮您安排人。")).to_be_visible()
    await expect(page.get_by_text("正在重新连接")).to_have_count(0)
    await town.dispatch(need)
    await expect(page.get_by_text("已经请人了，等他们回复。")).to_be_visible()
