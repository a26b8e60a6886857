import pytest

from resolvers.context import Context
from storage.engine import Database
from storage.keys import RandomBits
from tests.clock import HandClock
from tests.factories import Town, build_town, make_context


@pytest.fixture
def context(database: Database, clock: HandClock, random_bits: RandomBits) -> Context:
    return make_context(database, clock, random_bits)


@pytest.fixture
async def town(context: Context) -> Town:
    return await build_town(context)
