from typing import Any

import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from storage import tables
from storage.columns import Table
from storage.engine import Database
from storage.migration import current_revision, head_revision, migrate
from tests.conftest import ROOT

assert tables.__all__, "every table is known to the metadata"


def _config(connection: Connection) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config


def _table_names(connection: Connection) -> set[str]:
    return set(sqlalchemy.inspect(connection).get_table_names()) - {"alembic_version"}


def _described(connection: Connection) -> dict[str, Any]:
    """Return all that a database knows of its tables, in words that can be compared."""
    inspector = sqlalchemy.inspect(connection)
    return {
        name: {
            "columns": sorted((column["name"], str(column["type"]), column["nullable"]) for column in columns),
            "key": inspector.get_pk_constraint(name)["constrained_columns"],
            "checks": sorted((check["name"], check["sqltext"]) for check in inspector.get_check_constraints(name)),
            "uniques": sorted(
                (unique["name"], unique["column_names"]) for unique in inspector.get_unique_constraints(name)
            ),
            "indexes": sorted(
                (index["name"], index["column_names"], bool(index["unique"])) for index in inspector.get_indexes(name)
            ),
            "references": sorted(
                (key["name"], key["constrained_columns"], key["referred_table"], key["options"])
                for key in inspector.get_foreign_keys(name)
            ),
        }
        for name in _table_names(connection)
        for columns in [inspector.get_columns(name)]
    }


async def test_migrations_go_up_down_and_up(blank_address: str) -> None:
    database = Database.open(blank_address)
    assert await current_revision(database) is None
    for _ in range(2):
        await migrate(database)
        assert await current_revision(database) == head_revision()
        async with database.connect() as connection:
            assert await connection.run_sync(_table_names) == set(Table.metadata.tables)
            await connection.run_sync(lambda given: command.downgrade(_config(given), "base"))
            assert await connection.run_sync(_table_names) == set()
    await database.close()


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    async with database.connect() as connection:
        before = await connection.run_sync(_described)
    await migrate(database)
    async with database.connect() as connection:
        assert await connection.run_sync(_described) == before


async def test_alembic_finds_no_drift(database: Database) -> None:
    async with database.connect() as connection:
        await connection.run_sync(lambda given: command.check(_config(given)))


async def test_migrated_tables_are_the_declared_ones(database: Database, blank_address: str) -> None:
    # Alembic does not compare CHECK constraints, and with them the closed lists of words.
    declared = create_async_engine(blank_address)
    async with declared.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
        wanted = await connection.run_sync(_described)
    await declared.dispose()
    async with database.connect() as connection:
        assert await connection.run_sync(_described) == wanted
