"""Projects 项目: the matters in which needs and resources were joined, planned in steps and struck off by staff."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from resolvers.access import require_staff
from resolvers.changes import Change
from resolvers.life.finding_needs import find_need_as_staff
from resolvers.life.moves import MATCHED_NEEDS, OPEN_NEEDS
from resolvers.life.publishing import is_never_public
from resolvers.numbers import next_number
from resolvers.refusals import FieldFault, InvalidInput, MoveNotPossible, NotFound
from storage.codes import NeedStatus, ProjectStatus
from storage.tables import NeedRow, PartnerRow, ProjectRow, ProjectStepRow, RegionRow

LONGEST = {"title": 120, "content": 1_000, "person_in_charge": 40, "fund_source": 120}
NAMES = {"person_in_charge": "personInCharge", "fund_source": "fundSource"}
LONGEST_STEP = 120
LONGEST_RESULT = 500


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One milestone of a timetable."""

    title: str
    due: date | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPlan:
    """What is planned; a field that is None stays as it is, and steps replace the steps before. Funds are in fen."""

    title: str | None = None
    content: str | None = None
    lead_partner_id: UUID | None = None
    person_in_charge: str | None = None
    fund_source: str | None = None
    funds_fen: int | None = None
    due: date | None = None
    steps: tuple[StepDraft, ...] | None = None


async def plan_project(change: Change, need_id: UUID, plan: ProjectPlan) -> ProjectRow:
    """Plan the project of a need, before anybody took it or after.

    A timetable puts the project on the official list, unless the need may never be public.
    """
    need = await find_need_as_staff(change, need_id)
    _refuse_faults(plan)
    project = await change.session.scalar(
        select(ProjectRow).where(ProjectRow.need_id == need.id).with_for_update(),
    )
    if project is None:
        project = await _new_project(change, need, plan)
    elif project.status is ProjectStatus.STRUCK_OFF:
        raise MoveNotPossible("project", project.status, [])
    if plan.lead_partner_id is not None and await change.session.get(PartnerRow, plan.lead_partner_id) is None:
        raise NotFound("partner")
    for name in (*LONGEST, "lead_partner_id", "funds_fen", "due"):
        given = getattr(plan, name)
        if given is not None:
            setattr(project, name, given)
    if plan.steps is not None:
        await _set_steps(change, project, plan.steps)
        project.is_listed = bool(plan.steps) and not await is_never_public(change, need)
    _note(change, project, "PLANNED")
    return project


async def strike_off_project(change: Change, project_id: UUID, *, result: str) -> ProjectRow:
    """Strike a project off 销号, saying what came of it, once it is finished or its need has ended."""
    project = await change.session.scalar(select(ProjectRow).where(ProjectRow.id == project_id).with_for_update())
    if project is None:
        raise NotFound("project")
    require_staff(change.viewer, project.region_path)
    if not result.strip():
        raise InvalidInput.at("result", "EMPTY")
    if len(result.strip()) > LONGEST_RESULT:
        raise InvalidInput.at("result", "TOO_LONG", LONGEST_RESULT)
    need = await change.session.get_one(NeedRow, project.need_id)
    has_ended = project.status is ProjectStatus.FINISHED or need.status not in OPEN_NEEDS
    if project.status is ProjectStatus.STRUCK_OFF or not has_ended:
        raise MoveNotPossible("project", project.status, [])
    project.status = ProjectStatus.STRUCK_OFF
    project.result, project.struck_off_at = result.strip(), change.now
    _note(change, project, "STRUCK_OFF")
    return project


def _refuse_faults(plan: ProjectPlan) -> None:
    faults = [
        FieldFault(NAMES.get(name, name), "TOO_LONG", str(longest))
        for name, longest in LONGEST.items()
        if len(getattr(plan, name) or "") > longest
    ]
    if plan.title is not None and not plan.title.strip():
        faults.append(FieldFault("title", "EMPTY"))
    if plan.funds_fen is not None and plan.funds_fen < 0:
        faults.append(FieldFault("funds", "NOT_NEGATIVE"))
    for index, step in enumerate(plan.steps or ()):
        if not step.title.strip():
            faults.append(FieldFault(f"steps[{index}].title", "EMPTY"))
        if len(step.title.strip()) > LONGEST_STEP:
            faults.append(FieldFault(f"steps[{index}].title", "TOO_LONG", str(LONGEST_STEP)))
    if faults:
        raise InvalidInput(faults)


async def _new_project(change: Change, need: NeedRow, plan: ProjectPlan) -> ProjectRow:
    """Begin the project of a need that nobody took yet."""
    if need.status not in MATCHED_NEEDS | {NeedStatus.DONE, NeedStatus.CLOSED}:
        raise MoveNotPossible("need", need.status, sorted(MATCHED_NEEDS))
    title = plan.title or need.public_title or need.summary
    if not title:
        raise InvalidInput.at("title", "EMPTY")
    region = await change.session.get_one(RegionRow, need.region_id)
    project = ProjectRow(
        id=change.key(),
        number=await next_number(change.session, f"{region.letters}P", change.now),
        need_id=need.id,
        region_path=need.region_path,
        title=title.strip(),
        status=ProjectStatus.PLANNED,
        is_listed=False,
        created_at=change.now,
        version=0,
    )
    change.session.add(project)
    await change.session.flush()
    return project


async def _set_steps(change: Change, project: ProjectRow, steps: tuple[StepDraft, ...]) -> None:
    """Set the timetable; a step that was done before under the same title keeps its moment."""
    before = await change.session.execute(
        select(ProjectStepRow.title, ProjectStepRow.done_at).where(ProjectStepRow.project_id == project.id),
    )
    done_at = {row.title: row.done_at for row in before if row.done_at is not None}
    await change.session.execute(delete(ProjectStepRow).where(ProjectStepRow.project_id == project.id))
    for position, step in enumerate(steps, start=1):
        title = step.title.strip()
        change.session.add(
            ProjectStepRow(
                id=change.key(),
                project_id=project.id,
                position=position,
                title=title,
                due=step.due,
                done_at=done_at.get(title) or (change.now if step.is_done else None),
            ),
        )


def _note(change: Change, project: ProjectRow, move: str) -> None:
    project.version += 1
    change.record(
        project,
        move,
        region_path=project.region_path,
        need_id=project.need_id,
        partner_id=project.lead_partner_id,
        details={"status": project.status.value},
    )
