"""What staff copy into a chat or read out on the phone after a dispatch.

A notice says what, when and where to the building, with the link to answer by; never a name, a door or the asker's
own words. Its facts are put into sentences by whoever shows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import STAFF, within
from resolvers.context import Context
from resolvers.links import dispatch_link
from resolvers.regions import near_names
from storage.codes import DispatchStatus, Unit
from storage.tables import (
    DispatchRow,
    NeedPartRow,
    NeedRow,
    PartnerContactRow,
    PartnerRow,
    PersonPrivateRow,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """The facts of a notice: quantity in the part's unit, money in fen; `title` may be "" when only the category says.

    `link` is "" once the dispatch is answered, `phone` when nobody has left one.
    """

    number: str
    title: str
    category: str | None
    quantity: int
    unit: Unit
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    message: str
    link: str
    phone: str


async def notices(context: Context, dispatch_ids: Sequence[UUID]) -> list[Notice | None]:
    """Return for each dispatch its notice; None for everybody but staff in whose charge it is."""
    charge = within(DispatchRow.region_path, context.viewer.paths(*STAFF))
    async with context.database.read() as session:
        found = await session.execute(
            select(DispatchRow, NeedRow, NeedPartRow, PartnerRow)
            .join(NeedRow, NeedRow.id == DispatchRow.need_id)
            .join(NeedPartRow, NeedPartRow.id == DispatchRow.part_id)
            .join(PartnerRow, PartnerRow.id == DispatchRow.partner_id)
            .where(DispatchRow.id.in_(dispatch_ids), charge),
        )
        lines = found.all()
        places = await near_names(session, (need.region_path for _, need, _, _ in lines))
        phones = await _phones(session, [partner.id for *_, partner in lines], context.now())
    made = {
        dispatch.id: Notice(
            number=need.number,
            title=need.public_title or need.summary,
            category=part.category,
            quantity=dispatch.quantity,
            unit=part.unit,
            starts_at=dispatch.starts_at,
            ends_at=dispatch.ends_at,
            place=places[need.region_path],
            message=dispatch.message,
            link=dispatch_link(context, dispatch.id) if dispatch.status is DispatchStatus.SENT else "",
            phone=phones.get(partner.id) or partner.office_phone or "",
        )
        for dispatch, need, part, partner in lines
    }
    return [made.get(key) for key in dispatch_ids]


async def _phones(session: AsyncSession, partner_ids: Sequence[UUID], now: datetime) -> Mapping[UUID, str]:
    """Return the phone of whoever speaks for each partner, its leader before others."""
    found = await session.execute(
        select(PartnerContactRow.partner_id, PersonPrivateRow.phone)
        .join(PersonPrivateRow, PersonPrivateRow.person_id == PartnerContactRow.person_id)
        .where(
            PartnerContactRow.partner_id.in_(partner_ids),
            PersonPrivateRow.phone.is_not(None),
            or_(PartnerContactRow.until.is_(None), PartnerContactRow.until > now),
        )
        .order_by(PartnerContactRow.is_leader, PartnerContactRow.id.desc()),
    )
    return {row.partner_id: row.phone for row in found}
