"""The two walks that every telephone must manage: asking and judging, without what browsers learned lately."""

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from resolvers.links import need_link
from storage.codes import NeedStatus, Satisfied, Solved
from storage.tables import EvaluationRow, NeedRow
from tests.browser.conftest import PHONE, SMALLEST, OpenPage, sign_in
from tests.browser.test_access import assert_no_findings, assert_nothing_sticks_out
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]

FORGET = """
delete Array.prototype.at;
delete String.prototype.replaceAll;
delete Object.hasOwn;
delete window.structuredClone;
delete window.globalThis;
"""


async def old_phone(browser: Browser, address: str, path: str) -> Page:
    """Open a page in a browser that has forgotten what old telephones never knew."""
    context = await browser.new_context(base_url=address, viewport=PHONE, locale="zh-CN")
    await context.add_init_script(FORGET)
    page = await context.new_page()
    await page.goto(path)
    return page


async def test_an_old_telephone_asks(town: Town, browser: Browser, address: str) -> None:
    page = await old_phone(browser, address, "/resident.html#/sign-in")
    await page.get_by_role("button", name="王阿姨").click()
    await page.get_by_role("link", name="我有需求").click()
    await page.get_by_label("用您自己的话说说").fill("厨房水龙头一直滴水")
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("button", name="发给社区").click()
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    (need,) = await town.rows(select(NeedRow))
    assert need.status is NeedStatus.RAISED


async def test_an_old_telephone_judges(town: Town, browser: Browser, address: str) -> None:
    await town.need(NeedStatus.DONE)
    page = await old_phone(browser, address, "/resident.html#/sign-in")
    await page.get_by_role("button", name="王阿姨").click()
    await page.get_by_role("link", name="看进度").click()
    await page.get_by_role("link", name="评价一下").click()
    await page.get_by_label("解决了", exact=True).check()
    await page.get_by_label("满意", exact=True).check()
    await page.get_by_role("button", name="提交评价").click()
    await expect(page.get_by_text("谢谢您")).to_be_visible()
    (verdict,) = await town.rows(select(EvaluationRow))
    assert (verdict.solved, verdict.satisfied) == (Solved.YES, Satisfied.SATISFIED)


async def test_the_verdict_is_given_by_the_code_without_script_or_account(
    town: Town, clock: HandClock, open_page: OpenPage
) -> None:
    need = await town.need(NeedStatus.DONE)
    clock.advance(days=1)
    link = need_link(town.context, await town.row(need))
    page = await open_page(f"/q/{link.rpartition('/q/')[2]}", SMALLEST)
    await expect(page.get_by_role("heading", name="办好了吗")).to_be_visible()
    await assert_no_findings(page, "the page behind the code")
    await assert_nothing_sticks_out(page, "the page behind the code")
    await page.get_by_label("解决了", exact=True).check()
    await page.get_by_label("非常满意", exact=True).check()
    await page.get_by_role("button", name="提交评价").click()
    await expect(page.get_by_text("收到了")).to_be_visible()
    (verdict,) = await town.rows(select(EvaluationRow))
    assert (verdict.solved, verdict.satisfied) == (Solved.YES, Satisfied.VERY_SATISFIED)


async def test_the_keyboard_alone_is_enough_to_ask(town: Town, open_page: OpenPage) -> None:
    page = await open_page("/resident.html#/sign-in", PHONE)
    await sign_in(page, "王阿姨")
    await tab_to(page, "我有需求")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="您需要什么")).to_be_focused()
    await tab_to(page, "用您自己的话说说")
    await page.keyboard.insert_text("想请人来理发")
    await tab_to(page, "下一步")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="在哪里")).to_be_focused()
    await tab_to(page, "发给社区")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    assert len(await town.rows(select(NeedRow))) == 1


CALLED = """() => {
  const one = document.activeElement;
  return (one.labels && one.labels[0] ? one.labels[0].textContent : one.textContent) || "";
}"""
MOST_STOPS = 60


async def tab_to(page: Page, called: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        if called in await page.evaluate(CALLED):
            return
    pytest.fail(f"the keyboard never came to {called}")
