"""The timetables of the demo's projects: planned when the need is accepted, kept up, struck off at the end."""

from datetime import datetime, timedelta

from sqlalchemy import select

from resolvers.changes import Change
from resolvers.numbers import LOCAL
from resolvers.projects import ProjectPlan, StepDraft, plan_project, strike_off_project
from resolvers.quantities import FEN_A_YUAN
from server.demo_need_records import DemoNeed
from server.demo_records import DemoPerson
from server.demo_stage import Act, Stage
from storage.codes import Unit
from storage.tables import ProjectRow

RESULT = "已办结，群众满意。"


def plan(stage: Stage, need: DemoNeed, raised_at: datetime) -> Act:
    """Set the timetable; what was due before the moment of planning is done."""

    async def act(change: Change) -> None:
        await plan_project(change, stage.needs[need.key].id, _plan(stage, need, raised_at, change.now))

    return act


def _plan(stage: Stage, need: DemoNeed, raised_at: datetime, now: datetime) -> ProjectPlan:
    days = [(raised_at.astimezone(LOCAL) + timedelta(days=one.in_days)).date() for one in need.milestones]
    parts = need.all_parts()
    funds = sum(part.quantity for part in parts if part.unit is Unit.YUAN)
    payers = [stage.partner_of(part).name for part in parts if part.unit is Unit.YUAN]
    leads = [stage.partner_of(part).key for part in parts if part.resource or part.partner]
    return ProjectPlan(
        content=need.public_text,
        lead_partner_id=stage.keys.partners[leads[0]].id if leads else None,
        person_in_charge=_person(stage, stage.staff_of(need)).name,
        fund_source="、".join(payers),
        funds_fen=funds * FEN_A_YUAN or None,
        due=days[-1],
        steps=tuple(
            StepDraft(one.title, day, is_done=day < now.astimezone(LOCAL).date())
            for one, day in zip(need.milestones, days, strict=True)
        ),
    )


def _person(stage: Stage, key: str) -> DemoPerson:
    return next(one for one in stage.city.people.people if one.key == key)


def strike_off(stage: Stage, need: DemoNeed) -> Act:
    """Strike the project off, saying what came of it."""

    async def act(change: Change) -> None:
        found = select(ProjectRow.id).where(ProjectRow.need_id == stage.needs[need.key].id)
        project_id = (await change.session.scalars(found)).one()
        await strike_off_project(change, project_id, result=need.verdict_text or RESULT)

    return act
