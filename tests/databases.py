"""Where tests get their databases: a migrated template is made once in a run, every test gets a copy of it."""

import asyncio
import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.application_role import grant_application_role
from storage.engine import Database
from storage.migration import migrate
from tests.cluster import APPLICATION, Cluster, server_programs
from tests.parts import SYSTEM_PACKAGES, present

TEMPLATE = "template_migrated"

on_sqlite_only = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
on_postgresql_only = pytest.mark.parametrize(
    "database_kind", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


async def migrate_at(address: str) -> None:
    """Bring the database at an address to the newest revision."""
    database = Database.open(address)
    await migrate(database)
    await database.close()


async def grant_at(address: str) -> None:
    """Let the application work on the migrated database whose owner's address is given."""
    database = Database.open(address)
    await grant_application_role(database, APPLICATION)
    await database.close()


def sqlite_address(file: Path) -> str:
    """Return the SQLAlchemy URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{file}"


def begin_with_template(cluster: Cluster) -> None:
    """Make and start a cluster that holds an empty, migrated template database."""
    cluster.start()
    asyncio.run(cluster.create_database(TEMPLATE, "template0"))
    asyncio.run(migrate_at(cluster.address(TEMPLATE)))
    asyncio.run(grant_at(cluster.address(TEMPLATE)))


@dataclass(frozen=True)
class Run:
    """What all workers of one test run share: a folder with the templates and the PostgreSQL cluster.

    Whoever needs a part first makes it, under a lock; the process that began the run clears it away.
    """

    folder: Path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep the other workers out while a part is made."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def sqlite_template(self) -> Path:
        """Return the file of an empty, migrated SQLite database."""
        template = self.folder / "template.db"
        with self.alone():
            if not template.exists():
                unfinished = self.folder / "unfinished.db"
                asyncio.run(migrate_at(sqlite_address(unfinished)))
                unfinished.rename(template)
        return template

    def cluster(self) -> Cluster:
        """Return the running PostgreSQL cluster, which holds an empty, migrated template database."""
        programs = present(server_programs(), "PostgreSQL", SYSTEM_PACKAGES)
        cluster = Cluster(programs, self.folder / "postgresql")
        ready = self.folder / "postgresql.ready"
        with self.alone():
            if not ready.exists():
                begin_with_template(cluster)
                ready.touch()
        return cluster

    def clear(self) -> None:
        """Stop what was started and remove what was written."""
        programs = server_programs()
        if programs is not None:
            Cluster(programs, self.folder / "postgresql").stop()
        shutil.rmtree(self.folder)
