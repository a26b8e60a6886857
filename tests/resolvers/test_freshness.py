from datetime import timedelta

import pytest
from sqlalchemy import select

from resolvers.freshness import confirm_by, fresh_resources, is_fresh
from storage.tables import ResourceRow
from tests.clock import HandClock
from tests.factories import Town


@pytest.mark.parametrize("past", [timedelta(milliseconds=-1), timedelta(0), timedelta(milliseconds=1)])
async def test_sql_and_python_agree_on_freshness_to_the_millisecond(
    town: Town, clock: HandClock, past: timedelta
) -> None:
    clock.advance(milliseconds=217)
    monthly, quarterly = await town.resource(confirm_every_days=30), await town.resource()
    now = confirm_by(monthly) + past
    fresh = set(await town.rows(select(ResourceRow.id).where(fresh_resources(now))))
    assert fresh == {one.id for one in (monthly, quarterly) if is_fresh(one, now)}
    assert (monthly.id in fresh) == (past <= timedelta(0))
