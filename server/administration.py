"""Commands of whoever runs the server: the first administrator, migrations, a round of what is due, a check-up."""

import asyncio
import os
import sys
from typing import Annotated

import typer
from rich.table import Table

from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.due import run_due
from resolvers.passwords import hash_password
from resolvers.refusals import Refusal
from resolvers.roles import create_administrator
from schema.build import build_schema
from schema.phrases import phrases_in
from server.health import Finding, check_up
from server.post_office import PostOffice
from server.process import make_folder, opened, refuse_foreign_rooms, run, screen, warnings
from server.region_names import region_named
from server.role_command import grant_application_too
from server.settings import ROOT, Settings
from storage.engine import Database
from storage.migration import head_revision
from storage.migration import migrate as migrate_database
from storage.tables import AccountRow

SDL = ROOT / "schema" / "schema.graphql"


def migrate() -> None:
    """把数据库升级到最新版本。 Bring the database to the newest revision.

    设了 MIGRATION_DATABASE_URL 就用它升级，再给 DATABASE_URL 的角色授权。 With MIGRATION_DATABASE_URL the owner
    migrates, and the role of DATABASE_URL is granted its rights.

    Example: DATABASE_URL=postgresql+asyncpg://app@localhost/community python -m server migrate
    """
    refuse_foreign_rooms()
    settings = Settings()
    make_folder(settings)

    async def work() -> None:
        database = Database.open(settings.owner_url)
        try:
            await migrate_database(database)
            await grant_application_too(settings, database)
        finally:
            await database.close()

    asyncio.run(work())
    screen.print(f"数据库已是最新版本 {head_revision()}。")


def create_admin(
    user_name: Annotated[str, typer.Argument(help="登录用的用户名")],
    called: Annotated[str, typer.Option(help="称呼")] = "管理员",
    region: Annotated[str, typer.Option(help="辖区，各级名称用 / 隔开；没有的会新建")] = "未分区",
) -> None:
    """建立第一个管理员；密码从 ADMIN_PASSWORD 读取，没有就询问。 Make the first administrator.

    Example: python -m server create-admin admin --region 昆明市/盘龙区
    """
    password = os.environ.get("ADMIN_PASSWORD") or typer.prompt(
        "密码 password", hide_input=True, confirmation_prompt=True
    )

    async def work(context: Context) -> None:
        password_hash = await hash_password(password)

        async def create(change: Change) -> AccountRow:
            place = await region_named(change, region.split("/"))
            return await create_administrator(
                change, user_name=user_name, password_hash=password_hash, called=called, region_id=place.id
            )

        await make_change(context, create)

    try:
        run(work)
    except Refusal as fact:
        message, remedy = phrases_in("zh-CN").refusal(fact)
        warnings.print(f"{message} {remedy}")
        sys.exit(1)
    screen.print(f"已建立管理员 {user_name}。")


def tick() -> None:
    """办一轮到期的事：过期派单、到期归档、资源恢复、发消息。 Do one round of what is due, and tell people.

    Example: python -m server tick
    """
    settings = Settings()

    async def work(context: Context) -> None:
        report = await run_due(context, context.now())
        screen.print(
            f"超时未接 {report.expired} · 未评价归档 {report.closed}"
            f" · 恢复资源 {report.resumed} · 待确认资源 {report.stale}"
            f" · 到期清除 {report.removed} 行、{report.forgotten} 件需求的原话和联系方式"
        )
        told = await PostOffice.of(settings, context.clock).run_round(context, context.now())
        screen.print(
            f"到点提醒 {told.reminded} · 新消息 {told.told} · 每日汇总 {told.digests}"
            f" · 发出 {told.messages.sent} · 未发成 {told.messages.failed} · 不再发 {told.messages.dropped}"
        )

    run(work, settings=settings)


def doctor() -> None:
    """体检：数据库、版本、时区、网页、字体、数据目录。 Check the installation.

    Example: python -m server doctor
    """
    refuse_foreign_rooms()
    settings = Settings()

    async def work() -> list[Finding]:
        async with opened(settings, migrated=False) as context:
            return await check_up(settings, context)

    findings = asyncio.run(work())
    table = Table("项目", "情况", "怎么办")
    for finding in findings:
        table.add_row(finding.name, ("✓ " if finding.is_well else "✗ ") + finding.what, finding.remedy)
    screen.print(table)
    if not all(finding.is_well for finding in findings):
        sys.exit(1)


def export_schema(
    check: Annotated[bool, typer.Option(help="只比较，不写；不同就以 1 退出")] = False,
) -> None:
    """把 GraphQL SDL 写到 schema/schema.graphql。 Write the committed SDL.

    Example: python -m server export-schema
    """
    sdl = build_schema().as_str() + "\n"
    if not check:
        SDL.write_text(sdl, encoding="utf-8")
        screen.print(f"已写入 {SDL.relative_to(ROOT)}。")
    elif not SDL.is_file() or SDL.read_text(encoding="utf-8") != sdl:
        warnings.print("schema/schema.graphql 与代码不一致，请运行: python -m server export-schema")
        sys.exit(1)
