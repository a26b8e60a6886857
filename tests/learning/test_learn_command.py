"""`python -m server learn` and `models`, from the shell's side."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner, Result

from server.__main__ import app
from server.process import screen
from storage.engine import Database
from storage.keys import RandomBits
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import build_town, make_context
from tests.learning.played import decide, offers, part_of

COMMUNITY = "昆明市/盘龙区/联盟街道/百合社区"
CODE = "0001000100010001"
Command = Callable[..., Result]


@pytest.fixture
def command(
    database_address: str, clock: HandClock, random_bits: RandomBits, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Give what runs commands on a town whose staff have decided often."""

    async def settle() -> None:
        database = Database.open(database_address)
        clock.set(datetime.now(UTC))
        town = await build_town(make_context(database, clock, random_bits))
        await offers(town)
        await decide(town, await part_of(town), 110)
        await database.close()

    asyncio.run(settle())
    monkeypatch.setenv("DATABASE_URL", database_address)
    monkeypatch.setattr(screen, "width", 200)
    return lambda *words: CliRunner().invoke(app, list(words))


def said(result: Result, code: int = 0) -> str:
    assert result.exit_code == code, result.output
    return result.output.replace("\n", "")


@on_sqlite_only
def test_learning_prints_the_gain_and_models_go_in_force_and_back(command: Command) -> None:
    assert "还没有学到的权重" in said(command("models", "list"))
    learned = said(command("learn", "--region", COMMUNITY))
    assert "百合社区" in learned
    assert "L1 已启用 in force" in learned
    assert "…" in learned
    assert "5 家合伙人中" in learned
    again = said(command("learn"))
    assert "L1 正在使用" in again
    listed = said(command("models", "list", "--region", "昆明市"))
    assert "✓" in listed
    assert f"已停用 {CODE}.L1" in said(command("models", "rollback", "--region", CODE))
    assert "不用退回" in said(command("models", "rollback", "--region", CODE), 1)
    assert "✓" not in said(command("models", "list"))
    assert f"已启用 {CODE}.L1" in said(command("models", "activate", "--region", COMMUNITY, "--number", "1"))
    assert "轮换的力度已设为 1.5 倍" in said(command("models", "rotation", "--region", COMMUNITY, "--strength", "1.5"))
    assert "已经在用了" in said(command("models", "activate", "--region", COMMUNITY, "--number", "1"), 1)


@on_sqlite_only
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("learn", "--region", "昆明市/没有区"), "没有「昆明市/没有区」这个辖区"),
        (("models", "list", "--region", "没有市"), "没有「没有市」这个辖区"),
        (("models", "rollback", "--region", "没有市"), "没有「没有市」这个辖区"),
        (("models", "activate", "--region", COMMUNITY, "--number", "9"), "没有找到这条学到的权重"),
    ],
)
def test_what_cannot_be_done_is_said(command: Command, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in said(command(*words), 1)


@pytest.mark.parametrize("words", [("learn",), ("models",), ("models", "list"), ("models", "rollback")])
def test_help_shows_an_example(words: tuple[str, ...]) -> None:
    shown = " ".join(CliRunner().invoke(app, [*words, "--help"]).output.split())
    assert f"python -m server {' '.join(words)}" in shown
