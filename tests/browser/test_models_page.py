"""What a region learned, on the page of its administrators: put in force, and taken back."""

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from storage.tables import LearnedModelRow
from tests.api.ids import global_id
from tests.browser.conftest import DESK, OpenPage, sign_in
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.learning.played import kept_models

pytestmark = [pytest.mark.browser, on_sqlite_only]


async def in_force(town: Town) -> list[int]:
    numbers: list[int] = await town.rows(select(LearnedModelRow.number).where(LearnedModelRow.is_active))
    return numbers


async def test_an_administrator_puts_a_model_in_force_and_goes_back(town: Town, open_page: OpenPage) -> None:
    await kept_models(town, 2)
    page = await open_page(f"/console.html#/models?region={global_id(town.community)}", DESK)
    await sign_in(page, "管理员")
    await expect(page.get_by_text("现在用的是出厂设置")).to_be_visible()
    await agree(page, "启用 第 2 套", "启用")
    await expect(page.get_by_text("现在用的是百合社区的第 2 套")).to_be_visible()
    assert await in_force(town) == [2]
    await agree(page, "退回", "退回")
    await expect(page.get_by_text("现在用的是出厂设置")).to_be_visible()
    assert await in_force(town) == []


async def agree(page: Page, button: str, step: str) -> None:
    """Press a button and agree to what its window says."""
    await page.get_by_role("button", name=button).click()
    await page.get_by_role("dialog").get_by_role("button", name=step).click()
