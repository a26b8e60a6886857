"""The list of projects 项目清单 on its way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import within
from resolvers.life.moves import PROMISED_DISPATCHES
from resolvers.lists.labels import PROJECT_STATUSES, SATISFIED, SOLVED, said_amount
from resolvers.lists.list_out import Cells, grouped, once_each
from storage.codes import ProjectStatus, Unit
from storage.tables import DispatchRow, EvaluationRow, NeedRow, PartnerRow, ProjectRow, ProjectStepRow

PUBLIC_FIELDS = frozenset(
    {
        *("number", "title", "need", "lead_partner", "partners", "person_in_charge", "content", "steps", "funds"),
        *("progress", "due", "result", "is_struck_off"),
    },
)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the rows of projects: steps by project, partners and verdicts by need."""

    steps: Mapping[UUID, list[ProjectStepRow]]
    partners: Mapping[UUID, list[str]]
    verdicts: Mapping[UUID, list[EvaluationRow]]


async def projects_out(session: AsyncSession, path: str, *, is_public: bool) -> list[Cells]:
    """Return the listed projects of a region's subtree in the order they came, by the fields of the official list.

    In public a project names the need it came from in the need's public wording, or only by its number.
    """
    chosen = within(ProjectRow.region_path, [path]) & ProjectRow.is_listed.is_(True)
    rows = await session.execute(
        select(ProjectRow, NeedRow, PartnerRow.name)
        .join(NeedRow, NeedRow.id == ProjectRow.need_id)
        .outerjoin(PartnerRow, PartnerRow.id == ProjectRow.lead_partner_id)
        .where(chosen)
        .order_by(ProjectRow.id),
    )
    beside = await _beside(session, chosen)
    return [_line(project, need, lead or "", beside, is_public=is_public) for project, need, lead in rows]


async def _beside(session: AsyncSession, chosen: ColumnElement[bool]) -> _Beside:
    steps = await session.execute(
        select(ProjectStepRow.project_id, ProjectStepRow)
        .join(ProjectRow, ProjectRow.id == ProjectStepRow.project_id)
        .where(chosen)
        .order_by(ProjectStepRow.position),
    )
    partners = await session.execute(
        select(DispatchRow.need_id, PartnerRow.name)
        .join(ProjectRow, ProjectRow.need_id == DispatchRow.need_id)
        .join(PartnerRow, PartnerRow.id == DispatchRow.partner_id)
        .where(chosen, DispatchRow.status.in_(PROMISED_DISPATCHES))
        .order_by(DispatchRow.id),
    )
    verdicts = await session.execute(
        select(EvaluationRow.need_id, EvaluationRow)
        .join(ProjectRow, ProjectRow.need_id == EvaluationRow.need_id)
        .where(chosen)
        .order_by(EvaluationRow.round, EvaluationRow.id),
    )
    return _Beside(
        steps=grouped((project_id, step) for project_id, step in steps),
        partners=grouped((need_id, name) for need_id, name in partners),
        verdicts=grouped((need_id, verdict) for need_id, verdict in verdicts),
    )


def _line(project: ProjectRow, need: NeedRow, lead: str, beside: _Beside, *, is_public: bool) -> Cells:
    published = need.public_title if need.published_at is not None else None
    title = published or ("" if is_public else need.summary)
    return {
        "title": project.title,
        "need": f"{need.number} {title}".strip(),
        "lead_partner": lead,
        "partners": once_each(name for name in beside.partners.get(need.id, []) if name != lead),
        "person_in_charge": project.person_in_charge,
        "content": project.content,
        "steps": "；".join(_step(step) for step in beside.steps.get(project.id, [])),
        "funds": _funds(project),
        "progress": PROJECT_STATUSES[project.status],
        "due": project.due.isoformat() if project.due else "",
        "result": "；".join(text for text in (project.result, _verdict(beside.verdicts.get(need.id, []))) if text),
        "is_struck_off": "是" if project.status is ProjectStatus.STRUCK_OFF else "否",
    }


def _step(step: ProjectStepRow) -> str:
    due = f"（{step.due.isoformat()}）" if step.due else ""
    return f"{step.title}{due}{'已完成' if step.done_at else ''}"


def _funds(project: ProjectRow) -> str:
    amount = "" if project.funds_fen is None else said_amount(project.funds_fen, Unit.YUAN)
    return " ".join(text for text in (project.fund_source, amount) if text)


def _verdict(verdicts: list[EvaluationRow]) -> str:
    """Return the last verdict; nobody's silence counts as a good one."""
    if not verdicts:
        return "未评价"
    last = verdicts[-1]
    return "、".join([SOLVED[last.solved], *([SATISFIED[last.satisfied]] if last.satisfied else [])])
