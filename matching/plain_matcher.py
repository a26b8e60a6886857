"""The matcher's slow, obvious twin: every rule and every part as a column of numbers over all resources.

The compiled engine must name the same resources in the same order, with the same parts; nothing ranks with this one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import fsum
from typing import Self

import numpy as np

from matching.calibration import calibrated
from matching.categories import CategoryReader
from matching.columns import ResourceColumns
from matching.eligibility import Failure, failures, is_near, remarks
from matching.learned import Learned
from matching.records import MATCHED_NATURES, Match, NearMiss, NeedRecord, Part, Ranking, ResourceRecord
from matching.settings import AUDIENCES, STAFF_AND_PARTNER, MatchSettings
from matching.text import is_chinese, normalise
from matching.text_wishes import ReadResources, TextReader
from matching.textual import Flags, Floats, Rows
from matching.vocabulary import Vocabulary
from matching.wishes import Wish, wishes

ENGINE = "additive-1"


@dataclass(frozen=True, slots=True)
class _Scored:
    """Scores of some rows with the wishes they are the sum of."""

    rows: Rows
    wishes: tuple[Wish, ...]
    points: tuple[Floats, ...]
    scores: Floats


class PlainMatcher:
    """Ranks resources for needs; deterministic, ties by key. See `Matcher` for what each method returns.

    Learned by `fit`: the statistics of the resources' texts, frozen until the next `fit`, and the resources as
    columns, which `update` keeps current.
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

    def fit(self, resources: Iterable[ResourceRecord]) -> Self:
        """Learn from and index `resources`. Raises ValueError when two share a key."""
        ordered = sorted(resources, key=lambda resource: resource.key)
        self.texts_ = TextReader(self.vocabulary, self.learned).fit(ordered)
        self._hold(ordered, self.texts_.read(ordered))
        return self

    @property
    def reader_(self) -> CategoryReader:
        """Reader of the leaves a text speaks of, fitted."""
        return self.texts_.categories_

    def update(self, changed: Iterable[ResourceRecord] = (), removed: Iterable[str] = ()) -> Self:
        """Take in changed and new resources and let removed keys go; the text statistics stay as fitted."""
        fresh = {resource.key: resource for resource in changed}
        gone = set(removed) | fresh.keys()
        kept = [row for row, resource in enumerate(self.table_.resources) if resource.key not in gone]
        added = list(fresh.values())
        read = self.read_.take(np.array(kept, dtype=np.int64)).stacked(self.texts_.read(added))
        self._hold([self.table_.resources[row] for row in kept] + added, read)
        return self

    def rank(self, need: NeedRecord, *, first: int, now: datetime) -> Ranking:
        """Rank the `first` best resources for `need`, and the near misses."""
        if need.nature not in MATCHED_NATURES:
            return Ranking((), (), 0, self.table_.size, self.model_version, refused="NATURE")
        broken = self._broken_rules(need, now)
        scored = self._score(need, self._eligible(broken), now)
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
            near_misses=self._near_misses(need, self._kept_out_near(need, broken), now),
            eligible_count=len(scored.rows),
            considered_count=self.table_.size,
            model_version=self.model_version,
        )

    def shortlist(self, need: NeedRecord, *, first: int, now: datetime) -> tuple[tuple[str, float], ...]:
        """Name the `first` best resources for `need` with their scores: the order of `rank`, without the reasons."""
        if need.nature not in MATCHED_NATURES:
            return ()
        scored = self._score(need, self._eligible(self._broken_rules(need, now)), now)
        return tuple((self._resource(scored, at).key, float(scored.scores[at])) for at in self._best(scored, first))

    def rank_one(self, need: NeedRecord, resource_key: str, now: datetime) -> Match:
        """Score of one resource, whether it may serve or not. Raises KeyError for a key that is not indexed."""
        scored = self._score(need, np.array([self.table_.row_of[resource_key]], dtype=np.int64), now)
        resource = self._resource(scored, 0)
        return replace(self._match(scored, 0, 1), remarks=remarks(need, resource, self.vocabulary))

    def score(self, need: NeedRecord, resource: ResourceRecord, now: datetime) -> Match:
        """Score of a resource as this record describes it, indexed or not, by the statistics of the last `fit`."""
        return self._alone(resource).rank_one(need, resource.key, now)

    def kept_out(self, need: NeedRecord, now: datetime) -> tuple[tuple[str, Failure], ...]:
        """Name every resource near the need that one hard rule alone keeps from it, with that rule; by key."""
        rows = self._kept_out_near(need, self._broken_rules(need, now))
        found = [self.table_.resources[row] for row in rows]
        return tuple(
            (resource.key, failures(need, resource, self.vocabulary, self.settings, now)[0])
            for resource in sorted(found, key=lambda resource: resource.key)
        )

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

    def _alone(self, resource: ResourceRecord) -> "PlainMatcher":
        """Make a matcher of one resource with the statistics of this one."""
        alone = PlainMatcher(self.vocabulary, self.settings, self.learned)
        alone.texts_ = self.texts_
        alone._hold([resource], self.texts_.read([resource]))
        return alone

    def _hold(self, resources: Sequence[ResourceRecord], read: ReadResources) -> None:
        self.table_ = ResourceColumns(resources, self.settings)
        if len(self.table_.row_of) != len(resources):
            message = "two resources share a key"
            raise ValueError(message)
        self.read_ = read

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

    @staticmethod
    def _eligible(broken: Mapping[str, Flags]) -> Rows:
        return np.flatnonzero(~np.any(list(broken.values()), axis=0))

    def _score(self, need: NeedRecord, rows: Rows, now: datetime) -> _Scored:
        read = self.read_ if len(rows) == self.table_.size else self.read_.take(rows)
        chinese = is_chinese(normalise(need.text))
        ones = np.ones(len(rows))
        plain = (Wish("prior", ones, ones, "FLAG"), *wishes(need, self.table_, rows, self.settings, now))
        weighed = [
            *((wish, self.settings.weight(wish.code, chinese=chinese)) for wish in plain),
            *self.texts_.wishes(need, read, self.settings),
        ]
        points = tuple(weight * wish.feature for wish, weight in weighed)
        return _Scored(rows, tuple(wish for wish, _ in weighed), points, np.sum(points, axis=0))

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
                wish.unit_of(index),
                float(points[index]),
                AUDIENCES[wish.code] if points[index] >= 0 else AUDIENCES[wish.code] & STAFF_AND_PARTNER,
            )
            for wish, points in zip(scored.wishes, scored.points, strict=True)
        )
        score = fsum(part.points for part in parts)
        return Match(
            self._resource(scored, index).key, position, score, calibrated(score, self.settings.calibration), parts
        )

    def _kept_out_near(self, need: NeedRecord, broken: Mapping[str, Flags]) -> Rows:
        """Return the rows that one rule alone keeps out, and that are near if the rule is that of the area."""
        rows = np.flatnonzero(np.sum(list(broken.values()), axis=0) == 1)
        near = [not broken["AREA"][row] or is_near(need, self.table_.resources[row], self.settings) for row in rows]
        return np.asarray(rows[np.array(near, dtype=np.bool_)], dtype=np.int64)

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
