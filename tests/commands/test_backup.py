"""A backup holds one moment of a database that is written to, and a restored database is the same, row by row."""

import asyncio
import io
import json
import shutil
import sqlite3
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text
from typer.testing import CliRunner, Result

from server.__main__ import app
from server.backup import postgresql_dump
from server.backup.archive import MANIFEST
from server.process import screen
from storage.columns import Table
from storage.engine import Database
from storage.keys import Clock
from storage.standing import SYSTEM
from storage.tables import NumberCounterRow, SignInAttemptRow
from tests.cluster import APPLICATION, OWNER
from tests.databases import on_postgresql_only, on_sqlite_only
from tests.factories import Town

WRITTEN = {"number_counter", "sign_in_attempt"}
"""Two tables that get a row each in every transaction of the writer: of each moment they have as many."""


async def run(*arguments: str, exit_code: int = 0) -> Result:
    """Run a command beside the loop of the test, which goes on writing meanwhile."""
    result = await asyncio.to_thread(CliRunner().invoke, app, list(arguments))
    assert result.exit_code == exit_code, result.output
    return result


@asynccontextmanager
async def written_to(database: Database, clock: Clock) -> AsyncIterator[None]:
    """Write a row into each of the two tables, again and again, while the block runs."""
    begun = asyncio.Event()

    async def write() -> None:
        for number in range(1_000_000):
            async with database.write() as session:
                await session.execute(insert(NumberCounterRow).values(letters="XX", year=number, last=0))
                moments = {"last_at": clock(), "closed_until": clock()}
                await session.execute(insert(SignInAttemptRow).values(subject=str(number), failures=0, **moments))
            begun.set()

    writing = asyncio.create_task(write())
    await begun.wait()
    yield
    assert not writing.done()
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing


async def rows_of(database: Database) -> dict[str, list[Any]]:
    """Return all rows of all tables, in no order that matters."""
    async with database.standing_as(SYSTEM).read() as session:
        return {
            name: sorted((tuple(row) for row in await session.execute(select(table))), key=repr)
            for name, table in Table.metadata.tables.items()
        }


def point_at(monkeypatch: pytest.MonkeyPatch, address: str, files: Path) -> None:
    monkeypatch.setattr(screen, "width", 200)
    monkeypatch.setenv("DATABASE_URL", address.replace(OWNER, APPLICATION))
    monkeypatch.setenv("MIGRATION_DATABASE_URL", address.replace(APPLICATION, OWNER))
    monkeypatch.setenv("COMMUNITY_FILES", str(files))


def keep(files: Path, content: bytes) -> Path:
    name = sha256(content).hexdigest()
    path = files / name[:2] / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path.relative_to(files)


async def test_what_is_restored_is_what_was_backed_up(
    town: Town, database_address: str, blank_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = town.context.database
    await town.need()
    photo = keep(tmp_path / "files", b"a photo")
    (tmp_path / "files" / ".half.part").write_bytes(b"not whole yet")
    point_at(monkeypatch, database_address, tmp_path / "files")
    file = tmp_path / "kept.backup"
    async with written_to(database, town.context.clock):
        assert "已备份到" in (await run("backup", str(file))).output
    assert file.stat().st_mode & 0o077 == 0
    assert "已经存在" in (await run("backup", str(file), exit_code=1)).stderr
    source = await rows_of(database)

    point_at(monkeypatch, blank_address, tmp_path / "others")
    told = (await run("restore", str(file))).output
    assert "与备份一致" in told
    assert (tmp_path / "others" / photo).read_bytes() == b"a photo"
    assert sum(path.is_file() for path in (tmp_path / "others").rglob("*")) == 1
    restored = Database.open(blank_address.replace(OWNER, APPLICATION))
    found = await rows_of(restored)
    await restored.close()
    written = [sum(row[0] == "XX" for row in found["number_counter"]), len(found["sign_in_attempt"])]
    assert written[0] == written[1] > 0
    assert written[1] < len(source["sign_in_attempt"])
    assert {name: rows for name, rows in found.items() if name not in WRITTEN} == {
        name: rows for name, rows in source.items() if name not in WRITTEN
    }

    assert "--replace" in (await run("restore", str(file), exit_code=1)).stderr
    await run("tick")
    assert "与备份一致" in (await run("restore", str(file), "--replace")).output


@on_sqlite_only
async def test_what_is_no_backup_or_fits_not_changes_nothing(
    town: Town, database_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_at(monkeypatch, database_address, tmp_path / "files")
    file = tmp_path / "kept.backup"
    await run("backup", str(file))
    blank = f"sqlite+aiosqlite:///{tmp_path / 'blank.db'}"
    point_at(monkeypatch, blank, tmp_path / "files")
    assert "没有数据库文件" in (await run("backup", str(tmp_path / "none.backup"), exit_code=1)).stderr

    content = file.read_bytes()
    damaged = tmp_path / "damaged.backup"
    for broken in (b"", b"nonsense", content[: len(content) // 2]):
        damaged.write_bytes(broken)
        assert "已损坏" in (await run("restore", str(damaged), exit_code=1)).stderr
    for change, said in (
        ({"revision": "9999"}, "请先升级程序"),
        ({"backend": "postgresql"}, "fits no other"),
        ({"database_hash": "0"}, "已损坏"),
        ({"files": 1}, "已损坏"),
        ({"unheard": 1}, "已损坏"),
    ):
        damaged.write_bytes(changed(content, change))
        assert said in (await run("restore", str(damaged), exit_code=1)).stderr, change
    damaged.write_bytes(changed(content, {}, more="../../outside"))
    assert "已损坏" in (await run("restore", str(damaged), exit_code=1)).stderr
    assert not (tmp_path / "blank.db").exists()
    assert (await town.rows(select(func.count()).select_from(NumberCounterRow))) == [0]


def changed(archive: bytes, manifest: dict[str, Any], more: str | None = None) -> bytes:
    """Return an archive that says something else about itself, or holds one more member."""
    written = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as old,
        tarfile.open(fileobj=written, mode="w:gz") as new,
    ):
        for member in old:
            file = old.extractfile(member)
            assert file is not None
            content = file.read()
            if member.name == MANIFEST:
                content = json.dumps({**json.loads(content), **manifest}).encode()
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
        if more is not None:
            new.addfile(tarfile.TarInfo(more))
    return written.getvalue()


@on_postgresql_only
async def test_absent_programs_are_named(
    database_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_at(monkeypatch, database_address, tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(postgresql_dump, "DEBIAN", tmp_path)
    refused = (await run("backup", str(tmp_path / "kept.backup"), exit_code=1)).stderr
    assert "没有找到 pg_dump" in refused
    assert "pg_dump was not found" in refused
    assert not (tmp_path / "kept.backup").exists()


@on_postgresql_only
async def test_a_restore_that_fails_leaves_what_was_there(
    town: Town, database_address: str, owner: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = town.context.database
    point_at(monkeypatch, database_address, tmp_path / "files")
    await run("backup", str(tmp_path / "kept.backup"))
    await town.need()
    async with owner.connect() as connection:  # A table of somebody else's points at ours, which cannot be dropped.
        await connection.execute(text("CREATE TABLE theirs (need_id uuid REFERENCES need (id))"))
    before = await rows_of(database)
    failed = (await run("restore", str(tmp_path / "kept.backup"), "--replace", exit_code=1)).stderr
    assert "theirs" in failed
    assert await rows_of(database) == before


@on_sqlite_only
async def test_a_database_that_fails_its_own_check_is_not_kept(
    town: Town, database_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.context.database.close()
    path = str(town.context.database.url.database)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'region'")
    connection.commit()
    connection.close()
    point_at(monkeypatch, database_address, tmp_path / "files")
    await run("backup", str(tmp_path / "kept.backup"), exit_code=1)
    assert not (tmp_path / "kept.backup").exists()
