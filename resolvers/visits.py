"""What a resident knows of a visit: the word to hear at the door, and whom to ask for."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from resolvers.access import HELPING, readable_dispatches
from resolvers.context import Context
from resolvers.life.moves import PROMISED_DISPATCHES
from storage.tables import DispatchRow, PartnerContactRow, PersonRow


def shown_visit_code(dispatch: DispatchRow) -> str | None:
    """Return the word while somebody is expected; before and after it opens nothing."""
    return dispatch.visit_code if dispatch.status in HELPING else None


async def contact_names(context: Context, dispatch_ids: Sequence[UUID]) -> list[str | None]:
    """Return for each dispatch whom to ask for: the helper, else who speaks for the partner; None before it is taken.

    A name and no phone: of a unit the office's is public, and a volunteer is rung through staff.
    """
    async with context.database.read() as session:
        found = await session.execute(
            select(DispatchRow.id, DispatchRow.helper_name, PersonRow.called)
            .outerjoin(
                PartnerContactRow,
                (PartnerContactRow.partner_id == DispatchRow.partner_id)
                & or_(PartnerContactRow.until.is_(None), PartnerContactRow.until > context.now()),
            )
            .outerjoin(PersonRow, PersonRow.id == PartnerContactRow.person_id)
            .where(
                DispatchRow.id.in_(dispatch_ids),
                DispatchRow.status.in_(PROMISED_DISPATCHES),
                readable_dispatches(context.viewer),
            )
            .order_by(PartnerContactRow.is_leader, PartnerContactRow.id.desc()),
        )
        # The leader comes last, or else who has spoken for the partner longest, and wins.
        names: Mapping[UUID, str | None] = {key: helper or called for key, helper, called in found}
    return [names.get(key) for key in dispatch_ids]
