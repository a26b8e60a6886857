"""Ten thousand steps through the life of needs, dispatches and slots, and the bugs the same machine finds."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.engine import Database
from tests.cluster import APPLICATION, Cluster
from tests.databases import TEMPLATE
from tests.proofs.figures import Figures
from tests.reliability.life_machine import LifeMachine
from tests.reliability.life_seen import BrokenPromiseError
from tests.reliability.life_stage import Stage, set_stage, sqlite_stage
from tests.reliability.planted_bugs import BUGS, Bug

STEPS = int(os.environ.get("PROOF_STEPS", "10000"))
STEPS_ON_POSTGRESQL = STEPS // 10
AT_A_TIME = 50
SEARCH = settings(
    max_examples=150,
    stateful_step_count=AT_A_TIME,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
)


@pytest.fixture
def stage(sqlite_template: Path, tmp_path: Path) -> Stage:
    return asyncio.run(sqlite_stage(sqlite_template, tmp_path))


@contextmanager
def staged_on(cluster: Cluster) -> Iterator[Stage]:
    """Give a stage in a database of a cluster, of which each run gets a copy."""
    name = f"staged_{uuid4().hex}"

    async def build() -> Stage:
        await cluster.create_database(name, TEMPLATE)
        database = Database.open(cluster.address(name))
        built = await set_stage(database, lambda: cluster.copy_of(name, APPLICATION))
        await database.close()
        return built

    yield asyncio.run(build())
    asyncio.run(cluster.execute(f'DROP DATABASE "{name}"'))


def walked(of: Stage, steps: int) -> int:
    """Walk at least so many steps, and return how many it were."""

    class Walked(LifeMachine):
        stage = of

    while Walked.steps < steps:
        often = max(1, (steps - Walked.steps) // AT_A_TIME)
        walk = settings(SEARCH, max_examples=often, derandomize=False)
        run_state_machine_as_test(Walked, settings=walk)
    return Walked.steps


def test_ten_thousand_steps(stage: Stage, figures: Figures) -> None:
    figures.at_least("SQLite: steps through the life of needs, all as the model says", walked(stage, STEPS), STEPS)


@pytest.mark.postgresql
def test_steps_on_postgresql(cluster: Cluster, figures: Figures) -> None:
    with staged_on(cluster) as stage:
        steps = walked(stage, STEPS_ON_POSTGRESQL)
    figures.at_least("PostgreSQL: steps through the life of needs, all as the model says", steps, STEPS_ON_POSTGRESQL)


def found_by(of: Stage, bug: Bug) -> str:
    """Return the promise that finds a bug; nothing if none does."""

    class Planted(LifeMachine):
        stage = of

        def prepare(self, database: Database) -> None:
            bug.prepare(database)

    with pytest.MonkeyPatch.context() as patch:
        bug.plant(patch)
        try:
            run_state_machine_as_test(Planted, settings=SEARCH)
        except BrokenPromiseError as broken:
            return broken.promise
    return ""


@pytest.mark.parametrize("bug", BUGS, ids=[bug.called for bug in BUGS])
def test_a_planted_bug_is_found_by_the_promise_meant_for_it(stage: Stage, figures: Figures, bug: Bug) -> None:
    figures.same(f"planted: {bug.called}", found_by(stage, bug) or "not found", bug.promise)
