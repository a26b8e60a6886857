"""The pages for everybody: no finding of axe, nothing wider than the smallest telephone, large type that holds."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from storage.codes import NeedStatus
from tests.browser.conftest import DESK, PHONE, SMALLEST, OpenPage, sign_in
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.learning.played import kept_models

pytestmark = [pytest.mark.browser, on_sqlite_only, pytest.mark.usefixtures("lived_in")]

RESIDENT_PAGES = (
    "/",
    "/post",
    "/needs",
    "/call",
    "/call/back",
    "/neighbourhood",
    "/nearby",
    "/lists",
    "/bulletins",
    "/inbox",
    "/help",
    "/sign-in",
    "/account",
)
PARTNER_PAGES = ("/help", "/resources")
LIST_PAGES = ("/lists", "/lists?list=resources", "/lists?list=gaps", "/lists?list=import")
CONSOLE_PAGES = ("/", "/plan?day=2026-03-02", "/board", *LIST_PAGES, "/partners", "/models")


@pytest.fixture
async def lived_in(town: Town) -> Town:
    """The town with something on every list, and a resource that one rule keeps from every need."""
    await town.resource()
    await town.resource(title="茶花社区的电工", region_id=town.other_community.id)
    for status in (NeedStatus.RAISED, NeedStatus.DISPATCHED, NeedStatus.DONE):
        await town.need(status)
    await town.published(await town.need(NeedStatus.ACCEPTED), is_claimable=True)
    await kept_models(town, 1)
    return town


async def wait_for_quiet(page: Page) -> None:
    """Wait until the page shows what it asked for; the open stream of changes never ends, so the network does not."""
    await expect(page.get_by_role("heading").first).to_be_visible()
    await expect(page.get_by_text("正在打开…")).to_have_count(0)
    await expect(page.locator(".waiting, .ant-spin-spinning")).to_have_count(0)


async def turn_to(page: Page, path: str) -> None:
    await page.evaluate("path => { location.hash = path }", path)
    await wait_for_quiet(page)


TOO_SMALL = """() => {
  const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
  const found = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const one = words.currentNode.parentElement;
    if (!words.currentNode.textContent.trim() || !seen(one) || one.closest(".badge, select")) continue;
    const { fontSize, lineHeight } = getComputedStyle(one);
    if (parseFloat(fontSize) < 24) found.push(`${fontSize}: ${one.outerHTML.slice(0, 120)}`);
    // An icon or a figure on one line of its own may stand closer.
    else if (parseFloat(lineHeight) < 1.2 * parseFloat(fontSize)) found.push(`${lineHeight}: ${one.outerHTML}`);
  }
  for (const one of document.querySelectorAll("a, button, select, input:not([type=radio], [type=checkbox]), summary")) {
    if (!seen(one) || getComputedStyle(one).clipPath !== "none") continue;
    const least = one.matches(".button, .way") ? 60 : 44;
    const inSentence = one.matches("p a, li a") && getComputedStyle(one).display === "inline";
    const { height } = one.getBoundingClientRect();
    if (height < least && !inSentence) found.push(`${height} px high: ${one.outerHTML.slice(0, 120)}`);
  }
  return found;
}"""
"""长辈版: letters of at least 24 px, 60 px for what one mainly taps and 44 px for the rest."""

STILL = """async () => {
  const passing = document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(passing.map((one) => one.finished));
}"""
"""What fades in has no contrast yet: colours are read once nothing moves any more."""


async def assert_no_findings(page: Page, path: str) -> None:
    await page.evaluate(STILL)
    results = await Axe().run(page)
    findings = [
        f"{path}: {violation['id']}: {node['html']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    assert findings == []


async def assert_nothing_sticks_out(page: Page, path: str) -> None:
    excess = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert excess <= 0, f"{path} is {excess} px too wide"


async def test_pages_of_residents_can_be_read_by_everybody(open_page: OpenPage) -> None:
    page = await open_page("/resident.html#/sign-in", SMALLEST)
    await sign_in(page, "王阿姨")
    await assert_all_can_be_read(page, RESIDENT_PAGES)
    await turn_to(page, "/needs")
    await page.locator(".card-link").first.click()
    await expect(page.get_by_role("heading", name="全部经过").or_(page.get_by_text("全部经过"))).to_be_visible()
    await assert_no_findings(page, "a need of one's own")
    await page.emulate_media(color_scheme="dark")
    await assert_no_findings(page, "a need of one's own in the dark")
    for path in ("/", "/post", "/account", "/nearby"):
        await turn_to(page, path)
        await assert_no_findings(page, f"{path} in the dark")
    await page.emulate_media(color_scheme="light")
    await page.get_by_role("button", name="长辈版").click()
    await assert_all_can_be_read(page, RESIDENT_PAGES, is_large=True)
    await page.set_viewport_size({"width": 320, "height": 256})
    await assert_nothing_sticks_out(page, "a page enlarged four times")


async def test_pages_of_partners_can_be_read_by_everybody(open_page: OpenPage) -> None:
    page = await open_page("/resident.html#/sign-in", SMALLEST)
    await sign_in(page, "周老板")
    await assert_all_can_be_read(page, PARTNER_PAGES)


async def assert_all_can_be_read(page: Page, paths: tuple[str, ...], *, is_large: bool = False) -> None:
    for path in paths:
        await turn_to(page, path)
        if is_large:
            assert await page.evaluate(TOO_SMALL) == [], path
            await expect(page.get_by_role("link", name="请社区代办").last).to_be_in_viewport()
        await assert_no_findings(page, path)
        await assert_nothing_sticks_out(page, path)
        await expect(page.get_by_text("演示数据，纯属虚构")).to_be_visible()


async def test_pages_of_staff_can_be_read_by_everybody(open_page: OpenPage) -> None:
    page = await open_page("/console.html", DESK)
    await sign_in(page, "李书记")
    for path in CONSOLE_PAGES:
        await turn_to(page, path)
        await assert_no_findings(page, path)
        await expect(page.get_by_text("演示数据，纯属虚构")).to_be_visible()
    await turn_to(page, "/?status=RAISED")
    await page.locator(".need-row a").first.click()
    await expect(page.get_by_text("放宽此条")).to_be_visible()
    await wait_for_quiet(page)
    await assert_no_findings(page, "the selected need")
    await assert_fits_a_telephone(page)
    await page.get_by_role("button", name="受理").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await assert_no_findings(page, "a form of the console")


async def assert_fits_a_telephone(page: Page) -> None:
    await page.set_viewport_size(SMALLEST)
    await assert_nothing_sticks_out(page, "the selected need")
    for path in CONSOLE_PAGES:
        await turn_to(page, path)
        await assert_nothing_sticks_out(page, path)
    await page.set_viewport_size(DESK)
    await turn_to(page, "/?status=RAISED")
    await page.locator(".need-row a").first.click()


async def test_large_type_and_language_are_remembered(open_page: OpenPage) -> None:
    page = await open_page("/resident.html", PHONE)
    await page.get_by_role("button", name="长辈版").click()
    await page.reload()
    await expect(page.get_by_role("button", name="标准版")).to_be_visible()
    await assert_type_is_large(page)
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("link", name="I need something")).to_be_visible()
    await expect(page.get_by_role("button", name="Normal type")).to_be_visible()


async def assert_type_is_large(page: Page) -> None:
    text = page.get_by_text("社区、单位、邻居一起帮忙")
    size, line = await text.evaluate("one => { const s = getComputedStyle(one); return [s.fontSize, s.lineHeight] }")
    assert float(size.removesuffix("px")) >= 24
    assert float(line.removesuffix("px")) >= 1.3 * float(size.removesuffix("px"))
    heights = await page.locator(".way").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 60
