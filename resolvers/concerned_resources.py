"""Which resources an event speaks of: its own, its partner's, or those of the dispatches it concerns."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.codes import PartnerKind
from storage.tables import DispatchRow, EventRow, PartnerRow, ResourceRow

_OF_PARTNERS = frozenset({"partner", "partner_qualification"})


async def concerned_resources(session: AsyncSession, events: Iterable[EventRow]) -> set[UUID]:
    """Return the resources whose record may differ after the events.

    A dispatch changes its resource; one to a volunteer changes everything that person offers. A verdict changes the
    track record of all that served the need.
    """
    resources: set[UUID] = set()
    partners: set[UUID] = set()
    dispatches: set[UUID] = set()
    judged: set[UUID] = set()
    for event in events:
        if event.noun == "resource":
            resources.add(event.key)
        elif event.noun in _OF_PARTNERS and event.partner_id is not None:
            partners.add(event.partner_id)
        elif event.noun == "partner":
            partners.add(event.key)
        elif event.noun == "dispatch":
            dispatches.add(event.key)
        elif event.move == "EVALUATED":
            judged.add(event.key)
    if not (partners or dispatches or judged):
        return resources
    touched = or_(DispatchRow.id.in_(dispatches), DispatchRow.need_id.in_(judged))
    volunteers = (
        select(DispatchRow.partner_id)
        .join(PartnerRow, PartnerRow.id == DispatchRow.partner_id)
        .where(touched, PartnerRow.kind == PartnerKind.VOLUNTEER)
    )
    found = await session.scalars(
        select(ResourceRow.id).where(
            ResourceRow.is_one_time.is_(False),
            or_(
                ResourceRow.partner_id.in_(partners),
                ResourceRow.partner_id.in_(volunteers),
                ResourceRow.id.in_(select(DispatchRow.resource_id).where(touched)),
            ),
        ),
    )
    return resources | set(found)
