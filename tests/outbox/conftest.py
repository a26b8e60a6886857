import pytest

from storage.engine import Database
from storage.keys import RandomBits
from tests.clock import HandClock
from tests.factories import Town, build_town, make_context


@pytest.fixture
async def town(database: Database, clock: HandClock, random_bits: RandomBits) -> Town:
    """Give a small town in a database of its own."""
    return await build_town(make_context(database, clock, random_bits))
