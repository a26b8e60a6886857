"""Small facts of the world that could be otherwise, and a record as it would be then."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import ceil, isfinite
from typing import Any
from zoneinfo import ZoneInfo

from matching.eligibility import failures, free_hours, leaf_rules
from matching.free_time import free_windows, without
from matching.records import NeedRecord, ResourceRecord, Window
from matching.settings import MatchSettings
from matching.vocabulary import Vocabulary

KINDS = ("CONFIRMED", "FREE", "MOVED", "LOAD", "STOCK", "RADIUS", "REGION", "QUALIFICATION")
"""Every kind of change, from the one that costs people least effort to the one that costs them most."""

STEPS = (1, 2, 3, 5, 10, 20, 50)
FEN_A_STEP = 10_000
"""Money is counted in fen, and spoken of in hundreds of yuan."""
MOST_DAYS = 7
DAYTIME = (8 * 60, 20 * 60)
"""The part of a day, in minutes, that somebody free on that day is free; a wish within one day is free as a whole."""
COMMUNITY_WIDTH = 16
"""Length of a community's path: who serves one more region serves one more community."""
HALF_KM, WHOLE_KM, FEW_KM = 500, 1_000, 10_000
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that could be otherwise: from what to what, in `unit`, and how much that is.

    CONFIRMED: the days since the last confirmation (None: never confirmed) become 0; FREE: free hours of the wished
    time; MOVED: the wished time, by days; LOAD: open dispatches; STOCK: pieces on hand; RADIUS: metres; REGION: levels
    of regions apart become 0; QUALIFICATION: not held (0) becomes held (1). `when` is the span that is free, or the
    time as it is wished then; `subject` the qualification, or the path of the region served as well.
    """

    kind: str
    before: float | None
    after: float
    amount: float
    unit: str
    when: Window | None = None
    subject: str = ""


def changed(
    need: NeedRecord, resource: ResourceRecord, change: Change, settings: MatchSettings, now: datetime
) -> ResourceRecord:
    """Return the record as it is for `need` once the change has come true.

    Raises KeyError for MOVED, which changes the need.
    """
    if change.kind == "FREE" and change.when is not None and need.window is not None:
        return _free_during(resource, change.when, need.window, settings.time_zone)
    facts: dict[str, dict[str, Any]] = {
        "CONFIRMED": {"confirmed_at": now},
        "LOAD": {"open_load": int(change.after)},
        "STOCK": {"stock": int(change.after)},
        "RADIUS": {"radius_m": int(change.after)},
        "REGION": {"region_paths": (*resource.region_paths, change.subject)},
        "QUALIFICATION": {
            "qualifications_held": resource.qualifications_held | {change.subject},
            "qualifications_absent": resource.qualifications_absent - {change.subject},
        },
    }
    return replace(resource, **facts[change.kind])


def possible_changes(
    need: NeedRecord,
    resource: ResourceRecord,
    vocabulary: Vocabulary,
    settings: MatchSettings,
    now: datetime,
) -> list[Change]:
    """List what could be otherwise about a resource and would speak for it, by kind and then from little to much.

    Only what people can bring about is named: who a partner is, what it offers, how it did so far, how long it rests,
    its rules about ages and members and a pause it asked for are none of that.
    """
    found = [
        *_confirmed(resource, now),
        *_free(need, resource, settings, now),
        *_lighter(resource),
        *_stocked(need, resource),
        *_reaching(need, resource, vocabulary, settings, now),
        *_qualified(need, resource, vocabulary),
    ]
    return sorted(found, key=lambda change: (KINDS.index(change.kind), change.amount))


def moved_wishes(need: NeedRecord, settings: MatchSettings, now: datetime) -> list[tuple[Change, NeedRecord]]:
    """List the need with its wished time on the other days of the same week that are still to come, nearest first.

    None without a wished time, or for one longer than a day, which leaves people a choice already.
    """
    wished = need.window
    if wished is None or wished.end - wished.start > A_DAY:
        return []
    today = wished.start.astimezone(ZoneInfo(settings.time_zone)).weekday()
    found = []
    for days in sorted(set(range(-today, MOST_DAYS - today)) - {0}, key=lambda days: (abs(days), days)):
        moved = Window(wished.start + days * A_DAY, wished.end + days * A_DAY)
        if moved.start >= now:
            change = Change("MOVED", 0.0, float(days), float(abs(days)), "DAY", moved)
            found.append((change, replace(need, window=moved)))
    return found


def _confirmed(resource: ResourceRecord, now: datetime) -> Iterator[Change]:
    age = None if resource.confirmed_at is None else (now - resource.confirmed_at).total_seconds() / 86_400
    if age is None or age > 0:
        yield Change("CONFIRMED", age, 0.0, 1.0, "DAY")


def _free(need: NeedRecord, resource: ResourceRecord, settings: MatchSettings, now: datetime) -> Iterator[Change]:
    """A day of the wished time on which the resource could be free, or all of that time."""
    if need.window is None:
        return
    before = free_hours(need, resource, settings, now)
    for span in _spans(need.window, ZoneInfo(settings.time_zone)):
        freed = _free_during(resource, span, need.window, settings.time_zone)
        after = free_hours(need, freed, settings, now)
        if after > before:
            yield Change("FREE", before, after, after - before, "HOUR", span)


def _spans(wished: Window, zone: ZoneInfo) -> list[Window]:
    """Give the daytime of each of the first seven days of a wish, and the whole of it."""
    days = list(_days(wished, zone))
    if len(days) <= 1:
        return [wished]
    found = []
    for day in days[:MOST_DAYS]:
        midnight = datetime.combine(day, time(), zone)
        start = max(wished.start, midnight + timedelta(minutes=DAYTIME[0]))
        end = min(wished.end, midnight + timedelta(minutes=DAYTIME[1]))
        if start < end:
            found.append(Window(start, end))
    return [*found, wished] if wished.end - wished.start <= MOST_DAYS * A_DAY else found


def _days(span: Window, zone: ZoneInfo) -> Iterator[date]:
    day = span.start.astimezone(zone).date()
    while datetime.combine(day, time(), zone) < span.end:
        yield day
        day += A_DAY


def _lighter(resource: ResourceRecord) -> Iterator[Change]:
    before = resource.open_load
    for fewer in sorted({step for step in STEPS if step < before} | ({before} - {0})):
        yield Change("LOAD", float(before), float(before - fewer), float(fewer), "DISPATCH")


def _stocked(need: NeedRecord, resource: ResourceRecord) -> Iterator[Change]:
    before = resource.stock
    if before is None or before >= need.quantity:
        return
    missing = need.quantity - before
    scale = FEN_A_STEP if need.unit == "YUAN" else 1
    for more in sorted({scale * step for step in STEPS if scale * step < missing} | {missing}):
        yield Change("STOCK", float(before), float(before + more), float(more), need.unit)


def _reaching(
    need: NeedRecord,
    resource: ResourceRecord,
    vocabulary: Vocabulary,
    settings: MatchSettings,
    now: datetime,
) -> Iterator[Change]:
    for failure in failures(need, resource, vocabulary, settings, now):
        if failure.rule == "RADIUS":
            step = HALF_KM if failure.value <= FEW_KM else WHOLE_KM
            after = float(step * ceil(failure.value / step))
            yield Change("RADIUS", failure.limit, after, after - failure.limit, "METRE")
        elif failure.rule == "REGION" and resource.serves == "REGIONS" and isfinite(failure.value):
            community = need.region_path[:COMMUNITY_WIDTH]
            yield Change("REGION", failure.value, 0.0, failure.value, "LEVEL", subject=community)


def _qualified(need: NeedRecord, resource: ResourceRecord, vocabulary: Vocabulary) -> Iterator[Change]:
    demanded = {demand for rule in leaf_rules(need.categories, vocabulary) for demand in rule.qualifications}
    for demand in sorted(demanded & resource.qualifications_absent):
        yield Change("QUALIFICATION", 0.0, 1.0, 1.0, "FLAG", subject=demand)


def _free_during(resource: ResourceRecord, span: Window, wished: Window, time_zone: str) -> ResourceRecord:
    """Return the record with a calendar that holds for `wished` alone: what is free there, and all of `span`."""
    busy = [wished]
    for free in (*free_windows(resource, wished, time_zone), span):
        busy = [left for one in busy for left in without(one, free)]
    return replace(resource, weekly_hours=(), closed_days=frozenset(), busy=tuple(busy))
