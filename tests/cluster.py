"""A private PostgreSQL cluster that lives as long as one test run."""

import os
import pwd
import shutil
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg

SYSTEM_USER = "postgres"
OWNER, APPLICATION = "community_owner", "community_application"
"""The roles of a database: whose the tables are, and as whom the application works."""

DURABLE = {"listen_addresses": "", "max_connections": "200", "shared_buffers": "64MB"}
"""A cluster that writes out what it confirms, as an installation's does."""
SETTINGS = {
    **DURABLE,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def server_programs() -> Path | None:
    """Return the folder of the PostgreSQL server programs, or None when they are absent.

    Debian keeps them off the PATH, in one folder per version; the newest wins.
    """
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda initdb: int(initdb.parent.parent.name.split(".")[0]),
    )
    return versions[-1].parent if versions else None


@dataclass(frozen=True)
class Cluster:
    """A cluster in a folder of its own.

    It listens on a socket in that folder and on no network port, so it can neither collide with another server
    nor be reached by another user. The server refuses to run as root; it then runs as the user postgres.
    """

    programs: Path
    folder: Path
    settings: Mapping[str, str] = field(default_factory=lambda: SETTINGS)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        user = SYSTEM_USER if os.geteuid() == 0 else None
        log = self.folder / "output.log"
        with log.open("w") as output:  # A pipe would stay open as long as the server that inherits it.
            done = subprocess.run(
                [self.programs / program, "-D", self._data, *arguments],
                check=False,
                cwd=self.folder,
                user=user,
                group=user,
                extra_groups=[] if user else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        assert done.returncode == 0, f"{program} says: {log.read_text()}"

    def start(self) -> None:
        """Make the cluster, start its server and make the roles."""
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            account = pwd.getpwnam(SYSTEM_USER)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = {**self.settings, "unix_socket_directories": str(self.folder)}
        settings = "".join(f"{name} = '{value}'\n" for name, value in options.items())
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.write(settings)
        self.begin()
        for role in (OWNER, APPLICATION):
            command = ("createuser", "--host", str(self.folder), "--username", SYSTEM_USER, role)
            subprocess.run(command, check=True, executable=self.programs / command[0])

    def begin(self) -> None:
        """Start the server of a cluster that was made before."""
        self._run("pg_ctl", "--wait", "--log", str(self.folder / "server.log"), "start")

    @property
    def is_running(self) -> bool:
        """Whether its server was started and has not ended in order."""
        return (self._data / "postmaster.pid").exists()

    def stop(self) -> None:
        """Stop the server if it runs; its data is thrown away, so it need not be written out."""
        if self.is_running:
            self._run("pg_ctl", "--mode=immediate", "--wait", "stop")

    def address(self, database: str, role: str = OWNER) -> str:
        """Return the SQLAlchemy URL of one database of the cluster."""
        return f"postgresql+asyncpg://{role}@/{database}?host={self.folder}"

    async def execute(self, statement: str) -> None:
        """Run one statement about the cluster as a whole."""
        connection = await asyncpg.connect(host=str(self.folder), user="postgres", database="postgres")
        await connection.execute(statement)
        await connection.close()

    async def create_database(self, name: str, template: str) -> None:
        """Create a database of the owner's as a copy of `template`."""
        await self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER {OWNER}')

    @asynccontextmanager
    async def copy_of(self, template: str, role: str = OWNER) -> AsyncIterator[str]:
        """Give the URL of a copy of `template`; it is dropped afterwards, with whoever is still connected."""
        name = f"test_{uuid4().hex}"
        await self.create_database(name, template)
        yield self.address(name, role)
        await self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
