"""Proofs that take minutes: `make prove` runs them, `make test` runs short versions of them elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster import DURABLE, Cluster, server_programs
from tests.databases import Run, begin_with_template
from tests.parts import SYSTEM_PACKAGES, present
from tests.proofs.figures import Figures

PROOFS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that stands here as a proof."""
    for item in items:
        if item.path.is_relative_to(PROOFS):
            item.add_marker("proof")


@pytest.fixture
def figures() -> Iterator[Figures]:
    """Take the figures of a proof, which fails when a bound is not held."""
    taken = Figures()
    yield taken
    taken.assert_held()


@pytest.fixture(scope="session")
def cluster(run: Run) -> Iterator[Cluster]:
    """Give a running cluster that writes out what it confirms, which takes the place of the tests' fast one."""
    programs = present(server_programs(), "PostgreSQL", SYSTEM_PACKAGES)
    durable = Cluster(programs, run.folder / "durable", DURABLE)
    begin_with_template(durable)
    yield durable
    durable.stop()
