"""The page of figures, as an officer reads it: a figure, what it divides by what, its months, and its needs."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.passwords import hash_password
from storage.codes import NeedStatus
from tests.browser.conftest import DESK, PASSWORD, OpenPage, sign_in
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]

MARCH = "period=own&since=2026-03-01&until=2026-03-31"


@pytest.fixture
async def busy(town: Town) -> Town:
    """The town with six needs, three of which were accepted, and an account for the street's officer."""
    for status in (NeedStatus.RAISED, NeedStatus.ACCEPTED):
        for _ in range(3):
            await town.need(status)
    password_hash = await hash_password(PASSWORD)
    async with town.context.database.write() as session:
        change = Change(town.context, session, town.context.now())
        assert town.officer.person_id is not None
        await open_account(change, town.officer.person_id, "officer", password_hash)
    return town


@pytest.mark.usefixtures("busy")
async def test_an_officer_reads_the_figures_and_opens_one(open_page: OpenPage) -> None:
    page = await open_page(f"/console.html#/dashboard?{MARCH}", DESK)
    await page.get_by_label("用户名").fill("officer")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录", exact=True).click()

    card = page.locator(".indicator").filter(has=page.get_by_role("heading", name="响应率"))
    await expect(card).to_contain_text("50%")
    await expect(card).to_contain_text("上期 —")
    await expect(page.locator(".indicator")).to_have_count(12)
    await assert_no_findings(page)

    await card.get_by_role("link", name="响应率：看分母 6 件").click()
    await expect(page.get_by_role("img", name="响应率，近 12 个月")).to_be_visible()
    await expect(page.get_by_role("row", name="2026-03 50% 3 6")).to_be_visible()
    await expect(page.get_by_text("具体需求只给办理的社区工作人员看")).to_be_visible()
    await assert_no_findings(page)

    async with page.expect_download() as saving:
        await page.get_by_role("button", name="导出按月的数").click()
    saved = await (await saving.value).path()
    assert "2026-03,50%,3,6\r\n" in saved.read_bytes().decode("utf-8-sig")


@pytest.mark.usefixtures("busy")
async def test_staff_open_the_needs_behind_a_figure(open_page: OpenPage) -> None:
    page = await open_page(f"/console.html#/dashboard?{MARCH}&indicator=RESPONDED&part=DENOMINATOR", DESK)
    await sign_in(page, "李书记")
    rows = page.locator("tbody tr.ant-table-row")
    await expect(rows).to_have_count(6)
    await page.get_by_text("分子 3").click()
    await expect(rows).to_have_count(3)


async def assert_no_findings(page: Page) -> None:
    await expect(page.locator(".waiting, .ant-spin-spinning")).to_have_count(0)
    results = await Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in results.response["violations"]] == []
