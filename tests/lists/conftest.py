import pytest

from resolvers.context import Context
from storage.engine import Database
from storage.keys import RandomBits
from tests.clock import HandClock
from tests.lists.desk import desk


@pytest.fixture
def context(database: Database, clock: HandClock, random_bits: RandomBits) -> Context:
    """Give the context of somebody who runs commands, on an empty database."""
    return desk(database, clock, random_bits)
