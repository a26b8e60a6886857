"""Every event is sealed in order, and whatever was changed behind our back is found and named."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from resolvers.audit.sealing import Sealer, head_of, seal_all
from resolvers.audit.seals import FIELDS, Head
from resolvers.audit.verifying import AuditFault, verify
from resolvers.changes import Change
from resolvers.life.accepting import accept_need
from server.__main__ import app as commands
from storage.codes import NeedStatus
from storage.engine import Database
from storage.migration import migrate
from storage.tables import EventRow, EventSealRow
from tests.clock import HandClock
from tests.databases import on_postgresql_only, sqlite_address
from tests.factories import Town, build_town, make_context
from tests.outbox.tampering import tamper


async def findings(town: Town, *anchors: Head) -> list[tuple[AuditFault, int | None, int | None]]:
    return [(one.fault, one.seal, one.event) for one in (await verify(town.context.database, anchors)).findings]


async def head(town: Town) -> Head:
    async with town.context.database.read() as session:
        found = await head_of(session)
    assert found is not None
    return found


async def test_every_event_is_sealed_once_in_order_and_the_chain_is_whole(town: Town, clock: HandClock) -> None:
    await town.need(NeedStatus.DONE)
    sealer = Sealer()
    first = await sealer.seal(town.context)
    clock.advance(minutes=5)
    await town.need(NeedStatus.ACCEPTED)
    assert await sealer.seal(town.context)
    assert await sealer.seal(town.context) == 0
    numbers = await town.rows(select(EventRow.seq).order_by(EventRow.seq))
    assert await town.rows(select(EventSealRow.event_seq).order_by(EventSealRow.seq)) == numbers
    report = await verify(town.context.database)
    assert (report.sealed, report.unsealed, report.findings) == (len(numbers), 0, [])
    assert report.head == await head(town)
    assert first < len(numbers)
    await town.need()
    assert (await verify(town.context.database)).unsealed == 1


def test_the_seal_covers_every_column_of_an_event() -> None:
    assert set(FIELDS) == set(EventRow.__table__.columns.keys())


async def test_sealers_of_several_processes_make_one_chain(town: Town, database_address: str) -> None:
    others = [Database.open(database_address) for _ in range(3)]
    contexts = [town.context, *(make_context(one, town.context.clock, town.context.random_bits) for one in others)]  # type: ignore[arg-type]  # the tests' clock
    sealers = [(Sealer(), context) for context in contexts]
    for _ in range(5):
        await town.need(NeedStatus.ACCEPTED)
        await asyncio.gather(*(sealer.seal(context) for sealer, context in sealers))
    await seal_all(town.context)
    report = await verify(town.context.database)
    assert (report.findings, report.unsealed) == ([], 0)
    for one in others:
        await one.close()


CHANGES = {
    "UPDATE event SET move = 'DECLINED' WHERE seq = 2": (AuditFault.EVENT_CHANGED, 2, 2),
    "UPDATE event SET channel = 'HOTLINE' WHERE seq = 4": (AuditFault.EVENT_CHANGED, 4, 4),
    'UPDATE event SET details = \'{"status": "CLOSED"}\' WHERE seq = 6': (AuditFault.EVENT_CHANGED, 6, 6),
    "DELETE FROM event WHERE seq = 8": (AuditFault.EVENT_MISSING, 8, 8),
    "UPDATE event_seal SET hash = 'not a hash at all' WHERE seq = 10": (AuditFault.SEAL_CHANGED, 10, 10),
    "DELETE FROM event_seal WHERE seq = 12": (AuditFault.SEAL_MISSING, 12, None),
}


async def test_every_changed_row_is_named_and_no_other(town: Town) -> None:
    await town.need(NeedStatus.TAKEN)
    await seal_all(town.context)
    for statement in CHANGES:
        await tamper(town.context.database, statement)
    assert await findings(town) == list(CHANGES.values())


async def test_two_events_that_changed_places_are_named(town: Town) -> None:
    await seal_all(town.context)
    for statement in (
        "UPDATE event SET seq = 999999 WHERE seq = 2",
        "UPDATE event SET seq = 2 WHERE seq = 3",
        "UPDATE event SET seq = 3 WHERE seq = 999999",
    ):
        await tamper(town.context.database, statement)
    assert await findings(town) == [(AuditFault.EVENT_CHANGED, 2, 2), (AuditFault.EVENT_CHANGED, 3, 3)]


async def test_an_event_that_is_slipped_in_where_a_number_was_left_out_is_named_and_never_sealed(
    town: Town, clock: HandClock
) -> None:
    number = await skip_number(town)
    await town.need()
    await seal_all(town.context)
    clock.advance(minutes=2)
    await town.need()
    await seal_all(town.context)
    others = ", ".join(FIELDS[1:])
    slip = f"INSERT INTO event (seq, {others}) SELECT :number, {others} FROM event WHERE seq = 1"  # noqa: S608 - our own
    await tamper(town.context.database, slip, number=number)
    assert await seal_all(town.context) == 0
    assert await findings(town) == [(AuditFault.EVENT_INSERTED, None, number)]


async def skip_number(town: Town) -> int:
    """Take a number as a transaction does that is rolled back; return it."""
    number = (await town.rows(select(func.max(EventRow.seq))))[0] + 1
    sequence = (
        "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'event'"
        if town.context.database.is_sqlite
        else "SELECT nextval(pg_get_serial_sequence('event', 'seq'))"
    )
    await tamper(town.context.database, sequence)
    return int(number)


async def test_only_an_anchor_shows_that_the_tail_was_cut_off_or_everything_written_anew(town: Town) -> None:
    await seal_all(town.context)
    kept = await head(town)
    for table, column in (("event_seal", "event_seq"), ("event", "seq")):
        await tamper(
            town.context.database,
            f"DELETE FROM {table} WHERE {column} > :from",  # noqa: S608 - the names stand above
            **{"from": kept.seq - 3},
        )
    assert await findings(town) == []
    assert await findings(town, kept) == [(AuditFault.CUT_OFF, kept.seq, None)]
    await tamper(town.context.database, "UPDATE event SET move = 'CHANGED' WHERE seq = 2")
    await tamper(town.context.database, "DELETE FROM event_seal")
    await seal_all(town.context)
    early = await head(town)
    assert await findings(town) == []
    assert await findings(town, Head(early.seq, kept.hash, kept.sealed_at)) == [
        (AuditFault.REWRITTEN, early.seq, early.seq)
    ]


@on_postgresql_only
async def test_a_number_that_commits_late_is_sealed_when_it_comes_and_one_that_never_comes_holds_up_nothing(
    town: Town, clock: HandClock
) -> None:
    early, late = await town.need(), await town.need()
    sealer = Sealer()
    await sealer.seal(town.context)
    context = town.seen_by(town.staff)
    async with town.context.database.write() as first:
        await accept_need(Change(context, first, clock()), early.id)
        await first.flush()
        lower = await first.scalar(select(func.max(EventRow.seq)))
        await town.do(town.staff, accept_need, late.id)
        assert await sealer.seal(town.context)
        clock.advance(seconds=59)
    # The next sealer begins anew, long after: what counts is how far the chain had come.
    clock.advance(minutes=30)
    assert await Sealer().seal(town.context)
    numbers = await town.rows(select(EventSealRow.event_seq).order_by(EventSealRow.seq))
    assert numbers[-1] == lower
    assert lower is not None
    assert lower < numbers[-2]
    assert await findings(town) == []
    with pytest.raises(RuntimeError, match="rolled back"):
        await _fail(town, await town.need())
    await town.need()
    await sealer.seal(town.context)
    report = await verify(town.context.database)
    assert (report.findings, report.unsealed) == ([], 0)


async def _fail(town: Town, need: Any) -> None:
    async with town.context.database.write() as session:
        await accept_need(Change(town.seen_by(town.staff), session, town.context.now()), need.id)
        await session.flush()
        message = "rolled back"
        raise RuntimeError(message)


def test_the_commands_verify_and_keep_the_end_of_the_chain_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, random_bits: Any
) -> None:
    address = sqlite_address(tmp_path / "community.db")
    monkeypatch.setenv("DATABASE_URL", address)
    file = tmp_path / "elsewhere.jsonl"

    async def prepare() -> None:
        database = Database.open(address)
        await migrate(database)
        await build_town(make_context(database, HandClock(), random_bits))
        await database.close()

    def command(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(commands, ["audit", *arguments])
        return result.exit_code, result.output

    asyncio.run(prepare())
    code, told = command("verify")
    assert (code, "封印 0 条" in told) == (0, True)
    assert command("anchor", str(file))[0] == 0
    assert command("anchor", str(file))[0] == 0
    assert len(file.read_text().splitlines()) == 2
    code, told = command("verify", "--anchor", str(file))
    assert (code, "未封 0 条" in told) == (0, True)
    asyncio.run(change(address, "DELETE FROM event_seal WHERE seq > 3"))
    assert command("verify")[0] == 0
    code, told = command("verify", "--anchor", str(file))
    assert (code, "末尾被截去" in told) == (1, True)
    asyncio.run(change(address, "UPDATE event SET move = 'X' WHERE seq = 2"))
    code, told = command("verify")
    assert (code, "事件 2 与封印 2 不符" in told) == (1, True)
    file.write_text("{}")
    assert command("verify", "--anchor", str(file))[0] == 1


async def change(address: str, statement: str) -> None:
    database = Database.open(address)
    await tamper(database, statement)
    await database.close()
