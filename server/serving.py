"""Serving: the real thing, the demo city, and what is compiled once before either."""

import asyncio
import shutil
import socket
import time
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.table import Table

from matching import make_ready
from schema.build import build_schema
from server.app import create_app, make_context
from server.demo_city import load_demo_city
from server.demo_doors import demo_accounts
from server.door.patience import shipped_settings
from server.door.trust import FreeQueries
from server.ending import EndingServer
from server.log_lines import log_settings
from server.process import make_folder, refuse_foreign_rooms, screen
from server.settings import ROOT, Settings
from server.workers import Workers
from storage.engine import Database
from storage.migration import migrate

DEMO_DATABASE = ROOT / "var" / "demo.db"
DEMO_FILES = ROOT / "var" / "demo-files"
DEMO_SECRET = "demo-city-links-are-worth-nothing"  # noqa: S105 - the demo city holds nothing to protect


def serve(
    host: Annotated[str | None, typer.Option(help="监听地址")] = None,
    port: Annotated[int | None, typer.Option(help="端口")] = None,
    workers: Annotated[int, typer.Option(min=1, help="进程数；一个中断了，马上补上")] = 1,
) -> None:
    """启动服务。 Serve.

    Example: DATABASE_URL=postgresql+asyncpg://app@localhost/community python -m server serve --port 8000 --workers 2
    """
    refuse_foreign_rooms()
    given = {"host": host, "port": port}
    settings = Settings().model_copy(update={name: value for name, value in given.items() if value is not None})
    make_folder(settings)
    if workers == 1:
        _serve(settings)
    else:
        build_schema()
        make_ready()
        Workers(workers, lambda listening: _serve(settings, [listening])).run(settings.host, settings.port)


def demo(
    reset: Annotated[bool, typer.Option("--reset", help="清空演示数据，从头开始")] = False,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """启动演示城市：演示数据，纯属虚构。 Serve the demo city.

    Example: python -m server demo --reset
    """
    refuse_foreign_rooms()
    settings = Settings().model_copy(
        update={
            "database_url": f"sqlite+aiosqlite:///{DEMO_DATABASE}",
            "port": port,
            "is_demo": True,
            "files": DEMO_FILES,
            "log_requests": False,
            "secret": DEMO_SECRET,
            "free_queries": FreeQueries.DEVELOPMENT,
        }
    )
    make_folder(settings)
    if reset:
        for path in DEMO_DATABASE.parent.glob(f"{DEMO_DATABASE.name}*"):
            Path(path).unlink()
        shutil.rmtree(DEMO_FILES, ignore_errors=True)
    asyncio.run(_prepare_demo(settings))
    table = Table("用户名", "密码", "是谁", "入口")
    for account in demo_accounts():
        table.add_row(account.user_name, account.password, account.called, f"{settings.address}/{account.entry}.html")
    screen.print(table)
    places = f"{settings.address}  工作台：{settings.address}/console.html"
    screen.print(f"演示城市（演示数据，纯属虚构）：{places}  停止：Ctrl+C")
    _serve(settings)


async def _prepare_demo(settings: Settings) -> None:
    began = time.perf_counter()
    database = Database.open(settings.database_url)
    await migrate(database)
    with screen.status("正在准备演示城市…"):
        await load_demo_city(make_context(settings, database))
    await database.close()
    screen.print(f"演示城市已就绪，用时 {time.perf_counter() - began:.1f} 秒。")


def _serve(settings: Settings, sockets: list[socket.socket] | None = None) -> None:
    app = create_app(settings, demo_accounts=demo_accounts() if settings.is_demo else ())
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=log_settings(requests=settings.log_requests),
        **shipped_settings(),
    )
    EndingServer(config, app.state.closing, settings.stop_within_seconds).run_to_end(sockets)
