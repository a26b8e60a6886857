import pytest

from server.app import make_context
from server.settings import Settings
from storage.engine import Database
from tests.factories import Town, build_town


@pytest.fixture
async def town(database: Database) -> Town:
    """Give a small town whose clock goes, as that of a server does."""
    return await build_town(make_context(Settings(), database))
