"""What every command shares: open the database, make the context, close it again."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console

import matching
import schema
from resolvers.context import Context
from server.app import make_context
from server.settings import ROOT, Settings
from storage.engine import Database
from storage.migration import current_revision, head_revision

T = TypeVar("T")
screen = Console()
warnings = Console(stderr=True)


class NotMigratedError(Exception):
    """The database is not at the newest revision."""


def refuse_foreign_rooms() -> None:
    """Stop when other packages answer to the names of our rooms, as two in the package index do."""
    for room in (schema, matching):
        if not Path(str(room.__file__)).resolve().is_relative_to(ROOT):
            warnings.print(f"[red]{room.__name__} 不是本项目的目录：{room.__file__}[/red]")
            warnings.print("请在项目根目录运行。 Please run from the root of the project.")
            sys.exit(1)


@asynccontextmanager
async def opened(settings: Settings, *, migrated: bool = True) -> AsyncIterator[Context]:
    """Give the context of a process; refuses a database that is not at the newest revision."""
    make_folder(settings)
    database = Database.open(settings.database_url)
    try:
        if migrated and await current_revision(database) != head_revision():
            raise NotMigratedError
        yield make_context(settings, database)
    finally:
        await database.close()


def make_folder(settings: Settings) -> None:
    """Make the folder of an embedded database."""
    path = settings.database_url.partition(":///")[2]
    if settings.database_url.startswith("sqlite") and path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)


def run(work: Callable[[Context], Awaitable[T]], *, settings: Settings | None = None) -> T:
    """Run one command's work on an opened context; what is expected to go wrong ends in a sentence and exit code 1."""
    refuse_foreign_rooms()
    return _ended(_within(work, settings or Settings()))


async def _within(work: Callable[[Context], Awaitable[T]], settings: Settings) -> T:
    async with opened(settings) as context:
        return await work(context)


def _ended(coroutine: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(coroutine)
    except NotMigratedError:
        warnings.print("数据库还没有升级，请先运行: python -m server migrate")
        warnings.print("The database is not at the newest revision; run: python -m server migrate")
        sys.exit(1)
