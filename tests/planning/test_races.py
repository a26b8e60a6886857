"""Two plans carried out at once never give away more than there is."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from resolvers.life.raising import PartDraft
from resolvers.plans.applying import GivenLine, apply_plan
from resolvers.plans.planning import plan_dispatches
from resolvers.plans.preview import Choice, Pairing, PlanPreview
from resolvers.refusals import PlanOutdated
from storage.codes import Kind, NeedStatus, Unit
from storage.tables import DispatchRow, NeedRow, ResourceRow, ResourceSlotRow
from tests.clock import HandClock
from tests.factories import Town


async def plan_of(town: Town, wanted: NeedRow, left_out: NeedRow) -> PlanPreview:
    """Return a plan of today for one of two needs."""
    forbidden = (Pairing((await town.part(left_out)).id, None),)
    choice = Choice(forbidden=forbidden, least_probability=0.0)
    today = town.context.now().date()
    found = await plan_dispatches(town.seen_by(town.staff), town.community.id, today, choice)
    assert found is not None
    assert [line.need.id for line in found.lines] == [wanted.id]
    return found


async def applied_at_once(town: Town, first: NeedRow, second: NeedRow) -> list[DispatchRow | BaseException]:
    """Return what became of two plans, each of one of the needs, that were made before either was carried out."""
    plans = [await plan_of(town, first, second), await plan_of(town, second, first)]
    return await asyncio.gather(
        *(
            town.do(
                town.staff,
                apply_plan,
                plan.stamp,
                [GivenLine(line.part.id, line.chosen.resource.id, Decimal(line.quantity)) for line in plan.lines],
            )
            for plan in plans
        ),
        return_exceptions=True,
    )


async def assert_one_was_sent(town: Town, outcomes: list[DispatchRow | BaseException], resource: ResourceRow) -> None:
    assert [outcome.lines for outcome in outcomes if isinstance(outcome, PlanOutdated)] == [[1]]
    (sent,) = await town.rows(select(DispatchRow))
    slots: list[ResourceSlotRow] = await town.rows(select(ResourceSlotRow))
    assert {one.resource_id for one in slots} == {resource.id}
    assert {one.taken for one in slots} == {sent.quantity}
    assert all(one.taken <= one.capacity for one in slots)


async def test_two_plans_at_once_share_no_stock(town: Town) -> None:
    rice: dict[str, Any] = {"kind": Kind.GOODS, "unit": Unit.PIECE, "category": None, "text": "大米"}
    resource = await town.resource(**rice, title="大米", slot_capacity=5)
    part = PartDraft(text="大米", kind=Kind.GOODS, quantity=4, unit=Unit.PIECE)
    needs = [await town.need(NeedStatus.ACCEPTED, words="想要一些大米", parts=(part,)) for _ in range(2)]
    await assert_one_was_sent(town, await applied_at_once(town, *needs), resource)


async def test_two_plans_at_once_share_no_hour(town: Town, clock: HandClock) -> None:
    resource = await town.resource(slot_capacity=1)
    begins = clock() + timedelta(hours=5)
    part = PartDraft(category="HOME_ELECTRIC", earliest=begins, latest=begins + timedelta(hours=1))
    needs = [await town.need(NeedStatus.ACCEPTED, parts=(part,)) for _ in range(2)]
    await assert_one_was_sent(town, await applied_at_once(town, *needs), resource)


async def test_one_plan_carried_out_twice_at_once_sends_once(town: Town) -> None:
    await town.resource()
    need, other = [await town.need(NeedStatus.ACCEPTED) for _ in range(2)]
    plan = await plan_of(town, need, other)
    lines = [GivenLine(line.part.id, line.chosen.resource.id, Decimal(line.quantity)) for line in plan.lines]
    outcomes = await asyncio.gather(
        *(town.do(town.staff, apply_plan, plan.stamp, lines) for _ in range(2)), return_exceptions=True
    )
    assert [outcome.lines for outcome in outcomes if isinstance(outcome, PlanOutdated)] == [[1]]
    assert len(await town.rows(select(DispatchRow))) == 1
