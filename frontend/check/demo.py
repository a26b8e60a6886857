"""The demo city on a port of its own, with a database of its own that is gone afterwards."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

import uvicorn
from sqlalchemy import select

from frontend.build import DIST
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.people import begin_sign_in
from server.app import create_app, make_context
from server.demo_city import load_demo_city
from server.demo_doors import demo_accounts
from server.door.patience import shipped_settings
from server.settings import Settings
from storage.engine import Database
from storage.migration import migrate
from storage.tables import AccountRow

SECRET = "links-of-a-demo-city-are-worth-nothing"  # noqa: S105 - the demo city holds nothing to protect


@asynccontextmanager
async def demo_city() -> AsyncIterator[Context]:
    """Serve the demo city from the built pages; gives its context, whose `public_address` is where it is served."""
    with TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listening:
        settings = Settings().model_copy(
            update={
                "database_url": f"sqlite+aiosqlite:///{Path(folder, 'demo.db')}",
                "public_address": f"http://127.0.0.1:{listening.getsockname()[1]}",
                "is_demo": True,
                "files": Path(folder, "files"),
                "front_end": Path(shutil.copytree(DIST, Path(folder, "pages"))),  # A build meanwhile changes nothing.
                "log_requests": False,
                "secret": SECRET,
            }
        )
        context = make_context(settings, Database.open(settings.database_url))
        await migrate(context.opened)
        await load_demo_city(context)
        app = create_app(settings, context=context, demo_accounts=demo_accounts())
        server = uvicorn.Server(uvicorn.Config(app, timeout_graceful_shutdown=1, **shipped_settings()))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it by this alone
            await asyncio.sleep(0.05)
        yield context
        server.should_exit = True
        await serving


async def session_of(context: Context, user_name: str) -> str:
    """Sign a demo account in and return the token of its session, the value of the cookie `COOKIE`."""
    token = token_urlsafe()
    async with context.database.write() as session:
        account = (await session.scalars(select(AccountRow).where(AccountRow.user_name == user_name))).one()
        await begin_sign_in(Change(context, session, context.now()), account_id=account.id, token=token)
    return token
