"""What each partner gave and got: help runs in every direction among the three parties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import partners_in_full
from resolvers.context import Context
from storage.codes import DispatchStatus, Satisfied
from storage.tables import DispatchRow, EvaluationLineRow, EvaluationRow, NeedRow, PartnerRow

MINUTES_AN_HOUR = 60
THANKING = (Satisfied.VERY_SATISFIED, Satisfied.SATISFIED)


@dataclass(frozen=True, slots=True)
class GaveAndGot:
    """How often a partner helped, in how many hours and for how many needs, and how many verdicts thank it.

    `raised` are the needs it raised itself and `got` those of them for which somebody did something.
    """

    gave_times: int
    gave_hours: float
    gave_needs: int
    thanks: int
    raised: int
    got: int


async def gave_and_got(context: Context, partner_ids: Sequence[UUID]) -> list[GaveAndGot | None]:
    """Return the figures of each partner; None where only its contacts and staff may read them."""
    async with context.database.read() as session:
        seen = set(
            await session.scalars(
                select(PartnerRow.id).where(PartnerRow.id.in_(partner_ids), partners_in_full(context.viewer)),
            ),
        )
        gave = await _by_partner(session, _gave(seen))
        thanks = await _by_partner(session, _thanks(seen))
        asked = await _by_partner(session, _asked(seen))
    return [
        GaveAndGot(*_figures(gave, key, 3), *_figures(thanks, key, 1), *_figures(asked, key, 2))
        if key in seen
        else None
        for key in partner_ids
    ]


async def _by_partner(session: AsyncSession, statement: Executable) -> dict[UUID, tuple[Any, ...]]:
    return {key: tuple(figures) for key, *figures in await session.execute(statement)}


def _figures(found: dict[UUID, tuple[Any, ...]], key: UUID, width: int) -> tuple[Any, ...]:
    return found.get(key, (0,) * width)


def _gave(partner_ids: Iterable[UUID]) -> Executable:
    hours = func.coalesce(func.sum(DispatchRow.minutes_spent), 0) / float(MINUTES_AN_HOUR)
    return (
        select(DispatchRow.partner_id, func.count(), hours, func.count(distinct(DispatchRow.need_id)))
        .where(DispatchRow.partner_id.in_(partner_ids), DispatchRow.status == DispatchStatus.DONE)
        .group_by(DispatchRow.partner_id)
    )


def _thanks(partner_ids: Iterable[UUID]) -> Executable:
    """Verdicts that are satisfied with what the partner did: of its own line where there is one, else of the whole."""
    said = func.coalesce(EvaluationLineRow.satisfied, EvaluationRow.satisfied)
    return (
        select(DispatchRow.partner_id, func.count(distinct(EvaluationRow.id)))
        .join(EvaluationRow, EvaluationRow.need_id == DispatchRow.need_id)
        .outerjoin(
            EvaluationLineRow,
            (EvaluationLineRow.evaluation_id == EvaluationRow.id) & (EvaluationLineRow.dispatch_id == DispatchRow.id),
        )
        .where(
            DispatchRow.partner_id.in_(partner_ids),
            DispatchRow.status == DispatchStatus.DONE,
            EvaluationRow.created_at >= DispatchRow.ended_at,
            said.in_(THANKING),
        )
        .group_by(DispatchRow.partner_id)
    )


def _asked(partner_ids: Iterable[UUID]) -> Executable:
    helped = (DispatchRow.need_id == NeedRow.id) & (DispatchRow.status == DispatchStatus.DONE)
    return (
        select(NeedRow.for_partner_id, func.count(distinct(NeedRow.id)), func.count(distinct(DispatchRow.need_id)))
        .outerjoin(DispatchRow, helped)
        .where(NeedRow.for_partner_id.in_(partner_ids))
        .group_by(NeedRow.for_partner_id)
    )
