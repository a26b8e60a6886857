"""The best resources for a need, for its staff with reasons and figures, for its askers in order alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import NeedRecord, Ranking
from resolvers.access import READERS, STAFF, readable_needs, reads_whole
from resolvers.context import Context
from resolvers.dangers import FoundDanger, dangers_in
from resolvers.decisions import stamp_ranking
from resolvers.life.moves import MATCHED_NATURES, MATCHED_NEEDS
from resolvers.matches.explanation import Explanation
from resolvers.matches.shown import (
    Audience,
    Partners,
    ResourceMatch,
    ResourceNearMiss,
    refuse_count,
    resources_and_partners,
    shown_matches,
    shown_resources,
)
from resolvers.records.needs import need_record, part_to_rank
from resolvers.viewer import Viewer
from resolvers.watching import RANKING
from storage.codes import NeedStatus
from storage.tables import DispatchRow, NeedPartRow, NeedRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import LeafRule

RANKED_NEEDS = MATCHED_NEEDS | {NeedStatus.RAISED, NeedStatus.DISCUSSING, NeedStatus.ON_HOLD}
LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class PartMatches:
    """The matches of one part; `handoff` is the rule of its leaf that names somewhere else to turn to.

    The explanation, of which near misses are a part, is for staff alone.
    """

    part: NeedPartRow
    audience: Audience
    ranking: str
    model_version: str
    eligible_count: int
    items: tuple[ResourceMatch, ...]
    partners: Partners
    dangers: tuple[FoundDanger, ...]
    handoff: LeafRule | None
    explanation: Explanation | None = None


async def matches_of_need(context: Context, need: NeedRow, part_id: UUID | None, first: int) -> PartMatches | None:
    """Return the `first` best resources for a part of a need, by default the first part that is still open.

    None for everybody but the need's staff and askers, for complaints and questions, and for a need that has ended.
    Two statements, unless something happened since the index was last asked.
    """
    refuse_count(first)
    now = context.now()
    if need.nature not in MATCHED_NATURES or need.status not in RANKED_NEEDS or not reads_whole(context.viewer, need):
        return None
    is_staff = context.viewer.reaches(need.region_path, *READERS)
    async with context.database.read() as session:
        found = await part_to_rank(session, need, part_id, now=now, seen=context.index.seen(now))
        if found is None:
            return None
        part, record, has_news = found
        if has_news:
            await context.index.catch_up(session, now)
        with context.watch(RANKING):
            ranking, explanation = _rank(context, record, first=first, now=now)
        resources, partners = await resources_and_partners(
            session, context.viewer, (match.key for match in ranking.matches)
        )
    told = explanation if is_staff else None
    audience = Audience.STAFF if is_staff else Audience.ASKER
    items = shown_matches(ranking.matches, resources, audience, record.window, told)
    return PartMatches(
        part=part,
        audience=audience,
        ranking=stamp_ranking(context, part.id, ranking.model_version, now),
        model_version=ranking.model_version,
        eligible_count=ranking.eligible_count if is_staff else len(items),
        items=items,
        partners=partners,
        dangers=dangers_in(context.vocabulary, record.text),
        handoff=_handoff(context.vocabulary, (part.category, part.second_category)),
        explanation=told,
    )


async def near_misses_of(context: Context, found: PartMatches) -> tuple[ResourceNearMiss, ...]:
    """Return the best resources that one rule alone keeps from a part, best first; nothing but for staff."""
    if found.explanation is None:
        return ()
    missed = await found.explanation.near_misses()
    async with context.database.read() as session:
        resources = await shown_resources(session, context.viewer, (one.key for one in missed))
    return tuple(ResourceNearMiss(resources[one.key], one, found.explanation) for one in missed if one.key in resources)


async def next_candidate(context: Context, part_id: UUID) -> ResourceMatch | None:
    """Return the best match of a part whose partner was not asked yet; None for everybody but the need's staff."""
    now = context.now()
    async with context.database.read() as session:
        part = await session.get(NeedPartRow, part_id)
        need = None if part is None else await _ranked_need(session, context.viewer, part.need_id)
        if part is None or need is None or not context.viewer.reaches(need.region_path, *STAFF):
            return None
        asked = set(await session.scalars(select(DispatchRow.partner_id).where(DispatchRow.part_id == part.id)))
        await context.index.catch_up(session, now)
        record = await need_record(session, need, part, now)
        ranking, _ = _rank(context, record, first=LOOKED_THROUGH, now=now)
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


def _rank(context: Context, record: NeedRecord, *, first: int, now: datetime) -> tuple[Ranking, Explanation]:
    """Return the ranking of a part, and what explains it."""
    snapshot = context.index.snapshot
    ranking = snapshot.matcher_for(record.region_path).rank(record, first=first, now=now)
    return ranking, Explanation(snapshot, record, ranking, first, now)


def _handoff(vocabulary: Vocabulary, categories: Sequence[str | None]) -> LeafRule | None:
    rules = (vocabulary.rule_of(code) for code in categories if code)
    return next((rule for rule in rules if rule.handoff_zh), None)
