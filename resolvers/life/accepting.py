"""What staff do with a need at the desk: accept, hand over, hold, list as a gap, decline, transfer, merge, reopen."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from resolvers.access import STAFF
from resolvers.changes import Change, OnBehalf
from resolvers.deadlines import due
from resolvers.life.ending import end_open_dispatches
from resolvers.life.finding_needs import (
    dispatches_of,
    find_need,
    find_need_as_staff,
    follow,
    note_move,
    refuse_stale,
    require_asker_or_staff,
)
from resolvers.life.moves import (
    ACCEPTABLE,
    MATCHED_NEEDS,
    NEED_MOVES,
    OPEN_DISPATCHES,
    REOPENED_BY_PEOPLE,
    move_need,
)
from resolvers.refusals import InvalidInput, MoveNotPossible, NotAllowed, NotFound
from resolvers.settings.reading import vocabulary_in
from resolvers.speaking_for import refuse_misuse
from resolvers.viewer import viewer_of
from storage.codes import Matter, NeedStatus, Urgency
from storage.tables import NeedPartRow, NeedRow
from storage.vocabulary_records import ReasonFlag, ReasonList, Step


async def accept_need(
    change: Change,
    need_id: UUID,
    *,
    owner_id: UUID | None = None,
    urgency: Urgency | None = None,
    matter: Matter | None = None,
    summary: str | None = None,
    version: int | None = None,
) -> NeedRow:
    """Accept a need: from now on it has an owner, the viewer by default, and the clock runs."""
    need = await find_need_as_staff(change, need_id)
    await refuse_stale(change, need, version)
    _refuse_other_than(need, ACCEPTABLE)
    await _refuse_owner_out_of_reach(change, owner_id, need)
    need.owner_id = owner_id or change.person_id
    need.urgency = urgency or need.urgency
    need.matter = matter or need.matter
    need.summary = need.summary if summary is None else summary.strip()
    move_need(need, NeedStatus.ACCEPTED)
    need.accepted_at = change.now
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, need.region_path)
    need.respond_by = due(vocabulary, Step.DISPATCH, need.urgency, need.nature, change.now)
    need.finish_by = due(vocabulary, Step.FINISH, need.urgency, need.nature, change.now)
    note_move(change, need, "ACCEPTED")
    return need


async def hand_over_need(change: Change, need_id: UUID, owner_id: UUID) -> NeedRow:
    """Give a need to a colleague."""
    need = await find_need_as_staff(change, need_id)
    await _refuse_owner_out_of_reach(change, owner_id, need)
    need.owner_id = owner_id
    note_move(change, need, "HANDED_OVER")
    return need


async def hold_need(change: Change, need_id: UUID, *, reason_text: str, until: datetime) -> NeedRow:
    """Stop a need's clock, saying why and until when it is looked at again."""
    need = await find_need_as_staff(change, need_id)
    if until <= change.now:
        raise InvalidInput.at("until", "IN_THE_PAST")
    stop_clock(change, need, reason_text, until)
    note_move(change, need, "HELD", at=until)
    return need


def stop_clock(change: Change, need: NeedRow, reason_text: str, until: datetime) -> None:
    """Put a need on hold, remembering where it stood."""
    before = need.status
    move_need(need, NeedStatus.ON_HOLD)
    need.held_status, need.held_at = before, change.now
    need.reason_text, need.hold_until = reason_text, until


async def list_gap(change: Change, part_id: UUID) -> NeedPartRow:
    """Put a part for which nothing fits on the gap list; the need stays open."""
    part = await change.session.get(NeedPartRow, part_id)
    if part is None:
        raise NotFound("part")
    need = await find_need_as_staff(change, part.need_id)
    if need.status not in MATCHED_NEEDS:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))
    part.gap_listed_at = part.gap_listed_at or change.now
    note_move(change, need, "GAP_LISTED")
    return part


async def decline_need(change: Change, need_id: UUID, *, reason_code: str, reason_text: str, next_step: str) -> NeedRow:
    """Say that a need cannot be accepted, why by code and sentence, and what the asker can do next."""
    need = await find_need_as_staff(change, need_id)
    reason = change.context.vocabulary.reasons[ReasonList.DECLINE].get(reason_code)
    if reason is None:
        raise InvalidInput.at("reasonCode", "UNKNOWN_REASON", reason_code)
    if not reason_text.strip() or not next_step.strip():
        raise InvalidInput.at("nextStep" if reason_text.strip() else "reasonText", "EMPTY")
    transfers = ReasonFlag.TRANSFERS in reason.flags
    move_need(need, NeedStatus.TRANSFERRED if transfers else NeedStatus.DECLINED)
    need.reason_code, need.reason_text, need.next_step = reason_code, reason_text.strip(), next_step.strip()
    await end_open_dispatches(change, need, "NEED_DECLINED")
    note_move(change, need, "TRANSFERRED" if transfers else "DECLINED", reason=reason_code)
    return need


async def transfer_need(change: Change, need_id: UUID, *, to: str, reason_text: str) -> NeedRow:
    """Hand a need on to somebody outside, saying to whom."""
    need = await find_need_as_staff(change, need_id)
    if not to.strip():
        raise InvalidInput.at("to", "EMPTY")
    move_need(need, NeedStatus.TRANSFERRED)
    need.reason_code, need.reason_text, need.next_step = "OTHER_REGION", reason_text.strip(), to.strip()
    await end_open_dispatches(change, need, "NEED_TRANSFERRED")
    note_move(change, need, "TRANSFERRED")
    return need


async def withdraw_need(
    change: Change,
    need_id: UUID,
    *,
    reason_code: str | None = None,
    reason_text: str = "",
    on_behalf: OnBehalf | None = None,
) -> NeedRow:
    """Take a need back, by the askers themselves or by staff for them; a reason is welcome, never demanded."""
    need = await find_need(change, need_id)
    await require_asker_or_staff(change, need)
    await refuse_misuse(change, on_behalf, need.region_path)
    reason = None
    if reason_code is not None:
        reason = change.context.vocabulary.reasons[ReasonList.WITHDRAW].get(reason_code)
        if reason is None:
            raise InvalidInput.at("reasonCode", "UNKNOWN_REASON", reason_code)
    if reason and ReasonFlag.STAFF_ONLY in reason.flags and not change.viewer.reaches(need.region_path, *STAFF):
        raise NotAllowed("STAFF")
    move_need(need, NeedStatus.WITHDRAWN)
    need.reason_code, need.reason_text, need.closed_at = reason_code, reason_text.strip(), change.now
    if reason and ReasonFlag.HIDES_NEED in reason.flags:
        need.published_at = None
    if reason and ReasonFlag.SILENCES in reason.flags:
        need.is_quiet = True
    await end_open_dispatches(change, need, "NEED_WITHDRAWN")
    note_move(change, need, "WITHDRAWN", on_behalf=on_behalf, reason=reason_code)
    return need


async def merge_needs(change: Change, need_id: UUID, into_id: UUID) -> NeedRow:
    """Merge a need into another of the same matter; its askers follow the other one from now on."""
    need = await find_need_as_staff(change, need_id)
    into = await find_need_as_staff(change, into_id)
    if need.id == into.id or into.status is NeedStatus.MERGED:
        raise InvalidInput.at("into", "MERGE_TARGET")
    need.merged_into_id = into.id
    move_need(need, NeedStatus.MERGED)
    await end_open_dispatches(change, need, "NEED_MERGED")
    await change.session.execute(
        update(NeedRow).where(NeedRow.merged_into_id == need.id).values(merged_into_id=into.id),
    )
    note_move(change, need, "MERGED")
    note_move(change, into, "JOINED_BY_ANOTHER")
    return need


async def reopen_need(change: Change, need_id: UUID, *, reason_text: str, on_behalf: OnBehalf | None = None) -> NeedRow:
    """Open a need again: one on hold goes on where it stood with its clock, an ended one begins a new round."""
    need = await find_need(change, need_id)
    await require_asker_or_staff(change, need)
    await refuse_misuse(change, on_behalf, need.region_path)
    if need.status is NeedStatus.ON_HOLD and need.held_status and need.held_at:
        stood = change.now - need.held_at
        need.respond_by, need.finish_by = need.respond_by + stood, need.finish_by + stood
        move_need(need, need.held_status)
        need.held_status = need.held_at = need.hold_until = None
        for dispatch in await dispatches_of(change, need):
            if dispatch.status in OPEN_DISPATCHES:
                dispatch.respond_by, dispatch.finish_by = dispatch.respond_by + stood, dispatch.finish_by + stood
        await follow(change, need)
        note_move(change, need, "RESUMED", on_behalf=on_behalf)
        return need
    _refuse_other_than(need, REOPENED_BY_PEOPLE)
    await begin_round(change, need)
    need.reason_text = reason_text.strip()
    note_move(change, need, "REOPENED", on_behalf=on_behalf)
    return need


async def begin_round(change: Change, need: NeedRow, open_parts: frozenset[UUID] | None = None) -> None:
    """Begin a new round: the given parts, all by default, are open again."""
    move_need(need, NeedStatus.REOPENED)
    need.round += 1
    need.closed_at = need.done_at = None
    need.owner_id = need.owner_id or change.person_id
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, need.region_path)
    need.finish_by = due(vocabulary, Step.FINISH, need.urgency, need.nature, change.now)
    parts = update(NeedPartRow).where(NeedPartRow.need_id == need.id)
    if open_parts:
        parts = parts.where(NeedPartRow.id.in_(open_parts))
    await change.session.execute(parts.values(promised=0, delivered=0))


def _refuse_other_than(need: NeedRow, statuses: frozenset[NeedStatus]) -> None:
    """Refuse a step that the table allows a need to make by itself, but people only from these states."""
    if need.status not in statuses:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))


async def _refuse_owner_out_of_reach(change: Change, owner_id: UUID | None, need: NeedRow) -> None:
    if owner_id is None:
        return
    owner = await viewer_of(change.session, owner_id, change.now)
    if not owner.reaches(need.region_path, *STAFF):
        raise InvalidInput.at("owner", "OWNER_NOT_STAFF")
