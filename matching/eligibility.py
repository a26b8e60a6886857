"""The hard rules: who can serve a need at all, and by how much a rule was missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, inf, radians, sin, sqrt

from matching.free_time import LONGEST_SPAN, free_windows, hours
from matching.records import LEVEL_WIDTH, MATCHED_NATURES, NeedRecord, Point, ResourceRecord, Window
from matching.settings import MatchSettings
from matching.vocabulary import LeafRule, Vocabulary

EARTH_RADIUS_M = 6_371_000.0

NEAR_FACTOR, NEAR_MORE, NEAR_ALWAYS = 2.0, 1_000.0, 5_000.0
"""How far away a resource still counts as near: so many times its radius and so many metres more, or so many metres."""
NEAR_LEVELS = 2
"""Levels of the region tree, within the city, by which a region served may miss the need's and still count as near."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that keeps a resource out: what was seen against what the rule allows, in `unit`."""

    rule: str
    value: float = 0.0
    limit: float = 0.0
    unit: str = ""


def metres_between(here: Point, there: Point) -> float:
    """Great-circle distance in metres by the haversine formula on a sphere of radius 6,371 km."""
    lat_here, lat_there = radians(here.lat), radians(there.lat)
    half_lat, half_lng = (lat_there - lat_here) / 2, radians(there.lng - here.lng) / 2
    chord = sin(half_lat) ** 2 + cos(lat_here) * cos(lat_there) * sin(half_lng) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def metres_to_nearest(point: Point, bases: tuple[Point, ...]) -> float:
    """Metres from `point` to the nearest base; infinite without bases."""
    return min((metres_between(point, base) for base in bases), default=inf)


def levels_apart(here: str, there: str) -> int:
    """Levels climbed from the region `here` to the nearest one that also holds the region `there`.

    >>> levels_apart("KM01PL01", "KM01WH02")
    1
    """
    shared = 0
    while shared + LEVEL_WIDTH <= min(len(here), len(there)) and here.startswith(there[: shared + LEVEL_WIDTH]):
        shared += LEVEL_WIDTH
    return (len(here) - shared) // LEVEL_WIDTH


def failures(
    need: NeedRecord,
    resource: ResourceRecord,
    vocabulary: Vocabulary,
    settings: MatchSettings,
    now: datetime,
) -> list[Failure]:
    """Every hard rule that keeps `resource` from serving `need`, in the order of the table; empty when none does."""
    found: list[Failure] = []
    if need.nature not in MATCHED_NATURES:
        found.append(Failure("NATURE"))
    if need.kind is not None and need.kind != resource.kind:
        found.append(Failure("KIND"))
    found.extend(_area_failures(need, resource, settings))
    found.extend(_capacity_failures(need, resource, settings, now))
    found.extend(_person_failures(need, resource))
    found.extend(_partner_failures(need, resource, settings, now))
    found.extend(_leaf_failures(need, resource, vocabulary))
    return found


def is_near(need: NeedRecord, resource: ResourceRecord, settings: MatchSettings) -> bool:
    """Whether a resource whose area does not hold the need is near enough to be worth naming."""
    if resource.serves == "REMOTE" or not need.region_path:
        return True
    if resource.serves == "REGIONS":
        return any(_nearly_holds(path, need.region_path) for path in resource.region_paths)
    if need.point is not None and resource.bases:
        limit = max(resource.radius_m * NEAR_FACTOR + NEAR_MORE, NEAR_ALWAYS)
        return metres_to_nearest(need.point, resource.bases) <= limit
    return _nearly_holds(resource.home_region_path[: settings.shared_path_without_point], need.region_path)


def _nearly_holds(region: str, place: str) -> bool:
    return region[:LEVEL_WIDTH] == place[:LEVEL_WIDTH] and levels_apart(region, place) <= NEAR_LEVELS


def _area_failures(need: NeedRecord, resource: ResourceRecord, settings: MatchSettings) -> Iterator[Failure]:
    if resource.serves == "REMOTE" or not (need.region_path or need.point):
        return
    if resource.serves == "REGIONS":
        if need.region_path and not any(need.region_path.startswith(path) for path in resource.region_paths):
            apart = min((levels_apart(path, need.region_path) for path in resource.region_paths), default=inf)
            yield Failure("REGION", float(apart), 0.0, "LEVEL")
    elif need.point is not None and resource.bases:
        metres = metres_to_nearest(need.point, resource.bases)
        if metres > resource.radius_m:
            yield Failure("RADIUS", metres, float(resource.radius_m), "METRE")
    else:
        home = resource.home_region_path[: settings.shared_path_without_point]
        if not home or not need.region_path.startswith(home):
            yield Failure("REGION", float(levels_apart(home, need.region_path)), 0.0, "LEVEL")


def _capacity_failures(
    need: NeedRecord,
    resource: ResourceRecord,
    settings: MatchSettings,
    now: datetime,
) -> Iterator[Failure]:
    if resource.stock is not None and resource.stock < 1:
        yield Failure("CAPACITY", float(resource.stock), 1.0, need.unit)
    if need.window is None:
        return
    notice = timedelta(hours=resource.minimum_notice_hours)
    if need.window.end < now + notice:
        yield Failure("NOTICE", (need.window.end - now).total_seconds() / 3_600, resource.minimum_notice_hours, "HOUR")
    elif free_hours(need, resource, settings, now) <= 0 < hours((need.window,)):
        yield Failure("WINDOW", 0.0, hours((need.window,)), "HOUR")


def free_hours(need: NeedRecord, resource: ResourceRecord, settings: MatchSettings, now: datetime) -> float:
    """Hours of the need's window in which the resource is free, its notice kept; 0 without a window."""
    if need.window is None:
        return 0.0
    start = max(need.window.start, now + timedelta(hours=resource.minimum_notice_hours))
    end = min(need.window.end, need.window.start + LONGEST_SPAN)
    if start >= end:
        return 0.0
    return hours(free_windows(resource, Window(start, end), settings.time_zone))


def _person_failures(need: NeedRecord, resource: ResourceRecord) -> Iterator[Failure]:
    if need.age is not None and resource.min_age is not None and need.age < resource.min_age:
        yield Failure("AGE", float(need.age), float(resource.min_age), "YEAR")
    if need.age is not None and resource.max_age is not None and need.age > resource.max_age:
        yield Failure("AGE", float(need.age), float(resource.max_age), "YEAR")
    if resource.groups and need.groups and not resource.groups & need.groups:
        yield Failure("GROUP")
    if resource.members_only is not None and resource.members_only not in need.memberships:
        yield Failure("MEMBERS")


def _partner_failures(
    need: NeedRecord,
    resource: ResourceRecord,
    settings: MatchSettings,
    now: datetime,
) -> Iterator[Failure]:
    if resource.paused_until is not None and resource.paused_until > now:
        yield Failure("PAUSED", (resource.paused_until - now).total_seconds() / 86_400, 0.0, "DAY")
    if resource.confirmed_at is not None:
        age_days = (now - resource.confirmed_at).total_seconds() / 86_400
        limit = settings.stale_after_rhythms * max(resource.confirm_every_days, 1)
        if age_days > limit:
            yield Failure("STALE", age_days, limit, "DAY")
    if resource.partner_key in need.barred_partners:
        yield Failure("BARRED")
    if resource.key in need.returned_resources:
        yield Failure("RETURNED")


def _leaf_failures(need: NeedRecord, resource: ResourceRecord, vocabulary: Vocabulary) -> Iterator[Failure]:
    rules = leaf_rules(need.categories, vocabulary)
    if any(demand in resource.qualifications_absent for rule in rules for demand in rule.qualifications):
        yield Failure("QUALIFICATION")
    if any(word in resource.partner_name for rule in rules for word in rule.counterparties):
        yield Failure("COUNTERPARTY")


def leaf_rules(categories: tuple[str, ...], vocabulary: Vocabulary) -> list[LeafRule]:
    """Rules of the leaves among `categories`, in their order."""
    return [vocabulary.leaf_rules[code] for code in categories if code in vocabulary.leaf_rules]


def remarks(need: NeedRecord, resource: ResourceRecord, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Qualifications the need's leaves demand that are not recorded for the resource, as codes for staff."""
    return tuple(
        f"QUALIFICATION_UNKNOWN:{demand}"
        for rule in leaf_rules(need.categories, vocabulary)
        for demand in rule.qualifications
        if demand not in resource.qualifications_held
    )
