"""Ten thousand dispatches at once: nothing is oversold, lost or done twice, and nobody waits long."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from statistics import quantiles

import pytest

from server.app import make_context
from server.settings import Settings
from storage.engine import Database
from tests.conftest import ROOT
from tests.factories import build_town
from tests.proofs.figures import Figures
from tests.reliability.clients import Outcome
from tests.reliability.errands import make_errands
from tests.reliability.wholeness import is_sound, look_for_wrongs
from tests.reliability.writer import READY, read_outcome

ASKED = int(os.environ.get("PROOF_DISPATCHES", "10000"))
LONGEST_WAIT_SECONDS = 2.0
COLD_SECONDS = 5.0
SHAPES = [pytest.param((1, 32), id="one process of 32"), pytest.param((4, 8), id="four processes of 8")]


@pytest.mark.parametrize("shape", SHAPES)
async def test_ten_thousand_dispatches_at_once(
    database: Database, database_address: str, shape: tuple[int, int], tmp_path: Path, figures: Figures
) -> None:
    processes, at_once = shape
    work = await make_errands(await build_town(make_context(Settings(), database)), ASKED)
    file = tmp_path / "errands.json"
    file.write_bytes(work.to_json())
    outcome = await _carried_out(file, database_address, processes, at_once)
    wrongs = await look_for_wrongs(database, outcome)
    called = f"{'SQLite' if database.is_sqlite else 'PostgreSQL'}, {ASKED:,} dispatches, {processes} × {at_once}"
    figures.told(f"{called}: answers", ", ".join(f"{name} {count:,}" for name, count in outcome.kinds().items()))
    figures.at_least(f"{called}: dispatches asked for", len(outcome.of("send")), ASKED)
    figures.at_most(f"{called}: oversold, lost, doubled or drifted", wrongs.sum(), 0)
    figures.at_most(f"{called}: retries told otherwise, of {outcome.replays:,}", wrongs.replayed_otherwise, 0)
    figures.at_most(f"{called}: failed", outcome.failures.total(), 0)
    first, later = _longest(outcome)
    figures.told(
        f"{called}: longest wait of the first {COLD_SECONDS:g} s, when all processes are new", f"{first:.2f} s"
    )
    figures.at_most(f"{called}: longest wait afterwards", later, LONGEST_WAIT_SECONDS, "s")
    figures.told(f"{called}: half, 99 of 100 waited", _spread(outcome))
    sys.stdout.write(f"{wrongs} {dict(outcome.failures)}\n")
    assert await is_sound(database)


def _longest(outcome: Outcome) -> tuple[float, float]:
    """Return the longest wait of those that began when the processes were new, and of the others."""
    asked = [answered - waited for answered, waited in zip(outcome.answered_at, outcome.waits, strict=True)]
    is_cold = [at < min(asked) + COLD_SECONDS for at in asked]
    both = list(zip(is_cold, outcome.waits, strict=True))
    return max(wait for cold, wait in both if cold), max(wait for cold, wait in both if not cold)


def _spread(outcome: Outcome) -> str:
    cuts = quantiles(outcome.waits, n=100)
    seconds = max(outcome.answered_at) - min(outcome.answered_at)
    return f"{cuts[49]:.3f}, {cuts[98]:.3f} s; {len(outcome.waits) / seconds:.0f} mutations a second"


async def _carried_out(file: Path, address: str, processes: int, at_once: int) -> Outcome:
    """Carry out all errands in processes that begin together."""
    given = {**os.environ, "DATABASE_URL": address}
    started = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.reliability.writer", str(file), str(number), str(processes), str(at_once)),
            cwd=ROOT,
            env=given,
            stdin=PIPE,
            stdout=PIPE,
        )
        for number in range(processes)
    ]
    for one in started:
        assert one.stdout is not None
        assert await one.stdout.readline() == READY
    outcome = Outcome()
    for told in await asyncio.gather(*map(_begun, started)):
        outcome.join(told)
    return outcome


async def _begun(process: Process) -> Outcome:
    told, _ = await process.communicate(b"\n")
    assert process.returncode == 0
    return read_outcome(told)
