"""A partner's answers: take, propose something else, return; and staff's confirmation or recall."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from resolvers.changes import Change, OnBehalf
from resolvers.life.accepting import stop_clock
from resolvers.life.ending import end_dispatch
from resolvers.life.finding_dispatches import Asked, find_as_partner, find_as_staff, note_dispatch
from resolvers.life.finding_needs import follow, note_move
from resolvers.life.moves import DISPATCH_MOVES, move_dispatch
from resolvers.life.promising import promise
from resolvers.life.slots import hold_slots, release_slots
from resolvers.quantities import said, stored
from resolvers.refusals import InvalidInput, MoveNotPossible
from resolvers.upserts import insert_missing
from storage.codes import DispatchStatus
from storage.tables import DispatchRow, NeedConflictRow, PartnerQualificationRow
from storage.vocabulary_records import Reason, ReasonFlag, ReasonList

TIME_TO_ASK = timedelta(days=3)
TIME_IF_UNKNOWN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a partner can do instead: fewer, or at another time."""

    quantity: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


async def take_dispatch(
    change: Change,
    dispatch_id: UUID,
    *,
    proposal: Proposal | None = None,
    helper_name: str | None = None,
    fee_note: str | None = None,
    on_behalf: OnBehalf | None = None,
) -> DispatchRow:
    """Accept what was asked; fewer or another time becomes a proposal that staff confirm.

    `fee_note` says what the resident pays, "" for nothing, where that was not agreed or is not so.
    """
    asked = await find_as_partner(change, dispatch_id, on_behalf)
    dispatch = asked.dispatch
    dispatch.helper_name = helper_name or dispatch.helper_name
    dispatch.fee_note = dispatch.fee_note if fee_note is None else fee_note.strip()
    if proposal is not None and _differs(asked, proposal):
        _propose(change, asked, proposal)
        note_dispatch(change, dispatch, "PROPOSED", on_behalf=on_behalf)
    else:
        _refuse_unasked(dispatch)
        move_dispatch(dispatch, DispatchStatus.TAKEN)
        await promise(change, asked, on_behalf=on_behalf)
    await follow(change, asked.need)
    return dispatch


async def confirm_dispatch(change: Change, dispatch_id: UUID) -> DispatchRow:
    """Agree to a partner's claim or proposal: its time and quantity are held from now on."""
    asked = await find_as_staff(change, dispatch_id)
    dispatch = asked.dispatch
    if dispatch.status not in (DispatchStatus.PROPOSED, DispatchStatus.CLAIMED):
        raise MoveNotPossible("dispatch", dispatch.status, sorted(DISPATCH_MOVES[dispatch.status]))
    if dispatch.proposed_quantity is not None or dispatch.proposed_starts_at is not None:
        await release_slots(change, dispatch)
        dispatch.quantity = dispatch.proposed_quantity or dispatch.quantity
        dispatch.starts_at = dispatch.proposed_starts_at or dispatch.starts_at
        dispatch.ends_at = dispatch.proposed_ends_at or dispatch.ends_at
        await change.session.flush()
        await hold_slots(change, dispatch, asked.resource, asked.part)
    move_dispatch(dispatch, DispatchStatus.TAKEN)
    await promise(change, asked)
    await follow(change, asked.need)
    return dispatch


async def return_dispatch(
    change: Change,
    dispatch_id: UUID,
    *,
    reason_code: str,
    reason_text: str = "",
    proposal: Proposal | None = None,
    on_behalf: OnBehalf | None = None,
) -> DispatchRow:
    """Decline what was asked, or give back what was taken, with a coded reason.

    Another time offered with the reason is a proposal and keeps the partner first in line; a lack of information is
    no return: the need waits while staff ask.
    """
    asked = await find_as_partner(change, dispatch_id, on_behalf)
    dispatch, need = asked.dispatch, asked.need
    reason = change.context.vocabulary.reasons[ReasonList.RETURN].get(reason_code)
    if reason is None:
        raise InvalidInput.at("reasonCode", "UNKNOWN_REASON", reason_code)
    dispatch.reason_code, dispatch.reason_text = reason_code, reason_text.strip()
    if ReasonFlag.STAYS_FIRST in reason.flags and proposal is not None and proposal.starts_at is not None:
        _propose(change, asked, proposal)
        note_dispatch(change, dispatch, "PROPOSED", on_behalf=on_behalf, reason=reason_code)
    elif ReasonFlag.IS_NO_RETURN in reason.flags:
        stop_clock(change, need, reason_text.strip() or reason.zh, change.now + TIME_TO_ASK)
        note_dispatch(change, dispatch, "ASKED_BACK", on_behalf=on_behalf, reason=reason_code)
        note_move(change, need, "HELD", on_behalf=on_behalf, reason=reason_code)
        return dispatch
    else:
        await end_dispatch(change, dispatch, DispatchStatus.RETURNED)
        await _learn_from_return(change, asked, reason)
        note_dispatch(change, dispatch, "RETURNED", on_behalf=on_behalf, reason=reason_code)
    await follow(change, need)
    return dispatch


async def recall_dispatch(change: Change, dispatch_id: UUID, *, reason_text: str = "") -> DispatchRow:
    """Take back what was asked, before the work begins."""
    asked = await find_as_staff(change, dispatch_id)
    await end_dispatch(change, asked.dispatch, DispatchStatus.RECALLED)
    asked.dispatch.reason_text = reason_text.strip()
    note_dispatch(change, asked.dispatch, "RECALLED")
    await follow(change, asked.need)
    return asked.dispatch


def _differs(asked: Asked, proposal: Proposal) -> bool:
    dispatch = asked.dispatch
    fewer = (
        proposal.quantity is not None and stored(proposal.quantity, asked.part.unit, "quantity") != dispatch.quantity
    )
    other_time = proposal.starts_at is not None and proposal.starts_at != dispatch.starts_at
    return fewer or other_time


def _propose(change: Change, asked: Asked, proposal: Proposal) -> None:
    dispatch = asked.dispatch
    unit = asked.part.unit
    quantity = None if proposal.quantity is None else stored(proposal.quantity, unit, "quantity")
    if quantity is not None and not 0 < quantity <= dispatch.quantity:
        raise InvalidInput.at("quantity", "AT_MOST", said(dispatch.quantity, unit))
    if proposal.starts_at is not None and proposal.starts_at < change.now:
        raise InvalidInput.at("proposedStartsAt", "IN_THE_PAST")
    move_dispatch(dispatch, DispatchStatus.PROPOSED)
    dispatch.proposed_quantity = quantity
    dispatch.proposed_starts_at = proposal.starts_at
    dispatch.proposed_ends_at = proposal.ends_at
    if proposal.starts_at is not None and proposal.ends_at is None:
        known = dispatch.starts_at is not None and dispatch.ends_at is not None
        length = dispatch.ends_at - dispatch.starts_at if known else TIME_IF_UNKNOWN  # type: ignore[operator]
        dispatch.proposed_ends_at = proposal.starts_at + length


def _refuse_unasked(dispatch: DispatchRow) -> None:
    """A claim or a proposal is confirmed by staff, not by the partner itself."""
    if dispatch.status is not DispatchStatus.SENT:
        raise MoveNotPossible(
            "dispatch", dispatch.status, sorted(DISPATCH_MOVES[dispatch.status] - {DispatchStatus.TAKEN})
        )


async def _learn_from_return(change: Change, asked: Asked, reason: Reason) -> None:
    """Keep what a reason says for good: a conflict of interest bars from this need, a missing licence from its kind."""
    if ReasonFlag.BARS_PARTNER in reason.flags:
        row = {"need_id": asked.need.id, "partner_id": asked.partner.id, "reason_code": reason.code}
        await insert_missing(change.session, NeedConflictRow, [row])
    if ReasonFlag.RECORDS_ABSENCE in reason.flags:
        partner, rule_of = asked.partner, change.context.vocabulary.rule_of
        demanded = rule_of(asked.part.category).qualifications + rule_of(asked.part.second_category).qualifications
        missing = {"partner_id": partner.id, "is_held": False, "recorded_at": change.now}
        rows = [{**missing, "code": code} for code in dict.fromkeys(demanded)]
        if await insert_missing(change.session, PartnerQualificationRow, rows):
            change.record(partner, "QUALIFICATION_MISSING", region_path=partner.region_path, partner_id=partner.id)
