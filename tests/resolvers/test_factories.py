import pytest

from storage.codes import NeedStatus
from tests.databases import on_sqlite_only
from tests.factories import Town

REACHED = [status for status in NeedStatus if status not in (NeedStatus.DISCUSSING, NeedStatus.DECIDED)]


@on_sqlite_only
@pytest.mark.parametrize("status", REACHED)
async def test_a_need_is_brought_to_any_state(town: Town, status: NeedStatus) -> None:
    assert (await town.need(status)).status is status


async def test_the_town_stands_on_both_databases(town: Town) -> None:
    assert town.compound.path.startswith(town.community.path)
    assert (await town.resource()).partner_id == town.shop.id
