"""The hard rules as loops over resources; `eligibility.failures` is their readable twin.

Loops take rows of an index as records, and single arrays, since handing over whole tuples of arrays costs more than
most of these tests.
"""

from typing import Any

import numpy as np

from matching.compiled.rows import REGIONS, REMOTE, Facts
from matching.compiled.terms import Numbers
from matching.compiling import Whole, lean
from matching.hashing import Offsets
from matching.textual import Floats, Rows

RULES = ("KIND", "AREA", "CAPACITY", "AGE", "GROUP", "PAUSED", "STALE", "BARRED", "RETURNED", "LEAF", "TIME")
"""Names of the rules, in the order of their bits."""
KIND, AREA, CAPACITY, AGE, GROUP, PAUSED, STALE, BARRED, RETURNED, LEAF, TIME = (1 << bit for bit in range(len(RULES)))

DAYS_A_WEEK = 7
NOWHERE = 4.0
"""A chord longer than any: the distance to a resource without a base."""
HOUR = 3_600e6
MOST_OF_A_DAY = np.int64(2 * 3_600_000_000)
"""Microseconds by which a day may be open beyond its midnight, where clocks are put back."""
_MINUTE = np.int64(60_000_000)

Calendar = tuple[Offsets, Numbers, Facts]
"""Where the hours of each day of each calendar begin, the hours, and the days of the need's window."""


@lean
def groups_start(row: Any) -> int:
    """Return where the groups of a row begin among the facts."""
    return row["facts"] + row["paths"]


@lean
def ties_start(row: Any) -> int:
    """Return where its ties begin."""
    return groups_start(row) + row["groups"]


@lean
def absent_start(row: Any) -> int:
    """Return where the qualifications it is known to lack begin."""
    return ties_start(row) + row["ties"]


@lean
def held_start(row: Any) -> int:
    """Return where the qualifications it holds begin."""
    return absent_start(row) + row["absent"]


@lean
def closed_start(row: Any) -> int:
    """Return where its closed days begin."""
    return held_start(row) + row["held"]


@lean
def busy_start(row: Any) -> int:
    """Return where its busy spans begin."""
    return closed_start(row) + row["closed"]


@lean
def bases_start(row: Any) -> int:
    """Return where its bases but the first begin."""
    return busy_start(row) + row["busy"]


@lean
def in_common(facts: Facts, start: int, count: int, sets: Facts, first: int, end: int) -> int:
    """Count the keys of one of the need's sets that are in a list of a row."""
    found = 0
    for at in range(start, start + count):
        for other in range(first, end):
            if facts[at] == sets[other]:
                found += 1
    return found


@lean
def is_above(region: int, depths: Numbers, above: Numbers) -> bool:
    """Whether a region is the need's own or above it."""
    depth = depths[region]
    return depth < len(above) and above[depth] == region


@lean
def nearest_chord(row: Any, need: Any, vectors: Floats) -> float:
    """Return the straight length to the nearest base; NOWHERE without a base."""
    count = row["bases"]
    if count == 0:
        return NOWHERE
    x, y, z = row["x"] - need["x"], row["y"] - need["y"], row["z"] - need["z"]
    nearest = x * x + y * y + z * z
    if count > 1:
        start = bases_start(row)
        for at in range(start, start + 3 * (count - 1), 3):
            x, y, z = vectors[at] - need["x"], vectors[at + 1] - need["y"], vectors[at + 2] - need["z"]
            nearest = min(nearest, x * x + y * y + z * z)
    return np.sqrt(nearest)


@lean
def is_outside(row: Any, need: Any, facts: Facts, vectors: Floats, depths: Numbers, above: Numbers) -> bool:
    """Whether a need lies outside the area of a resource."""
    if row["serves"] == REMOTE or not (need["has_region"] or need["has_point"]):
        return False
    if row["serves"] == REGIONS:
        if not need["has_region"]:
            return False
        for at in range(row["facts"], row["facts"] + row["paths"]):
            if is_above(facts[at], depths, above):
                return False
        return True
    if need["has_point"] and row["bases"] > 0:
        return nearest_chord(row, need, vectors) > row["reach"]
    home = row["home_reach"]
    return home == 0 or not need["has_region"] or not is_above(home, depths, above)


@lean
def other_rules(row: Any, number: Whole, need: Any, facts: Facts, sets: Facts, returned: Rows, most: int) -> int:
    """Return the bits of the rules but those of area and time that are broken; stops after `most` of them."""
    found = 0
    count = 0
    if need["kind"] != np.uint64(0) and need["kind"] != row["kind"]:
        found |= KIND
        count += 1
    if count < most and row["stock"] < 1:
        found |= CAPACITY
        count += 1
    if count < most and need["has_age"] and (need["age"] < row["min_age"] or need["age"] > row["max_age"]):
        found |= AGE
        count += 1
    if count < most and _is_stranger(row, need, facts, sets):
        found |= GROUP
        count += 1
    if count < most and row["paused_until"] > need["today"]:
        found |= PAUSED
        count += 1
    if count < most and need["today"] - row["confirmed_at"] > need["stale"] * row["rhythm"]:
        found |= STALE
        count += 1
    for at in range(need["ties"], need["barred"]):
        if count < most and np.uint64(sets[at]) == row["partner"]:
            found |= BARRED
            count += 1
    for each in returned:
        if count < most and each == number:
            found |= RETURNED
            count += 1
    lacks = row["absent"] and in_common(facts, absent_start(row), row["absent"], sets, need["barred"], need["demands"])
    if count < most and (row["accused"] & need["counterparties"] or lacks):
        found |= LEAF
        count += 1
    return found


@lean
def _is_stranger(row: Any, need: Any, facts: Facts, sets: Facts) -> bool:
    of_group = row["groups"] == 0 or need["groups"] == 0
    if not of_group and not in_common(facts, groups_start(row), row["groups"], sets, 0, need["groups"]):
        return True
    if row["members"] == np.uint64(0):
        return False
    for at in range(need["groups"], need["memberships"]):
        if np.uint64(sets[at]) == row["members"]:
            return False
    return True


@lean
def is_late(row: Any, need: Any, free: float) -> bool:
    """Whether the need's window is over before the notice is, or leaves no free time."""
    if need["end"] < need["now"] + np.int64(row["notice"]):
        return True
    return need["end"] > need["start"] and free <= 0


@lean
def free_hours(row: Any, need: Any, facts: Facts, calendar: Calendar) -> float:
    """Return the hours of the need's window in which a resource is free, its notice kept."""
    notice, closed_at = np.int64(row["notice"]), closed_start(row)
    return hours_free(row["calendar"], notice, closed_at, row["closed"], row["busy"], need, facts, calendar)


@lean
def hours_free(
    number: Whole, notice: Whole, closed_at: Whole, closed: Whole, busy: Whole, need: Any, facts: Facts,
    calendar: Calendar,
) -> float:  # fmt: skip
    """Return the hours of the need's window in which a calendar is open; closed days, then busy spans, are facts."""
    start = max(need["start"], need["now"] + notice)
    last = need["last"]
    if start >= last:
        return 0.0
    busy_at = closed_at + closed
    if number == 0:
        return _unbusy(busy_at, busy, facts, start, last) / HOUR
    calendars, hours, days = calendar
    total = np.int64(0)
    for day in range(len(days)):
        if closed and _is_closed(closed_at, closed, facts, days[day, 1]):
            continue
        first = number * DAYS_A_WEEK + days[day, 0]
        for at in range(calendars[first], calendars[first + 1]):
            opens = max(start, days[day, 2] + hours[at, 0] * _MINUTE)
            closes = min(last, days[day, 2] + hours[at, 1] * _MINUTE)
            if opens < closes:
                total += _unbusy(busy_at, busy, facts, opens, closes)
    return total / HOUR


@lean
def open_between(number: Whole, start: Any, last: Any, calendar: Calendar) -> Whole:
    """Return the microseconds of a span, within the need's window, in which a calendar is open."""
    if start >= last:
        return np.int64(0)
    if number == 0:
        return last - start
    calendars, hours, days = calendar
    total = np.int64(0)
    for day in range(len(days)):
        if days[day, 2] >= last:
            break
        if day + 1 < len(days) and days[day + 1, 2] <= start - MOST_OF_A_DAY:
            continue
        first = number * DAYS_A_WEEK + days[day, 0]
        for at in range(calendars[first], calendars[first + 1]):
            opens = max(start, days[day, 2] + hours[at, 0] * _MINUTE)
            closes = min(last, days[day, 2] + hours[at, 1] * _MINUTE)
            if opens < closes:
                total += closes - opens
    return total


@lean
def _is_closed(closed_at: Whole, closed: Whole, facts: Facts, day: int) -> bool:
    for at in range(closed_at, closed_at + closed):
        if facts[at] == day:
            return True
    return False


@lean
def _unbusy(busy_at: Whole, busy: Whole, facts: Facts, start: Any, end: Any) -> int:
    """Return the microseconds of a span that no busy span covers; busy spans are in the order of their starts."""
    free = np.int64(0)
    since = start
    for span in range(busy_at, busy_at + busy, 2):
        busy_from, busy_until = facts[span], facts[span + 1]
        busy_from = max(busy_from, start)
        busy_until = min(busy_until, end)
        if busy_from < busy_until:
            if busy_from > since:
                free += busy_from - since
            since = max(since, busy_until)
    return free + max(end - since, np.int64(0))
