"""What a plan of a day holds, and who reads it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from resolvers.life.raising import PartDraft
from resolvers.plans.planning import plan_dispatches
from resolvers.plans.preview import Choice, Pairing, PlanPreview, WhyUncovered
from resolvers.refusals import InvalidInput
from resolvers.viewer import NOBODY
from storage.codes import Kind, Nature, NeedStatus, Unit, Urgency
from storage.tables import EventRow, NeedRow, ResourceRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

MONDAY = date(2026, 3, 2)


async def planned(town: Town, day: date = MONDAY, **given: Any) -> PlanPreview:
    found = await plan_dispatches(town.seen_by(town.staff), town.community.id, day, Choice(**given))
    assert found is not None
    return found


def told(plan: PlanPreview) -> list[tuple[str, str, int]]:
    return [(line.need.number, line.chosen.resource.title, line.quantity) for line in plan.lines]


async def electric(town: Town, **given: Any) -> NeedRow:
    part = PartDraft(**{"category": "HOME_ELECTRIC", **given})
    return await town.need(NeedStatus.ACCEPTED, parts=(part,))


async def pair(town: Town, need: NeedRow, resource: ResourceRow | None) -> Pairing:
    return Pairing((await town.part(need)).id, None if resource is None else resource.id)


async def test_each_open_part_gets_a_resource_with_its_reasons(town: Town) -> None:
    resource = await town.resource()
    needs = [await electric(town) for _ in range(2)]
    plan = await planned(town)
    assert sorted(told(plan)) == sorted((need.number, resource.title, 1) for need in needs)
    assert [line.number for line in plan.lines] == [1, 2]
    assert all(0 < line.chosen.match.probability < 1 for line in plan.lines)
    assert (plan.uncovered, plan.covered, plan.covered_at_most, plan.points_short) == ((), 2, 2, 0.0)


@on_sqlite_only
async def test_a_plan_is_for_staff_of_the_region_alone(town: Town) -> None:
    others = (town.other_staff, town.grid_worker, town.officer, town.administrator, town.resident, NOBODY)
    for viewer in others:
        assert await plan_dispatches(town.seen_by(viewer), town.community.id, MONDAY) is None


@on_sqlite_only
async def test_planning_writes_nothing(town: Town) -> None:
    await town.resource()
    await electric(town)
    before = await town.rows(select(func.count()).select_from(EventRow))
    await planned(town)
    assert await town.rows(select(func.count()).select_from(EventRow)) == before


@on_sqlite_only
async def test_what_is_not_open_is_left_out(town: Town) -> None:
    await town.resource()
    await town.need(NeedStatus.RAISED)
    await town.need(NeedStatus.ACCEPTED, nature=Nature.COMPLAINT)
    await town.need(NeedStatus.DISPATCHED)
    plan = await planned(town)
    assert (plan.lines, plan.uncovered) == ((), ())


@on_sqlite_only
async def test_a_need_for_another_day_waits_for_that_day(town: Town, clock: HandClock) -> None:
    await town.resource()
    friday = clock() + timedelta(days=4)
    need = await electric(town, earliest=friday, latest=friday + timedelta(hours=2))
    assert (await planned(town)).lines == ()
    (line,) = (await planned(town, friday.date())).lines
    assert (line.need.id, line.starts_at, line.ends_at) == (need.id, friday, friday + timedelta(hours=2))


@on_sqlite_only
async def test_two_who_want_the_same_hour_get_two_partners(town: Town, clock: HandClock) -> None:
    await town.resource(slot_capacity=1)
    await town.resource(await town.partner("蓝天家电"), slot_capacity=1, title="家电维修")
    hour = {"earliest": clock() + timedelta(hours=5), "latest": clock() + timedelta(hours=6)}
    for _ in range(3):
        await electric(town, **hour)
    plan = await planned(town)
    assert {line.chosen.resource.title for line in plan.lines} == {"上门换灯泡", "家电维修"}
    assert [(one.why, one.quantity) for one in plan.uncovered] == [(WhyUncovered.NO_ROOM, 1)]
    assert (plan.covered, plan.covered_at_most) == (2, 3)


@on_sqlite_only
async def test_goods_are_split_over_partners_and_never_beyond_their_stock(town: Town) -> None:
    rice: dict[str, Any] = {"kind": Kind.GOODS, "unit": Unit.PIECE, "category": None, "text": "大米"}
    await town.resource(**rice, title="大米一", slot_capacity=3)
    await town.resource(await town.partner("粮油店"), **rice, title="大米二", slot_capacity=4)
    part = PartDraft(text="大米", kind=Kind.GOODS, quantity=9, unit=Unit.PIECE)
    await town.need(NeedStatus.ACCEPTED, words="想要一些大米", parts=(part,))
    plan = await planned(town, least_probability=0.1)
    assert sorted(line.quantity for line in plan.lines) == [3, 4]
    assert [(one.why, one.quantity) for one in plan.uncovered] == [(WhyUncovered.NO_ROOM, 2)]


@on_sqlite_only
async def test_the_urgent_come_first_and_a_day_has_its_end(town: Town) -> None:
    await town.resource(slot_capacity=1)
    plain = [await electric(town) for _ in range(4)]
    urgent = await town.need(NeedStatus.ACCEPTED, urgency=Urgency.P1, parts=(PartDraft(category="HOME_ELECTRIC"),))
    plan = await planned(town)
    assert plan.lines[0].need.id == urgent.id
    assert {line.need.id for line in plan.lines} < {urgent.id, *(need.id for need in plain)}
    assert len(plan.lines) == 4


@on_sqlite_only
async def test_a_need_that_nobody_fits_says_so(town: Town) -> None:
    await electric(town)
    (left,) = (await planned(town)).uncovered
    assert left.why is WhyUncovered.NO_CANDIDATE


@on_sqlite_only
async def test_pins_are_kept_and_what_is_forbidden_is_not_used(town: Town) -> None:
    await town.resource()
    other = await town.resource(await town.partner("蓝天家电"), title="帮忙", text="什么都帮", category=None)
    first, second, third = [await electric(town) for _ in range(3)]
    usual = {line.chosen.resource.id for line in (await planned(town)).lines}
    assert other.id not in usual
    pinned = (await pair(town, first, other),)
    not_usual = [Pairing((await town.part(second)).id, key) for key in usual]
    forbidden = (*not_usual, await pair(town, third, None))
    plan = await planned(town, pinned=pinned, forbidden=forbidden)
    chosen = {line.need.id: (line.chosen.resource.id, line.is_pinned) for line in plan.lines}
    assert chosen == {first.id: (other.id, True)}
    assert [(one.need.id, one.why) for one in plan.uncovered] == [(second.id, WhyUncovered.NO_ROOM)]


@on_sqlite_only
async def test_who_hardly_fits_is_asked_only_when_pinned(town: Town) -> None:
    unfit = await town.resource(title="帮忙", text="什么都帮", category=None)
    need = await electric(town)
    plan = await planned(town)
    assert (plan.lines, [one.why for one in plan.uncovered]) == ((), [WhyUncovered.NO_CANDIDATE])
    assert len((await planned(town, least_probability=0.0)).lines) == 1
    (line,) = (await planned(town, pinned=(await pair(town, need, unfit),))).lines
    assert (line.chosen.resource.id, line.is_pinned) == (unfit.id, True)


@on_sqlite_only
async def test_a_pin_that_a_rule_forbids_is_refused_by_its_place(town: Town) -> None:
    need, possible = await electric(town), await town.resource()
    elsewhere = await town.resource(title="茶花社区的电工", region_id=town.other_community.id)
    with pytest.raises(InvalidInput) as refused:
        await planned(town, pinned=(await pair(town, need, possible), await pair(town, need, elsewhere)))
    assert [(one.field, one.code) for one in refused.value.faults] == [("pinned[1]", "PIN_NOT_POSSIBLE")]


@on_sqlite_only
async def test_a_day_that_has_passed_cannot_be_planned(town: Town) -> None:
    with pytest.raises(InvalidInput) as refused:
        await planned(town, MONDAY - timedelta(days=1))
    assert refused.value.faults[0].code == "IN_THE_PAST"


@on_sqlite_only
async def test_a_probability_lies_between_zero_and_one(town: Town) -> None:
    with pytest.raises(InvalidInput) as refused:
        await planned(town, least_probability=float("nan"))
    assert refused.value.faults[0].field == "leastProbability"
