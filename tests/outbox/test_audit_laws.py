"""Whatever single field of a small chain is changed, to whatever value, the change is found where it is."""

import asyncio
import shutil
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


@pytest.fixture(scope="module")
def chain(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a chain of some twenty seals."""
    file = tmp_path_factory.mktemp("chain") / "community.db"
    shutil.copyfile(sqlite_template, file)

    async def build() -> None:
        database = Database.open(sqlite_address(file))
        context = make_context(database, HandClock(), made_up_bits())
        await build_town(context)
        await seal_all(context)
        await database.close()

    asyncio.run(build())
    return file


def made_up_bits() -> RandomBits:
    state = iter(range(1, 10_000))
    return lambda width: next(state) * 0x9E3779B97F4A7C15 % (1 << width)


def looked_at(file: Path) -> AuditReport:
    async def look() -> AuditReport:
        database = Database.open(sqlite_address(file))
        report = await verify(database)
        await database.close()
        return report

    return asyncio.run(look())


def change(engine: Engine, table: Table, seq: int, column: str, value: Any) -> Any:
    """Change one field and return what it was."""
    with engine.begin() as connection:
        was = connection.scalar(select(table.c[column]).where(table.c.seq == seq))
        connection.execute(update(table).where(table.c.seq == seq).values({column: value}))
        return was


def found(chain: Path, table: Table, seq: int, column: str, value: Any) -> AuditReport | None:
    """Return what is found after a change that is taken back afterwards; None where nothing would change."""
    engine = create_engine(f"sqlite:///{chain}")
    try:
        with engine.connect() as connection:
            if connection.scalar(select(table.c[column]).where(table.c.seq == seq)) == value:
                return None
            taken = [*connection.scalars(select(table.c[column]))] if column in {"seq", "event_seq"} else []
        if value in taken:
            return None
        was = change(engine, table, seq, column, value)
        report = looked_at(chain)
        change(engine, table, value if column == "seq" else seq, column, was)
    finally:
        engine.dispose()
    return report


@given(seq=st.integers(1, 20), name=st.sampled_from(sorted(VALUES)), data=st.data())
def test_every_change_of_one_field_of_an_event_is_found(chain: Path, seq: int, name: str, data: st.DataObject) -> None:
    report = found(chain, EVENTS, seq, name, data.draw(VALUES[name], label="value"))
    assert report is None or seq in {one.event for one in report.findings}


@given(seq=st.integers(1, 19), name=st.sampled_from(sorted(SEAL_VALUES)), data=st.data())
def test_every_change_of_one_field_of_a_seal_is_found(chain: Path, seq: int, name: str, data: st.DataObject) -> None:
    report = found(chain, SEALS, seq, name, data.draw(SEAL_VALUES[name], label="value"))
    assert report is None or any(is_named(seq, one) for one in report.findings)


def is_named(seal: int, finding: AuditFinding) -> bool:
    return finding.seal is not None and finding.seal <= seal <= (finding.last_seal or finding.seal)


def test_the_chain_itself_is_whole(chain: Path) -> None:
    report = looked_at(chain)
    assert report.is_whole
    assert report.sealed >= 20
