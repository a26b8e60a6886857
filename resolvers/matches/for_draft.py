"""What can be said while somebody types a need: dangers, the likely kind of matter, who could help, who asked too."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import CategoryGuess, NeedRecord, Similar, guess_nature, recognise_offer, similar_needs
from resolvers.access import READERS, readable_needs, within
from resolvers.context import Context
from resolvers.dangers import FoundDanger, dangers_in
from resolvers.life.moves import OPEN_NEEDS
from resolvers.life.publishing import findings
from resolvers.matches.of_resource import never_public, not_of_leaves
from resolvers.matches.shown import Audience, ResourceMatch, refuse_count, shown_matches, shown_resources
from resolvers.records.needs import NeedPart, Wording, need_records, wished_window
from storage.codes import Kind, Nature, Unit
from storage.tables import NeedPartRow, NeedRow, PersonRow, RegionRow

OFFER_FROM = 0.5
CATEGORIES_NAMED = 3
SURE_ENOUGH = 0.35
COMMUNITY_WIDTH = 16
"""Length of a community's path: neighbours are those of the same community."""

NEWEST_COMPARED = 300
SAME_MATTER_FROM = 0.15
ALIKE_FROM = 0.4


@dataclass(frozen=True, slots=True)
class Draft:
    """A need that is still being typed."""

    text: str
    region_id: UUID | None = None
    kind: Kind | None = None
    category: str | None = None
    quantity: int = 1
    unit: Unit = Unit.TIME
    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftSuggestion:
    """What a draft seems to be, and who could help; suggestions, never verdicts."""

    dangers: tuple[FoundDanger, ...]
    looks_like_offer: bool
    guessed_nature: Nature
    categories: tuple[CategoryGuess, ...]
    matches: tuple[ResourceMatch, ...]
    privacy_warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarNeed:
    """A need of the same matter, and how alike it is, 0 to 1."""

    need: NeedRow
    likeness: float


@dataclass(frozen=True, slots=True)
class SimilarNeeds:
    """Needs of the same matter; too few of them are mentioned without a number, which could point at a person."""

    is_mentioned: bool
    count: int | None
    items: tuple[SimilarNeed, ...]


async def suggest_for_draft(context: Context, draft: Draft, first: int) -> DraftSuggestion:
    """Return what can be said of a draft; what looks like a complaint is matched with nobody."""
    refuse_count(first)
    now = context.now()
    nature = Nature(guess_nature(draft.text).nature)
    matches: tuple[ResourceMatch, ...] = ()
    if draft.text.strip() and nature is not Nature.COMPLAINT:
        async with context.database.read() as session:
            await context.index.catch_up(session, now)
            path = await _region_path(context, session, draft)
            record = _record(context, draft, path, now)
            ranking = context.index.rank(record, first=first, now=now)
            resources = await shown_resources(session, context.viewer, (match.key for match in ranking.matches))
        matches = shown_matches(ranking.matches, resources, Audience.ASKER, record.window)
    return DraftSuggestion(
        dangers=dangers_in(context.vocabulary, draft.text),
        looks_like_offer=recognise_offer(draft.text) > OFFER_FROM,
        guessed_nature=nature,
        categories=context.index.guess_categories(draft.text, CATEGORIES_NAMED),
        matches=matches,
        privacy_warnings=tuple(findings(context.vocabulary.warnings, draft.text)),
    )


async def similar_to_draft(context: Context, draft: Draft, first: int) -> SimilarNeeds:
    """Return open needs of the same matter in the community of the draft.

    Staff see all of the draft's region and how many there are; everybody else sees published ones, and a number
    only from three on. Leaves marked N are never counted.
    """
    refuse_count(first)
    now = context.now()
    async with context.database.read() as session:
        path = await _region_path(context, session, draft)
        if not path or not draft.text.strip():
            return SimilarNeeds(is_mentioned=False, count=None, items=())
        is_staff = context.viewer.reaches(path, *READERS)
        parts = await _open_needs(context, session, path, is_staff=is_staff)
        wording = Wording.OWN if is_staff else Wording.PUBLIC
        records = await need_records(session, parts, now, wording=wording)
    asked = _record(context, draft, path, now)
    found = await asyncio.to_thread(similar_needs, asked, records, first=len(records))
    alike = [one for one in found if _is_same_matter(one)]
    needs = {str(part.id): need for need, part in parts}
    from_count = 1 if is_staff else context.vocabulary.settings.similar_needs_shown_from
    return SimilarNeeds(
        is_mentioned=bool(alike),
        count=len(alike) if len(alike) >= from_count else None,
        items=tuple(SimilarNeed(needs[one.key], one.likeness) for one in alike[:first]),
    )


async def _region_path(context: Context, session: AsyncSession, draft: Draft) -> str:
    """Return the path of the draft's region, else of the viewer's home; empty when neither is known."""
    if draft.region_id is not None:
        return await session.scalar(select(RegionRow.path).where(RegionRow.id == draft.region_id)) or ""
    home = (
        select(RegionRow.path)
        .join(PersonRow, PersonRow.region_id == RegionRow.id)
        .where(PersonRow.id == context.viewer.person_id)
    )
    return await session.scalar(home) or ""


def _record(context: Context, draft: Draft, region_path: str, now: datetime) -> NeedRecord:
    guessed = context.index.guess_categories(draft.text, 1)
    likely = tuple(guess.code for guess in guessed if guess.probability >= SURE_ENOUGH)
    return NeedRecord(
        key="draft",
        need_key="draft",
        text=draft.text,
        region_path=region_path,
        kind=draft.kind,
        categories=(draft.category,) if draft.category else likely,
        quantity=max(1, draft.quantity),
        unit=draft.unit,
        window=wished_window(draft.earliest, draft.latest, now),
    )


async def _open_needs(context: Context, session: AsyncSession, path: str, *, is_staff: bool) -> list[NeedPart]:
    """Return open needs with their first part, newest first."""
    area = path if is_staff else path[:COMMUNITY_WIDTH]
    statement = (
        select(NeedRow, NeedPartRow)
        .join(NeedPartRow, NeedPartRow.need_id == NeedRow.id)
        .where(
            NeedPartRow.position == 1,
            NeedRow.status.in_(OPEN_NEEDS),
            within(NeedRow.region_path, [area]),
            not_of_leaves(never_public(context.vocabulary)),
            readable_needs(context.viewer),
        )
        .order_by(NeedRow.id.desc())
        .limit(NEWEST_COMPARED)
    )
    if not is_staff:
        statement = statement.where(NeedRow.published_at.is_not(None), NeedRow.nature != Nature.COMPLAINT)
    return [(need, part) for need, part in await session.execute(statement)]


def _is_same_matter(similar: Similar) -> bool:
    return similar.likeness >= (ALIKE_FROM if similar.relation == "RELATED" else SAME_MATTER_FROM)
