"""Asking a partner: staff send a dispatch, or a partner claims a published need by itself."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from resolvers.access import readable_resources, require_partner
from resolvers.changes import Change, OnBehalf
from resolvers.deadlines import answer_due, due
from resolvers.decisions import Shown, record_decision
from resolvers.life.finding_dispatches import Asked, note_dispatch
from resolvers.life.finding_needs import find_need, find_need_as_staff, follow
from resolvers.life.moves import MATCHED_NATURES, MATCHED_NEEDS, NEED_MOVES, OPEN_DISPATCHES
from resolvers.life.promising import promise
from resolvers.life.slots import add_timeless_slot, hold_slots
from resolvers.numbers import next_number
from resolvers.quantities import stored
from resolvers.refusals import (
    AlreadyThere,
    CandidateBarred,
    InvalidInput,
    MoveNotPossible,
    NotAllowed,
    NotFound,
    NothingLeft,
)
from resolvers.settings.reading import vocabulary_in
from resolvers.speaking_for import refuse_misuse
from storage.codes import (
    DecisionAction,
    DispatchStatus,
    Kind,
    PartnerStatus,
    ResourceStatus,
    Serves,
    Travel,
)
from storage.tables import (
    DispatchRow,
    NeedConflictRow,
    NeedPartRow,
    NeedRow,
    PartnerQualificationRow,
    PartnerRow,
    RegionRow,
    ResourceRow,
)
from storage.vocabulary_records import PublicRule, Step


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of whom: exactly one of a resource and a partner, a quantity in the part's unit, a time.

    `fee_note` is what the resident pays, "" for nothing; by default what the resource says.
    """

    part_id: UUID
    resource_id: UUID | None = None
    partner_id: UUID | None = None
    quantity: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    message: str = ""
    fee_note: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What a new dispatch joins."""

    need: NeedRow
    part: NeedPartRow
    resource: ResourceRow
    partner: PartnerRow

    def asked(self, dispatch: DispatchRow) -> Asked:
        """Return the dispatch with what it joined."""
        return Asked(dispatch, self.need, self.part, self.resource, self.partner)


async def send_dispatch(change: Change, ask: Ask, *, shown: Shown | None = None) -> DispatchRow:
    """Ask a partner to meet (part of) a need; its capacity is held until it answers.

    A partner alone gets a one-time resource with one slot. What was shown to the one who decided is logged.
    """
    part, need = await _find_part(change, ask.part_id)
    need = await find_need_as_staff(change, need.id)
    _refuse_unmatched(need)
    resource, partner = await _asked_for(change, ask, part, need)
    await refuse_barred(change, need, part, resource, partner)
    dispatch = await _dispatch(change, ask, Beside(need, part, resource, partner), DispatchStatus.SENT)
    if shown is not None:
        dispatch.decision_id = await record_decision(
            change, part, shown, DecisionAction.DISPATCH, chosen_resource_id=resource.id
        )
    note_dispatch(change, dispatch, "SENT")
    await follow(change, need)
    return dispatch


async def claim_need(change: Change, ask: Ask, *, on_behalf: OnBehalf | None = None) -> DispatchRow:
    """Take (part of) a published need by oneself; staff confirm, unless the need may be claimed directly."""
    part, need = await _find_part(change, ask.part_id)
    need = await find_need(change, need.id)
    categories = (part.category, part.second_category)
    never = any(change.context.vocabulary.rule_of(code).public is PublicRule.N for code in categories)
    if need.published_at is None or never:
        raise NotAllowed("STAFF")
    _refuse_unmatched(need)
    resource, partner = await _asked_for(change, ask, part, need)
    require_partner(change.viewer, partner, region_path=need.region_path)
    if partner.id not in change.viewer.partner_ids and on_behalf is None:
        raise NotAllowed("PARTNER_CONTACT")
    await refuse_misuse(change, on_behalf, need.region_path)
    await refuse_barred(change, need, part, resource, partner)
    beside = Beside(need, part, resource, partner)
    dispatch = await _dispatch(change, ask, beside, DispatchStatus.CLAIMED)
    dispatch.is_claim = True
    note_dispatch(change, dispatch, "CLAIMED", on_behalf=on_behalf)
    if need.is_claimable:
        dispatch.status = DispatchStatus.TAKEN
        await promise(change, beside.asked(dispatch), on_behalf=on_behalf)
    await follow(change, need)
    return dispatch


async def refuse_barred(
    change: Change, need: NeedRow, part: NeedPartRow, resource: ResourceRow, partner: PartnerRow
) -> None:
    """Refuse who may never be asked: complained about, not confirmed, paused, or known to lack a qualification."""
    conflict = await change.session.get(NeedConflictRow, (need.id, partner.id))
    if conflict is not None:
        raise CandidateBarred(conflict.reason_code)
    if partner.status is not PartnerStatus.CONFIRMED:
        raise CandidateBarred("PARTNER_NOT_CONFIRMED")
    if resource.status is not ResourceStatus.ACTIVE:
        raise CandidateBarred("PAUSED")
    demanded = {
        code
        for category in (part.category, part.second_category)
        for code in change.context.vocabulary.rule_of(category).qualifications
    }
    absent = await change.session.scalar(
        select(PartnerQualificationRow.code).where(
            PartnerQualificationRow.partner_id == partner.id,
            PartnerQualificationRow.code.in_(demanded),
            PartnerQualificationRow.is_held.is_(False),
        ),
    )
    if absent is not None:
        raise CandidateBarred("QUALIFICATION")
    again = await change.session.scalar(
        select(DispatchRow.id).where(
            DispatchRow.part_id == part.id,
            DispatchRow.partner_id == partner.id,
            DispatchRow.status.in_(OPEN_DISPATCHES),
        ),
    )
    if again is not None:
        raise AlreadyThere("dispatch")


def _refuse_unmatched(need: NeedRow) -> None:
    if need.nature not in MATCHED_NATURES:
        raise CandidateBarred("NATURE")
    if need.status not in MATCHED_NEEDS:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))


async def _find_part(change: Change, part_id: UUID) -> tuple[NeedPartRow, NeedRow]:
    part = await change.session.get(NeedPartRow, part_id)
    if part is None:
        raise NotFound("part")
    return part, await find_need(change, part.need_id)


async def _asked_for(change: Change, ask: Ask, part: NeedPartRow, need: NeedRow) -> tuple[ResourceRow, PartnerRow]:
    if (ask.resource_id is None) == (ask.partner_id is None):
        raise InvalidInput.at("resource", "ONE_OF_RESOURCE_PARTNER")
    if ask.resource_id is not None:
        resource = await change.session.scalar(
            select(ResourceRow).where(ResourceRow.id == ask.resource_id, readable_resources(change.viewer)),
        )
        if resource is None:
            raise NotFound("resource")
        return resource, await change.session.get_one(PartnerRow, resource.partner_id)
    partner = await change.session.get(PartnerRow, ask.partner_id)
    if partner is None:
        raise NotFound("partner")
    return await _one_time_resource(change, ask, part, need, partner), partner


async def _one_time_resource(
    change: Change, ask: Ask, part: NeedPartRow, need: NeedRow, partner: PartnerRow
) -> ResourceRow:
    """Make a resource for this once: most dispatching is "ask the electrician to have a look"."""
    region = await change.session.get_one(RegionRow, need.region_id)
    resource = ResourceRow(
        id=change.key(),
        number=await next_number(change.session, f"{region.letters}R", change.now),
        partner_id=partner.id,
        kind=part.kind or Kind.SERVICE,
        title=partner.name,
        text=ask.message,
        category=part.category,
        second_category=part.second_category,
        region_id=need.region_id,
        region_path=need.region_path,
        serves=Serves.REGIONS,
        travel=Travel.PARTNER_COMES,
        unit=part.unit,
        slot_capacity=_asked_quantity(ask, part),
        status=ResourceStatus.ACTIVE,
        is_one_time=True,
        confirmed_at=change.now,
        confirm_every_days=1,
        created_at=change.now,
    )
    change.session.add(resource)
    await change.session.flush()
    await add_timeless_slot(change, resource)
    change.record(resource, "OFFERED_ONCE", region_path=need.region_path, partner_id=partner.id)
    return resource


def _asked_quantity(ask: Ask, part: NeedPartRow) -> int:
    """Return what is asked as it is stored; all that is open by default."""
    if ask.quantity is None:
        return part.quantity - part.promised
    quantity = stored(ask.quantity, part.unit, "quantity")
    if quantity < 1:
        raise InvalidInput.at("quantity", "POSITIVE", ask.quantity)
    return quantity


async def _dispatch(change: Change, ask: Ask, beside: Beside, status: DispatchStatus) -> DispatchRow:
    need, part, resource, partner = beside.need, beside.part, beside.resource, beside.partner
    open_quantity = part.quantity - part.promised
    quantity = _asked_quantity(ask, part)
    if not 0 < quantity <= open_quantity:
        raise NothingLeft(asked=quantity, left=open_quantity)
    if ask.starts_at and ask.ends_at and ask.ends_at <= ask.starts_at:
        raise InvalidInput.at("endsAt", "REVERSED")
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, need.region_path)
    dispatch = DispatchRow(
        id=change.key(),
        need_id=need.id,
        part_id=part.id,
        resource_id=resource.id,
        partner_id=partner.id,
        region_path=need.region_path,
        status=status,
        quantity=quantity,
        starts_at=ask.starts_at,
        ends_at=ask.ends_at if ask.starts_at else None,
        message=ask.message.strip(),
        fee_note=_fee_note(ask, resource),
        sent_by=change.person_id,
        respond_by=answer_due(vocabulary, need.urgency, need.nature, partner.kind, change.now),
        finish_by=due(vocabulary, Step.FINISH, need.urgency, need.nature, change.now),
        created_at=change.now,
        version=0,
        is_claim=False,
    )
    change.session.add(dispatch)
    await change.session.flush()
    await hold_slots(change, dispatch, resource, part)
    return dispatch


def _fee_note(ask: Ask, resource: ResourceRow) -> str | None:
    """Return what the resident pays; of what was made for this once nobody has said it yet."""
    if ask.fee_note is not None:
        return ask.fee_note.strip()
    return None if resource.is_one_time else resource.fee_note
