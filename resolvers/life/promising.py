"""The moment a dispatch becomes a promise: the part counts it, the project begins, others asked are recalled."""

from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from resolvers.changes import Change, OnBehalf
from resolvers.life.ending import recall_unanswered
from resolvers.life.finding_dispatches import Asked, note_dispatch
from resolvers.life.visit_code import new_visit_code
from resolvers.numbers import next_number
from resolvers.refusals import NothingLeft
from storage.codes import Matter, ProjectStatus
from storage.tables import NeedPartRow, NeedRow, ProjectRow, RegionRow


async def promise(change: Change, asked: Asked, *, on_behalf: OnBehalf | None = None) -> None:
    """Count a dispatch that was just moved to TAKEN; refuses when others promised it first."""
    dispatch, need, part = asked.dispatch, asked.need, asked.part
    promised = await change.session.execute(
        update(NeedPartRow)
        .where(NeedPartRow.id == part.id, NeedPartRow.promised + dispatch.quantity <= NeedPartRow.quantity)
        .values(promised=NeedPartRow.promised + dispatch.quantity)
    )
    if cast("CursorResult[Any]", promised).rowcount == 0:
        raise NothingLeft(asked=dispatch.quantity, left=part.quantity - part.promised)
    await change.session.refresh(part)
    part.gap_listed_at = None
    dispatch.taken_at = change.now
    dispatch.visit_code = new_visit_code(change.context.random_bits)
    note_dispatch(change, dispatch, "TAKEN", on_behalf=on_behalf)
    if part.promised == part.quantity:
        await recall_unanswered(change, part, but=dispatch)
    await _begin_project(change, need, asked)


async def _begin_project(change: Change, need: NeedRow, asked: Asked) -> None:
    """Every taken need has a project row; only public matters stand on the official list by themselves."""
    project = await change.session.scalar(select(ProjectRow).where(ProjectRow.need_id == need.id))
    if project is not None:
        return
    region = await change.session.get_one(RegionRow, need.region_id)
    project = ProjectRow(
        id=change.key(),
        number=await next_number(change.session, f"{region.letters}P", change.now),
        need_id=need.id,
        region_path=need.region_path,
        title=need.public_title or need.summary or asked.resource.title,
        status=ProjectStatus.PLANNED,
        is_listed=need.matter is Matter.PUBLIC and need.published_at is not None,
        lead_partner_id=asked.partner.id,
        created_at=change.now,
    )
    change.session.add(project)
    await change.session.flush()
    change.record(project, "BEGUN", region_path=need.region_path, need_id=need.id, partner_id=asked.partner.id)


async def set_project_status(change: Change, need: NeedRow, status: ProjectStatus) -> None:
    """Let a need's project follow the need; one that was struck off stays so."""
    await change.session.execute(
        update(ProjectRow)
        .where(ProjectRow.need_id == need.id, ProjectRow.status != ProjectStatus.STRUCK_OFF)
        .values(status=status),
    )
