"""Finding a dispatch to change it, with its need, part and resource, and leaving its events."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from resolvers.access import readable_dispatches, require_partner, require_staff
from resolvers.changes import Change, OnBehalf
from resolvers.refusals import NotAllowed, NotFound
from resolvers.speaking_for import refuse_misuse
from storage.tables import DispatchRow, NeedPartRow, NeedRow, PartnerRow, ResourceRow


@dataclass(frozen=True, slots=True)
class Asked:
    """A dispatch with everything a move of it touches."""

    dispatch: DispatchRow
    need: NeedRow
    part: NeedPartRow
    resource: ResourceRow
    partner: PartnerRow


async def find_dispatch(change: Change, dispatch_id: UUID) -> Asked:
    """Return a dispatch the viewer may read; its need is locked until the transaction ends, so that moves queue."""
    need_id = await change.session.scalar(
        select(DispatchRow.need_id).where(DispatchRow.id == dispatch_id, readable_dispatches(change.viewer)),
    )
    if need_id is None:
        raise NotFound("dispatch")
    return await lock_dispatch(change, dispatch_id, need_id)


async def lock_dispatch(change: Change, dispatch_id: UUID, need_id: UUID) -> Asked:
    """Return a dispatch of a need after locking the need."""
    session = change.session
    need = (await session.scalars(select(NeedRow).where(NeedRow.id == need_id).with_for_update())).one()
    dispatch = await session.get_one(DispatchRow, dispatch_id, populate_existing=True)
    part = await session.get_one(NeedPartRow, dispatch.part_id)
    resource = await session.get_one(ResourceRow, dispatch.resource_id)
    partner = await session.get_one(PartnerRow, dispatch.partner_id)
    return Asked(dispatch, need, part, resource, partner)


async def find_as_partner(change: Change, dispatch_id: UUID, on_behalf: OnBehalf | None) -> Asked:
    """Return a dispatch for its partner to answer; staff may answer for the partner, saying through which channel."""
    asked = await find_dispatch(change, dispatch_id)
    require_partner(change.viewer, asked.partner, region_path=asked.need.region_path)
    if asked.partner.id not in change.viewer.partner_ids and on_behalf is None:
        raise NotAllowed("PARTNER_CONTACT")
    await refuse_misuse(change, on_behalf, asked.need.region_path)
    return asked


async def find_as_staff(change: Change, dispatch_id: UUID) -> Asked:
    """Return a dispatch of a need in the viewer's charge."""
    asked = await find_dispatch(change, dispatch_id)
    require_staff(change.viewer, asked.need.region_path)
    return asked


def note_dispatch(
    change: Change,
    dispatch: DispatchRow,
    move: str,
    *,
    on_behalf: OnBehalf | None = None,
    reason: str | None = None,
) -> None:
    """Leave the event of a dispatch's move."""
    dispatch.version = (dispatch.version or 0) + 1
    details: dict[str, Any] = {"status": dispatch.status.value, "part": str(dispatch.part_id)}
    if reason:
        details["reason"] = reason
    change.record(
        dispatch,
        move,
        region_path=dispatch.region_path,
        need_id=dispatch.need_id,
        partner_id=dispatch.partner_id,
        on_behalf=on_behalf,
        details=details,
    )
