from dataclasses import replace

import pytest

from server.app import make_context
from server.settings import Settings
from storage.engine import Database
from tests.factories import Town


@pytest.fixture
def town(town: Town, database: Database) -> Town:
    """Give a small town whose clock goes, as that of a server does."""
    return replace(town, context=make_context(Settings(), database))
