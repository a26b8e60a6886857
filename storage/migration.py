"""Bringing a database to the newest revision, and asking whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import Database
from storage.standing import SYSTEM

_INI = Path(__file__).resolve().parent.parent / "alembic.ini"


def _config(connection: Connection | None = None) -> Config:
    config = Config(str(_INI))
    config.set_main_option("script_location", str(_INI.parent / "storage" / "migrations"))
    config.attributes["connection"] = connection
    return config


def head_revision() -> str:
    """Return the newest revision this code knows."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "there is at least one migration"
    return head


def known_revisions() -> frozenset[str]:
    """Return all revisions this code knows."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


async def migrate(database: Database) -> None:
    """Bring the database to the newest revision, in one transaction."""
    async with database.connect() as connection:
        if not database.is_sqlite:  # Row policies hold for the owner too, who may have rows to change.
            await connection.execute(SYSTEM.statement())
        await connection.run_sync(lambda given: command.upgrade(_config(given), "head"))


async def current_revision(database: Database) -> str | None:
    """Return the revision the database is at; None when it is empty."""
    async with database.reading.connect() as connection:
        return await connection.run_sync(lambda given: MigrationContext.configure(given).get_current_revision())
