"""Letting the family read how far a need has come: one link a need, for some weeks, until it is stopped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from resolvers.access import whole_needs
from resolvers.changes import Change, OnBehalf
from resolvers.context import Context
from resolvers.life.finding_needs import find_need, note_move, require_asker_or_staff
from resolvers.settings.reading import vocabulary_in
from resolvers.speaking_for import refuse_misuse
from resolvers.stamps import SHARE_PROGRESS
from resolvers.upserts import insert_missing
from storage.tables import NeedRow, NeedShareRow


@dataclass(frozen=True, slots=True)
class Share:
    """The address at which the family reads on, since when, and until when."""

    link: str
    created_at: datetime
    expires_at: datetime


async def share_progress(change: Change, need_id: UUID, *, on_behalf: OnBehalf | None = None) -> NeedRow:
    """Open a link to the course of a need, by its askers or by staff for them; one that is open already stays."""
    need = await _find_own(change, need_id, on_behalf)
    ended = NeedShareRow.expires_at <= change.now
    await _stop(change, need.id, ended)
    vocabulary = await vocabulary_in(change.session, change.context.vocabulary, need.region_path)
    row = {
        "id": change.key(),
        "need_id": need.id,
        "shared_by": change.person_id,
        "created_at": change.now,
        "expires_at": change.now + timedelta(days=vocabulary.settings.share_link_valid_days),
    }
    if await insert_missing(change.session, NeedShareRow, [row]):
        note_move(change, need, "SHARED", on_behalf=on_behalf, fields=["share"])
    return need


async def stop_sharing(change: Change, need_id: UUID, *, on_behalf: OnBehalf | None = None) -> NeedRow:
    """End the link to the course of a need; whoever has it reads nothing any more."""
    need = await _find_own(change, need_id, on_behalf)
    if await _stop(change, need.id):
        note_move(change, need, "SHARING_STOPPED", on_behalf=on_behalf, fields=["share"])
    return need


async def _find_own(change: Change, need_id: UUID, on_behalf: OnBehalf | None) -> NeedRow:
    need = await find_need(change, need_id)
    await require_asker_or_staff(change, need)
    await refuse_misuse(change, on_behalf, need.region_path)
    return need


async def _stop(change: Change, need_id: UUID, *conditions: ColumnElement[bool]) -> bool:
    stopped = await change.session.scalars(
        update(NeedShareRow)
        .where(NeedShareRow.need_id == need_id, NeedShareRow.stopped_at.is_(None), *conditions)
        .values(stopped_at=change.now)
        .returning(NeedShareRow.id)
    )
    return bool(stopped.all())


async def shares(context: Context, need_ids: Sequence[UUID]) -> list[Share | None]:
    """Return for each need the link that is open now, to its askers and staff; else None."""
    async with context.database.read() as session:
        rows = await session.scalars(
            select(NeedShareRow)
            .join(NeedRow, NeedRow.id == NeedShareRow.need_id)
            .where(
                NeedShareRow.need_id.in_(need_ids),
                NeedShareRow.stopped_at.is_(None),
                NeedShareRow.expires_at > context.now(),
                whole_needs(context.viewer),
            )
        )
        found = {row.need_id: Share(_link(context, row), row.created_at, row.expires_at) for row in rows}
    return [found.get(key) for key in need_ids]


def _link(context: Context, row: NeedShareRow) -> str:
    stamp = context.stamps.make_until(SHARE_PROGRESS, {"share": str(row.id)}, row.expires_at)
    return f"{context.public_address}/q/{stamp}"
