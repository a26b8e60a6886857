"""The town of the tests, built once in a run for each kind of database: a test gets a copy of it."""

import asyncio
import pickle
import random
import shutil
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from resolvers.context import Context
from storage.engine import Database
from storage.standing import SYSTEM
from tests.clock import HandClock
from tests.cluster import APPLICATION, Cluster
from tests.databases import TEMPLATE, Run, sqlite_address
from tests.factories import Town, build_town, make_context

TOWN_TEMPLATE = "template_town"


@dataclass(frozen=True)
class StandingTown:
    """A database that holds the town, what the tests know of it, and how far it took the source of bits."""

    template: str
    known: dict[str, Any]
    bits: tuple[Any, ...]

    def town(self, context: Context, chance: random.Random) -> Town:
        """Return the town in a copy of the database; keys go on from those that it took."""
        chance.setstate(self.bits)
        return Town(context=context, **self.known)


def standing_town(run: Run, cluster: Cluster | None, seed: int) -> StandingTown:
    """Return the town on a cluster, or in a file of SQLite's; whoever asks first builds it."""
    kept = run.folder / ("town.sqlite" if cluster is None else "town.postgresql")
    with run.alone():
        if not kept.exists():
            kept.write_bytes(pickle.dumps(asyncio.run(_build(run.folder, cluster, seed))))
    found: StandingTown = pickle.loads(kept.read_bytes())  # noqa: S301 - this run wrote it
    return found


async def _build(folder: Path, cluster: Cluster | None, seed: int) -> StandingTown:
    if cluster is None:
        template = str(folder / "town.db")
        shutil.copyfile(folder / "template.db", template)
        address = sqlite_address(Path(template))
    else:
        template = TOWN_TEMPLATE
        await cluster.create_database(template, TEMPLATE)
        address = cluster.address(template, APPLICATION)
    chance = random.Random(seed)  # noqa: S311 - a test must be able to run again
    database = Database.open(address).standing_as(SYSTEM)
    town = await build_town(make_context(database, HandClock(), chance.getrandbits))
    await database.close()
    known = {field.name: getattr(town, field.name) for field in fields(town) if field.name != "context"}
    return StandingTown(template, known, chance.getstate())
