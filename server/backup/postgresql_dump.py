"""PostgreSQL, dumped as it is at one moment by its own programs; they are told to speak for the whole system."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.backup.refused import BackupRefusedError
from storage.engine import Database
from storage.standing import SYSTEM

LOCK_PATIENCE = "10s"
DEBIAN = Path("/usr/lib/postgresql")
OPTIONS = f"-c community.purpose={SYSTEM.purpose} -c lock_timeout={LOCK_PATIENCE}"
_TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")


def program(name: str) -> Path:
    """Return a program of PostgreSQL's: the one on the PATH, or the newest that Debian keeps beside it."""
    found = shutil.which(name)
    if found is not None:
        return Path(found)
    versions = DEBIAN.glob(f"*/bin/{name}")
    newest = sorted(versions, key=lambda path: int(path.parent.parent.name.split(".")[0]))
    if not newest:
        raise BackupRefusedError("NO_PROGRAM", name)
    return newest[-1]


def _environment(url: URL) -> dict[str, str]:
    """Return how the programs reach the database; a password is never an argument, which others could read."""
    host = url.host or url.query.get("host")
    given: Mapping[str, object] = {
        "PGHOST": host,
        "PGPORT": url.port or url.query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("ssl"),
        "PGOPTIONS": OPTIONS,
    }
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}


async def _run(name: str, url: URL, *arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        program(name), *arguments, env=_environment(url), stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    if process.returncode:
        raise BackupRefusedError("PROGRAM_FAILED", said.decode(errors="replace").strip())


@asynccontextmanager
async def _at_one_moment(owner: Database) -> AsyncIterator[AsyncConnection]:
    """Give a connection that reads everything as it is now, however long it takes."""
    async with owner.reading.connect() as plain:
        connection = await plain.execution_options(isolation_level="REPEATABLE READ")
        await connection.execute(SYSTEM.statement())
        yield connection


async def _facts(connection: AsyncConnection) -> tuple[str, dict[str, int]]:
    tables = list(await connection.scalars(_TABLES))
    rows = {
        name: int((await connection.execute(text(f'SELECT count(*) FROM "{name}"'))).scalar_one())  # noqa: S608 - names of tables
        for name in tables
    }
    known = "alembic_version" in rows
    revision = await connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    return revision or "", rows


async def postgresql_facts(owner: Database) -> tuple[str, dict[str, int]]:
    """Return the revision of a database, "" when it has none, and how many rows each of its tables holds."""
    async with _at_one_moment(owner) as connection:
        return await _facts(connection)


async def dump_postgresql(owner: Database, target: Path) -> tuple[str, dict[str, int]]:
    """Dump a database and return its revision and rows, all of one moment; others go on writing."""
    program("pg_dump")
    async with _at_one_moment(owner) as connection:
        snapshot = (await connection.execute(text("SELECT pg_export_snapshot()"))).scalar_one()
        facts = await _facts(connection)
        how = ("--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", f"--snapshot={snapshot}")
        await _run("pg_dump", owner.url, *how, f"--file={target}")
    return facts


async def restore_postgresql(owner: Database, source: Path, *, is_replaced: bool) -> None:
    """Put a dump into a database, in one transaction; what stands there under the same names is replaced if told so."""
    how = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    if is_replaced:
        how += ["--clean", "--if-exists"]
    await _run("pg_restore", owner.url, *how, f"--dbname={owner.url.database}", str(source))
