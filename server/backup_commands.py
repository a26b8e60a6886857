"""Backing a database up into one file, and putting it back."""

import asyncio
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.table import Table

from server.app import utc_now
from server.backup.archive import DATABASE, Manifest, hash_of_file, lay_files, read_archive, write_archive
from server.backup.postgresql_dump import dump_postgresql, postgresql_facts, restore_postgresql
from server.backup.refused import BackupRefusedError
from server.backup.sqlite_copy import copy_sqlite, restore_sqlite, sqlite_facts
from server.process import refuse_foreign_rooms, screen, warnings
from server.role_command import grant_application_too
from server.settings import Settings
from storage.engine import Database
from storage.migration import head_revision, known_revisions

Facts = tuple[str, dict[str, int]]


def backup(file: Annotated[Path, typer.Argument(help="写到哪个文件；已有的文件不覆盖")]) -> None:
    """备份数据库和上传的文件，服务不用停。 Back up the database and the files handed in; the server goes on meanwhile.

    Example: python -m server backup 2026-12-01.backup
    """
    refuse_foreign_rooms()
    if file.exists():
        _refuse(BackupRefusedError("EXISTS", file))
    manifest = _ended(_back_up(Settings(), file.absolute()))
    screen.print(
        f"已备份到 {file}：版本 {manifest.revision}，{sum(manifest.rows.values())} 行，{manifest.files} 个文件。"
    )


def restore(
    file: Annotated[Path, typer.Argument(help="备份文件")],
    replace: Annotated[bool, typer.Option("--replace", help="目标库里已有数据也照样覆盖")] = False,
) -> None:
    """把备份恢复到 DATABASE_URL 的数据库，请先停止服务。 Restore a backup; please stop the server first.

    Example: python -m server restore 2026-12-01.backup
    """
    refuse_foreign_rooms()
    if not _ended(_restore(Settings(), file.absolute(), is_replaced=replace)):
        sys.exit(1)


def _ended(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return asyncio.run(work)
    except (BackupRefusedError, OSError) as refused:
        _refuse(refused)


def _refuse(reason: Exception) -> NoReturn:
    warnings.print(str(reason), markup=False, soft_wrap=True)
    sys.exit(1)


async def _back_up(settings: Settings, file: Path) -> Manifest:
    owner = Database.open(settings.owner_url)
    try:
        with tempfile.TemporaryDirectory(prefix="community-backup-") as name:
            copy = Path(name) / DATABASE
            revision, rows = await _copied(owner, copy)
            if not revision:
                raise BackupRefusedError("EMPTY")
            manifest = Manifest(
                backend=owner.url.get_backend_name(),
                revision=revision,
                made_at=utc_now().isoformat(),
                rows=rows,
                database_hash=hash_of_file(copy),
                files=0,
            )
            # Files after rows: whatever a row of that moment speaks of was written before it.
            return await asyncio.to_thread(write_archive, file, copy, settings.files, manifest)
    finally:
        await owner.close()


async def _copied(owner: Database, copy: Path) -> Facts:
    if not owner.is_sqlite:
        return await dump_postgresql(owner, copy)
    source = _sqlite_file(owner)
    await asyncio.to_thread(copy_sqlite, source, copy)
    return sqlite_facts(copy)


def _sqlite_file(database: Database) -> Path:
    return Path(str(database.url.database))


async def _facts(owner: Database) -> Facts:
    if not owner.is_sqlite:
        return await postgresql_facts(owner)
    return sqlite_facts(_sqlite_file(owner))


async def _restore(settings: Settings, file: Path, *, is_replaced: bool) -> bool:
    """Restore a backup and say what is there now; whether it is what the backup holds."""
    owner = Database.open(settings.owner_url)
    try:
        with tempfile.TemporaryDirectory(prefix="community-restore-") as name:
            folder = Path(name)
            manifest = await asyncio.to_thread(read_archive, file, folder)
            await _refuse_misfit(owner, manifest, is_replaced=is_replaced)
            if owner.is_sqlite:
                await asyncio.to_thread(restore_sqlite, folder / DATABASE, _sqlite_file(owner))
            else:
                await restore_postgresql(owner, folder / DATABASE, is_replaced=is_replaced)
                await grant_application_too(settings, owner)
            laid = await asyncio.to_thread(lay_files, folder, settings.files)
        return _told(manifest, await _facts(owner), laid)
    finally:
        await owner.close()


async def _refuse_misfit(owner: Database, manifest: Manifest, *, is_replaced: bool) -> None:
    if manifest.backend != owner.url.get_backend_name():
        raise BackupRefusedError("OTHER_DATABASE", manifest.backend)
    if manifest.revision not in known_revisions():
        raise BackupRefusedError("NEWER", manifest.revision)
    _, rows = await _facts(owner)
    if rows and not is_replaced:
        raise BackupRefusedError("NOT_EMPTY")


def _told(manifest: Manifest, found: Facts, laid: int) -> bool:
    """Print each table as it was kept and as it is, and whether all is well."""
    revision, rows = found
    table = Table("表", "备份", "恢复后", "")
    for name in sorted({*manifest.rows, *rows}):
        kept, now = manifest.rows.get(name), rows.get(name)
        if kept or now or kept != now:
            table.add_row(name, str(kept), str(now), "✓" if kept == now else "✗")
    screen.print(table)
    is_same = (revision, rows) == (manifest.revision, dict(manifest.rows))
    screen.print(f"版本 {revision}（备份 {manifest.revision}），文件 {manifest.files} 个，其中新放入 {laid} 个。")
    if revision != head_revision():
        screen.print("比程序旧，请运行: python -m server migrate Older than the program: run migrate.")
    screen.print("与备份一致。 Same as the backup." if is_same else "与备份不一致！ Not the same as the backup!")
    return is_same
