"""What would have to be otherwise: computed for a whole ranking at once, and only when somebody asks."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from matching import (
    Counterfactual,
    Lag,
    Loosening,
    Match,
    NeedRecord,
    Ranking,
    contrast,
    counterfactuals,
    loosenings,
)
from resolvers.matcher_index import Snapshot


class Explanation:
    """The counterfactuals and loosenings of one ranking, made with the very snapshot that ranked; for staff alone.

    Both take some milliseconds, so they run in a thread, once however many matches ask.
    """

    def __init__(self, snapshot: Snapshot, need: NeedRecord, ranking: Ranking, now: datetime) -> None:
        self._snapshot = snapshot
        self._matcher = snapshot.matcher_for(need.region_path)
        self._need = need
        self._ranking = ranking
        self._now = now
        self._found: asyncio.Future[Mapping[str, Counterfactual]] | None = None

    def lags(self, match: Match) -> tuple[Lag, ...]:
        """Return by which parts a match lies behind the first, the greatest lag first; none for the first itself."""
        first = self._ranking.matches[0]
        return () if match.key == first.key else contrast(first, match)

    async def counterfactual(self, key: str) -> Counterfactual | None:
        """Return the smallest change that would put a resource first; None for the first, or when there is none."""
        if self._found is None:
            self._found = asyncio.ensure_future(
                asyncio.to_thread(
                    counterfactuals, self._matcher, self._need, self._ranking, self._snapshot.record, self._now
                ),
            )
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
