"""The matcher: fit on resources, then rank them for a need, or needs for one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import exp, fsum
from typing import Self

import numpy as np
from rapidfuzz import fuzz

from matching.categories import CategoryReader
from matching.columns import Flags, ResourceColumns
from matching.eligibility import Failure, failures, remarks
from matching.records import MATCHED_NATURES, Match, NearMiss, NeedRecord, Part, Ranking, ResourceRecord
from matching.settings import AUDIENCES, STAFF_AND_PARTNER, MatchSettings
from matching.text import normalise, words
from matching.textual import EncodedTexts, Floats, Rows, TextModel
from matching.vocabulary import Vocabulary
from matching.wishes import Wish, wishes

ENGINE = "additive-1"
SPELLING_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class _Scored:
    """Scores of some rows with the wishes they are the sum of."""

    rows: Rows
    wishes: tuple[Wish, ...]
    points: tuple[Floats, ...]
    scores: Floats


class Matcher:
    """Ranks resources for needs; deterministic, ties by key.

    Learned by `fit`: the statistics of the resources' texts, frozen until the next `fit`, and the resources as
    columns, which `update` keeps current.
    """

    def __init__(self, vocabulary: Vocabulary, settings: MatchSettings) -> None:
        self.vocabulary = vocabulary
        self.settings = settings

    @property
    def model_version(self) -> str:
        """Name of the engine and of the settings a score was made with."""
        return f"{ENGINE}/{self.settings.version}"

    def fit(self, resources: Iterable[ResourceRecord]) -> Self:
        """Learn from and index `resources`. Raises ValueError when two share a key."""
        ordered = sorted(resources, key=lambda resource: resource.key)
        texts = [_text_of(resource) for resource in ordered]
        self.reader_ = CategoryReader(self.vocabulary).fit()
        self.terms_ = TextModel(words).fit(texts)
        self._hold(ordered, texts, self.terms_.encode(texts), self._leaves(ordered, texts))
        return self

    def update(self, changed: Iterable[ResourceRecord] = (), removed: Iterable[str] = ()) -> Self:
        """Take in changed and new resources and let removed keys go; the text statistics stay as fitted."""
        fresh = {resource.key: resource for resource in changed}
        gone = set(removed) - fresh.keys()
        kept = np.array(
            [row for row, r in enumerate(self.table_.resources) if r.key not in fresh and r.key not in gone],
            dtype=np.int64,
        )
        added = list(fresh.values())
        texts = [_text_of(resource) for resource in added]
        resources = [self.table_.resources[row] for row in kept] + added
        self._hold(
            resources,
            [self.texts_[row] for row in kept] + texts,
            self.encoded_.take(kept).stacked(self.terms_.encode(texts)),
            np.vstack((self.leaves_[kept], self._leaves(added, texts))),
        )
        return self

    def rank(self, need: NeedRecord, *, first: int, now: datetime) -> Ranking:
        """Rank the `first` best resources for `need`, and the near misses."""
        if need.nature not in MATCHED_NATURES:
            return Ranking((), (), 0, self.table_.size, self.model_version, refused="NATURE")
        broken = self._broken_rules(need, now)
        count = np.sum(list(broken.values()), axis=0)
        scored = self._score(need, np.flatnonzero(count == 0), now)
        best = self._best(scored, first)
        matches = tuple(
            replace(
                self._match(scored, index, position),
                remarks=remarks(need, self._resource(scored, index), self.vocabulary),
            )
            for position, index in enumerate(best, start=1)
        )
        return Ranking(
            matches=matches,
            near_misses=self._near_misses(need, np.flatnonzero(count == 1), now),
            eligible_count=len(scored.rows),
            considered_count=self.table_.size,
            model_version=self.model_version,
            excluded=tuple((rule, int(flags.sum())) for rule, flags in broken.items() if flags.any()),
        )

    def rank_one(self, need: NeedRecord, resource_key: str, now: datetime) -> Match:
        """Score of one resource, whether it may serve or not. Raises KeyError for a key that is not indexed."""
        scored = self._score(need, np.array([self.table_.row_of[resource_key]], dtype=np.int64), now)
        resource = self._resource(scored, 0)
        return replace(self._match(scored, 0, 1), remarks=remarks(need, resource, self.vocabulary))

    def why_not(self, need: NeedRecord, resource_key: str, now: datetime) -> tuple[Failure, ...]:
        """Hard rules that keep one resource from a need; empty when it may serve."""
        resource = self.table_.resources[self.table_.row_of[resource_key]]
        return tuple(failures(need, resource, self.vocabulary, self.settings, now))

    def rank_needs(
        self,
        resource: ResourceRecord,
        needs: Iterable[NeedRecord],
        *,
        first: int,
        now: datetime,
    ) -> Ranking:
        """Rank the `first` needs `resource` would serve best; scores are those `rank` gives it for each need."""
        alone = self._alone(resource)
        considered = list(needs)
        found = [
            (need.key, alone.rank_one(need, resource.key, now))
            for need in considered
            if not failures(need, resource, self.vocabulary, self.settings, now)
        ]
        found.sort(key=lambda pair: (-pair[1].score, pair[0]))
        matches = tuple(
            replace(match, key=key, position=position) for position, (key, match) in enumerate(found[:first], start=1)
        )
        return Ranking(matches, (), len(found), len(considered), self.model_version)

    def _alone(self, resource: ResourceRecord) -> "Matcher":
        """Make a matcher of one resource with the statistics of this one."""
        alone = Matcher(self.vocabulary, self.settings)
        alone.reader_, alone.terms_ = self.reader_, self.terms_
        texts = [_text_of(resource)]
        alone._hold([resource], texts, self.terms_.encode(texts), self._leaves([resource], texts))
        return alone

    def _hold(
        self,
        resources: Sequence[ResourceRecord],
        texts: Sequence[str],
        encoded: EncodedTexts,
        leaves: Floats,
    ) -> None:
        self.table_ = ResourceColumns(resources, self.settings)
        if len(self.table_.row_of) != len(resources):
            message = "two resources share a key"
            raise ValueError(message)
        self.texts_ = tuple(texts)
        self.encoded_ = encoded
        self.leaves_ = leaves

    def _leaves(self, resources: Sequence[ResourceRecord], texts: Sequence[str]) -> Floats:
        rows = [self._leaf_shares(resource.categories, text) for resource, text in zip(resources, texts, strict=True)]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(self.vocabulary.categories))

    def _leaf_shares(self, categories: tuple[str, ...], text: str) -> Floats:
        """Leaves said by staff share the whole weight; without any, the text is read."""
        said = [self.reader_.column_[code] for code in categories if code in self.reader_.column_]
        if not said:
            return self.reader_.distribution(text)
        shares = np.zeros(len(self.vocabulary.categories))
        shares[said] = 1 / len(said)
        return shares

    def _broken_rules(self, need: NeedRecord, now: datetime) -> dict[str, Flags]:
        broken = self.table_.broken_rules(need, self.vocabulary, now)
        if need.window is None:
            return broken
        timeless = replace(need, nature="HELP")
        late = np.zeros(self.table_.size, dtype=np.bool_)
        hopeful = np.flatnonzero(np.sum(list(broken.values()), axis=0) <= 1)
        for row in hopeful:
            found = failures(timeless, self.table_.resources[row], self.vocabulary, self.settings, now)
            late[row] = any(failure.rule in {"NOTICE", "WINDOW"} for failure in found)
        return broken | {"TIME": late}

    def _score(self, need: NeedRecord, rows: Rows, now: datetime) -> _Scored:
        found = (*self._text_wishes(need, rows), *wishes(need, self.table_, rows, self.settings, now))
        points = tuple(self.settings.weight(wish.code) * wish.feature for wish in found)
        return _Scored(rows, found, points, np.sum(points, axis=0))

    def _text_wishes(self, need: NeedRecord, rows: Rows) -> list[Wish]:
        text = normalise(need.text)
        encoded = self.encoded_ if len(rows) == self.table_.size else self.encoded_.take(rows)
        found, alike = self.terms_.compare(text, encoded)
        agreement = self._agreement(self._leaf_shares(need.categories, text), rows)
        short = text[:SPELLING_CHARACTERS]
        spelling = np.array([fuzz.token_set_ratio(short, self.texts_[row]) / 100 for row in rows])
        ones = np.ones(len(rows))
        shares = (
            ("prior", ones),
            ("words", found),
            ("likeness", alike),
            ("spelling", spelling),
            ("category", agreement),
        )
        return [Wish(code, values, values, "SHARE") for code, values in shares]

    def _agreement(self, asked: Floats, rows: Rows) -> Floats:
        """Sum over leaves of the smaller of the two shares, 0..1."""
        leaves = np.flatnonzero(asked)
        return np.asarray(np.minimum(self.leaves_[np.ix_(rows, leaves)], asked[leaves]).sum(axis=1))

    def _best(self, scored: _Scored, first: int) -> Rows:
        order = np.lexsort((self.table_.key_order[scored.rows], -scored.scores))
        return order[: max(first, 0)]

    def _resource(self, scored: _Scored, index: int) -> ResourceRecord:
        return self.table_.resources[int(scored.rows[index])]

    def _match(self, scored: _Scored, index: int, position: int) -> Match:
        parts = tuple(
            Part(
                wish.code,
                float(wish.shown[index]),
                wish.unit,
                float(points[index]),
                AUDIENCES[wish.code] if points[index] >= 0 else AUDIENCES[wish.code] & STAFF_AND_PARTNER,
            )
            for wish, points in zip(scored.wishes, scored.points, strict=True)
        )
        score = fsum(part.points for part in parts)
        return Match(self._resource(scored, index).key, position, score, 1 / (1 + exp(-score)), parts)

    def _near_misses(self, need: NeedRecord, rows: Rows, now: datetime) -> tuple[NearMiss, ...]:
        if not self.settings.near_misses or not rows.size:
            return ()
        scored = self._score(need, rows, now)
        found = []
        for index in self._best(scored, self.settings.near_misses):
            resource = self._resource(scored, index)
            failure = failures(need, resource, self.vocabulary, self.settings, now)[0]
            found.append(
                NearMiss(
                    resource.key, failure.rule, failure.value, failure.limit, failure.unit, float(scored.scores[index])
                ),
            )
        return tuple(found)


def _text_of(resource: ResourceRecord) -> str:
    return normalise(f"{resource.title}\n{resource.text}" if resource.title else resource.text)
