"""催办: the asker, or staff who heard it, wants a need to go on; once a local day, which the database keeps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from resolvers.access import whole_needs
from resolvers.changes import Change, OnBehalf
from resolvers.context import Context
from resolvers.deadlines import day_after
from resolvers.life.finding_needs import find_need, note_move, require_asker_or_staff
from resolvers.life.moves import NEED_MOVES, UNFINISHED_NEEDS
from resolvers.numbers import LOCAL
from resolvers.refusals import MoveNotPossible, UrgedToday
from resolvers.speaking_for import refuse_misuse
from resolvers.upserts import insert_missing
from storage.tables import NeedRow, NeedUrgeRow


@dataclass(frozen=True, slots=True)
class Urges:
    """How often a need was urged, when last, and from when it may be urged again: None means now."""

    count: int
    last_at: datetime | None
    again_at: datetime | None


async def urge_need(change: Change, need_id: UUID, *, on_behalf: OnBehalf | None = None) -> NeedRow:
    """Say that a need should go on, by its askers or by staff for them; refused a second time on the same day."""
    need = await find_need(change, need_id)
    await require_asker_or_staff(change, need)
    await refuse_misuse(change, on_behalf, need.region_path)
    if need.status not in UNFINISHED_NEEDS:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))
    row = {
        "id": change.key(),
        "need_id": need.id,
        "day": change.now.astimezone(LOCAL).date(),
        "person_id": (on_behalf.person_id if on_behalf else None) or change.person_id,
        "created_at": change.now,
    }
    if not await insert_missing(change.session, NeedUrgeRow, [row]):
        raise UrgedToday(day_after(change.now))
    note_move(change, need, "URGED", on_behalf=on_behalf, fields=["urges"])
    return need


async def urges(context: Context, need_ids: Sequence[UUID]) -> list[Urges | None]:
    """Return how each need was urged, to its askers and staff; None for others."""
    moments: dict[UUID, list[datetime]] = defaultdict(list)
    async with context.database.read() as session:
        readable = select(NeedRow.id).where(NeedRow.id.in_(need_ids), whole_needs(context.viewer))
        found = await session.execute(
            select(NeedRow.id, NeedUrgeRow.created_at)
            .outerjoin(NeedUrgeRow, NeedUrgeRow.need_id == NeedRow.id)
            .where(NeedRow.id.in_(readable))
            .order_by(NeedUrgeRow.id)
        )
        for need_id, created_at in found:
            moments[need_id].extend([created_at] if created_at else [])
    return [_told(moments[key], context.now()) if key in moments else None for key in need_ids]


def _told(moments: Sequence[datetime], now: datetime) -> Urges:
    if not moments:
        return Urges(0, None, None)
    again_at = day_after(moments[-1])
    return Urges(len(moments), moments[-1], again_at if again_at > now else None)
