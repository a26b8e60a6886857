import pytest

from storage.keys import RandomBits
from tests.clock import HandClock
from tests.storage.rows import Rows


@pytest.fixture
def rows(clock: HandClock, random_bits: RandomBits) -> Rows:
    """Give a maker of plain rows."""
    return Rows(clock, random_bits)
