"""Finding a need to change it, with its parts and dispatches."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import select

from resolvers.access import STAFF, concerned_needs, readable_needs, require_staff
from resolvers.changes import Change, OnBehalf
from resolvers.life.moves import follow_parts
from resolvers.refusals import NotAllowed, NotFound, StaleVersion
from storage.codes import Channel, NeedStatus
from storage.tables import DispatchRow, EventRow, NeedPartRow, NeedRow

DESK = OnBehalf(Channel.DESK)


async def find_need(change: Change, need_id: UUID) -> NeedRow:
    """Return a need the viewer may read, locked until the transaction ends so that its moves queue."""
    need = await change.session.scalar(
        select(NeedRow).where(NeedRow.id == need_id, readable_needs(change.viewer)).with_for_update(),
    )
    if need is None:
        raise NotFound("need")
    return need


async def find_need_as_staff(change: Change, need_id: UUID) -> NeedRow:
    """Return a need in the viewer's charge, locked."""
    need = await find_need(change, need_id)
    require_staff(change.viewer, need.region_path)
    return need


async def require_asker_or_staff(change: Change, need: NeedRow) -> None:
    """Refuse everybody but the askers of a need and staff in whose charge it is."""
    if change.viewer.reaches(need.region_path, *STAFF):
        return
    concerned = await change.session.scalar(
        select(NeedRow.id).where(NeedRow.id == need.id, concerned_needs(change.viewer)),
    )
    if concerned is None:
        raise NotAllowed("ASKER")


async def parts_of(change: Change, need: NeedRow) -> Sequence[NeedPartRow]:
    """Return the parts of a need in order."""
    found = await change.session.scalars(
        select(NeedPartRow).where(NeedPartRow.need_id == need.id).order_by(NeedPartRow.position),
    )
    return found.all()


async def dispatches_of(change: Change, need: NeedRow) -> Sequence[DispatchRow]:
    """Return all dispatches of a need, oldest first."""
    found = await change.session.scalars(
        select(DispatchRow).where(DispatchRow.need_id == need.id).order_by(DispatchRow.id),
    )
    return found.all()


async def follow(change: Change, need: NeedRow) -> NeedStatus:
    """Let a need's status follow its parts and return it; `done_at` is set when all are done."""
    await change.session.flush()
    follow_parts(need, await parts_of(change, need), await dispatches_of(change, need))
    if need.status is NeedStatus.DONE:
        need.done_at = need.done_at or change.now
    elif need.status is not NeedStatus.CLOSED:
        need.done_at = None
    return need.status


def note_move(
    change: Change,
    need: NeedRow,
    move: str,
    *,
    on_behalf: OnBehalf | None = None,
    reason: str | None = None,
    at: datetime | None = None,
    fields: list[str] | None = None,
) -> None:
    """Leave the event of a need's move.

    `reason` is a code, `at` the moment it was put off to and `fields` what was edited, its status by default.
    """
    need.version += 1
    details: dict[str, Any] = {"status": need.status.value, "version": need.version, "fields": fields or ["status"]}
    if reason:
        details["reason"] = reason
    if at:
        details["at"] = at.isoformat()
    change.record(need, move, region_path=need.region_path, need_id=need.id, on_behalf=on_behalf, details=details)


async def refuse_stale(change: Change, need: NeedRow, seen: int | None) -> None:
    """Refuse a step of somebody who saw another version of the need, naming the fields that changed since."""
    if seen is None or seen == need.version:
        return
    events = await change.session.scalars(
        select(EventRow).where(EventRow.need_id == need.id, EventRow.key == need.id).order_by(EventRow.seq),
    )
    later = (event.details["fields"] for event in events if event.details.get("version", 0) > seen)
    raise StaleVersion(list(dict.fromkeys(chain.from_iterable(later))))
