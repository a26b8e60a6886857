"""Taking back for good: a resource is withdrawn, or a partner leaves with all that it offered.

What nobody has answered yet is recalled, so that the next one is asked; what was taken must be finished, returned or
recalled first, and the refusal names the needs.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, select

from resolvers.access import readable_partners, readable_resources, require_partner
from resolvers.changes import Change, OnBehalf
from resolvers.life.ending import end_dispatch
from resolvers.life.finding_dispatches import lock_dispatch, note_dispatch
from resolvers.life.finding_needs import follow
from resolvers.life.moves import OPEN_DISPATCHES, UNANSWERED_DISPATCHES
from resolvers.partnerships import end_all
from resolvers.refusals import MoveNotPossible, NotFound, StillPromised
from resolvers.speaking_for import refuse_misuse
from storage.codes import Channel, DispatchStatus, PartnerStatus, ResourceStatus
from storage.tables import DispatchRow, NeedRow, PartnerRow, ResourceRow

WITHDRAWN_REASON = "RESOURCE_WITHDRAWN"
LEFT_REASON = "PARTNER_LEFT"


async def withdraw_resource(change: Change, resource_id: UUID, *, on_behalf: OnBehalf | None = None) -> ResourceRow:
    """Offer a resource no more, by its partner or by staff for it; it stays on record."""
    resource = await change.session.scalar(
        select(ResourceRow).where(ResourceRow.id == resource_id, readable_resources(change.viewer)).with_for_update()
    )
    if resource is None:
        raise NotFound("resource")
    partner = await change.session.get_one(PartnerRow, resource.partner_id)
    require_partner(change.viewer, partner)
    await refuse_misuse(change, on_behalf, partner.region_path)
    if resource.status is ResourceStatus.WITHDRAWN:
        raise MoveNotPossible("resource", resource.status, [])
    await _let_go(change, DispatchRow.resource_id == resource.id, WITHDRAWN_REASON)
    _withdraw(change, resource, _for(change, partner, on_behalf))
    return resource


async def leave_partner(
    change: Change, partner_id: UUID, *, reason_text: str = "", on_behalf: OnBehalf | None = None
) -> PartnerRow:
    """Let a partner leave, by one of its contacts or by staff: its resources and agreements end with it."""
    partner = await change.session.scalar(
        select(PartnerRow).where(PartnerRow.id == partner_id, readable_partners(change.viewer)).with_for_update()
    )
    if partner is None:
        raise NotFound("partner")
    require_partner(change.viewer, partner)
    await refuse_misuse(change, on_behalf, partner.region_path)
    if partner.status is PartnerStatus.LEFT:
        raise MoveNotPossible("partner", partner.status, [])
    await _let_go(change, DispatchRow.partner_id == partner.id, LEFT_REASON)
    spoken_for = _for(change, partner, on_behalf)
    offered = await change.session.scalars(
        select(ResourceRow)
        .where(ResourceRow.partner_id == partner.id, ResourceRow.status != ResourceStatus.WITHDRAWN)
        .order_by(ResourceRow.id)
        .with_for_update()
    )
    for resource in offered.all():
        _withdraw(change, resource, spoken_for)
    await end_all(change, partner, reason_text)
    partner.status, partner.version = PartnerStatus.LEFT, partner.version + 1
    change.record(
        partner,
        "LEFT",
        region_path=partner.region_path,
        partner_id=partner.id,
        on_behalf=spoken_for,
        details={"version": partner.version, "fields": ["status"]},
    )
    return partner


def _for(change: Change, partner: PartnerRow, on_behalf: OnBehalf | None) -> OnBehalf | None:
    """Return for whom a step is recorded; staff take it for the partner, at the desk unless they say how."""
    if on_behalf is None and partner.id not in change.viewer.partner_ids:
        return OnBehalf(Channel.DESK, partner_id=partner.id)
    return on_behalf


def _withdraw(change: Change, resource: ResourceRow, on_behalf: OnBehalf | None) -> None:
    resource.status, resource.paused_until = ResourceStatus.WITHDRAWN, None
    resource.version += 1
    change.record(
        resource,
        "WITHDRAWN",
        region_path=resource.region_path,
        partner_id=resource.partner_id,
        on_behalf=on_behalf,
        details={"version": resource.version, "fields": ["status"]},
    )


async def _let_go(change: Change, theirs: ColumnElement[bool], reason: str) -> None:
    """Recall what was asked and not answered; refuse, naming the needs, while something is promised."""
    opened = select(DispatchRow.id, DispatchRow.need_id).where(theirs, DispatchRow.status.in_(OPEN_DISPATCHES))
    found = (await change.session.execute(opened.order_by(DispatchRow.need_id, DispatchRow.id))).all()
    asked = [await lock_dispatch(change, dispatch_id, need_id) for dispatch_id, need_id in found]
    still_open = [one for one in asked if one.dispatch.status in OPEN_DISPATCHES]
    promised = {one.need.id for one in still_open if one.dispatch.status not in UNANSWERED_DISPATCHES}
    if promised:
        numbers = await change.session.scalars(select(NeedRow.number).where(NeedRow.id.in_(promised)))
        raise StillPromised(sorted(numbers))
    for one in still_open:
        await end_dispatch(change, one.dispatch, DispatchStatus.RECALLED)
        one.dispatch.reason_code = reason
        note_dispatch(change, one.dispatch, "RECALLED", reason=reason)
        await follow(change, one.need)
