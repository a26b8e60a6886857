"""How far a need has come, for the holder of a link: who comes when, and what happened; no words, address or phone."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.context import Context
from resolvers.life.moves import PROMISED_DISPATCHES
from resolvers.life.publishing import findings
from resolvers.partners import speakers_of
from resolvers.refusals import LinkExpired
from resolvers.stamps import SHARE_PROGRESS
from storage.tables import DispatchRow, EventRow, NeedPartRow, NeedRow, NeedShareRow, PartnerRow, PersonRow

NOUNS_TOLD = (NeedRow.__tablename__, DispatchRow.__tablename__)
KEPT_BACK = (
    "EDITED",
    "ENDORSED",
    "COMMENTED",
    "NOTED",
    "FOLLOWED_UP",
    "HANDED_OVER",
    "MATCHES_DISMISSED",
    "SILENCED",
    "UNSILENCED",
    "WORDS_ERASED",
    "SHARED",
    "SHARING_STOPPED",
    "ASKED_BACK",
)
"""What says more of the people at work, or of neighbours, than of how far it has come."""

_NUMBER = re.compile(r"\d[\d\s-]{5,}\d")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who meets a part of a need, when (None while it is not agreed), and what the resident pays ("" is nothing)."""

    partner: str
    contact: str
    starts_at: datetime | None
    ends_at: datetime | None
    fee_note: str | None


@dataclass(frozen=True, slots=True)
class LinkedProgress:
    """A need as its family reads it; `title` is None where nothing harmless was written of it."""

    need: NeedRow
    title: str | None
    category: str | None
    visits: tuple[Visit, ...]
    events: tuple[EventRow, ...]
    expires_at: datetime


def without_numbers(text: str) -> str:
    """Return a text without what could be dialled.

    >>> without_numbers("小周 138 8888 0001"), without_numbers("两小时 80 元")
    ('小周 ***', '两小时 80 元')
    """
    return _NUMBER.sub("***", text)


async def shared_progress(session: AsyncSession, context: Context, token: str) -> LinkedProgress | None:
    """Return what a link to share shows; None when it is of another purpose, refuses one that has ended."""
    content = context.stamps.read(SHARE_PROGRESS, token)
    if content is None:
        return None
    share = await session.get(NeedShareRow, UUID(content["share"]))
    if share is None or share.stopped_at is not None:
        raise LinkExpired
    need = await session.get_one(NeedRow, share.need_id)
    category = await session.scalar(
        select(NeedPartRow.category).where(NeedPartRow.need_id == need.id, NeedPartRow.position == 1)
    )
    events = await session.scalars(
        select(EventRow)
        .where(EventRow.need_id == need.id, EventRow.noun.in_(NOUNS_TOLD), EventRow.move.not_in(KEPT_BACK))
        .order_by(EventRow.seq)
    )
    return LinkedProgress(
        need=need,
        title=_title(context, need),
        category=category,
        visits=await _visits(session, context, need),
        events=tuple(events),
        expires_at=share.expires_at,
    )


def _title(context: Context, need: NeedRow) -> str | None:
    """Return the public title, or what staff wrote if nothing in it points at a person."""
    if need.public_title:
        return without_numbers(need.public_title)
    is_harmless = need.summary and not findings(context.vocabulary.warnings, need.summary)
    return without_numbers(need.summary) if is_harmless else None


async def _visits(session: AsyncSession, context: Context, need: NeedRow) -> tuple[Visit, ...]:
    found = await session.execute(
        select(DispatchRow, PartnerRow.name)
        .join(PartnerRow, PartnerRow.id == DispatchRow.partner_id)
        .where(DispatchRow.need_id == need.id, DispatchRow.status.in_(PROMISED_DISPATCHES))
        .order_by(DispatchRow.starts_at, DispatchRow.id)
    )
    return tuple(
        [
            Visit(
                partner=without_numbers(name),
                contact=without_numbers(dispatch.helper_name or await _called(session, context, dispatch.partner_id)),
                starts_at=dispatch.starts_at,
                ends_at=dispatch.ends_at,
                fee_note=None if dispatch.fee_note is None else without_numbers(dispatch.fee_note),
            )
            for dispatch, name in found.all()
        ]
    )


async def _called(session: AsyncSession, context: Context, partner_id: UUID) -> str:
    speakers = await speakers_of(session, partner_id, context.now())
    return (await session.get_one(PersonRow, speakers[0])).called if speakers else ""
