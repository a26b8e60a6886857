"""What every test may ask for."""

import os
import random
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from resolvers.context import Context
from storage.engine import Database
from storage.keys import RandomBits
from storage.standing import SYSTEM
from tests.clock import HandClock
from tests.cluster import APPLICATION, OWNER, Cluster
from tests.databases import TEMPLATE, Run, sqlite_address
from tests.factories import Town, make_context
from tests.parts import SHARED_DATA, SYSTEM_PACKAGES, present
from tests.standing_town import StandingTown, standing_town

ROOT = Path(__file__).resolve().parent.parent
RUN_FOLDER = pytest.StashKey[Path]()
SEED = 20260302
ROOM_IN_MEMORY = 4 * 2**30

settings.register_profile("test", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("prove", max_examples=2000, deadline=None)
settings.load_profile("test")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run its folder; a worker of a parallel run takes the folder of the process that started it."""
    workerinput: dict[str, Any] | None = getattr(config, "workerinput", None)
    if workerinput is not None:
        config.stash[RUN_FOLDER] = Path(workerinput["run_folder"])
        return
    folder = Path(tempfile.mkdtemp(prefix="community-tests-", dir=fast_place()))
    folder.chmod(0o711)  # The user postgres must be able to reach the cluster inside.
    config.stash[RUN_FOLDER] = folder
    if config.option.basetemp is None:
        config.option.basetemp = str(folder / "temporary")


def fast_place() -> Path | None:
    """Return a folder in memory, where thousands of databases come and go sooner; None where there is no room.

    With TESTS_ON_DISK set there is none either: what is proved of a disk must be written to one.
    """
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a name that nobody can guess
    if "TESTS_ON_DISK" in os.environ or not os.access(memory, os.W_OK):
        return None
    return memory if shutil.disk_usage(memory).free > ROOM_IN_MEMORY else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of a parallel run which folder the run has."""
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Clear the run away, once all workers have ended."""
    if not hasattr(config, "workerinput") and RUN_FOLDER in config.stash:
        Run(config.stash[RUN_FOLDER]).clear()


@pytest.fixture(scope="session")
def run(pytestconfig: pytest.Config) -> Run:
    """What all workers of this test run share."""
    return Run(pytestconfig.stash[RUN_FOLDER])


@pytest.fixture(scope="session")
def cluster(run: Run) -> Cluster:
    """Give the running private PostgreSQL cluster."""
    return run.cluster()


@pytest.fixture(scope="session")
def sqlite_template(run: Run) -> Path:
    """Give the file of an empty, migrated SQLite database."""
    return run.sqlite_template()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on: each test runs on both, unless it is marked `on_sqlite_only` or the like."""
    kind: str = request.param
    return kind


@pytest.fixture
def database_cluster(database_kind: str, request: pytest.FixtureRequest) -> Cluster | None:
    """Give the cluster the test's database lies in; None when it is an SQLite file."""
    found: Cluster | None = request.getfixturevalue("cluster") if database_kind == "postgresql" else None
    return found


@pytest.fixture
def standing(
    request: pytest.FixtureRequest, run: Run, sqlite_template: Path, database_cluster: Cluster | None
) -> StandingTown | None:
    """Give the town that stands in the test's database from the start, or None when the test asks for no town."""
    if "town" not in request.fixturenames:
        return None
    assert sqlite_template.exists()
    return standing_town(run, database_cluster, SEED)


@pytest.fixture
async def database_address(
    database_cluster: Cluster | None, sqlite_template: Path, standing: StandingTown | None, tmp_path: Path
) -> AsyncIterator[str]:
    """Give the URL of a migrated database of this test's own, empty unless a town stands in it."""
    if database_cluster is None:
        file = tmp_path / "community.db"
        shutil.copyfile(standing.template if standing else sqlite_template, file)
        yield sqlite_address(file)
        return
    async with database_cluster.copy_of(standing.template if standing else TEMPLATE, APPLICATION) as address:
        yield address


@pytest.fixture
async def blank_address(database_cluster: Cluster | None, tmp_path: Path) -> AsyncIterator[str]:
    """Give the URL of a database of this test's own in which no migration has run yet."""
    if database_cluster is None:
        yield sqlite_address(tmp_path / "blank.db")
        return
    async with database_cluster.copy_of("template0") as address:
        yield address


@pytest.fixture
async def database(database_address: str) -> AsyncIterator[Database]:
    """Give a migrated, empty database of this test's own, opened for the system and closed afterwards.

    On PostgreSQL it is opened as the role the application works as.
    """
    database = Database.open(database_address)
    yield database.standing_as(SYSTEM)
    await database.close()


@pytest.fixture
async def owner(database_address: str) -> AsyncIterator[Database]:
    """Give the test's database as the role whose the tables are, for what the application must not do."""
    owner = Database.open(database_address.replace(APPLICATION, OWNER)).standing_as(SYSTEM)
    yield owner
    await owner.close()


@pytest.fixture
def clock() -> HandClock:
    """Give a clock that stands at a Monday morning until the test moves it."""
    return HandClock()


@pytest.fixture
def chance() -> random.Random:
    """Give a source of chance that is the same in every run."""
    return random.Random(SEED)  # noqa: S311 - a test must be able to run again


@pytest.fixture
def random_bits(chance: random.Random) -> RandomBits:
    """Give a source of bits that is the same in every run."""
    return chance.getrandbits


@pytest.fixture
def context(database: Database, clock: HandClock, random_bits: RandomBits) -> Context:
    """Give a context in which nobody has signed in."""
    return make_context(database, clock, random_bits)


@pytest.fixture
def town(context: Context, standing: StandingTown | None, chance: random.Random) -> Town:
    """Give a small town in a database of its own."""
    assert standing is not None
    return standing.town(context, chance)


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the root of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of the evaluation data; mark such tests with `shared_data`."""
    folder = Path(os.environ.get("COMMUNITY_SHARED_DATA", ROOT.parent / "shared" / "data"))
    return present(folder if folder.is_dir() else None, "the evaluation data", SHARED_DATA)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Give the Chromium program; mark such tests with `browser`."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Path(present(found, "Chromium", SYSTEM_PACKAGES))
