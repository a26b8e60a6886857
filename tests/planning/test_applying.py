"""A plan is carried out whole or not at all."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from resolvers.life.raising import PartDraft
from resolvers.plans.applying import GivenLine, apply_plan, dispatches_sent_with
from resolvers.plans.planning import plan_dispatches
from resolvers.plans.preview import PlanPreview
from resolvers.refusals import InvalidInput, NotAllowed, PlanOutdated, RankingUnknown
from resolvers.resources import edit_resource, pause_resource
from storage.codes import DispatchStatus, NeedStatus
from storage.tables import DecisionCandidateRow, DecisionRow, DispatchRow, EventRow, NeedRow, ResourceRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def planned(town: Town) -> PlanPreview:
    day = town.context.now().date()
    found = await plan_dispatches(town.seen_by(town.staff), town.community.id, day)
    assert found is not None
    return found


def as_planned(plan: PlanPreview) -> list[GivenLine]:
    return [GivenLine(line.part.id, line.chosen.resource.id, Decimal(line.quantity)) for line in plan.lines]


async def needs(town: Town, count: int, **part: object) -> list[NeedRow]:
    parts = (PartDraft(category="HOME_ELECTRIC", **part),)  # type: ignore[arg-type]  # whatever a test says of the part
    return [await town.need(NeedStatus.ACCEPTED, parts=parts) for _ in range(count)]


async def sent(town: Town) -> list[DispatchRow]:
    return await town.rows(select(DispatchRow))


async def test_all_dispatches_are_sent_with_what_they_were_chosen_from(town: Town) -> None:
    await town.resource()
    await town.resource(await town.partner("蓝天家电"), title="家电维修")
    await needs(town, 3)
    plan = await planned(town)
    first = await town.do(town.staff, apply_plan, plan.stamp, as_planned(plan))
    assert first.part_id == plan.lines[0].part.id
    together = await dispatches_sent_with(town.seen_by(town.staff), first)
    assert {one.part_id: one.resource_id for one in together} == {
        line.part.id: line.chosen.resource.id for line in plan.lines
    }
    assert {one.status for one in together} == {DispatchStatus.SENT}
    decisions = await town.rows(select(DecisionRow))
    assert {one.decision_id for one in together} == {one.id for one in decisions}
    logged = await town.rows(select(DecisionCandidateRow))
    shown = [(line.part.id, one.resource.id, one.match.position) for line in plan.lines for one in line.candidates]
    parts = {one.id: one.part_id for one in decisions}
    assert sorted((parts[one.decision_id], one.resource_id, one.position) for one in logged) == sorted(shown)
    best = plan.lines[0].candidates[0]
    scores = {one.score for one in logged if one.resource_id == best.resource.id}
    assert any(score == pytest.approx(best.match.score) for score in scores)
    assert (await planned(town)).lines == ()


async def test_nothing_is_sent_when_the_facts_of_some_lines_have_changed(town: Town) -> None:
    await town.resource()
    changing = await town.resource(await town.partner("蓝天家电"), title="家电维修")
    await needs(town, 3)
    plan = await planned(town)
    edited, other, asked = as_planned(plan)
    lines = [replace(edited, resource_id=changing.id), other, asked]
    await town.do(town.staff, edit_resource, changing.id, changing.version, {"title": "不修家电了"})
    await town.dispatch(plan.lines[2].need)
    before = await town.rows(select(func.count()).select_from(EventRow))
    with pytest.raises(PlanOutdated) as refused:
        await town.do(town.staff, apply_plan, plan.stamp, lines)
    assert refused.value.lines == [1, 3]
    assert len(await sent(town)) == 1
    assert await town.rows(select(func.count()).select_from(EventRow)) == before


async def test_room_that_is_gone_is_named_by_its_line(town: Town, clock: HandClock) -> None:
    resource = await town.resource(slot_capacity=1)
    hour = {"earliest": clock() + timedelta(hours=5), "latest": clock() + timedelta(hours=6)}
    later = {"earliest": clock() + timedelta(hours=7), "latest": clock() + timedelta(hours=8)}
    await needs(town, 1, **hour)
    await needs(town, 1, **later)
    plan = await planned(town)
    quicker = await town.need(NeedStatus.ACCEPTED)
    await town.dispatch(quicker, resource_id=resource.id, starts_at=hour["earliest"], ends_at=hour["latest"])
    with pytest.raises(PlanOutdated) as refused:
        await town.do(town.staff, apply_plan, plan.stamp, as_planned(plan))
    assert refused.value.lines == [line.number for line in plan.lines if line.starts_at == hour["earliest"]]
    assert [one.need_id for one in await sent(town)] == [quicker.id]


@on_sqlite_only
async def test_a_paused_resource_is_a_changed_fact(town: Town) -> None:
    resource = await town.resource()
    await needs(town, 1)
    plan = await planned(town)
    await town.do(town.staff, pause_resource, resource.id)
    with pytest.raises(PlanOutdated):
        await town.do(town.staff, apply_plan, plan.stamp, as_planned(plan))


@on_sqlite_only
async def test_what_the_lines_ask_for_is_checked(town: Town) -> None:
    await town.resource()
    await needs(town, 1)
    plan = await planned(town)
    (line,) = as_planned(plan)
    stranger: ResourceRow = await town.resource(title="后来的资源")
    for lines, fault in (
        ([], ("lines", "EMPTY")),
        ([line, line], ("lines[1]", "TWICE")),
        ([replace(line, resource_id=stranger.id)], ("lines[0]", "NOT_IN_PLAN")),
        ([replace(line, quantity=Decimal(0))], ("lines[0].quantity", "POSITIVE")),
    ):
        with pytest.raises(InvalidInput) as refused:
            await town.do(town.staff, apply_plan, plan.stamp, lines)
        assert (refused.value.faults[0].field, refused.value.faults[0].code) == fault
    assert await sent(town) == []


@on_sqlite_only
async def test_a_stamp_is_good_for_a_day_and_for_staff_of_the_region(town: Town, clock: HandClock) -> None:
    await town.resource()
    await needs(town, 1)
    plan = await planned(town)
    with pytest.raises(NotAllowed):
        await town.do(town.grid_worker, apply_plan, plan.stamp, as_planned(plan))
    with pytest.raises(RankingUnknown):
        await town.do(town.staff, apply_plan, plan.stamp + "x", as_planned(plan))
    clock.advance(days=2)
    with pytest.raises(RankingUnknown):
        await town.do(town.staff, apply_plan, plan.stamp, as_planned(plan))
