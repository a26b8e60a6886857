"""Writing a step down for somebody: what was said on the phone, over WeChat or at the desk."""

from uuid import UUID

from resolvers.access import STAFF
from resolvers.changes import Change, OnBehalf
from resolvers.refusals import NotAllowed, NotFound
from storage.tables import PartnerRow, PersonRow


async def refuse_misuse(change: Change, on_behalf: OnBehalf | None, region_path: str) -> None:
    """Refuse to write a step down for somebody unknown, and by anybody but staff of the region.

    Whoever speaks for a partner may also say that a step of theirs was the partner's.
    """
    if on_behalf is None:
        return
    is_own = on_behalf.person_id is None and on_behalf.partner_id in change.viewer.partner_ids
    if not is_own and not change.viewer.reaches(region_path, *STAFF):
        raise NotAllowed("STAFF")
    await refuse_unknown_person(change, on_behalf.person_id)
    if on_behalf.partner_id is not None and await change.session.get(PartnerRow, on_behalf.partner_id) is None:
        raise NotFound("partner")


async def refuse_unknown_person(change: Change, person_id: UUID | None) -> None:
    """Refuse a person we do not know."""
    if person_id is not None and await change.session.get(PersonRow, person_id) is None:
        raise NotFound("person")
