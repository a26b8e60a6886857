"""The work itself: begun, finished with what was given, or not done."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import update

from resolvers.changes import Change, OnBehalf
from resolvers.life.ending import end_dispatch
from resolvers.life.finding_dispatches import find_as_partner, note_dispatch
from resolvers.life.finding_needs import follow
from resolvers.life.moves import move_dispatch
from resolvers.life.promising import set_project_status
from resolvers.quantities import said, stored
from resolvers.refusals import InvalidInput
from storage.codes import DispatchStatus, NeedStatus, ProjectStatus
from storage.tables import DispatchRow, NeedPartRow


async def start_dispatch(change: Change, dispatch_id: UUID, *, on_behalf: OnBehalf | None = None) -> DispatchRow:
    """Begin the work."""
    asked = await find_as_partner(change, dispatch_id, on_behalf)
    move_dispatch(asked.dispatch, DispatchStatus.UNDER_WAY)
    asked.dispatch.started_at = change.now
    note_dispatch(change, asked.dispatch, "STARTED", on_behalf=on_behalf)
    await set_project_status(change, asked.need, ProjectStatus.UNDER_WAY)
    await follow(change, asked.need)
    return asked.dispatch


async def finish_dispatch(
    change: Change,
    dispatch_id: UUID,
    *,
    minutes_spent: int,
    note: str = "",
    delivered: Decimal | None = None,
    on_behalf: OnBehalf | None = None,
) -> DispatchRow:
    """Say that the work is done, how long it took and how much was given, all of it by default.

    Work that was taken but never reported as begun begins and ends at once. What was promised and not given is open
    again. Goods and funds stay consumed.
    """
    if minutes_spent < 0:
        raise InvalidInput.at("minutesSpent", "NOT_NEGATIVE", minutes_spent)
    asked = await find_as_partner(change, dispatch_id, on_behalf)
    dispatch = asked.dispatch
    unit = asked.part.unit
    given = dispatch.quantity if delivered is None else stored(delivered, unit, "delivered")
    if not 0 <= given <= dispatch.quantity:
        raise InvalidInput.at("delivered", "AT_MOST", said(dispatch.quantity, unit))
    if dispatch.status is DispatchStatus.TAKEN:
        move_dispatch(dispatch, DispatchStatus.UNDER_WAY)
        dispatch.started_at = change.now
        note_dispatch(change, dispatch, "STARTED", on_behalf=on_behalf)
    move_dispatch(dispatch, DispatchStatus.DONE)
    dispatch.ended_at, dispatch.minutes_spent, dispatch.note = change.now, minutes_spent, note.strip()
    await change.session.execute(
        update(NeedPartRow)
        .where(NeedPartRow.id == asked.part.id)
        .values(
            delivered=NeedPartRow.delivered + given,
            promised=NeedPartRow.promised - (dispatch.quantity - given),
        ),
    )
    note_dispatch(change, dispatch, "DONE", on_behalf=on_behalf)
    if await follow(change, asked.need) is NeedStatus.DONE:
        await set_project_status(change, asked.need, ProjectStatus.FINISHED)
    return dispatch


async def fail_dispatch(
    change: Change, dispatch_id: UUID, *, reason_text: str, on_behalf: OnBehalf | None = None
) -> DispatchRow:
    """Say that work which was begun could not be done; the part is open again."""
    asked = await find_as_partner(change, dispatch_id, on_behalf)
    if not reason_text.strip():
        raise InvalidInput.at("reasonText", "EMPTY")
    await end_dispatch(change, asked.dispatch, DispatchStatus.FAILED)
    asked.dispatch.reason_text = reason_text.strip()
    note_dispatch(change, asked.dispatch, "FAILED", on_behalf=on_behalf)
    await follow(change, asked.need)
    return asked.dispatch
