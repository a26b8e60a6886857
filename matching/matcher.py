"""The matcher: fit on resources, then rank them for a need, or needs for one of them."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from math import fsum, inf
from types import MappingProxyType
from typing import Self

import numpy as np

from matching.calibration import calibrated
from matching.categories import CategoryReader, fitted_reader
from matching.compiled.arrays import NeedArrays
from matching.compiled.catalogue import Catalogue, alone, catalogue_of
from matching.compiled.chosen import Chosen, shown_parts
from matching.compiled.failures import failures_of, remarks_of
from matching.compiled.features import PARTS, features_of, free_of, scores_of
from matching.compiled.index import Index
from matching.compiled.pruning import best_of_eligible
from matching.compiled.search import best, best_of, kept_out, scored
from matching.compiled.state import Arrays, arrays_of, catalogue_from
from matching.eligibility import Failure
from matching.learned import Learned
from matching.learned_catalogue import LearnedCatalogue
from matching.records import MATCHED_NATURES, Match, NearMiss, NeedRecord, Part, Ranking, ResourceRecord
from matching.settings import MatchSettings
from matching.text import is_chinese, normalise
from matching.textual import Floats, Rows
from matching.vocabulary import Vocabulary

ENGINE = "additive-2"
NOTHING_LEARNED: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Best:
    """The best resources for a need as numbers: keys, scores in log-odds, points as resources × `codes`.

    The points of a row add up to its score; `eligible_count` is how many resources no rule keeps out.
    """

    keys: tuple[str, ...]
    scores: Floats
    parts: Floats
    codes: tuple[str, ...]
    eligible_count: int


class Matcher:
    """Ranks resources for needs; deterministic, ties by key.

    Learned by `fit`: `catalogue_`, the resources and the statistics of their texts, which stay frozen until the next
    `fit` while `update` keeps the resources current. A matcher may be copied; copies share the catalogue, which is
    never changed but replaced, so that several threads may rank at once.
    """

    def __init__(self, vocabulary: Vocabulary, settings: MatchSettings, learned: Learned | None = None) -> None:
        self.vocabulary = vocabulary
        self.settings = settings
        self.learned = learned

    @property
    def model_version(self) -> str:
        """Name of the engine, of the settings and of what was learned, that a score was made with."""
        learned = "" if self.learned is None else f"/{self.learned.version}"
        return f"{ENGINE}/{self.settings.version}{learned}"

    @property
    def reader_(self) -> CategoryReader:
        """Reader of the leaves a text speaks of, fitted."""
        return fitted_reader(self.vocabulary)

    def fit(self, resources: Iterable[ResourceRecord]) -> Self:
        """Learn from and index `resources`, which are read once and not kept.

        Raises ValueError when two share a key.
        """
        if self.learned is None:
            self.catalogue_ = catalogue_of(self.vocabulary, self.settings, resources)
            return self
        kept = list(resources)
        self.catalogue_ = catalogue_of(self.vocabulary, self.settings, kept)
        self.learned_ = LearnedCatalogue(self.vocabulary, self.learned).fit(kept)
        return self

    def update(self, changed: Iterable[ResourceRecord] = (), removed: Iterable[str] = ()) -> Self:
        """Take in changed and new resources and let removed keys go; the text statistics stay as fitted."""
        fresh, gone = list(changed), list(removed)
        self.catalogue_ = self.catalogue_.updated(self.vocabulary, self.settings, fresh, gone)
        if self.learned is not None:
            self.learned_ = self.learned_.updated(fresh)
        return self

    def arrays(self) -> Arrays:
        """Return what `fit` learned as arrays by name. Raises ValueError after an update, or with learned pairs."""
        if self.learned is not None:
            message = "what was learned from pairs is not kept as arrays"
            raise ValueError(message)
        return arrays_of(self.catalogue_)

    def restore(self, arrays: Arrays) -> Self:
        """Take what `arrays` gave, of a matcher with the same vocabulary, instead of fitting."""
        self.catalogue_ = catalogue_from(self.vocabulary, arrays)
        return self

    def best(self, need: NeedRecord, *, first: int, now: datetime) -> Best:
        """Return the `first` best resources for `need` as numbers, without reasons."""
        chosen, count = self.chosen(need, first, now)
        if len(chosen) == 1:
            only = chosen[0]
            return Best(tuple(only.keys()), only.scores, only.points(), only.codes, count)
        places = _merged(chosen, first)
        codes = chosen[0].codes if chosen else PARTS
        return Best(
            tuple(key for _, _, key in places),
            np.array([chosen[which].scores[place] for which, place, _ in places]),
            np.array([chosen[which].points()[place] for which, place, _ in places]).reshape(len(places), len(codes)),
            codes,
            count,
        )

    def best_of_many(self, needs: Sequence[NeedRecord], *, first: int, now: datetime, threads: int = 2) -> list[Best]:
        """Return what `best` returns for each of many needs, worked out by several threads."""
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(lambda need: self.best(need, first=first, now=now), needs))

    def rank(self, need: NeedRecord, *, first: int, now: datetime) -> Ranking:
        """Rank the `first` best resources for `need`, and the near misses."""
        size = self.catalogue_.size
        if need.nature not in MATCHED_NATURES:
            return Ranking((), (), 0, size, self.model_version, refused="NATURE")
        arrays = self._arrays(need, now)
        chosen, count = self._best_of_each(arrays, need, first)
        parts = [shown_parts(each) for each in chosen]
        matches = tuple(
            self._match(key, position, chosen[which], place, parts[which][place], need)
            for position, (which, place, key) in enumerate(_merged(chosen, first), start=1)
        )
        return Ranking(matches, self._near_misses(arrays, need), count, size, self.model_version)

    def shortlist(self, need: NeedRecord, *, first: int, now: datetime) -> tuple[tuple[str, float], ...]:
        """Name the `first` best resources for `need` with their scores: the order of `rank`, without the reasons."""
        chosen, _ = self.chosen(need, first, now)
        return tuple((key, float(chosen[which].scores[place])) for which, place, key in _merged(chosen, first))

    def rank_one(self, need: NeedRecord, resource_key: str, now: datetime) -> Match:
        """Score of one resource, whether it may serve or not. Raises KeyError for a key that is not indexed."""
        index, row = self._row(resource_key)
        chosen = self._chosen(index, self._read(need, index, now), need, np.array([row]))
        return self._match(resource_key, 1, chosen, 0, shown_parts(chosen)[0], need)

    def score(self, need: NeedRecord, resource: ResourceRecord, now: datetime) -> Match:
        """Score of a resource as this record describes it, indexed or not, by the statistics of the last `fit`."""
        return self._alone([resource]).rank_one(need, resource.key, now)

    def kept_out(self, need: NeedRecord, now: datetime) -> tuple[tuple[str, Failure], ...]:
        """Name every resource near the need that one hard rule alone keeps from it, with that rule; by key.

        What lies outside its area counts as near as `eligibility.is_near` says.
        """
        found: dict[str, Failure] = {}
        for index in self.catalogue_.indexes:
            arrays = self._read(need, index, now)
            for row in np.unique(kept_out(index.arrays, arrays)):
                found[index.key(int(row))] = failures_of(index, arrays, need, int(row))[0]
        return tuple(sorted(found.items()))

    def why_not(self, need: NeedRecord, resource_key: str, now: datetime) -> tuple[Failure, ...]:
        """Hard rules that keep one resource from a need; empty when it may serve."""
        index, row = self._row(resource_key)
        nature = [] if need.nature in MATCHED_NATURES else [Failure("NATURE")]
        return (*nature, *failures_of(index, self._read(need, index, now), need, row))

    def rank_needs(
        self,
        resource: ResourceRecord,
        needs: Iterable[NeedRecord],
        *,
        first: int,
        now: datetime,
    ) -> Ranking:
        """Rank the `first` needs `resource` would serve best; scores are those `rank` gives it for each need."""
        only = self._alone([resource])
        considered = list(needs)
        found: list[tuple[float, Chosen, NeedRecord]] = []
        for need in considered:
            chosen, _ = only.chosen(need, 1, now)
            found.extend((float(each.scores[0]), each, need) for each in chosen if len(each.rows))
        found.sort(key=lambda one: (-one[0], one[2].key))
        matches = tuple(
            self._match(need.key, position, chosen, 0, shown_parts(chosen)[0], need)
            for position, (_, chosen, need) in enumerate(found[: max(first, 0)], start=1)
        )
        return Ranking(matches, (), len(found), len(considered), self.model_version)

    def _alone(self, resources: Sequence[ResourceRecord]) -> "Matcher":
        """Make a matcher of some resources with the statistics of this one."""
        only = Matcher(self.vocabulary, self.settings, self.learned)
        index = alone(self.catalogue_, self.vocabulary, self.settings, resources)
        only.catalogue_ = Catalogue(
            self.catalogue_.statistics, self.catalogue_.needs, index or self.catalogue_.main, None, {}
        )
        if self.learned is not None:
            only.learned_ = self.learned_.updated(resources)
        return only

    def _row(self, key: str) -> tuple[Index, int]:
        found = self.catalogue_.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def _read(self, need: NeedRecord, index: Index, now: datetime) -> NeedArrays:
        return self._placed(self._arrays(need, now), need, index)

    def _arrays(self, need: NeedRecord, now: datetime) -> NeedArrays:
        return self.catalogue_.needs.read(need, self.settings, self._learned_weights(need), now)

    @staticmethod
    def _placed(arrays: NeedArrays, need: NeedRecord, index: Index) -> NeedArrays:
        """Fit a need to an index: its regions, and the resources that gave it back."""
        rows = [row for key in need.returned_resources if (row := index.row_of(key)) is not None]
        returned = np.array(rows, dtype=np.int64)
        return arrays._replace(above=index.above(need.region_path), returned=returned)

    def _learned_weights(self, need: NeedRecord) -> Mapping[str, float]:
        speaks = self.learned is not None and self.learned.chinese == is_chinese(normalise(need.text))
        return self.learned.weights if self.learned is not None and speaks else NOTHING_LEARNED

    def chosen(self, need: NeedRecord, first: int, now: datetime) -> tuple[list[Chosen], int]:
        """Return the best of each index, and how many may serve in all of them."""
        if need.nature not in MATCHED_NATURES:
            return [], 0
        return self._best_of_each(self._arrays(need, now), need, first)

    def _best_of_each(self, arrays: NeedArrays, need: NeedRecord, first: int) -> tuple[list[Chosen], int]:
        found: list[Chosen] = []
        total = 0
        for index in self.catalogue_.indexes:
            placed = self._placed(arrays, need, index)
            if self._learned_weights(need):
                rows, _ = scored(index.arrays, placed)
                chosen = self._chosen(index, placed, need, rows)
                order = best_of(chosen.scores, index.arrays.rows["order"][rows], max(first, 0))
                found.append(chosen.take(order.tolist()))
                total += len(rows)
            else:
                rows, scores, features, count = best(index.arrays, placed, max(first, 0))
                found.append(Chosen(index, placed, rows, scores, features, placed.weights))
                total += count
        return found, total

    def _best_kept_out(self, index: Index, arrays: NeedArrays, need: NeedRecord, rows: Rows) -> list[tuple[int, float]]:
        """Return the best of some rows with their scores, as many as near misses are shown; whether free or not."""
        first = self.settings.near_misses
        if self._learned_weights(need):
            scores = self._chosen(index, arrays, need, rows).scores
            order = best_of(scores, index.arrays.rows["order"][rows], first)
            rows, scores = rows[order], scores[order]
        else:
            rows, scores = best_of_eligible(index.arrays, arrays, rows, np.full(len(rows), inf), first)
        return list(zip(rows.tolist(), scores.tolist(), strict=True))

    def _chosen(self, index: Index, placed: NeedArrays, need: NeedRecord, rows: Rows) -> Chosen:
        """Return given rows with everything that was learned."""
        free = free_of(index.arrays, placed, rows)
        scores, features = scores_of(index.arrays, placed, rows, free), features_of(index.arrays, placed, rows)
        if not self._learned_weights(need):
            return Chosen(index, placed, rows, scores, features, placed.weights)
        keys = [index.key(int(row)) for row in rows]
        codes, weights, more = self.learned_.features(need, keys, self.settings)
        return Chosen(
            index,
            placed,
            rows,
            scores + more @ weights,
            np.hstack((features, more)),
            np.concatenate((placed.weights, weights)),
            codes,
        )

    def _match(  # noqa: PLR0917 -- each is a thing of its own, and all callers stand in this class.
        self, key: str, position: int, chosen: Chosen, place: int, parts: tuple[Part, ...], need: NeedRecord
    ) -> Match:
        score = fsum(part.points for part in parts)
        return Match(
            key,
            position,
            score,
            calibrated(score, self.settings.calibration),
            parts,
            remarks_of(chosen.index, need, int(chosen.rows[place]), self.vocabulary),
        )

    def _near_misses(self, read: NeedArrays, need: NeedRecord) -> tuple[NearMiss, ...]:
        """Return the best of those that one rule alone keeps out."""
        if not self.settings.near_misses:
            return ()
        found = []
        for index in self.catalogue_.indexes:
            arrays = self._placed(read, need, index)
            rows = np.unique(kept_out(index.arrays, arrays))
            for row, score in self._best_kept_out(index, arrays, need, rows):
                failure = failures_of(index, arrays, need, row)[0]
                found.append(
                    NearMiss(
                        index.key(row),
                        failure.rule,
                        failure.value,
                        failure.limit,
                        failure.unit,
                        score,
                    ),
                )
        found.sort(key=lambda miss: (-miss.score, miss.key))
        return tuple(found[: self.settings.near_misses])


def _merged(chosen: Sequence[Chosen], first: int) -> list[tuple[int, int, str]]:
    """Return the best over all indexes: which index, which place there, and the key; ties by key."""
    every = [
        (-float(each.scores[place]), key, which, place)
        for which, each in enumerate(chosen)
        for place, key in enumerate(each.keys())
    ]
    if len(chosen) > 1:
        every.sort()
    return [(which, place, key) for _, key, which, place in every[: max(first, 0)]]
