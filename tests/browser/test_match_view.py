"""What explains a ranking, on the desk: what would put a resource first, near misses, and what loosening brings."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from resolvers.life.raising import PartDraft
from resolvers.resource_drafts import OpenHours
from storage.codes import NeedStatus
from tests.api.ids import global_id
from tests.browser.conftest import DESK, OpenPage, sign_in
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = [pytest.mark.browser, on_sqlite_only]

SATURDAY, WORKING_DAYS = (5,), range(5)


def open_on(weekdays: tuple[int, ...] | range) -> tuple[OpenHours, ...]:
    return tuple(OpenHours(weekday, 540, 1_080) for weekday in weekdays)


async def test_staff_see_why_somebody_is_not_first_and_what_would_change_it(
    town: Town, clock: HandClock, open_page: OpenPage
) -> None:
    await town.resource(await town.partner("周末队"), title="换灯", text="换灯", hours=open_on(SATURDAY))
    await town.resource(title="平日换灯泡", hours=open_on(WORKING_DAYS))
    saturday = clock() + timedelta(days=5)
    part = PartDraft(category="HOME_ELECTRIC", earliest=saturday, latest=saturday + timedelta(hours=3))
    need = await town.need(NeedStatus.ACCEPTED, parts=(part,))
    page = await open_page(f"/console.html#/?need={global_id(need)}", DESK)
    await sign_in(page, "李书记")
    match = page.locator(".match")
    await expect(match).to_have_count(1)
    await match.get_by_role("button", name="分数怎么来的").click()
    await expect(match.get_by_role("row", name="合计")).to_be_visible()
    missed = page.get_by_role("listitem").filter(has_text="平日换灯泡")
    await expect(missed).to_contain_text("约的时间没有空")
    await expect(missed).to_contain_text("放宽此条：3月7日周六上午有空则排第一")
    await expect(page.locator(".loosenings")).to_contain_text("多1家")
