"""Resources as rows of numbers, and the lists that belong to a row, as one array of facts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from math import cos, inf, pi, sin

import numpy as np
from numpy.typing import NDArray

from matching.compiling import compiled
from matching.eligibility import EARTH_RADIUS_M
from matching.hashing import key_of, keys_of
from matching.records import LEVEL_WIDTH, Point, ResourceRecord, WeeklyHours, Window
from matching.settings import MatchSettings
from matching.textual import Floats

Records = NDArray[np.void]
Facts = NDArray[np.int64]

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
FIRST_DAY = date(1970, 1, 1)

REMOTE, REGIONS, RADIUS = 0, 1, 2
SERVES = {"REMOTE": REMOTE, "REGIONS": REGIONS, "RADIUS": RADIUS}

LISTS = ("paths", "groups", "ties", "absent", "held", "closed", "busy", "bases")
"""Lists of a row in the order in which its facts hold them.

A busy span takes two places; of the bases, the first is in the row itself and every other takes three.
"""

ROW = np.dtype(
    [
        # What the rules read, so that a resource that may not serve costs two or three lines of memory.
        ("serves", np.uint8),
        ("travels", np.uint8),
        ("asks", np.uint8),
        ("leaf_count", np.uint16),
        ("term_count", np.uint16),
        ("x", np.float64),  # unit vector of the first base
        ("y", np.float64),
        ("z", np.float64),
        ("reach", np.float64),  # the radius as a straight length on the unit sphere
        ("facts", np.int64),  # where its facts begin
        *((name, np.uint16) for name in LISTS),  # how long its lists among the facts are
        ("kind", np.uint64),
        ("stock", np.float64),
        ("min_age", np.float32),
        ("max_age", np.float32),
        ("members", np.uint64),  # the partner whose members alone are served, 0 for anybody
        ("paused_until", np.float64),  # days since 2020
        ("confirmed_at", np.float64),
        ("rhythm", np.float64),  # days between two confirmations
        ("partner", np.uint64),
        ("accused", np.uint64),  # a bit per set of counterparties the partner's name belongs to
        ("notice", np.float64),  # microseconds
        ("calendar", np.int32),
        ("home", np.int32),  # region it belongs to, and the part of it that counts for a radius without a point
        ("home_reach", np.int32),
        ("order", np.uint32),  # place of its key among all keys
        # What scores read.
        ("terms", np.int64),  # where its terms begin
        ("leaves", np.int64),  # where its leaves begin
        ("word_norm", np.float64),
        ("piece_norm", np.float64),
        ("idea_norm", np.float64),
        ("word_weight", np.float64),  # sum of squared weights of its words
        ("word_damping", np.float64),
        ("piece_damping", np.float64),
        ("idea_damping", np.float64),
        ("typical", np.float64),
        ("last_asked", np.float64),
        ("tried", np.float64),  # earlier dispatches, faded to the epoch
        ("succeeded", np.float64),
        ("load", np.float64),
        ("radius", np.float64),  # metres
    ],
    align=True,
)

LEAF = np.dtype([("code", np.uint16), ("root", np.float64)])
"""A leaf or a group of leaves a resource speaks of, with the root of its share as agreement weighs it."""


class Places:
    """Regions by number, in the order of their paths, each with its parent; known once all were named."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {"": 0}

    def add(self, path: str) -> int:
        """Name a region and all above it; returns a number that holds until they are put in order."""
        if path not in self.number:
            for end in range(LEVEL_WIDTH, len(path), LEVEL_WIDTH):
                self.number.setdefault(path[:end], len(self.number))
            self.number[path] = len(self.number)
        return self.number[path]


class Calendars:
    """Weekly hours by number, one number for all resources that share them; 0 has none."""

    def __init__(self) -> None:
        self.number: dict[tuple[WeeklyHours, ...], int] = {(): 0}

    def add(self, hours: tuple[WeeklyHours, ...]) -> int:
        """Return the number of these hours."""
        return self.number.setdefault(hours, len(self.number))


def days(moment: datetime | None, missing: float) -> float:
    """Return days since 2020-01-01 UTC."""
    return missing if moment is None else (moment - EPOCH).total_seconds() / 86_400


def microseconds(moment: datetime) -> int:
    """Return microseconds since 2020-01-01 UTC."""
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def day_number(day: date) -> int:
    """Return days since 1970-01-01."""
    return (day - FIRST_DAY).days


def unit_vectors(points: Sequence[Point]) -> Floats:
    """Return points of the globe as rows of x, y, z on the unit sphere."""
    lat, lng = np.radians([point.lat for point in points]), np.radians([point.lng for point in points])
    return _unit_vectors(lat, lng)


@compiled
def unit_vector(lat: float, lng: float) -> tuple[float, float, float]:
    """Return one point of the globe, in radians, on the unit sphere."""
    return cos(lat) * cos(lng), cos(lat) * sin(lng), sin(lat)


@compiled
def _unit_vectors(lat: Floats, lng: Floats) -> Floats:
    found = np.empty((len(lat), 3))
    for row in range(len(lat)):
        found[row, 0], found[row, 1], found[row, 2] = unit_vector(lat[row], lng[row])
    return found


def read_rows(
    resources: Sequence[ResourceRecord],
    settings: MatchSettings,
    accusers: Sequence[tuple[str, ...]],
    places: Places,
    calendars: Calendars,
) -> tuple[Records, Facts]:
    """Return the rows of resources, all but their texts, and their facts one after another."""
    rows = np.zeros(len(resources), dtype=ROW)
    if not resources:
        return rows, np.empty(0, dtype=np.int64)
    rows["kind"] = [key_of(r.kind) for r in resources]
    rows["partner"] = keys_of([r.partner_key for r in resources])
    rows["stock"] = [inf if r.stock is None else r.stock for r in resources]
    rows["paused_until"] = [days(r.paused_until, -inf) for r in resources]
    rows["confirmed_at"] = [days(r.confirmed_at, inf) for r in resources]
    rows["last_asked"] = [days(r.last_dispatched_at, -inf) for r in resources]
    rows["rhythm"] = np.maximum([r.confirm_every_days for r in resources], 1)
    rows["notice"] = np.rint(np.array([r.minimum_notice_hours for r in resources]) * 3_600_000_000)
    rows["radius"] = [r.radius_m for r in resources]
    rows["reach"] = 2 * np.sin(np.minimum(rows["radius"] / EARTH_RADIUS_M / 2, pi / 2))
    rows["load"] = [r.open_load for r in resources]
    rows["min_age"] = [-inf if r.min_age is None else r.min_age for r in resources]
    rows["max_age"] = [inf if r.max_age is None else r.max_age for r in resources]
    rows["serves"] = [SERVES[r.serves] for r in resources]
    rows["travels"] = [r.travel != "REMOTE" and r.serves != "REMOTE" for r in resources]
    rows["asks"] = [bool(r.asks_in_return) for r in resources]
    rows["calendar"] = [calendars.add(r.weekly_hours) for r in resources]
    homes = [home_of(r) for r in resources]
    rows["home"] = [places.add(home) for home in homes]
    reach = settings.shared_path_without_point
    rows["home_reach"] = [places.add(r.home_region_path[:reach]) for r in resources]
    _read_bases(rows, resources)
    _read_track(rows, resources, settings.half_life_days)
    rows["members"] = [0 if r.members_only is None else key_of(r.members_only) for r in resources]
    for bit, words in enumerate(accusers):
        accused = [any(word in resource.partner_name for word in words) for resource in resources]
        rows["accused"] |= np.array(accused, dtype=np.uint64) << np.uint64(bit)
    return rows, _facts(rows, resources, places)


def home_of(resource: ResourceRecord) -> str:
    """Return the region levels are climbed from: its own, or the widest it serves."""
    return resource.home_region_path or min(resource.region_paths, default="", key=len)


def _read_bases(rows: Records, resources: Sequence[ResourceRecord]) -> None:
    placed = [row for row, resource in enumerate(resources) if resource.bases]
    if placed:
        vectors = unit_vectors([resources[row].bases[0] for row in placed])
        rows["x"][placed], rows["y"][placed], rows["z"][placed] = vectors.T


def _read_track(rows: Records, resources: Sequence[ResourceRecord], half_life: float) -> None:
    """Sum each resource's outcomes, faded to the epoch: fading further is one factor for all."""
    owners: list[int] = []
    ages: list[float] = []
    shares: list[float] = []
    for row, resource in enumerate(resources):
        for outcome in resource.outcomes:
            facts = (outcome.taken, outcome.done, outcome.solved, outcome.satisfied)
            seen = [fact for fact in facts if fact is not None]
            if seen:
                owners.append(row)
                ages.append(days(outcome.at, 0.0))
                shares.append(sum(seen) / len(seen))
    if owners:
        faded = 2.0 ** (np.array(ages) / half_life)
        rows["tried"] = np.bincount(owners, faded, minlength=len(rows))
        rows["succeeded"] = np.bincount(owners, faded * np.array(shares), minlength=len(rows))


def _facts(rows: Records, resources: Sequence[ResourceRecord], places: Places) -> Facts:
    """Return the lists of all rows behind one another, and write into the rows where each begins and how long it is."""
    found: list[int] = []
    starts: list[int] = []
    counts: list[tuple[int, ...]] = []
    vectors: list[tuple[int, Floats]] = []
    for resource in resources:
        start = len(found)
        starts.append(start)
        if resource.serves == "REGIONS":
            found.extend(map(places.add, dict.fromkeys(resource.region_paths)))
        paths = len(found) - start
        for texts in (
            resource.groups,
            resource.ties,
            resource.qualifications_absent,
            resource.qualifications_held,
        ):
            if texts:
                found.extend(map(_signed_key, texts))
        if resource.closed_days:
            found.extend(map(day_number, resource.closed_days))
        if resource.busy:
            for busy in sorted(resource.busy, key=_start):
                found.extend((microseconds(busy.start), microseconds(busy.end)))
        bases = len(resource.bases)
        counts.append(
            (
                paths,
                len(resource.groups),
                len(resource.ties),
                len(resource.qualifications_absent),
                len(resource.qualifications_held),
                len(resource.closed_days),
                2 * len(resource.busy),
                bases,
            ),
        )
        if bases > 1:
            vectors.append((len(found), unit_vectors(resource.bases[1:]).ravel()))
            found.extend([0] * (3 * (bases - 1)))
    rows["facts"] = starts
    for name, column in zip(LISTS, np.array(counts, dtype=np.uint16).T, strict=True):
        rows[name] = column
    facts = np.array(found, dtype=np.int64)
    for start, values in vectors:
        facts[start : start + len(values)] = values.view(np.int64)
    return facts


def _start(window: Window) -> datetime:
    return window.start


@lru_cache(maxsize=1 << 16)
def _signed_key(text: str) -> int:
    """Return the number of a string as facts hold it."""
    return int(np.uint64(key_of(text)).astype(np.int64))
