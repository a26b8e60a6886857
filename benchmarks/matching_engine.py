"""The engine as the benchmark speaks to it: one small adapter, so that only this file knows the matcher's door."""

import gc
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.matching_facts import NOW
from benchmarks.matching_texts import text_maker
from matching import Best, Matcher, MatchSettings, NeedRecord, ResourceRecord
from resolvers.matcher_file import load_matcher, save_matcher

FIRST = 20


class Engine:
    """A matcher over made-up resources."""

    def __init__(self, matcher: Matcher | None = None) -> None:
        self._vocabulary, self._settings = text_maker().vocabulary, MatchSettings()
        self.matcher = Matcher(self._vocabulary, self._settings) if matcher is None else matcher

    def fit(self, resources: Iterable[ResourceRecord]) -> None:
        """Index resources, which come one by one."""
        self.matcher.fit(resources)

    def ask(self, need: NeedRecord, now: datetime = NOW) -> Best:
        """Rank the best 20 as the engine returns them: this alone is timed."""
        return self.matcher.best(need, first=FIRST, now=now)

    def best_of_many(self, needs: Sequence[NeedRecord], threads: int) -> list[Best]:
        """Return the best 20 of each of many needs."""
        return self.matcher.best_of_many(needs, first=FIRST, now=NOW, threads=threads)

    def update(self, changed: Iterable[ResourceRecord] = (), removed: Iterable[str] = ()) -> None:
        """Take in changes."""
        self.matcher.update(changed, removed)

    def save(self, path: Path) -> None:
        """Write what was fitted to a file or folder."""
        save_matcher(self.matcher, path)

    def empty(self) -> None:
        """Let go of everything that was fitted."""
        del self.matcher
        gc.collect()

    def loaded(self, path: Path) -> "Engine":
        """Return an engine read from what `save` wrote."""
        return Engine(load_matcher(path, self._vocabulary, self._settings))
