"""The best resources for a need, for its staff with reasons and figures, for its askers in order alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import NeedRecord, Ranking
from resolvers.access import READERS, STAFF, concerned_needs, readable_needs
from resolvers.context import Context
from resolvers.dangers import FoundDanger, dangers_in
from resolvers.decisions import stamp_ranking
from resolvers.life.moves import MATCHED_NATURES, MATCHED_NEEDS
from resolvers.matches.explanation import Explanation
from resolvers.matches.shown import (
    Audience,
    ResourceMatch,
    ResourceNearMiss,
    refuse_count,
    shown_matches,
    shown_resources,
)
from resolvers.records.needs import need_record
from resolvers.viewer import Viewer
from storage.codes import NeedStatus
from storage.tables import DispatchRow, NeedPartRow, NeedRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import LeafRule

RANKED_NEEDS = MATCHED_NEEDS | {NeedStatus.RAISED, NeedStatus.DISCUSSING, NeedStatus.ON_HOLD}
LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class PartMatches:
    """The matches of one part; `handoff` is the rule of its leaf that names somewhere else to turn to.

    Near misses and the explanation are for staff alone.
    """

    part: NeedPartRow
    audience: Audience
    ranking: str
    model_version: str
    eligible_count: int
    items: tuple[ResourceMatch, ...]
    near_misses: tuple[ResourceNearMiss, ...]
    dangers: tuple[FoundDanger, ...]
    handoff: LeafRule | None
    explanation: Explanation | None = None


async def matches_of_need(context: Context, need_id: UUID, part_id: UUID | None, first: int) -> PartMatches | None:
    """Return the `first` best resources for a part of a need, by default the first part that is still open.

    None for everybody but the need's staff and askers, for complaints and questions, and for a need that has ended.
    """
    refuse_count(first)
    now = context.now()
    async with context.database.read() as session:
        need = await _ranked_need(session, context.viewer, need_id)
        if need is None:
            return None
        audience = await _audience(session, context.viewer, need)
        part = await _part(session, need, part_id)
        if audience is None or part is None:
            return None
        ranking, record, explanation = await _rank(context, session, need, part, first=first, now=now)
        keys = [match.key for match in ranking.matches] + [miss.key for miss in ranking.near_misses]
        resources = await shown_resources(session, context.viewer, keys)
    is_staff = audience is Audience.STAFF
    told = explanation if is_staff else None
    items = shown_matches(ranking.matches, resources, audience, record.window, told)
    missed = ranking.near_misses if is_staff else ()
    return PartMatches(
        part=part,
        audience=audience,
        ranking=stamp_ranking(context, part.id, ranking.model_version, now),
        model_version=ranking.model_version,
        eligible_count=ranking.eligible_count if is_staff else len(items),
        items=items,
        near_misses=tuple(ResourceNearMiss(resources[one.key], one, told) for one in missed if one.key in resources),
        dangers=dangers_in(context.vocabulary, record.text),
        handoff=_handoff(context.vocabulary, (part.category, part.second_category)),
        explanation=told,
    )


async def next_candidate(context: Context, part_id: UUID) -> ResourceMatch | None:
    """Return the best match of a part whose partner was not asked yet; None for everybody but the need's staff."""
    now = context.now()
    async with context.database.read() as session:
        part = await session.get(NeedPartRow, part_id)
        need = None if part is None else await _ranked_need(session, context.viewer, part.need_id)
        if part is None or need is None or not context.viewer.reaches(need.region_path, *STAFF):
            return None
        asked = set(await session.scalars(select(DispatchRow.partner_id).where(DispatchRow.part_id == part.id)))
        ranking, record, _ = await _rank(context, session, need, part, first=LOOKED_THROUGH, now=now)
        resources = await shown_resources(session, context.viewer, (match.key for match in ranking.matches))
    items = shown_matches(ranking.matches, resources, Audience.STAFF, record.window)
    return next((one for one in items if one.resource.partner_id not in asked), None)


async def _ranked_need(session: AsyncSession, viewer: Viewer, need_id: UUID) -> NeedRow | None:
    return await session.scalar(
        select(NeedRow).where(
            NeedRow.id == need_id,
            NeedRow.nature.in_(MATCHED_NATURES),
            NeedRow.status.in_(RANKED_NEEDS),
            readable_needs(viewer),
        ),
    )


async def _audience(session: AsyncSession, viewer: Viewer, need: NeedRow) -> Audience | None:
    if viewer.reaches(need.region_path, *READERS):
        return Audience.STAFF
    concerned = select(NeedRow.id).where(NeedRow.id == need.id, concerned_needs(viewer))
    return Audience.ASKER if await session.scalar(concerned) is not None else None


async def _part(session: AsyncSession, need: NeedRow, part_id: UUID | None) -> NeedPartRow | None:
    parts = select(NeedPartRow).where(NeedPartRow.need_id == need.id).order_by(NeedPartRow.position).limit(1)
    if part_id is not None:
        return await session.scalar(parts.where(NeedPartRow.id == part_id))
    return await session.scalar(parts.where(NeedPartRow.promised < NeedPartRow.quantity))


async def _rank(
    context: Context, session: AsyncSession, need: NeedRow, part: NeedPartRow, *, first: int, now: datetime
) -> tuple[Ranking, NeedRecord, Explanation]:
    """Return the ranking of a part, the record it was made for, and what explains it."""
    await context.index.catch_up(session, now)
    record = await need_record(session, need, part, now)
    snapshot = context.index.snapshot
    ranking = snapshot.matcher_for(record.region_path).rank(record, first=first, now=now)
    return ranking, record, Explanation(snapshot, record, ranking, now)


def _handoff(vocabulary: Vocabulary, categories: Sequence[str | None]) -> LeafRule | None:
    rules = (vocabulary.rule_of(code) for code in categories if code)
    return next((rule for rule in rules if rule.handoff_zh), None)
