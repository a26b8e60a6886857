"""What time itself tells: a verdict is asked for the day after, and a need that is late is said to be late.

Both are events like others, so they are told once. A need on hold is not late, since its clock stands still.
"""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, exists, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from resolvers.changes import Change, OnBehalf
from resolvers.context import Context
from resolvers.numbers import LOCAL
from storage.codes import Channel, NeedStatus
from storage.tables import EventRow, NeedRow

BY_ITSELF = OnBehalf(Channel.AUTO)
_UNFINISHED = (
    NeedStatus.ACCEPTED,
    NeedStatus.DISCUSSING,
    NeedStatus.DECIDED,
    NeedStatus.DISPATCHED,
    NeedStatus.TAKEN,
    NeedStatus.UNDER_WAY,
    NeedStatus.REOPENED,
)


async def note_reminders(context: Context, now: datetime) -> int:
    """Leave the events of what is due to be said at the moment `now`, and return how many; twice adds none."""
    noted = 0
    for condition, is_late in ((_unasked(now), False), (_late(now), True)):
        for need_id in await _found(context, condition):
            async with context.database.write() as session:
                noted += await _note(Change(context, session, now), need_id, condition, is_late=is_late)
    return noted


def _unasked(now: datetime) -> ColumnElement[bool]:
    """Needs that were done before today and whose askers were not asked for their verdict in this round."""
    today = datetime.combine(now.astimezone(LOCAL).date(), time(), LOCAL)
    return (
        (NeedRow.status == NeedStatus.DONE)
        & (NeedRow.done_at < today)
        & NeedRow.is_quiet.is_(False)
        & not_(_noted("VERDICT_ASKED", NeedRow.done_at))
    )


def _late(now: datetime) -> ColumnElement[bool]:
    """Needs that should have been accepted, or finished, by now, and of which no event says so yet."""
    unaccepted = (NeedRow.status == NeedStatus.RAISED) & (NeedRow.respond_by < now)
    unfinished = NeedRow.status.in_(_UNFINISHED) & (NeedRow.finish_by < now)
    return or_(
        unaccepted & not_(_noted("OVERDUE", NeedRow.respond_by)),
        unfinished & not_(_noted("OVERDUE", NeedRow.finish_by)),
    )


def _noted(
    move: str, since: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
) -> ColumnElement[bool]:
    return exists().where(EventRow.need_id == NeedRow.id, EventRow.move == move, EventRow.at >= since)


async def _found(context: Context, condition: ColumnElement[bool]) -> Sequence[UUID]:
    async with context.database.read() as session:
        return (await session.scalars(select(NeedRow.id).where(condition).order_by(NeedRow.id))).all()


async def _note(change: Change, need_id: UUID, condition: ColumnElement[bool], *, is_late: bool) -> bool:
    """Leave the event if it is still due; the need's version stays, since nothing of the need changed."""
    await change.session.scalars(select(NeedRow.id).where(NeedRow.id == need_id).with_for_update())
    need = await change.session.scalar(select(NeedRow).where(NeedRow.id == need_id, condition))
    if need is None:
        return False
    details = {"status": need.status.value}
    change.record(
        need,
        "OVERDUE" if is_late else "VERDICT_ASKED",
        region_path=need.region_path,
        need_id=need.id,
        on_behalf=BY_ITSELF,
        details=details,
    )
    return True
