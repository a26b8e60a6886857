"""Ending dispatches that nobody works on any more, and giving back what they hold."""

from sqlalchemy import ColumnElement, select, update

from resolvers.changes import Change
from resolvers.life.finding_dispatches import note_dispatch
from resolvers.life.moves import OPEN_DISPATCHES, UNANSWERED_DISPATCHES, move_dispatch
from resolvers.life.slots import lock_held_slots, release_slots
from storage.codes import DispatchStatus
from storage.tables import DispatchRow, NeedPartRow, NeedRow

_PROMISED = frozenset({DispatchStatus.TAKEN, DispatchStatus.UNDER_WAY})


async def end_dispatch(change: Change, dispatch: DispatchRow, to: DispatchStatus) -> None:
    """Move a dispatch to an end at which nothing was delivered: its slots and its promise are given back."""
    was_promised = dispatch.status in _PROMISED
    move_dispatch(dispatch, to)
    dispatch.ended_at = change.now
    if was_promised:
        await change.session.execute(
            update(NeedPartRow)
            .where(NeedPartRow.id == dispatch.part_id)
            .values(promised=NeedPartRow.promised - dispatch.quantity),
        )
    await release_slots(change, dispatch)


async def end_open_dispatches(change: Change, need: NeedRow, reason: str) -> None:
    """Recall every open dispatch of a need; work that is under way is ended as not done."""
    dispatches = await _open(change, DispatchRow.need_id == need.id)
    await lock_held_slots(change, dispatches)
    for dispatch in dispatches:
        is_under_way = dispatch.status is DispatchStatus.UNDER_WAY
        await end_dispatch(change, dispatch, DispatchStatus.FAILED if is_under_way else DispatchStatus.RECALLED)
        dispatch.reason_code = reason
        note_dispatch(change, dispatch, "FAILED" if is_under_way else "RECALLED", reason=reason)


async def recall_unanswered(change: Change, part: NeedPartRow, *, but: DispatchRow) -> None:
    """Recall the other unanswered dispatches of a part that is fully promised now."""
    found = await _open(change, DispatchRow.part_id == part.id)
    unanswered = [one for one in found if one.id != but.id and one.status in UNANSWERED_DISPATCHES]
    await lock_held_slots(change, unanswered)
    for dispatch in unanswered:
        await end_dispatch(change, dispatch, DispatchStatus.RECALLED)
        dispatch.reason_code = "FULLY_PROMISED"
        note_dispatch(change, dispatch, "RECALLED", reason="FULLY_PROMISED")


async def _open(change: Change, condition: ColumnElement[bool]) -> list[DispatchRow]:
    await change.session.flush()
    found = await change.session.scalars(
        select(DispatchRow).where(condition, DispatchRow.status.in_(OPEN_DISPATCHES)).order_by(DispatchRow.id),
    )
    return list(found)
