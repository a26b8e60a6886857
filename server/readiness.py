"""Whether this process can do its work: the database answers, its tables are the newest, and the disk has room."""

import asyncio
import shutil
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from server.settings import Settings
from storage.engine import Database
from storage.migration import current_revision, head_revision

PATIENCE_SECONDS = 3.0
WELL = "ok"
NO_DATABASE = "数据库没有回答。 The database does not answer."
OTHER_REVISION = "数据库不是最新版本，请运行 python -m server migrate。 The database is not at the newest revision."
NO_ROOM = "磁盘空间不足。 The disk is nearly full."


async def healthz(request: Request) -> Response:  # noqa: ARG001 - Starlette's shape
    """Say that the process runs, whatever else is amiss."""
    return PlainTextResponse(WELL)


class Readiness:
    """GET /readyz."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings = settings
        self.database = database

    async def show(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's shape
        """Say what is well and what is not; 503 while anything is not."""
        revision, checks = await self._database()
        checks["disk"] = WELL if free_bytes(self.settings) > self.settings.least_free_bytes else NO_ROOM
        failed = [name for name, said in checks.items() if said != WELL]
        told = {"ready": not failed, "revision": revision, "failed": failed, "checks": checks}
        return JSONResponse(told, status_code=503 if failed else 200, headers={"cache-control": "no-store"})

    async def _database(self) -> tuple[str | None, dict[str, str]]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                revision = await current_revision(self.database)
        except (SQLAlchemyError, OSError, TimeoutError):
            return None, {"database": NO_DATABASE, "migration": NO_DATABASE}
        return revision, {"database": WELL, "migration": WELL if revision == head_revision() else OTHER_REVISION}


def free_bytes(settings: Settings) -> int:
    """Return how much room is left where files are kept, or will be."""
    folder: Path = settings.files.resolve()
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
