"""The application on a port of its own, and a real browser before it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Browser, ConsoleMessage, Page, Request, ViewportSize, async_playwright, expect

from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.demo_accounts import DemoAccount
from resolvers.file_store import FileStore
from resolvers.passwords import hash_password
from resolvers.viewer import Viewer
from server.app import create_app
from server.settings import Settings
from tests.factories import Town
from tests.parts import present

PASSWORD = "walk-the-town"
PHONE = ViewportSize(width=390, height=844)
SMALLEST = ViewportSize(width=320, height=640)
DESK = ViewportSize(width=1440, height=900)
LONGEST_WAIT_MILLISECONDS = 15_000

expect.set_options(timeout=LONGEST_WAIT_MILLISECONDS)

OpenPage = Callable[[str, ViewportSize], Awaitable[Page]]


@pytest.fixture
async def town(town: Town, tmp_path: Path) -> Town:
    """The town with an account for those who walk through the pages."""
    town = replace(town, context=replace(town.context, is_demo=True, files=FileStore(tmp_path / "files")))
    password_hash = await hash_password(PASSWORD)
    async with town.context.database.write() as session:
        change = Change(town.context, session, town.context.now())
        for name, viewer in people(town).items():
            assert viewer.person_id is not None
            await open_account(change, viewer.person_id, name, password_hash)
    return town


def people(town: Town) -> dict[str, Viewer]:
    """Return who may sign in, by user name."""
    return {
        "resident": town.resident,
        "staff": town.staff,
        "shopkeeper": town.shopkeeper,
        "administrator": town.administrator,
    }


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the buttons of the sign-in page."""
    return (
        DemoAccount("resident", PASSWORD, "王阿姨", "居民", "Resident", "resident"),
        DemoAccount("shopkeeper", PASSWORD, "周老板", "单位联系人", "Contact of a unit", "resident"),
        DemoAccount("staff", PASSWORD, "李书记", "社区工作人员", "Community staff", "console"),
        DemoAccount("administrator", PASSWORD, "管理员", "管理人员和角色", "Administrator", "console"),
    )


@pytest.fixture
def built_pages(root: Path) -> Path:
    """Give the folder of the built pages."""
    dist = root / "frontend" / "dist"
    return present(
        dist if (dist / "resident.html").is_file() else None, "the built front end", "`make front` builds it"
    )


@pytest.fixture
async def address(town: Town, built_pages: Path) -> AsyncIterator[str]:
    """Give the address of the running application."""
    app = create_app(Settings(front_end=built_pages), context=town.context, demo_accounts=demo_accounts())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving


@pytest.fixture
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """Give a headless Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(address: str, browser: Browser) -> AsyncIterator[OpenPage]:
    """Return a function that opens a page as somebody new; an error on any page fails the test at its end."""
    troubles: list[str] = []

    def note_foreign(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            troubles.append(f"asked elsewhere: {request.url}")

    def note_error(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(message.text)

    async def open_page(path: str, viewport: ViewportSize) -> Page:
        context = await browser.new_context(base_url=address, viewport=viewport, locale="zh-CN")
        page = await context.new_page()
        page.set_default_timeout(LONGEST_WAIT_MILLISECONDS)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", note_error)
        page.on("request", note_foreign)
        await page.goto(path)
        return page

    yield open_page
    assert troubles == []


async def sign_in(page: Page, called: str) -> None:
    """Sign in by one click on a demo account."""
    await page.get_by_role("button", name=called).click()
    entry = page.get_by_role("navigation", name="显示与登录").get_by_role("link", name=called)
    await page.get_by_role("button", name=f"{called} · 退出").or_(entry).wait_for()
