"""The main job through the pages, as each person does it: from a need to its verdict."""

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from storage.codes import NeedStatus, Satisfied, Solved
from storage.tables import EvaluationRow, NeedRow
from tests.browser.conftest import DESK, PHONE, OpenPage, sign_in
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]

WORDS = "客厅的灯泡坏了，我够不着，想请人上门换一下"


@pytest.fixture
async def lamp_service(town: Town) -> str:
    """The title of the shop's one resource."""
    return (await town.resource()).title


async def test_a_need_is_posted_met_and_judged_through_the_pages(
    town: Town, lamp_service: str, open_page: OpenPage
) -> None:
    resident = await open_page("/resident.html#/sign-in", PHONE)
    await sign_in(resident, "王阿姨")
    await post_the_need(resident)

    staff = await open_page("/console.html", DESK)
    await sign_in(staff, "李书记")
    await accept_the_need(staff)
    await ask_the_shop(staff, lamp_service)

    shopkeeper = await open_page("/resident.html#/sign-in", PHONE)
    await sign_in(shopkeeper, "周老板")
    await take_and_finish(shopkeeper)

    await judge(resident)
    (need,) = await town.rows(select(NeedRow))
    (verdict,) = await town.rows(select(EvaluationRow))
    assert need.status is NeedStatus.CLOSED
    assert (verdict.solved, verdict.satisfied) == (Solved.YES, Satisfied.VERY_SATISFIED)


async def post_the_need(page: Page) -> None:
    await page.get_by_role("link", name="我有需求").click()
    await page.get_by_label("用您自己的话说说").fill(WORDS)
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_label("地址").fill("3栋2单元")
    await page.get_by_label("门牌号").fill("502")
    await page.get_by_role("button", name="发给社区").click()
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()


async def accept_the_need(page: Page) -> None:
    await page.get_by_role("link", name=WORDS[:8]).click()
    await page.get_by_role("button", name="受理").click()
    window = page.get_by_role("dialog")
    await window.get_by_label("一句话概括").fill("上门换客厅灯泡")
    await window.get_by_role("button", name="受理").click()
    await expect(page.get_by_role("heading", name="上门换客厅灯泡")).to_be_visible()


async def ask_the_shop(page: Page, lamp_service: str) -> None:
    match = page.get_by_role("listitem").filter(has_text=lamp_service)
    await match.get_by_role("button", name="派单").click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="派单").click()
    notice = page.get_by_role("dialog", name="派出了")
    await expect(notice).to_contain_text("/q/")
    await expect(notice).not_to_contain_text("502")
    await notice.get_by_role("button", name="好了").click()


async def take_and_finish(page: Page) -> None:
    await page.get_by_role("link", name="我能帮忙").click()
    await page.get_by_role("link", name="上门换客厅灯泡").click()
    await page.get_by_role("button", name="接单").click()
    await expect(page.get_by_text("502")).not_to_be_visible()
    await page.get_by_role("button", name="上门办事").click()
    await expect(page.get_by_text("502")).to_be_visible()
    await page.get_by_role("button", name="开始服务").click()
    await page.get_by_role("button", name="办好了").click()
    await page.get_by_role("button", name="告诉社区办好了").click()
    await expect(page.get_by_text("已完成")).to_be_visible()
    await expect(page.get_by_text("502")).not_to_be_visible()


async def judge(page: Page) -> None:
    await page.get_by_role("link", name="看进度").click()
    await page.get_by_role("link", name="评价一下").click()
    await page.get_by_label("解决了", exact=True).check()
    await page.get_by_label("非常满意", exact=True).check()
    await page.get_by_role("button", name="提交评价").click()
    await expect(page.get_by_text("谢谢您")).to_be_visible()
