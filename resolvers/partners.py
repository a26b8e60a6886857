"""Partners: registered by themselves or by staff, and confirmed by staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import STAFF, require_signed_in, require_staff
from resolvers.changes import Change, OnBehalf
from resolvers.people import enter_person
from resolvers.refusals import AlreadyThere, FieldFault, InvalidInput, MoveNotPossible, NotAllowed, NotFound
from resolvers.speaking_for import refuse_misuse
from resolvers.upserts import insert_missing
from storage.codes import PartnerKind, PartnerStatus
from storage.tables import PartnerContactRow, PartnerRow, RegionRow

LONGEST = {"name": 80, "introduction": 500, "office_phone": 24}
NAMES = {"office_phone": "officePhone"}
PERSONAL_KINDS = frozenset({PartnerKind.VOLUNTEER, PartnerKind.GROUP})


@dataclass(frozen=True, slots=True)
class NewContact:
    """Somebody we do not know yet, who will speak for a partner."""

    called: str
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """A partner as it is registered; `contact` is for staff, who register somebody without an account."""

    kind: PartnerKind
    name: str
    region_id: UUID
    introduction: str = ""
    office_phone: str | None = None
    is_department: bool = False
    is_market_body: bool = False
    contact: NewContact | None = None


async def register_partner(change: Change, draft: PartnerDraft, *, on_behalf: OnBehalf | None = None) -> PartnerRow:
    """Register a partner.

    Whoever registers a partner speaks for it, and it waits for staff to confirm it. What staff of the region
    register is confirmed by that; they name who speaks for it, and for a volunteer or a group they must.
    """
    require_signed_in(change.viewer)
    _refuse_misfit(draft)
    region = await change.session.get(RegionRow, draft.region_id)
    if region is None:
        raise NotFound("region")
    is_staff = change.viewer.reaches(region.path, *STAFF)
    if not is_staff and (on_behalf is not None or draft.contact is not None):
        raise NotAllowed("STAFF")
    await refuse_misuse(change, on_behalf, region.path)
    partner = PartnerRow(
        id=change.key(),
        kind=draft.kind,
        name=draft.name.strip(),
        introduction=draft.introduction.strip(),
        office_phone=draft.office_phone,
        region_id=region.id,
        region_path=region.path,
        status=PartnerStatus.CONFIRMED if is_staff else PartnerStatus.REGISTERED,
        is_department=draft.is_department,
        is_market_body=draft.is_market_body,
        is_able_person=False,
        created_at=change.now,
        version=1,
    )
    change.session.add(partner)
    await change.session.flush()
    contact_id = await _speaker(change, draft, region, on_behalf) if is_staff else change.person_id
    if contact_id is not None:
        await add_contact(change, partner, contact_id, is_leader=True)
    _note(change, partner, "REGISTERED", on_behalf=on_behalf)
    return partner


async def _speaker(change: Change, draft: PartnerDraft, region: RegionRow, on_behalf: OnBehalf | None) -> UUID | None:
    """Return who will speak for a partner that staff register; a unit may go without for now."""
    if draft.contact is not None:
        one = draft.contact
        return (await enter_person(change, one.called, region, name=one.name, phone=one.phone)).id
    if on_behalf is not None and on_behalf.person_id is not None:
        return on_behalf.person_id
    if draft.kind in PERSONAL_KINDS:
        raise InvalidInput.at("onBehalf", "NEEDS_PERSON", draft.kind)
    return None


def _refuse_misfit(draft: PartnerDraft) -> None:
    faults = [
        FieldFault(NAMES.get(field, field), "TOO_LONG", str(longest))
        for field, longest in LONGEST.items()
        if len(getattr(draft, field) or "") > longest
    ]
    if not draft.name.strip():
        faults.append(FieldFault("name", "EMPTY"))
    if draft.kind is not PartnerKind.UNIT:
        flags = {"isDepartment": draft.is_department, "isMarketBody": draft.is_market_body}
        faults.extend(FieldFault(name, "UNITS_ONLY") for name, is_set in flags.items() if is_set)
    if faults:
        raise InvalidInput(faults)


async def add_contact(change: Change, partner: PartnerRow, person_id: UUID, *, is_leader: bool = False) -> None:
    """Let a person speak for a partner; a volunteer has exactly one such person."""
    row = {
        "id": change.key(),
        "partner_id": partner.id,
        "partner_kind": partner.kind,
        "person_id": person_id,
        "is_leader": is_leader,
        "since": change.now,
    }
    if not await insert_missing(change.session, PartnerContactRow, [row]):
        raise AlreadyThere("contact")
    _note(change, partner, "CONTACT_ADDED")


async def speakers_of(session: AsyncSession, partner_id: UUID, now: datetime) -> Sequence[UUID]:
    """Return who speaks for a partner now, its leader first."""
    found = await session.scalars(
        select(PartnerContactRow.person_id)
        .where(
            PartnerContactRow.partner_id == partner_id,
            or_(PartnerContactRow.until.is_(None), PartnerContactRow.until > now),
        )
        .order_by(PartnerContactRow.is_leader.desc(), PartnerContactRow.id),
    )
    return found.all()


async def confirm_partner(change: Change, partner_id: UUID, *, is_able_person: bool = False) -> PartnerRow:
    """Confirm that a partner is what it says; a volunteer may be confirmed as an able person 能人."""
    partner = await change.session.scalar(select(PartnerRow).where(PartnerRow.id == partner_id).with_for_update())
    if partner is None:
        raise NotFound("partner")
    require_staff(change.viewer, partner.region_path)
    if partner.status is PartnerStatus.LEFT:
        raise MoveNotPossible("partner", partner.status, [])
    if is_able_person and partner.kind is not PartnerKind.VOLUNTEER:
        raise InvalidInput.at("isAblePerson", "VOLUNTEERS_ONLY", partner.kind)
    partner.status = PartnerStatus.CONFIRMED
    partner.is_able_person = is_able_person
    _note(change, partner, "CONFIRMED")
    return partner


def _note(change: Change, partner: PartnerRow, move: str, *, on_behalf: OnBehalf | None = None) -> None:
    partner.version += 1
    change.record(partner, move, region_path=partner.region_path, partner_id=partner.id, on_behalf=on_behalf)
