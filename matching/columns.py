"""Resources as columns of numbers, so that rules and wishes are tested on all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import inf

import numpy as np

from matching.eligibility import EARTH_RADIUS_M, levels_apart
from matching.records import LEVEL_WIDTH, NeedRecord, Point, ResourceRecord
from matching.settings import MatchSettings
from matching.textual import Flags, Floats, Rows
from matching.vocabulary import Vocabulary

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_NEVER = -inf


def _days(moment: datetime | None, missing: float) -> float:
    return missing if moment is None else (moment - EPOCH).total_seconds() / 86_400


class ResourceColumns:
    """One entry per resource in every column; days are counted from 2020-01-01 UTC."""

    def __init__(self, resources: Sequence[ResourceRecord], settings: MatchSettings) -> None:
        self.resources = tuple(resources)
        self.size = len(self.resources)
        self.settings = settings
        self.row_of = {resource.key: row for row, resource in enumerate(self.resources)}
        self.key_order = np.argsort(np.argsort(np.array([r.key for r in resources], dtype=object)))
        self.kind = np.array([r.kind for r in resources], dtype=object)
        self.partner = np.array([r.partner_key for r in resources], dtype=object)
        self.stock = self._numbers(inf if r.stock is None else r.stock for r in resources)
        self.min_age = self._numbers(-inf if r.min_age is None else r.min_age for r in resources)
        self.max_age = self._numbers(inf if r.max_age is None else r.max_age for r in resources)
        self.paused_until = self._numbers(_days(r.paused_until, _NEVER) for r in resources)
        self.confirmed_at = self._numbers(_days(r.confirmed_at, inf) for r in resources)
        self.rhythm = self._numbers(max(r.confirm_every_days, 1) for r in resources)
        self.load = self._numbers(r.open_load for r in resources)
        self.last_asked = self._numbers(_days(r.last_dispatched_at, _NEVER) for r in resources)
        self.asks = np.array([bool(r.asks_in_return) for r in resources], dtype=np.bool_)
        self.remote = np.array([r.serves == "REMOTE" for r in resources], dtype=np.bool_)
        self.travels = np.array([r.travel != "REMOTE" and r.serves != "REMOTE" for r in resources], dtype=np.bool_)
        self._read_places()
        self._read_track()
        self._particular = np.array(
            [row for row, r in enumerate(resources) if r.groups or r.members_only is not None],
            dtype=np.int64,
        )

    @staticmethod
    def _numbers(values: Iterable[float]) -> Floats:
        return np.array(list(values), dtype=np.float64)

    def _read_places(self) -> None:
        served: defaultdict[str, list[int]] = defaultdict(list)
        bases: list[tuple[int, Point]] = []
        for row, resource in enumerate(self.resources):
            if resource.serves == "REGIONS":
                for path in set(resource.region_paths):
                    served[path].append(row)
            bases.extend((row, base) for base in resource.bases)
        self.served = {path: np.array(rows, dtype=np.int64) for path, rows in served.items()}
        self.by_radius = np.array([r.serves == "RADIUS" for r in self.resources], dtype=np.bool_)
        self.has_base = np.array([bool(r.bases) for r in self.resources], dtype=np.bool_)
        self.radius = self._numbers(r.radius_m for r in self.resources)
        self.base_row = np.array([row for row, _ in bases], dtype=np.int64)
        self.base_lat = np.radians([base.lat for _, base in bases])
        self.base_lng = np.radians([base.lng for _, base in bases])
        homes = [r.home_region_path or min(r.region_paths, default="", key=len) for r in self.resources]
        self.home_paths = sorted(set(homes))
        place = {path: number for number, path in enumerate(self.home_paths)}
        self.home = np.array([place[path] for path in homes], dtype=np.int64)
        radius_homes = [r.home_region_path[: self.settings.shared_path_without_point] for r in self.resources]
        self.radius_home = np.array(radius_homes, dtype=object)

    def _read_track(self) -> None:
        """Sum each resource's outcomes, faded to the epoch: fading further is one factor for all."""
        self.tried, self.succeeded = np.zeros(self.size), np.zeros(self.size)
        for row, resource in enumerate(self.resources):
            for outcome in resource.outcomes:
                seen = [
                    float(fact)
                    for fact in (outcome.taken, outcome.done, outcome.solved, outcome.satisfied)
                    if fact is not None
                ]
                if seen:
                    faded = 2.0 ** (_days(outcome.at, 0.0) / self.settings.half_life_days)
                    self.tried[row] += faded
                    self.succeeded[row] += faded * sum(seen) / len(seen)

    def metres(self, point: Point) -> Floats:
        """Metres from `point` to the nearest base of each resource; infinite without bases."""
        lat, lng = np.radians(point.lat), np.radians(point.lng)
        chord = np.sin((self.base_lat - lat) / 2) ** 2
        chord += np.cos(lat) * np.cos(self.base_lat) * np.sin((self.base_lng - lng) / 2) ** 2
        nearest = np.full(self.size, inf)
        np.minimum.at(nearest, self.base_row, 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))
        return nearest

    def levels(self, path: str) -> Floats:
        """Levels climbed in the region tree from each resource's home to the region it shares with `path`."""
        return self._numbers(levels_apart(home, path) for home in self.home_paths)[self.home]

    def broken_rules(self, need: NeedRecord, vocabulary: Vocabulary, now: datetime) -> dict[str, Flags]:
        """Per hard rule the resources it keeps out; the rules of time, which need a calendar, are not among them."""
        today = _days(now, 0.0)
        age = need.age
        nobody = np.zeros(self.size, dtype=np.bool_)
        stale_days = self.settings.stale_after_rhythms * self.rhythm
        return {
            "KIND": nobody if need.kind is None else self.kind != need.kind,
            "AREA": self._outside(need),
            "CAPACITY": self.stock < 1,
            "AGE": nobody if age is None else (age < self.min_age) | (age > self.max_age),
            "GROUP": self._strangers(need),
            "PAUSED": self.paused_until > today,
            "STALE": today - self.confirmed_at > stale_days,
            "BARRED": np.isin(self.partner, list(need.barred_partners)) if need.barred_partners else nobody,
            "RETURNED": self._rows_of(need.returned_resources),
            "LEAF": self._against_leaf(need, vocabulary),
        }

    def _outside(self, need: NeedRecord) -> Flags:
        if not (need.region_path or need.point):
            return np.zeros(self.size, dtype=np.bool_)
        inside = self.remote.copy()
        if need.region_path:
            for length in range(0, len(need.region_path) + 1, LEVEL_WIDTH):
                rows = self.served.get(need.region_path[:length])
                if rows is not None:
                    inside[rows] = True
        else:
            inside |= ~self.by_radius
        if self.by_radius.any():
            placed = self.by_radius & self.has_base if need.point is not None else np.zeros_like(inside)
            if need.point is not None:
                inside |= placed & (self.metres(need.point) <= self.radius)
            for row in np.flatnonzero(self.by_radius & ~placed):
                home = self.radius_home[row]
                inside[row] = bool(home) and need.region_path.startswith(home)
        return ~inside

    def _strangers(self, need: NeedRecord) -> Flags:
        kept_out = np.zeros(self.size, dtype=np.bool_)
        for row in self._particular:
            resource = self.resources[row]
            of_group = not (resource.groups and need.groups) or bool(resource.groups & need.groups)
            member = resource.members_only is None or resource.members_only in need.memberships
            kept_out[row] = not (of_group and member)
        return kept_out

    def _rows_of(self, keys: frozenset[str]) -> Flags:
        found = np.zeros(self.size, dtype=np.bool_)
        found[[self.row_of[key] for key in keys if key in self.row_of]] = True
        return found

    def _against_leaf(self, need: NeedRecord, vocabulary: Vocabulary) -> Flags:
        against = np.zeros(self.size, dtype=np.bool_)
        for code in need.categories:
            rule = vocabulary.leaf_rules.get(code)
            if rule is None or not (rule.qualifications or rule.counterparties):
                continue
            for row, resource in enumerate(self.resources):
                lacks = any(demand in resource.qualifications_absent for demand in rule.qualifications)
                accused = any(word in resource.partner_name for word in rule.counterparties)
                against[row] |= lacks or accused
        return against

    def rows(self) -> Rows:
        """Every row, in order."""
        return np.arange(self.size)
