"""Two transactions that wait for each other's rows: one is run again, and both are done."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from resolvers import changes
from resolvers.changes import Change, make_change
from resolvers.context import Context
from storage.tables import NumberCounterRow
from tests.databases import on_postgresql_only

Steps = tuple[str, str]
CROSSWISE: tuple[Steps, Steps] = (("A", "B"), ("B", "A"))


def crossing(meeting: asyncio.Barrier, order: Steps) -> Callable[[Change], Awaitable[NumberCounterRow]]:
    """Return work that locks two rows, and in its first try waits in between until the other has locked its first."""
    tries = 0

    async def work(change: Change) -> NumberCounterRow:
        nonlocal tries
        tries += 1
        first, second = (
            select(NumberCounterRow).where(NumberCounterRow.letters == one).with_for_update() for one in order
        )
        (await change.session.scalars(first)).one()
        if tries == 1:
            await meeting.wait()
        row = (await change.session.scalars(second)).one()
        row.last += 1
        return row

    return work


@pytest.fixture
async def counters(context: Context) -> None:
    async with context.database.write() as session:
        session.add_all(NumberCounterRow(letters=one, year=2026, last=0) for one in ("A", "B"))


async def last(context: Context) -> int:
    async with context.database.read() as session:
        return (await session.scalar(select(func.sum(NumberCounterRow.last)))) or 0


@on_postgresql_only
@pytest.mark.usefixtures("counters")
async def test_of_two_who_wait_for_each_other_one_is_run_again(context: Context) -> None:
    meeting = asyncio.Barrier(2)
    await asyncio.gather(*(make_change(context, crossing(meeting, order)) for order in CROSSWISE))
    assert await last(context) == 2


@on_postgresql_only
@pytest.mark.usefixtures("counters")
async def test_without_a_second_try_one_of_them_fails(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_TRIES", 1)
    meeting = asyncio.Barrier(2)
    works = (make_change(context, crossing(meeting, order)) for order in CROSSWISE)
    outcomes = await asyncio.gather(*works, return_exceptions=True)
    assert sum(isinstance(one, DBAPIError) for one in outcomes) == 1
    assert await last(context) == 1
