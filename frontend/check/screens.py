"""Draws every page of the demo city into docs/screens: python -m frontend.check.screens, or make screens."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, async_playwright, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from frontend.build import FRONTEND
from frontend.check.demo import demo_city, session_of
from frontend.check.lighthouse import CHROMIUM
from frontend.check.views import VIEWS, View
from resolvers.context import Context
from server.door.door import COOKIE

FOLDER = FRONTEND.parent / "docs" / "screens"
PHONE = ViewportSize(width=375, height=812)
DESK = ViewportSize(width=1440, height=900)
MOST_BYTES = 100_000
QUALITIES = (80, 65, 50, 35, 25)
PATIENCE_MILLISECONDS = 15_000
LARGE_TYPE = "localStorage.setItem('largeType', '{}')"
BUSY = ".loading, .ant-spin-spinning, .ant-skeleton"
TROUBLE = ".note-warn[role=alert] button"
AT_ONCE = 4


async def draw_all(wanted: set[str]) -> list[str]:
    """Draw the wanted views, all without a wish, and return the names of those that could not be drawn."""
    missing: list[str] = []
    async with demo_city() as context, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        free = asyncio.Semaphore(AT_ONCE)

        async def draw(view: View) -> None:
            async with free:
                try:
                    _file(view).write_bytes(await _drawn(view, context, browser))
                except TimeoutError:
                    missing.append(view.name)

        await asyncio.gather(*(draw(view) for view in VIEWS if not wanted or view.name in wanted))
        await browser.close()
    return missing


async def _drawn(view: View, context: Context, browser: Browser) -> bytes:
    visitor = await browser.new_context(
        viewport=DESK if view.is_console else PHONE,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if view.is_dark else "light",
        reduced_motion="reduce",
    )
    await visitor.add_init_script(LARGE_TYPE.format("yes" if view.is_large else "no"))
    if view.user_name is not None:
        token = await session_of(context, view.user_name)
        await visitor.add_cookies([{"name": COOKIE, "value": token, "url": context.public_address}])
    page = await visitor.new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    try:
        await page.goto(context.public_address + view.path)
        await page.wait_for_selector("h1, h2")
        await expect(page.locator(BUSY)).to_have_count(0, timeout=PATIENCE_MILLISECONDS)
        if view.opens:
            await page.locator(view.opens).first.click()
        await page.wait_for_timeout(1_200)  # Everything asked for is in and has been drawn.
        await expect(page.locator(BUSY)).to_have_count(0, timeout=PATIENCE_MILLISECONDS)
        await expect(page.locator(TROUBLE)).to_have_count(0)
        for quality in QUALITIES:
            picture = await page.screenshot(type="jpeg", quality=quality)
            if len(picture) <= MOST_BYTES:
                break
    except (PlaywrightTimeout, AssertionError) as late:
        raise TimeoutError from late
    finally:
        await visitor.close()
    return picture


def _file(view: View) -> Path:
    return FOLDER / f"{view.name}.jpg"


def write_list() -> None:
    """Write which picture shows what."""
    lines = [
        "# 页面 Screens",
        "",
        "`make screens` draws them anew from the demo city, whose data are invented.",
        "演示城市的页面，数据纯属虚构；`make screens` 重新生成。",
        "",
        "| 图 | 页面 |",
        "|---|---|",
        *(f"| [{view.name}]({view.name}.jpg) | {view.says} |" for view in VIEWS if _file(view).exists()),
    ]
    (FOLDER / "README.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    undrawn = asyncio.run(draw_all(set(sys.argv[1:])))
    write_list()
    if undrawn:
        sys.exit(f"These could not be drawn: {', '.join(undrawn)}")
