"""Whatever single field of a small chain is changed, to whatever value, the change is found where it is."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, Table, create_engine, select, update

from resolvers.audit.sealing import seal_all
from resolvers.audit.verifying import AuditFinding, AuditReport, verify
from storage.codes import Channel
from storage.engine import Database
from storage.keys import RandomBits
from storage.tables import EventRow, EventSealRow
from tests.clock import HandClock
from tests.databases import sqlite_address
from tests.factories import build_town, make_context

EVENTS = cast("Table", EventRow.__table__)
SEALS = cast("Table", EventSealRow.__table__)

numbers = st.integers(1, 2**53)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=24)
keys = st.none() | st.uuids()
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "seq": numbers,
    "noun": words,
    "key": st.uuids(),
    "move": words,
    "region_path": words,
    **dict.fromkeys(("need_id", "partner_id", "actor_id", "on_behalf_of_id", "on_behalf_of_partner_id"), keys),
    "channel": st.sampled_from(Channel),
    "details": st.dictionaries(words, json, max_size=3),
    "at": moments,
}
SEAL_VALUES = {"seq": numbers, "event_seq": numbers, "hash": words, "sealed_at": moments}


@dataclass(frozen=True)
class Chain:
    """A chain of some twenty seals in a file, as the application has it and as somebody else opens it."""

    runner: asyncio.Runner
    database: Database
    behind: Engine

    def looked_at(self) -> AuditReport:
        """Return what is found now."""
        return self.runner.run(verify(self.database))

    def changed(self, table: Table, seq: int, column: str, value: Any) -> AuditReport | None:
        """Return what is found after a change that is taken back afterwards; None where nothing would change."""
        with self.behind.connect() as connection:
            was = connection.scalar(select(table.c[column]).where(table.c.seq == seq))
            taken = [*connection.scalars(select(table.c[column]))] if column in {"seq", "event_seq"} else []
        if value == was or value in taken:
            return None
        self._set(table, seq, column, value)
        try:
            return self.looked_at()
        finally:
            self._set(table, value if column == "seq" else seq, column, was)

    def _set(self, table: Table, seq: int, column: str, value: Any) -> None:
        with self.behind.connect() as connection:
            connection.exec_driver_sql("PRAGMA synchronous=OFF")  # What is taken back at once need not be kept.
            connection.execute(update(table).where(table.c.seq == seq).values({column: value}))
            connection.commit()


@pytest.fixture(scope="module")
def chain(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    file = tmp_path_factory.mktemp("chain") / "community.db"
    shutil.copyfile(sqlite_template, file)

    async def build() -> Database:
        database = Database.open(sqlite_address(file))
        context = make_context(database, HandClock(), made_up_bits())
        await build_town(context)
        await seal_all(context)
        return database

    with asyncio.Runner() as runner:
        database, behind = runner.run(build()), create_engine(f"sqlite:///{file}")
        yield Chain(runner, database, behind)
        behind.dispose()
        runner.run(database.close())


def made_up_bits() -> RandomBits:
    state = iter(range(1, 10_000))
    return lambda width: next(state) * 0x9E3779B97F4A7C15 % (1 << width)


@given(seq=st.integers(1, 20), name=st.sampled_from(sorted(VALUES)), data=st.data())
def test_every_change_of_one_field_of_an_event_is_found(chain: Chain, seq: int, name: str, data: st.DataObject) -> None:
    report = chain.changed(EVENTS, seq, name, data.draw(VALUES[name], label="value"))
    assert report is None or seq in {one.event for one in report.findings}


@given(seq=st.integers(1, 19), name=st.sampled_from(sorted(SEAL_VALUES)), data=st.data())
def test_every_change_of_one_field_of_a_seal_is_found(chain: Chain, seq: int, name: str, data: st.DataObject) -> None:
    report = chain.changed(SEALS, seq, name, data.draw(SEAL_VALUES[name], label="value"))
    assert report is None or any(is_named(seq, one) for one in report.findings)


def is_named(seal: int, finding: AuditFinding) -> bool:
    return finding.seal is not None and finding.seal <= seal <= (finding.last_seal or finding.seal)


def test_the_chain_itself_is_whole(chain: Chain) -> None:
    report = chain.looked_at()
    assert report.is_whole
    assert report.sealed >= 20
