"""What would have to be otherwise: computed for a whole ranking at once, and only when somebody asks."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from matching import (
    Counterfactual,
    Lag,
    Loosening,
    Match,
    NearMiss,
    NeedRecord,
    Ranking,
    contrast,
    counterfactuals,
    loosenings,
)
from resolvers.matcher_index import Snapshot


class Explanation:
    """The near misses, counterfactuals and loosenings of one ranking, by the very snapshot that ranked; for staff.

    They take some milliseconds, so they run in a thread, once however many matches ask.
    """

    def __init__(self, snapshot: Snapshot, need: NeedRecord, ranking: Ranking, first: int, now: datetime) -> None:
        self._snapshot = snapshot
        self._matcher = snapshot.with_near_misses(need.region_path)
        self._need = need
        self._ranking = ranking
        self._first = first
        self._now = now
        self._whole: asyncio.Future[Ranking] | None = None
        self._found: asyncio.Future[Mapping[str, Counterfactual]] | None = None

    def lags(self, match: Match) -> tuple[Lag, ...]:
        """Return by which parts a match lies behind the first, the greatest lag first; none for the first itself."""
        first = self._ranking.matches[0]
        return () if match.key == first.key else contrast(first, match)

    async def near_misses(self) -> tuple[NearMiss, ...]:
        """Return the best resources that one rule alone keeps out."""
        return (await self._with_near_misses()).near_misses

    async def counterfactual(self, key: str) -> Counterfactual | None:
        """Return the smallest change that would put a resource first; None for the first, or when there is none."""
        if self._found is None:
            self._found = asyncio.ensure_future(self._counterfactuals())
        return (await self._found).get(key)

    async def loosenings(self) -> tuple[Loosening, ...]:
        """Return what loosening each rule would bring, best first; nothing while there are candidates enough."""
        return await asyncio.to_thread(
            loosenings,
            self._matcher,
            self._need,
            self._ranking.eligible_count,
            self._snapshot.record,
            self._now,
        )

    async def _with_near_misses(self) -> Ranking:
        if self._whole is None:
            self._whole = asyncio.ensure_future(
                asyncio.to_thread(self._matcher.rank, self._need, first=self._first, now=self._now)
            )
        return await self._whole

    async def _counterfactuals(self) -> Mapping[str, Counterfactual]:
        whole = await self._with_near_misses()
        return await asyncio.to_thread(
            counterfactuals, self._matcher, self._need, whole, self._snapshot.record, self._now
        )
