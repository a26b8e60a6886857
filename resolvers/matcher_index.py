"""The one matcher of a process, kept current by following the event table.

Before anything is ranked the index catches up with the events committed so far. What it ranks with is a frozen
snapshot that is built beside the old one, in a thread, and then takes its place, so that nobody ever waits for half
an index or reads one.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import (
    CategoryGuess,
    Failure,
    Match,
    Matcher,
    MatchSettings,
    NeedRecord,
    Ranking,
    ResourceRecord,
    fitted_pinyin,
    likely_leaves,
    normalise,
    unspelled,
)
from resolvers.concerned_resources import concerned_resources
from resolvers.event_trail import EventTrail
from resolvers.numbers import LOCAL
from resolvers.records.resources import OfferedResource, offered_resources
from resolvers.records.settings import match_settings, nearest
from resolvers.records.vocabulary import matching_vocabulary
from storage.tables import EventRow
from storage.vocabulary import Vocabulary

RECENT_NUMBERS = 200
MOST_FOLLOWED = 1_000
FIT_AGAIN_AFTER, MOST_CHANGED = 0.1, 2_000
"""Share of the resources, and number of them, that may change before all are indexed anew."""
SOON_FITTED = 2_000
"""Resources that are indexed anew at once; more of them are indexed beside what is ranked with meanwhile."""

SETTINGS = MatchSettings(near_misses=0)
"""Near misses cost more than all else of a ranking, and are looked for when somebody asks."""
NEAR_MISSES = MatchSettings().near_misses

_RELOADING = frozenset({"region"})
_REWEIGHING = frozenset({"region_setting", "learned_model"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index: resources by key, the matcher fitted on them, its variants by the path of a region."""

    offered: Mapping[str, OfferedResource]
    matcher: Matcher
    variants: Mapping[str, Matcher]
    changes_since_fit: int = 0
    first_expiry: date | None = None

    def record(self, resource_key: str) -> ResourceRecord:
        """Return the record of a resource. Raises KeyError when it is not offered."""
        return self.offered[resource_key].record

    def matcher_for(self, region_path: str) -> Matcher:
        """Return the matcher with the settings that hold in a region."""
        path = nearest(self.variants, region_path)
        return self.matcher if path is None else self.variants[path]

    def with_near_misses(self, region_path: str) -> Matcher:
        """Return the same matcher, for rankings that name what just missed."""
        matcher = copy(self.matcher_for(region_path))
        matcher.settings = replace(matcher.settings, near_misses=NEAR_MISSES)
        return matcher


class MatcherIndex:
    """Ranks with all resources of the database; one a process, safe for all its requests at once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words = matching_vocabulary(vocabulary)
        self._settings: Mapping[str, MatchSettings] = MappingProxyType({})
        self._snapshot = self._fitted({}, self._settings)
        self._trail: EventTrail | None = None
        self._lock = asyncio.Lock()
        self._fitting: asyncio.Task[None] | None = None

    @property
    def position(self) -> int:
        """Return the number of the last event that was taken in; 0 before the first."""
        return 0 if self._trail is None else self._trail.position

    @property
    def is_loaded(self) -> bool:
        """Whether the resources were read at all."""
        return self._trail is not None

    @property
    def model_version(self) -> str:
        """Return the name of the engine and its default settings."""
        return self._snapshot.matcher.model_version

    @property
    def snapshot(self) -> Snapshot:
        """Return what is ranked with at this moment; it never changes."""
        return self._snapshot

    def typed(self, words: str) -> str:
        """Return what was typed with the pinyin in it as Chinese; the same words when there is none."""
        plain = normalise(words)
        read = unspelled(plain, self._words)
        return words if read == plain else read

    def guess_categories(self, words: str, first: int) -> tuple[CategoryGuess, ...]:
        """Return the likeliest leaves of a text, best first, each with how likely it is right; needs no resources."""
        return likely_leaves(self._snapshot.matcher.reader_, words, first)

    def record(self, resource_key: str) -> ResourceRecord | None:
        """Return the record of a resource; None when it is not among those that are ranked."""
        offered = self._snapshot.offered.get(resource_key)
        return None if offered is None else offered.record

    def rank(self, need: NeedRecord, *, first: int, now: datetime) -> Ranking:
        """Rank the `first` best resources for a need, by the settings of its region."""
        return self._snapshot.matcher_for(need.region_path).rank(need, first=first, now=now)

    def rank_one(self, need: NeedRecord, resource_key: str, now: datetime) -> Match:
        """Return the score of one resource, whether it may serve or not. Raises KeyError when it is not offered."""
        return self._snapshot.matcher_for(need.region_path).rank_one(need, resource_key, now)

    def why_not(self, need: NeedRecord, resource_key: str, now: datetime) -> tuple[Failure, ...]:
        """Return the hard rules that keep one resource from a need. Raises KeyError when it is not offered."""
        return self._snapshot.matcher_for(need.region_path).why_not(need, resource_key, now)

    def rank_needs(self, resource_key: str, needs: Iterable[NeedRecord], *, first: int, now: datetime) -> Ranking:
        """Rank the `first` needs a resource would serve best. Raises KeyError when it is not offered."""
        snapshot = self._snapshot
        resource = snapshot.offered[resource_key].record
        return snapshot.matcher_for(resource.home_region_path).rank_needs(resource, needs, first=first, now=now)

    def features(self, need: NeedRecord, resource_key: str, now: datetime) -> Mapping[str, float]:
        """Return what each weight is multiplied with for one resource. Raises KeyError when it is not offered."""
        chosen = self._snapshot.matcher_for(need.region_path)
        unweighted = copy(chosen)
        unweighted.settings = chosen.settings.unweighted()
        return {part.code: part.points for part in unweighted.rank_one(need, resource_key, now).parts}

    def seen(self, now: datetime) -> int:
        """Return the number above which an event may be news; 0 when more must be looked at than newer events.

        A statement that finds no event above it, if it is not 0, spares the `catch_up` of the same moment.
        """
        expiry = self._snapshot.first_expiry
        is_over = expiry is not None and expiry < now.astimezone(LOCAL).date()
        return 0 if self._trail is None or self._trail.gaps or is_over else self._trail.position

    async def catch_up(self, session: AsyncSession, now: datetime) -> None:
        """Take in every event committed so far; reads everything on first use.

        `session` must be one that only reads: the rows of a transaction under way may still be rolled back.
        """
        async with self._lock:
            trail = await self._recent_trail(session, now) if self._trail is None else self._trail.copy()
            events = (await session.scalars(select(EventRow).where(trail.unseen()).order_by(EventRow.seq))).all()
            new = trail.take((event.seq for event in events), now)
            await self._follow(session, [event for event in events if event.seq in new], now)
            self._trail = trail

    async def _recent_trail(self, session: AsyncSession, now: datetime) -> EventTrail:
        """Return a trail at the newest event that knows the gaps just below it."""
        numbers = (
            await session.scalars(select(EventRow.seq).order_by(EventRow.seq.desc()).limit(RECENT_NUMBERS))
        ).all()
        trail = EventTrail(min(numbers) - 1 if numbers else 0)
        trail.take(numbers, now)
        return trail

    async def _follow(self, session: AsyncSession, events: Sequence[EventRow], now: datetime) -> None:
        reloads = any(event.noun in _RELOADING for event in events)
        if self._trail is None or reloads or len(events) > MOST_FOLLOWED:
            await self._load(session, now)
            return
        if any(event.noun in _REWEIGHING for event in events):
            await self._reweigh(session)
        concerned = await concerned_resources(session, events)
        concerned |= self._expired(now.astimezone(LOCAL).date())
        if len(concerned) > MOST_FOLLOWED:
            await self._load(session, now)
        elif concerned:
            await self._reload(session, concerned, now)

    async def _load(self, session: AsyncSession, now: datetime) -> None:
        self._settings = await match_settings(session)
        await asyncio.to_thread(fitted_pinyin, self._words)
        offered = {one.record.key: one for one in await offered_resources(session, self._vocabulary, now)}
        self._snapshot = await asyncio.to_thread(self._fitted, offered, self._settings)

    async def _reweigh(self, session: AsyncSession) -> None:
        """Take in other weights; the resources stay as they were read."""
        self._settings = await match_settings(session)
        before = self._snapshot
        self._snapshot = replace(before, variants=_variants(before.matcher, self._settings))

    async def _reload(self, session: AsyncSession, concerned: Collection[UUID], now: datetime) -> None:
        before = self._snapshot.offered
        found = await offered_resources(session, self._vocabulary, now, concerned)
        removed = {str(key) for key in concerned} - {one.record.key for one in found}
        removed &= before.keys()
        changed = [one for one in found if before.get(one.record.key) != one]
        if changed or removed:
            self._snapshot = await asyncio.to_thread(self._updated, changed, removed)
            self._fit_beside()

    def _updated(self, changed: Sequence[OfferedResource], removed: Collection[str]) -> Snapshot:
        before = self._snapshot
        offered = {key: one for key, one in before.offered.items() if key not in removed}
        offered |= {one.record.key: one for one in changed}
        changes = before.changes_since_fit + len(changed) + len(removed)
        if len(offered) <= SOON_FITTED and changes > FIT_AGAIN_AFTER * len(offered):
            return self._fitted(offered, self._settings)
        matcher = copy(before.matcher).update((one.record for one in changed), removed)
        expiry = _first_expiry(changed, before.first_expiry)
        return Snapshot(offered, matcher, _variants(matcher, self._settings), changes, expiry)

    def _fitted(self, offered: Mapping[str, OfferedResource], settings: Mapping[str, MatchSettings]) -> Snapshot:
        matcher = Matcher(self._words, SETTINGS).fit(one.record for one in offered.values())
        return Snapshot(offered, matcher, _variants(matcher, settings), 0, _first_expiry(offered.values(), None))

    def _fit_beside(self) -> None:
        """Index everything anew, without a pause, once enough has changed."""
        now = self._snapshot
        limit = min(FIT_AGAIN_AFTER * len(now.offered), MOST_CHANGED)
        idle = self._fitting is None or self._fitting.done()
        if idle and len(now.offered) > SOON_FITTED and now.changes_since_fit > limit:
            self._fitting = asyncio.create_task(self._fit_again(now))

    async def _fit_again(self, before: Snapshot) -> None:
        fitted = await asyncio.to_thread(self._fitted, before.offered, self._settings)
        async with self._lock:
            offered = self._snapshot.offered
            changed = [one for key, one in offered.items() if before.offered.get(key) is not one]
            removed = before.offered.keys() - offered.keys()
            matcher = await asyncio.to_thread(fitted.matcher.update, [one.record for one in changed], removed)
            expiry = _first_expiry(changed, fitted.first_expiry)
            variants = _variants(matcher, self._settings)
            self._snapshot = Snapshot(offered, matcher, variants, len(changed) + len(removed), expiry)

    def _expired(self, today: date) -> set[UUID]:
        """Return the resources whose last day is over; nothing is looked at before the first of them is."""
        if self._snapshot.first_expiry is None or self._snapshot.first_expiry >= today:
            return set()
        return {
            UUID(key)
            for key, one in self._snapshot.offered.items()
            if one.valid_until is not None and one.valid_until < today
        }


def _first_expiry(offered: Iterable[OfferedResource], known: date | None) -> date | None:
    """Return the earliest last day of any resource; one that is long gone may still count."""
    days = [one.valid_until for one in offered if one.valid_until is not None]
    return min([*days, *([] if known is None else [known])], default=None)


def _variants(matcher: Matcher, settings: Mapping[str, MatchSettings]) -> Mapping[str, Matcher]:
    """Return matchers that share everything but their weights, which are read only when a score is made."""
    variants = {}
    for path, chosen in settings.items():
        variants[path] = copy(matcher)
        variants[path].settings = replace(chosen, near_misses=0)
    return variants
