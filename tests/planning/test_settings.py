"""What a region sets for its plans."""

from typing import Any

import pytest

from resolvers.plans.planning import plan_dispatches
from resolvers.plans.preview import Choice, PlanPreview
from storage.codes import NeedStatus
from storage.seed_records import SeedMistake
from storage.tables import RegionRow, RegionSettingRow
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = on_sqlite_only


async def set_for(town: Town, region: RegionRow, **value: Any) -> None:
    async with town.context.database.write() as session:
        session.add(RegionSettingRow(id=region.id, region_id=region.id, name="planning", value=value))


async def planned(town: Town, least: float | None = None) -> PlanPreview:
    choice = Choice(least_probability=least)
    today = town.context.now().date()
    found = await plan_dispatches(town.seen_by(town.staff), town.community.id, today, choice)
    assert found is not None
    return found


async def test_a_region_that_sets_nothing_plans_as_shipped(town: Town) -> None:
    plan = await planned(town)
    shipped = town.context.vocabulary.settings.planning
    assert (plan.rotation, plan.least_probability) == (shipped.rotation, shipped.least_probability)


async def test_the_nearest_region_above_decides_line_by_line(town: Town) -> None:
    await set_for(town, town.district, rotation=3.0, least_probability=0.9)
    await set_for(town, town.street, rotation=2.0)
    await set_for(town, town.other_community, rotation=1.0)
    plan = await planned(town)
    assert (plan.rotation, plan.least_probability) == (2.0, 0.9)


async def test_how_likely_a_fit_must_be_is_what_the_region_sets_unless_staff_say_otherwise(town: Town) -> None:
    await town.resource(title="帮忙", text="什么都帮", category=None)
    await town.need(NeedStatus.ACCEPTED)
    assert len((await planned(town)).lines) == 0
    assert len((await planned(town, 0.0)).lines) == 1
    await set_for(town, town.community, least_probability=0.0)
    assert len((await planned(town)).lines) == 1
    assert len((await planned(town, 0.5)).lines) == 0


async def test_with_more_rotation_another_partner_gets_a_turn(town: Town) -> None:
    await town.resource()
    await town.resource(await town.partner("蓝天家电"), title="家电维修", text="修家电、换灯")
    for _ in range(2):
        await town.need(NeedStatus.ACCEPTED)
    await set_for(town, town.district, rotation=0.0)
    plan = await planned(town, 0.0)
    assert (plan.partners_asked, plan.partners_possible, plan.most_of_one_partner) == (1, 2, 2)
    await set_for(town, town.community, rotation=50.0)
    plan = await planned(town, 0.0)
    assert (plan.partners_asked, plan.partners_possible, plan.most_of_one_partner) == (2, 2, 1)


@pytest.mark.parametrize("value", [{"rotation": -1.0}, {"least_probability": 2.0}, {"rotatoin": 1.0}])
async def test_a_setting_that_no_plan_can_be_made_with_is_an_error(town: Town, value: dict[str, float]) -> None:
    await set_for(town, town.community, **value)
    with pytest.raises((ValueError, SeedMistake)):
        await planned(town)
