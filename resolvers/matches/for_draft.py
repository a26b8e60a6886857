"""What can be said while somebody types a need: dangers, the likely kind of matter, who could help, who asked too."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import CategoryGuess, NeedRecord, likely_nature, recognise_offer
from resolvers.access import READERS
from resolvers.context import Context
from resolvers.dangers import FoundDanger, dangers_in
from resolvers.life.publishing import findings
from resolvers.matches.of_resource import never_public
from resolvers.matches.shown import Audience, ResourceMatch, refuse_count, shown_matches, shown_resources
from resolvers.matches.similar import NONE_ALIKE, SimilarNeeds, similar_to
from resolvers.records.needs import wished_window
from storage.codes import Kind, Nature, Unit
from storage.tables import PersonRow, RegionRow

OFFER_FROM = 0.5
CATEGORIES_NAMED = 3
SURE_ENOUGH = 0.35


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
    nature_probability: float
    categories: tuple[CategoryGuess, ...]
    matches: tuple[ResourceMatch, ...]
    privacy_warnings: tuple[str, ...]


async def suggest_for_draft(context: Context, draft: Draft, first: int) -> DraftSuggestion:
    """Return what can be said of a draft; what looks like a complaint is matched with nobody."""
    refuse_count(first)
    now = context.now()
    draft = replace(draft, text=context.index.typed(draft.text))
    guess = likely_nature(draft.text)
    nature = Nature(guess.nature)
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
        nature_probability=guess.probability,
        categories=context.index.guess_categories(draft.text, CATEGORIES_NAMED),
        matches=matches,
        privacy_warnings=tuple(findings(context.vocabulary.warnings, draft.text)),
    )


async def similar_to_draft(context: Context, draft: Draft, first: int) -> SimilarNeeds:
    """Return needs of the same matter in the community of the draft, as `similar_to` says.

    A leaf marked N that was chosen is like nothing, for everybody but staff.
    """
    refuse_count(first)
    now = context.now()
    draft = replace(draft, text=context.index.typed(draft.text))
    async with context.database.read() as session:
        path = await _region_path(context, session, draft)
        if draft.category in never_public(context.vocabulary) and not context.viewer.reaches(path, *READERS):
            return NONE_ALIKE
        asked = replace(_record(context, draft, path, now), nature=likely_nature(draft.text).nature)
        # At a desk it is not known who asks; at home it is whoever types.
        asker = None if context.viewer.reaches(path, *READERS) else context.viewer.person_id
        return await similar_to(context, session, asked, asker, first)


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
