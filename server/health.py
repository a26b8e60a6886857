"""The check-up of an installation: what is well, and what to do about what is not."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from resolvers.context import Context
from server.readiness import free_bytes
from server.settings import Settings
from storage.application_role import working_role
from storage.migration import current_revision, head_revision


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    is_well: bool
    what: str
    remedy: str = ""


async def check_up(settings: Settings, context: Context) -> list[Finding]:
    """Look at everything an installation needs."""
    return [
        await _database(context),
        *await _role(context),
        _time_zone(),
        _pages(settings),
        _disk(settings),
        _secret(settings),
    ]


async def _database(context: Context) -> Finding:
    try:
        revision = await current_revision(context.database)
    except OSError as error:
        return Finding("数据库", is_well=False, what=f"连不上：{error}", remedy="检查 DATABASE_URL 和数据库服务")
    if revision == head_revision():
        return Finding("数据库", is_well=True, what=f"{context.database.url.get_backend_name()}，版本 {revision}")
    return Finding(
        "数据库", is_well=False, what=f"版本 {revision}，应为 {head_revision()}", remedy="python -m server migrate"
    )


async def _role(context: Context) -> list[Finding]:
    """Look whether row policies hold for the role the application works as; SQLite has none."""
    if context.database.is_sqlite:
        return []
    try:
        name, is_held = await working_role(context.database)
    except OSError:
        return []
    remedy = "" if is_held else "python -m server grant-application-role 应用角色，再用它连接"
    return [Finding("数据库角色", is_held, f"{name}，行级安全{'有效' if is_held else '对它无效'}", remedy)]


def _time_zone() -> Finding:
    offset = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")).utcoffset()
    return Finding("时区", is_well=offset is not None, what=f"Asia/Shanghai {offset}")


def _pages(settings: Settings) -> Finding:
    if (settings.front_end / "resident.html").is_file():
        return Finding("网页", is_well=True, what="已构建")
    return Finding("网页", is_well=False, what="前端未构建", remedy="make front")


def _disk(settings: Settings) -> Finding:
    free = free_bytes(settings)
    return Finding("磁盘", is_well=free > settings.least_free_bytes, what=f"剩余 {free // 2**20} MB", remedy="清理磁盘")


def _secret(settings: Settings) -> Finding:
    is_set = "secret" in settings.model_fields_set
    what = "已设置" if is_set else "每次启动新生成，重启后旧链接失效"
    return Finding(
        "签名密钥", is_well=is_set or settings.is_demo, what=what, remedy="" if is_set else "设置 COMMUNITY_SECRET"
    )
