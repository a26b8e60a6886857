"""Processes are killed under load, and PostgreSQL is stopped at once: nothing that was answered is lost."""

import asyncio
import os
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from statistics import quantiles

import asyncpg
import httpx2
import pytest

from resolvers.audit.sealing import seal_all
from resolvers.audit.verifying import verify
from server.app import make_context
from server.settings import Settings
from storage.engine import Database
from tests.cluster import Cluster
from tests.databases import on_postgresql_only
from tests.factories import build_town
from tests.proofs.figures import Figures
from tests.reliability.clients import Clients, Outcome
from tests.reliability.errands import Errands, make_errands
from tests.reliability.servers import Server, is_gone, running, until
from tests.reliability.wholeness import is_sound, look_for_wrongs

KILLS = int(os.environ.get("PROOF_KILLS", "50"))
STOPS = int(os.environ.get("PROOF_STOPS", "5"))
ERRANDS_MADE = 3_000
"""More than is carried out meanwhile: the load ends when the faults have ended."""
AT_ONCE = 8
ANSWERS_BETWEEN = 10
"""How many answers there are between two kills, so that each hits a server at work."""
BETWEEN_STOPS_SECONDS = 4.0
AWAY_SECONDS = 2.0
BACK_SECONDS = 5.0
WITHOUT_FAULTS = 100
SEED = 7


@dataclass
class Load:
    """Clients at work on a server until they are told that it is enough."""

    server: Server
    work: Errands
    outcome: Outcome = field(default_factory=Outcome)

    async def during(self, faults: Callable[[], Awaitable[None]]) -> Outcome:
        """Carry out errands while the faults happen, and finish those that were begun."""
        async with httpx2.AsyncClient(base_url=self.server.address, timeout=10) as http:
            clients = Clients([http], self.work, self.outcome)
            busy = asyncio.ensure_future(clients.carry_out(self.work.errands, at_once=AT_ONCE))
            try:
                await faults()
            finally:
                clients.is_enough = True
                await busy
        return self.outcome


async def look_closely(called: str, database: Database, outcome: Outcome, figures: Figures) -> None:
    """Note whether all is whole after the faults."""
    wrongs = await look_for_wrongs(database, outcome)
    sys.stdout.write(f"{called}: {wrongs} {dict(outcome.failures)}\n")
    figures.at_most(f"{called}: lost, doubled or drifted, of {len(outcome.of('send')):,} dispatches", wrongs.sum(), 0)
    figures.told(f"{called}: failed and asked again", f"{outcome.failures.total():,}")
    cuts = quantiles(outcome.waits, n=100)
    figures.told(f"{called}: 99 of 100 waited at most, longest", f"{cuts[98]:.2f}, {outcome.longest_wait:.2f} s")
    await seal_all(make_context(Settings(), database))
    report = await verify(database)
    figures.at_most(f"{called}: faults of the chain of {report.sealed:,} seals", len(report.findings), 0)
    figures.at_most(f"{called}: events that have no seal", report.unsealed, 0)
    assert await is_sound(database)


@pytest.fixture
async def work(database: Database) -> Errands:
    return await make_errands(await build_town(make_context(Settings(), database)), ERRANDS_MADE)


async def test_processes_killed_under_load(
    database: Database, database_address: str, work: Errands, figures: Figures
) -> None:
    called = f"{'SQLite' if database.is_sqlite else 'PostgreSQL'}, processes killed"
    killed: list[int] = []

    async with running(database_address) as server:
        load = Load(server, work)

        async def kills() -> None:
            await until(lambda: len(load.outcome.waits) >= WITHOUT_FAULTS)
            # Without a fault nothing fails: what fails later is the doing of the faults.
            figures.at_most(f"{called}: failed before the first", load.outcome.failures.total(), 0)
            chance = random.Random(SEED)  # noqa: S311 - a run must be able to run again
            for _ in range(KILLS):
                killed.append(await server.kill_one(chance))
                answered = len(load.outcome.waits) + ANSWERS_BETWEEN
                await until(lambda: len(load.outcome.waits) >= answered)  # noqa: B023 - awaited before the next turn

        outcome = await load.during(kills)
    figures.at_least(f"{called}: processes that are gone", sum(map(is_gone, set(killed))), KILLS)
    figures.at_least(f"{called}: requests that failed by it", outcome.failures.total(), 1)
    await look_closely(called, database, outcome, figures)


@on_postgresql_only
async def test_postgresql_stopped_at_once_under_load(
    database: Database, database_address: str, cluster: Cluster, work: Errands, figures: Figures
) -> None:
    called = "PostgreSQL stopped at once"
    gaps: list[float] = []
    refused = 0

    async with running(database_address) as server:
        load = Load(server, work)

        async def stops() -> None:
            nonlocal refused
            for _ in range(STOPS):
                await asyncio.sleep(BETWEEN_STOPS_SECONDS)
                await asyncio.to_thread(cluster.stop)
                refused += await _is_refused(cluster)
                await asyncio.sleep(AWAY_SECONDS)
                await asyncio.to_thread(cluster.begin)
                gaps.append(await _first_answer(load))

        outcome = await load.during(stops)
    figures.at_least(f"{called}: times another connection was refused", refused, STOPS)
    figures.at_least(f"{called}: requests that failed by it", outcome.failures.total(), 1)
    figures.at_most(f"{called}: longest until an answer, once it was back", max(gaps), BACK_SECONDS, "s")
    await database.writing.dispose()
    await database.reading.dispose()
    await look_closely(called, database, outcome, figures)


async def _is_refused(cluster: Cluster) -> bool:
    try:
        await cluster.execute("SELECT 1")
    except (OSError, asyncpg.PostgresError):
        return True
    return False


async def _first_answer(load: Load) -> float:
    """Return how long it took until the next answer."""
    begun, answered = time.monotonic(), len(load.outcome.waits)
    await until(lambda: len(load.outcome.waits) > answered)
    return time.monotonic() - begun
