"""What time itself does: unanswered dispatches expire, unjudged needs close, pauses end, confirmations run out.

Whoever runs this twice changes nothing more, and two who run it at once do not get in each other's way: each thing
has a transaction of its own that looks again under a lock whether it is still due.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.changes import Change, OnBehalf
from resolvers.context import Context
from resolvers.deadlines import due
from resolvers.freshness import fresh_resources, is_fresh
from resolvers.life.ending import end_dispatch
from resolvers.life.finding_dispatches import lock_dispatch, note_dispatch
from resolvers.life.finding_needs import follow, note_move
from resolvers.life.moves import move_need
from resolvers.numbers import LOCAL
from resolvers.resources import end_pause
from resolvers.retention import forget_need, needs_to_forget, remove_outdated
from resolvers.settings.reading import regional_settings, vocabulary_in
from resolvers.unused_files import remove_unused_files
from storage.codes import Channel, DispatchStatus, NeedStatus, ResourceStatus
from storage.tables import DispatchRow, EventRow, NeedRow, ResourceRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import Step

BY_ITSELF = OnBehalf(Channel.AUTO)
WENT_STALE = "WENT_STALE"


@dataclass(frozen=True, slots=True)
class DueReport:
    """How many dispatches expired, needs closed without a verdict, pauses ended and confirmations ran out.

    `removed` counts rows of personal data whose time was over, `forgotten` needs whose words and contact were, `files`
    files that nothing showed for a day.
    """

    expired: int
    closed: int
    resumed: int
    stale: int
    removed: int = 0
    forgotten: int = 0
    files: int = 0


Find = Callable[[AsyncSession, Vocabulary, datetime], Awaitable[Sequence[UUID]]]
Work = Callable[[Change, UUID], Awaitable[bool]]


async def run_due(context: Context, now: datetime) -> DueReport:
    """Do everything that is due at the moment `now`; nobody is reminded of anything, events tell what happened."""
    return DueReport(
        expired=await _each(context, now, _unanswered, _expire),
        closed=await _each(context, now, _unjudged, _close_unjudged),
        resumed=await _each(context, now, _paused, _resume),
        stale=await _each(context, now, _unconfirmed, _note_stale),
        removed=await remove_outdated(context, now),
        forgotten=await _each(context, now, needs_to_forget, forget_need),
        files=await remove_unused_files(context, now),
    )


async def _each(context: Context, now: datetime, find: Find, work: Work) -> int:
    """Do one kind of work on all that is found, and count where it was still due."""
    async with context.database.read() as session:
        keys = await find(session, context.vocabulary, now)
    done = 0
    for key in keys:
        async with context.database.write() as session:
            done += await work(Change(context, session, now), key)
    return done


async def _unanswered(session: AsyncSession, vocabulary: Vocabulary, now: datetime) -> Sequence[UUID]:  # noqa: ARG001 - one shape for all that is found
    """Dispatches whose time to answer is over; while a need is on hold its clock stands still."""
    found = await session.scalars(
        select(DispatchRow.id)
        .join(NeedRow, NeedRow.id == DispatchRow.need_id)
        .where(
            DispatchRow.status == DispatchStatus.SENT,
            DispatchRow.respond_by < now,
            NeedRow.status != NeedStatus.ON_HOLD,
        )
        .order_by(DispatchRow.respond_by, DispatchRow.id),
    )
    return found.all()


async def _expire(change: Change, dispatch_id: UUID) -> bool:
    need_id = (await change.session.get_one(DispatchRow, dispatch_id)).need_id
    asked = await lock_dispatch(change, dispatch_id, need_id)
    is_unanswered = asked.dispatch.status is DispatchStatus.SENT and asked.dispatch.respond_by < change.now
    if not is_unanswered or asked.need.status is NeedStatus.ON_HOLD:
        return False
    await end_dispatch(change, asked.dispatch, DispatchStatus.EXPIRED)
    note_dispatch(change, asked.dispatch, "EXPIRED", on_behalf=BY_ITSELF)
    await follow(change, asked.need)
    return True


async def _unjudged(session: AsyncSession, vocabulary: Vocabulary, now: datetime) -> Sequence[UUID]:
    """Needs that were done so long ago that no verdict is waited for any more."""
    found = await session.scalars(
        select(NeedRow)
        .where(NeedRow.status == NeedStatus.DONE, NeedRow.done_at < now)
        .order_by(NeedRow.done_at, NeedRow.id),
    )
    regional = await regional_settings(session, vocabulary)
    return [need.id for need in found if _is_unjudged(need, regional.vocabulary(need.region_path), now)]


def _is_unjudged(need: NeedRow, vocabulary: Vocabulary, now: datetime) -> bool:
    if need.status is not NeedStatus.DONE or need.done_at is None:
        return False
    return due(vocabulary, Step.CLOSE_UNEVALUATED, need.urgency, need.nature, need.done_at) < now


async def _close_unjudged(change: Change, need_id: UUID) -> bool:
    """Close a need as 未评价, which is neither good nor bad."""
    need = (await change.session.scalars(select(NeedRow).where(NeedRow.id == need_id).with_for_update())).one()
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, need.region_path)
    if not _is_unjudged(need, vocabulary, change.now):
        return False
    move_need(need, NeedStatus.CLOSED)
    need.closed_at = change.now
    note_move(change, need, "CLOSED_UNEVALUATED", on_behalf=BY_ITSELF)
    return True


async def _paused(session: AsyncSession, vocabulary: Vocabulary, now: datetime) -> Sequence[UUID]:  # noqa: ARG001 - one shape for all that is found
    """Resources whose last day of a pause is over."""
    today = now.astimezone(LOCAL).date()
    found = await session.scalars(
        select(ResourceRow.id)
        .where(ResourceRow.status == ResourceStatus.PAUSED, ResourceRow.paused_until < today)
        .order_by(ResourceRow.id),
    )
    return found.all()


async def _resume(change: Change, resource_id: UUID) -> bool:
    resource = await _locked(change, resource_id)
    last_day = resource.paused_until
    if resource.status is not ResourceStatus.PAUSED or last_day is None:
        return False
    if last_day >= change.now.astimezone(LOCAL).date():
        return False
    end_pause(change, resource, on_behalf=BY_ITSELF)
    return True


async def _unconfirmed(session: AsyncSession, vocabulary: Vocabulary, now: datetime) -> Sequence[UUID]:  # noqa: ARG001 - one shape for all that is found
    """Resources whose confirmation ran out and of which no event says so yet."""
    found = await session.scalars(
        select(ResourceRow.id)
        .where(
            ResourceRow.status == ResourceStatus.ACTIVE,
            ResourceRow.is_one_time.is_(False),
            not_(fresh_resources(now)),
            not_(_noted_stale()),
        )
        .order_by(ResourceRow.id),
    )
    return found.all()


def _noted_stale() -> ColumnElement[bool]:
    return exists().where(
        EventRow.partner_id == ResourceRow.partner_id,
        EventRow.key == ResourceRow.id,
        EventRow.move == WENT_STALE,
        EventRow.at > ResourceRow.confirmed_at,
    )


async def _note_stale(change: Change, resource_id: UUID) -> bool:
    resource = await _locked(change, resource_id)
    noted = await change.session.scalar(select(ResourceRow.id).where(ResourceRow.id == resource_id, _noted_stale()))
    if is_fresh(resource, change.now) or noted is not None:
        return False
    change.record(
        resource,
        WENT_STALE,
        region_path=resource.region_path,
        partner_id=resource.partner_id,
        on_behalf=BY_ITSELF,
    )
    return True


async def _locked(change: Change, resource_id: UUID) -> ResourceRow:
    found = await change.session.scalars(select(ResourceRow).where(ResourceRow.id == resource_id).with_for_update())
    return found.one()
