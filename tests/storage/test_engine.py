"""The counter of lost updates: what SQLAlchemy's default does on SQLite, and what our engines do."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from storage.engine import Database
from storage.tables import NumberCounterRow
from tests.databases import on_sqlite_only, sqlite_address

WRITERS = 16
ROUNDS = 6

Door = Callable[[], AbstractAsyncContextManager[AsyncSession]]


async def _prepare(door: Door) -> None:
    async with door() as session:
        await session.execute(insert(NumberCounterRow).values(letters="PL", year=2026, last=0))


async def _count(door: Door) -> int:
    async with door() as session:
        return (await session.execute(select(NumberCounterRow.last))).scalar_one()


async def _add_one(door: Door) -> None:
    """Read, think, write: the shape of every change that depends on what was there before."""
    async with door() as session:
        last = (await session.execute(select(NumberCounterRow.last))).scalar_one()
        await asyncio.sleep(0.001)
        await session.execute(update(NumberCounterRow).values(last=last + 1))


async def _add_many(doors: Sequence[Door]) -> int:
    """Let every door's writer add one, some rounds long; return how many were told that it worked."""

    async def writer(door: Door) -> int:
        for _ in range(ROUNDS):
            await _add_one(door)
        return ROUNDS

    return sum(await asyncio.gather(*map(writer, doors)))


def _default_door(engine: AsyncEngine) -> Door:
    return async_sessionmaker(engine).begin


@pytest.fixture
async def default_engine(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """Give an engine as SQLAlchemy makes it when nobody says anything."""
    file = tmp_path / "default.db"
    shutil.copyfile(sqlite_template, file)
    engine = create_async_engine(sqlite_address(file), pool_size=WRITERS)
    yield engine
    await engine.dispose()


async def test_default_engine_loses_updates_without_a_word(default_engine: AsyncEngine) -> None:
    door = _default_door(default_engine)
    await _prepare(door)
    confirmed = await _add_many([door] * WRITERS)
    assert confirmed == WRITERS * ROUNDS
    assert await _count(door) < confirmed / 2


@on_sqlite_only
async def test_writers_of_one_process_lose_nothing(database: Database) -> None:
    await _prepare(database.write)
    assert await _add_many([database.write] * WRITERS) == WRITERS * ROUNDS
    assert await _count(database.read) == WRITERS * ROUNDS


@on_sqlite_only
async def test_writers_of_several_processes_lose_nothing(database: Database, database_address: str) -> None:
    # Each opened database queues its own writers only, as separate processes do.
    processes = [database, *(Database.open(database_address) for _ in range(3))]
    await _prepare(database.write)
    assert await _add_many([process.write for process in processes] * (WRITERS // 4)) == WRITERS * ROUNDS
    assert await _count(database.read) == WRITERS * ROUNDS
    for process in processes:
        await process.close()


@on_sqlite_only
async def test_writers_are_served_in_the_order_they_came(database: Database) -> None:
    served = []

    async def writer(number: int) -> None:
        async with database.write() as session:
            await session.execute(text("SELECT 1"))
            served.append(number)

    await asyncio.gather(*map(writer, range(WRITERS)))
    assert served == list(range(WRITERS))


async def test_reader_sees_all_of_a_write_or_nothing(database: Database) -> None:
    async def letters() -> set[str]:
        async with database.read() as session:
            return set(await session.scalars(select(NumberCounterRow.letters)))

    async with database.write() as session:
        session.add(NumberCounterRow(letters="PL", year=2026, last=1))
        await session.flush()
        assert await letters() == set()
        session.add(NumberCounterRow(letters="WH", year=2026, last=1))
        await session.flush()
        assert await letters() == set()
    assert await letters() == {"PL", "WH"}


async def test_write_that_raises_leaves_nothing(database: Database) -> None:
    async def change_of_mind() -> None:
        async with database.write() as session:
            await session.execute(insert(NumberCounterRow).values(letters="PL", year=2026, last=0))
            raise LookupError

    with pytest.raises(LookupError):
        await change_of_mind()
    async with database.read() as session:
        assert (await session.scalars(select(NumberCounterRow))).all() == []


async def test_conditional_update_never_oversells(database: Database) -> None:
    capacity = 10
    await _prepare(database.write)

    async def take() -> bool:
        async with database.write() as session:
            taken = await session.execute(
                update(NumberCounterRow)
                .where(NumberCounterRow.last < capacity)
                .values(last=NumberCounterRow.last + 1)
                .returning(NumberCounterRow.last)
            )
            return taken.one_or_none() is not None

    answers = await asyncio.gather(*(take() for _ in range(capacity * 3)))
    assert sum(answers) == capacity
    assert await _count(database.read) == capacity


async def test_reading_session_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only transaction"):
        async with database.read() as session:
            await session.execute(insert(NumberCounterRow).values(letters="PL", year=2026, last=0))


async def test_text_is_compared_with_its_case(database: Database) -> None:
    async with database.read() as session:
        assert not (await session.execute(text("SELECT 'ABC' LIKE 'abc%'"))).scalar_one()


@on_sqlite_only
async def test_sqlite_is_opened_by_the_recipe(database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    for engine in (database.writing, database.reading):
        async with engine.connect() as connection:
            found = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one() for name in wanted}
        assert found == wanted
