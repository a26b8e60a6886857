"""Where the machine plays: a small town with two resources and a partner, in a database that is copied for each run."""

import random
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from storage.codes import Kind, Unit
from storage.engine import Database
from tests.clock import MORNING, HandClock
from tests.databases import sqlite_address
from tests.factories import Town, build_town, make_context

CAPACITY = {"lamps": 3, "electrician": 1}
IS_TIMED = {"lamps": False, "electrician": True}
ALONE = "helper"
"""A partner who offers nothing and is asked by itself."""
FIRST_TIME = MORNING + timedelta(days=200)
HALF_HOUR = timedelta(minutes=30)
SEED = 20261122

Copy = Callable[[], AbstractAsyncContextManager[str]]
"""Gives the address of a copy of the staged database, which ends with the block."""


@dataclass(frozen=True)
class Stage:
    """A staged database: the town as it was staged, and the keys of what may be asked."""

    town: Town
    resources: dict[str, UUID]
    helper: UUID
    copy: Copy

    def opened(self, database: Database, clock: HandClock) -> Town:
        """Return the town in a copy, with a clock and keys of its own that are the same in every run."""
        bits = random.Random(SEED).getrandbits  # noqa: S311 - a run must be able to run again
        return replace(self.town, context=make_context(database, clock, bits))


async def set_stage(database: Database, copy: Copy) -> Stage:
    """Build what is needed in an empty database."""
    bits = random.Random(SEED - 1).getrandbits  # noqa: S311 - a run must be able to run again
    town = await build_town(make_context(database, HandClock(), bits))
    lamps = await town.resource(
        await town.partner("灯具店"), kind=Kind.GOODS, unit=Unit.PIECE, slot_capacity=CAPACITY["lamps"]
    )
    electrician = await town.resource(await town.partner("电工"), slot_capacity=CAPACITY["electrician"])
    helper = await town.partner("热心人")
    return Stage(town, {"lamps": lamps.id, "electrician": electrician.id}, helper.id, copy)


async def sqlite_stage(template: Path, folder: Path) -> Stage:
    """Return a stage in a file, of which each run gets a copy."""
    staged = folder / "staged.db"
    shutil.copyfile(template, staged)

    @asynccontextmanager
    async def copy() -> AsyncIterator[str]:
        with TemporaryDirectory(dir=folder) as own:
            file = Path(own) / "community.db"
            shutil.copyfile(staged, file)
            yield sqlite_address(file)

    database = Database.open(sqlite_address(staged))
    stage = await set_stage(database, copy)
    await database.close()
    return stage
