"""What each partner gave and got: help runs in every direction among the three parties."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from resolvers.access import partners_in_full
from resolvers.context import Context
from resolvers.numbers import LOCAL
from storage.codes import DispatchStatus, Satisfied
from storage.standing import Purpose
from storage.tables import DispatchRow, EvaluationLineRow, EvaluationRow, NeedPartRow, NeedRow, PartnerRow

MINUTES_AN_HOUR = 60
THANKING = (Satisfied.VERY_SATISFIED, Satisfied.SATISFIED)


@dataclass(frozen=True, slots=True)
class Given:
    """How often a partner helped with one category, and in how many hours."""

    category: str | None
    times: int
    hours: float


@dataclass(frozen=True, slots=True)
class GaveAndGot:
    """How often a partner helped, in how many hours and for how many needs, and how many verdicts thank it.

    `raised` are the needs it raised itself and `got` those of them for which somebody did something. `given` tells by
    category what it did, the most first.
    """

    gave_times: int
    gave_hours: float
    gave_needs: int
    thanks: int
    raised: int
    got: int
    given: tuple["Given", ...] = ()


async def gave_and_got(
    context: Context, partner_ids: Sequence[UUID], *, year: int | None = None
) -> list[GaveAndGot | None]:
    """Return the figures of each partner in a local year, of all years without one.

    None where only its contacts and staff may read them.
    """
    async with context.database.read() as session:
        seen = set(
            await session.scalars(
                select(PartnerRow.id).where(PartnerRow.id.in_(partner_ids), partners_in_full(context.viewer)),
            ),
        )
    async with context.opened_for(Purpose.SYSTEM).database.read() as session:
        gave = await _by_partner(session, _gave(seen, year))
        thanks = await _by_partner(session, _thanks(seen, year))
        asked = await _by_partner(session, _asked(seen, year))
        given = await _given(session, seen, year)
    told: dict[UUID, GaveAndGot] = {}
    for key in seen:
        times, hours, needs = _figures(gave, key, 3)
        (thanked,), (raised, got) = _figures(thanks, key, 1), _figures(asked, key, 2)
        told[key] = GaveAndGot(times, hours, needs, thanked, raised, got, given[key])
    return [told.get(key) for key in partner_ids]


def _in_year(column: InstrumentedAttribute[Any], year: int | None) -> list[ColumnElement[bool]]:
    if year is None:
        return []
    begins, ends = (datetime(one, 1, 1, tzinfo=LOCAL) for one in (year, year + 1))
    return [column >= begins, column < ends]


async def _by_partner(session: AsyncSession, statement: Executable) -> dict[UUID, tuple[Any, ...]]:
    return {key: tuple(figures) for key, *figures in await session.execute(statement)}


def _figures(found: dict[UUID, tuple[Any, ...]], key: UUID, width: int) -> tuple[Any, ...]:
    return found.get(key, (0,) * width)


_HOURS: Any = func.coalesce(func.sum(DispatchRow.minutes_spent), 0) / float(MINUTES_AN_HOUR)


def _done(partner_ids: Iterable[UUID], year: int | None) -> list[ColumnElement[bool]]:
    return [
        DispatchRow.partner_id.in_(partner_ids),
        DispatchRow.status == DispatchStatus.DONE,
        *_in_year(DispatchRow.ended_at, year),
    ]


def _gave(partner_ids: Iterable[UUID], year: int | None) -> Executable:
    return (
        select(DispatchRow.partner_id, func.count(), _HOURS, func.count(distinct(DispatchRow.need_id)))
        .where(*_done(partner_ids, year))
        .group_by(DispatchRow.partner_id)
    )


async def _given(session: AsyncSession, partner_ids: Iterable[UUID], year: int | None) -> dict[UUID, tuple[Given, ...]]:
    times = func.count()
    found = await session.execute(
        select(DispatchRow.partner_id, NeedPartRow.category, times, _HOURS)
        .join(NeedPartRow, NeedPartRow.id == DispatchRow.part_id)
        .where(*_done(partner_ids, year))
        .group_by(DispatchRow.partner_id, NeedPartRow.category)
        .order_by(times.desc(), NeedPartRow.category)
    )
    lines: dict[UUID, tuple[Given, ...]] = defaultdict(tuple)
    for partner_id, category, count, hours in found:
        lines[partner_id] += (Given(category, count, hours),)
    return lines


def _thanks(partner_ids: Iterable[UUID], year: int | None) -> Executable:
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
            *_in_year(EvaluationRow.created_at, year),
        )
        .group_by(DispatchRow.partner_id)
    )


def _asked(partner_ids: Iterable[UUID], year: int | None) -> Executable:
    helped = (DispatchRow.need_id == NeedRow.id) & (DispatchRow.status == DispatchStatus.DONE)
    return (
        select(NeedRow.for_partner_id, func.count(distinct(NeedRow.id)), func.count(distinct(DispatchRow.need_id)))
        .outerjoin(DispatchRow, helped)
        .where(NeedRow.for_partner_id.in_(partner_ids), *_in_year(NeedRow.created_at, year))
        .group_by(NeedRow.for_partner_id)
    )
