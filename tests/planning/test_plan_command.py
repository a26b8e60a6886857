"""`python -m server plan`, from the shell's side."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from resolvers.accounts import open_account
from resolvers.changes import Change
from server.__main__ import app
from storage.codes import NeedStatus
from storage.engine import Database
from storage.keys import RandomBits
from storage.tables import DispatchRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import build_town, make_context

pytestmark = on_sqlite_only

DAY = "2100-03-02"
COMMUNITY = "昆明市/盘龙区/联盟街道/百合社区"
Command = Callable[..., Result]


@pytest.fixture
def command(
    database_address: str, clock: HandClock, random_bits: RandomBits, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Give what runs the command on a town with one need and one resource, whose staff sign in as `desk`."""

    async def settle() -> None:
        database = Database.open(database_address)
        clock.set(datetime.now(UTC))
        town = await build_town(make_context(database, clock, random_bits))
        await town.resource()
        await town.need(NeedStatus.ACCEPTED)
        assert town.staff.person_id is not None
        async with database.write() as session:
            change = Change(town.context, session, town.context.now())
            await open_account(change, town.staff.person_id, "desk", "unused")
        await database.close()

    asyncio.run(settle())
    monkeypatch.setenv("DATABASE_URL", database_address)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: CliRunner().invoke(app, ["plan", "--region", COMMUNITY, "--day", DAY, *words])


def dispatches(address: str) -> Sequence[DispatchRow]:
    async def read() -> Sequence[DispatchRow]:
        database = Database.open(address)
        async with database.read() as session:
            found = (await session.scalars(select(DispatchRow))).all()
        await database.close()
        return found

    return asyncio.run(read())


def test_a_plan_is_shown_and_sent_only_when_asked(command: Command, database_address: str) -> None:
    shown = command()
    assert shown.exit_code == 0, shown.output
    assert "上门换灯泡" in shown.stdout
    assert "排上 1 份，最多 1 份；与最优至多相差 0.00 分。" in shown.stdout
    assert dispatches(database_address) == []
    sent = command("--apply", "--by", "desk")
    assert "已派出 1 单。" in sent.stdout
    assert len(dispatches(database_address)) == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--apply",), 2, "派出要写 --by 用户名"),
        (("--apply", "--by", "nobody"), 1, "没有「nobody」这个用户名"),
        (("--region", "昆明市/没有区"), 1, "没有「没有区」这个辖区"),
        (("--day", "2020-01-01"), 1, "这个时间已经过去了"),
    ],
)
def test_what_cannot_be_done_is_said(command: Command, words: tuple[str, ...], code: int, sentence: str) -> None:
    refused = command(*words)
    assert refused.exit_code == code
    assert sentence in refused.stderr.replace("\n", "")
