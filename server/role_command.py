"""The two roles of PostgreSQL: the owner, who migrates, and the one the application works as."""

import asyncio
import os
import sys
from typing import Annotated

import typer
from sqlalchemy import make_url

from server.process import refuse_foreign_rooms, screen, warnings
from server.settings import Settings
from storage.application_role import RoleNotFitError, create_role
from storage.application_role import grant_application_role as grant
from storage.engine import Database


def grant_application_role(name: Annotated[str, typer.Argument(help="应用连接数据库用的角色")]) -> None:
    """给应用角色授权（PostgreSQL），没有就新建。 Make the role the application works as, and grant its rights.

    密码从 APPLICATION_ROLE_PASSWORD 读取。 Its password is read from APPLICATION_ROLE_PASSWORD.

    Example: DATABASE_URL=postgresql+asyncpg://owner@localhost/community python -m server grant-application-role app
    """
    refuse_foreign_rooms()

    async def work() -> bool:
        owner = Database.open(Settings().owner_url)
        if owner.is_sqlite:
            _end("SQLite 没有角色，不需要授权。 SQLite has no roles; there is nothing to grant.")
        try:
            is_new = await create_role(owner, name, os.environ.get("APPLICATION_ROLE_PASSWORD"))
            await grant_or_end(owner, name)
        finally:
            await owner.close()
        return is_new

    is_new = asyncio.run(work())
    screen.print(f"{'已建立' if is_new else '已有'}角色 {name}，权限已更新。")


async def grant_application_too(settings: Settings, owner: Database) -> None:
    """Where the owner and the application are two, grant the application its rights on what the owner has just made."""
    application = make_url(settings.database_url).username
    if settings.migration_database_url and not owner.is_sqlite and application:
        await grant_or_end(owner, application)


async def grant_or_end(owner: Database, name: str) -> None:
    """Grant the application its rights; a role for which the policies would not hold ends the command."""
    try:
        await grant(owner, name)
    except RoleNotFitError as unfit:
        if not unfit.is_known:
            _end(
                f"没有角色 {name}，请先运行: python -m server grant-application-role {name}"
                f" There is no role {name}; run the command above first."
            )
        _end(
            f"角色 {name} 是表的所有者或超级用户，行级安全管不住它，请换一个角色。"
            f" The role {name} owns the tables or stands above row policies; take another."
        )


def _end(sentence: str) -> None:
    warnings.print(sentence)
    sys.exit(1)
