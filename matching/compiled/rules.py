"""The hard rules as one loop per resource; `eligibility.failures` is their readable twin."""

import numpy as np

from matching.compiled.arrays import NO_WINDOW, IndexArrays, NeedArrays
from matching.compiled.cells import chord
from matching.compiling import compiled
from matching.compiled.rows import LISTS, RADIUS, REGIONS, REMOTE

RULES = ("KIND", "AREA", "CAPACITY", "AGE", "GROUP", "PAUSED", "STALE", "BARRED", "RETURNED", "LEAF", "TIME")
"""Names of the rules, in the order of their bits."""
KIND, AREA, CAPACITY, AGE, GROUP, PAUSED, STALE, BARRED, RETURNED, LEAF, TIME = (1 << bit for bit in range(len(RULES)))

PATHS, GROUPS, TIES, ABSENT, HELD, CLOSED, BUSY, BASES = range(len(LISTS))
NOWHERE = 4.0
"""A chord longer than any: the distance to a resource without a base."""
_HOUR = 3_600e6
_MINUTE = np.int64(60_000_000)


@compiled
def start_of(index: IndexArrays, row: int, kind: int) -> int:
    """Return where one list of a row begins among the facts."""
    start = index.rows[row]["facts"]
    for before in range(kind):
        start += index.rows[row]["counts"][before]
    return start


@compiled
def shares_any(index: IndexArrays, row: int, kind: int, keys: np.ndarray) -> int:
    """Count the keys that are in one list of a row."""
    start = start_of(index, row, kind)
    found = 0
    for at in range(start, start + index.rows[row]["counts"][kind]):
        for key in keys:
            if index.facts[at] == key:
                found += 1
    return found


@compiled
def is_above(index: IndexArrays, need: NeedArrays, region: int) -> bool:
    """Whether a region is the need's own or above it."""
    depth = index.depths[region]
    return depth < len(need.above) and need.above[depth] == region


@compiled
def nearest_chord(index: IndexArrays, need: NeedArrays, row: int) -> float:
    """Return the straight length to the nearest base; NOWHERE without a base."""
    record = index.rows[row]
    count = record["counts"][BASES]
    if count == 0:
        return NOWHERE
    base, point = record["base"], need.point
    x, y, z = base[0] - point[0], base[1] - point[1], base[2] - point[2]
    nearest = x * x + y * y + z * z
    if count > 1:
        start = start_of(index, row, BASES)
        for at in range(start, start + 3 * (count - 1), 3):
            x, y, z = index.vectors[at] - point[0], index.vectors[at + 1] - point[1], index.vectors[at + 2] - point[2]
            nearest = min(nearest, x * x + y * y + z * z)
    return np.sqrt(nearest)


@compiled
def is_outside(index: IndexArrays, need: NeedArrays, row: int) -> bool:
    """Whether a need lies outside the area of a resource."""
    record = index.rows[row]
    if record["serves"] == REMOTE or not (need.has_region or need.has_point):
        return False
    if record["serves"] == REGIONS:
        if not need.has_region:
            return False
        start = record["facts"]
        for at in range(start, start + record["counts"][PATHS]):
            if is_above(index, need, index.facts[at]):
                return False
        return True
    if need.has_point and record["counts"][BASES] > 0:
        return nearest_chord(index, need, row) > chord(record["radius"])
    home = record["home_reach"]
    return home == 0 or not need.has_region or not is_above(index, need, home)


@compiled
def broken_rules(index: IndexArrays, need: NeedArrays, row: int, most: int) -> int:
    """Return the bits of the rules that keep a resource out; it stops counting after `most` of them."""
    record = index.rows[row]
    found = 0
    count = 0
    if is_outside(index, need, row):
        found |= AREA
        count += 1
    if count < most and need.kind != np.uint64(0) and need.kind != record["kind"]:
        found |= KIND
        count += 1
    if count < most and record["stock"] < 1:
        found |= CAPACITY
        count += 1
    if count < most and need.has_age and (need.age < record["min_age"] or need.age > record["max_age"]):
        found |= AGE
        count += 1
    if count < most and _is_stranger(index, need, row):
        found |= GROUP
        count += 1
    if count < most and record["paused_until"] > need.today:
        found |= PAUSED
        count += 1
    if count < most and need.today - record["confirmed_at"] > need.stale * record["rhythm"]:
        found |= STALE
        count += 1
    for key in need.barred:
        if count < most and np.uint64(key) == record["partner"]:
            found |= BARRED
            count += 1
    for each in need.returned:
        if count < most and each == row:
            found |= RETURNED
            count += 1
    if count < most and (record["accused"] & need.counterparties or shares_any(index, row, ABSENT, need.demands)):
        found |= LEAF
        count += 1
    if count < most and need.start != NO_WINDOW and is_late(index, need, row):
        found |= TIME
        count += 1
    return found


@compiled
def _is_stranger(index: IndexArrays, need: NeedArrays, row: int) -> bool:
    record = index.rows[row]
    if record["counts"][GROUPS] > 0 and len(need.groups) > 0 and not shares_any(index, row, GROUPS, need.groups):
        return True
    if record["members"] == np.uint64(0):
        return False
    for key in need.memberships:
        if np.uint64(key) == record["members"]:
            return False
    return True


@compiled
def is_late(index: IndexArrays, need: NeedArrays, row: int) -> bool:
    """Whether the need's window is over before the notice is, or leaves no free time."""
    if need.end < need.now + np.int64(index.rows[row]["notice"]):
        return True
    return need.end > need.start and free_hours(index, need, row) <= 0


@compiled
def free_hours(index: IndexArrays, need: NeedArrays, row: int) -> float:
    """Return the hours of the need's window in which a resource is free, its notice kept."""
    record = index.rows[row]
    start = max(need.start, need.now + np.int64(record["notice"]))
    if start >= need.last:
        return 0.0
    calendar = record["calendar"]
    if calendar == 0:
        return _unbusy(index, row, start, need.last) / _HOUR
    total = np.int64(0)
    for day in range(len(need.days)):
        if _is_closed(index, row, need.days[day, 1]):
            continue
        for at in range(index.calendars[calendar], index.calendars[calendar + 1]):
            if index.hours[at, 0] == need.days[day, 0]:
                opens = max(start, need.days[day, 2] + index.hours[at, 1] * _MINUTE)
                closes = min(need.last, need.days[day, 2] + index.hours[at, 2] * _MINUTE)
                if opens < closes:
                    total += _unbusy(index, row, opens, closes)
    return total / _HOUR


@compiled
def _is_closed(index: IndexArrays, row: int, day: int) -> bool:
    start = start_of(index, row, CLOSED)
    for at in range(start, start + index.rows[row]["counts"][CLOSED]):
        if index.facts[at] == day:
            return True
    return False


@compiled
def _unbusy(index: IndexArrays, row: int, start: int, end: int) -> int:
    """Return the microseconds of a span that no busy span covers; busy spans are in the order of their starts."""
    at = start_of(index, row, BUSY)
    free = np.int64(0)
    since = start
    for span in range(at, at + index.rows[row]["counts"][BUSY], 2):
        busy_start, busy_end = max(index.facts[span], start), min(index.facts[span + 1], end)
        if busy_start < busy_end:
            if busy_start > since:
                free += busy_start - since
            since = max(since, busy_end)
    return free + max(end - since, np.int64(0))
