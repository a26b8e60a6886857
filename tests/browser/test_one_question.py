"""长辈版 asks one question a screen, and nothing that was answered is lost on the way back."""

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from storage.codes import NeedStatus, Satisfied, Solved
from storage.tables import EvaluationRow, PartnerRow
from tests.browser.conftest import PHONE, OpenPage, sign_in
from tests.browser.test_access import assert_no_findings, assert_nothing_sticks_out
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]


async def large_type(open_page: OpenPage, called: str) -> Page:
    page = await open_page("/resident.html#/sign-in", PHONE)
    await sign_in(page, called)
    await page.get_by_role("button", name="长辈版").click()
    return page


async def test_a_verdict_is_asked_one_question_a_screen(town: Town, open_page: OpenPage) -> None:
    await town.need(NeedStatus.DONE)
    page = await large_type(open_page, "王阿姨")
    await page.get_by_role("link", name="看进度").click()
    await page.get_by_role("link", name="评价一下").click()
    solved = page.get_by_role("group", name="问题解决了吗？")
    satisfied = page.get_by_role("group", name="您满意吗？")
    further = page.get_by_role("button", name="下一步")
    await expect(page.get_by_text("第 1 步，共 3 步")).to_be_visible()
    await expect(satisfied).to_have_count(0)
    await expect(further).to_be_disabled()
    await solved.get_by_label("解决了", exact=True).check()
    await further.click()
    await expect(solved).to_have_count(0)
    await satisfied.get_by_label("满意", exact=True).check()
    await page.get_by_role("button", name="上一步").click()
    await expect(solved.get_by_label("解决了", exact=True)).to_be_checked()
    await assert_no_findings(page, "one question")
    await assert_nothing_sticks_out(page, "one question")
    send = page.get_by_role("button", name="提交评价")
    for _ in range(3):
        await further.click()
    await send.click()
    await expect(page.get_by_text("谢谢您")).to_be_visible()
    (verdict,) = await town.rows(select(EvaluationRow))
    assert (verdict.solved, verdict.satisfied) == (Solved.YES, Satisfied.SATISFIED)


async def test_who_wants_to_help_is_asked_one_question_a_screen(town: Town, open_page: OpenPage) -> None:
    page = await large_type(open_page, "王阿姨")
    await page.goto("/resident.html#/help/register")
    await page.get_by_label("个人（志愿者、能人）").check()
    further = page.get_by_role("button", name="下一步")
    await further.click()
    name = page.get_by_label("怎么称呼您")
    await name.fill("")
    await further.click()
    await expect(name).to_be_visible()
    await name.fill("王阿姨")
    for _ in range(2):
        await further.click()
    await page.get_by_role("button", name="提交登记").click()
    await expect(page.get_by_role("heading", name="我能帮忙")).to_be_visible()
    assert "王阿姨" in set(await town.rows(select(PartnerRow.name)))
