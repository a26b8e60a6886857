from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from resolvers.life.accepting import withdraw_need
from resolvers.projects import ProjectPlan, StepDraft, plan_project, strike_off_project
from resolvers.refusals import InvalidInput, MoveNotPossible, NotAllowed, NotFound
from storage.codes import Nature, NeedStatus, ProjectStatus
from storage.tables import ProjectRow, ProjectStepRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

STEPS = (StepDraft("买材料", date(2026, 3, 5)), StepDraft("装灯", date(2026, 3, 9)))
PLAN = ProjectPlan(title="楼道亮起来", content="装六盏灯", funds_fen=2_000_00, due=date(2026, 3, 20), steps=STEPS)


async def project_of(town: Town) -> ProjectRow:
    found = await town.rows(select(ProjectRow))
    assert len(found) == 1
    project: ProjectRow = found[0]
    return project


async def test_a_timetable_puts_a_project_on_the_list(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    assert not (await project_of(town)).is_listed
    project = await town.do(town.staff, plan_project, need.id, PLAN)
    assert (project.title, project.is_listed, project.funds_fen) == ("楼道亮起来", True, 2_000_00)
    steps = await town.rows(select(ProjectStepRow).order_by(ProjectStepRow.position))
    assert [(one.position, one.title) for one in steps] == [(1, "买材料"), (2, "装灯")]


async def test_a_need_that_nobody_took_is_planned_too_and_keeps_its_project(town: Town) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    planned = await town.do(town.staff, plan_project, need.id, PLAN)
    assert (planned.number, planned.status) == ("BHP-2026-000001", ProjectStatus.PLANNED)
    await town.dispatch(need)
    assert (await project_of(town)).id == planned.id


@on_sqlite_only
async def test_what_is_not_given_stays_and_done_steps_keep_their_moment(town: Town, clock: HandClock) -> None:
    need = await town.need(NeedStatus.TAKEN)
    done = (StepDraft("买材料", is_done=True), StepDraft("装灯"))
    await town.do(town.staff, plan_project, need.id, ProjectPlan(title="楼道亮起来", steps=done))
    moment = clock()
    clock.advance(days=1)
    project = await town.do(town.staff, plan_project, need.id, ProjectPlan(content="装六盏灯", steps=STEPS))
    assert (project.title, project.content) == ("楼道亮起来", "装六盏灯")
    steps = await town.rows(select(ProjectStepRow).order_by(ProjectStepRow.position))
    assert [one.done_at for one in steps] == [moment, None]
    unlisted = await town.do(town.staff, plan_project, need.id, ProjectPlan(steps=()))
    assert not unlisted.is_listed


@on_sqlite_only
@pytest.mark.parametrize("given", [{"nature": Nature.COMPLAINT}, {"category": "ELDER_BATH"}])
async def test_what_is_never_public_is_planned_and_not_listed(town: Town, given: dict[str, Any]) -> None:
    need = await town.need(NeedStatus.ACCEPTED, **given)
    assert not (await town.do(town.staff, plan_project, need.id, PLAN)).is_listed


@on_sqlite_only
async def test_planning_is_for_staff_and_for_needs_that_are_accepted(town: Town) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    with pytest.raises(NotAllowed):
        await town.do(town.resident, plan_project, need.id, PLAN)
    with pytest.raises(MoveNotPossible):
        await town.do(town.staff, plan_project, (await town.need()).id, PLAN)
    with pytest.raises(NotFound):
        await town.do(town.staff, plan_project, need.id, ProjectPlan(title="亮", lead_partner_id=need.id))


@on_sqlite_only
@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (ProjectPlan(title=" "), "title"),
        (ProjectPlan(), "title"),
        (ProjectPlan(title="亮", funds_fen=-1), "funds"),
        (ProjectPlan(title="亮", person_in_charge="长" * 41), "personInCharge"),
        (ProjectPlan(title="亮", steps=(StepDraft(" "),)), "steps[0].title"),
        (ProjectPlan(title="亮", steps=(StepDraft("长" * 121),)), "steps[0].title"),
    ],
)
async def test_a_plan_that_does_not_fit_is_refused_by_field(town: Town, plan: ProjectPlan, field: str) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    with pytest.raises(InvalidInput) as refused:
        await town.do(town.staff, plan_project, need.id, plan)
    assert [fault.field for fault in refused.value.faults] == [field]


@on_sqlite_only
async def test_a_finished_project_is_struck_off_once_with_its_result(town: Town) -> None:
    await town.need(NeedStatus.DONE)
    project = await project_of(town)
    for viewer in (town.resident, town.shopkeeper, town.other_staff):
        with pytest.raises(NotAllowed):
            await town.do(viewer, strike_off_project, project.id, result="灯亮了")
    for result in (" ", "长" * 501):
        with pytest.raises(InvalidInput):
            await town.do(town.staff, strike_off_project, project.id, result=result)
    struck = await town.do(town.staff, strike_off_project, project.id, result="灯亮了")
    assert (struck.status, struck.result) == (ProjectStatus.STRUCK_OFF, "灯亮了")
    with pytest.raises(MoveNotPossible):
        await town.do(town.staff, strike_off_project, project.id, result="灯亮了")
    with pytest.raises(NotFound):
        await town.do(town.staff, strike_off_project, town.shop.id, result="灯亮了")


@on_sqlite_only
async def test_a_project_under_way_is_struck_off_only_when_its_need_has_ended(town: Town) -> None:
    need = await town.need(NeedStatus.UNDER_WAY)
    project = await project_of(town)
    with pytest.raises(MoveNotPossible):
        await town.do(town.staff, strike_off_project, project.id, result="不办了")
    await town.do(town.resident, withdraw_need, need.id)
    assert await town.do(town.staff, strike_off_project, project.id, result="居民撤回")
