"""The engine as the benchmark speaks to it: one small adapter, so that only this file knows the matcher's door."""

import gc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching_facts import NOW
from benchmarks.matching_texts import text_maker
from matching import Matcher, MatchSettings, NeedRecord, ResourceRecord

FIRST = 20


@dataclass(frozen=True, slots=True)
class Best:
    """The best resources of a need: keys, scores in log-odds, the parts of each score, and how many were eligible.

    `parts` has a row per key and a column per part; it and `eligible_count` are None from a door without them.
    """

    keys: tuple[str, ...]
    scores: NDArray[np.float64]
    parts: NDArray[np.float64] | None
    eligible_count: int | None


class Engine:
    """A matcher over made-up resources. `door` names what answers: `best`, or the older `shortlist`."""

    def __init__(self, matcher: Any = None) -> None:
        self._vocabulary, self._settings = text_maker().vocabulary, MatchSettings()
        self.matcher: Any = Matcher(self._vocabulary, self._settings) if matcher is None else matcher
        self.door = "best" if hasattr(Matcher, "best") else "shortlist"

    @property
    def has_snapshots(self) -> bool:
        """Whether a fitted matcher can be saved and loaded."""
        return hasattr(Matcher, "save")

    def fit(self, resources: Iterable[ResourceRecord]) -> None:
        """Index resources, which come one by one."""
        self.matcher.fit(resources)

    def ask(self, need: NeedRecord, now: datetime = NOW) -> Any:
        """Rank the best 20 as the engine returns them: this alone is timed."""
        if self.door == "best":
            return self.matcher.best(need, first=FIRST, now=now)
        return self.matcher.shortlist(need, first=FIRST, now=now)

    def best(self, need: NeedRecord) -> Best:
        """Return the best 20, read."""
        return self._read(self.ask(need))

    def best_of_many(self, needs: Sequence[NeedRecord], threads: int) -> list[Best]:
        """Return the best 20 of each of many needs."""
        if self.door == "best":
            found = self.matcher.best_of_many(needs, first=FIRST, now=NOW, threads=threads)
            return [self._read(one) for one in found]
        return [self.best(need) for need in needs]

    def update(self, changed: Iterable[ResourceRecord] = (), removed: Iterable[str] = ()) -> None:
        """Take in changes."""
        self.matcher.update(changed, removed)

    def save(self, path: Path) -> None:
        """Write what was fitted to a file or folder."""
        self.matcher.save(path)

    def empty(self) -> None:
        """Let go of everything that was fitted."""
        self.matcher = None
        gc.collect()

    def loaded(self, path: Path) -> "Engine":
        """Return an engine read from what `save` wrote."""
        loader: Any = Matcher
        return Engine(loader.load(path, self._vocabulary, self._settings, None))

    def _read(self, found: Any) -> Best:
        if self.door == "shortlist":
            return Best(tuple(key for key, _ in found), np.array([score for _, score in found]), None, None)
        return Best(tuple(found.keys), found.scores, found.parts, int(found.eligible_count))
