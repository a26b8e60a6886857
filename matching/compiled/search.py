"""Finding the resources near a need, and the best of them."""

from typing import Any

import numpy as np

from matching.compiled.arrays import IndexArrays, NeedArrays
from matching.compiled.cells import (
    chord,
)
from matching.compiled.features import features_of, is_measured, scores_of
from matching.compiled.gates import CIRCLES, asks_terms, holds, is_shut, terms_asked
from matching.compiled.neighbourhood import Spans, around, length_of, near
from matching.compiled.outlines import ASK_ROW, busy_time, notice_of
from matching.compiled.pruning import best_of_eligible
from matching.compiled.rows import RADIUS, Facts, Records
from matching.compiled.rules import (
    AREA,
    DAYS_A_WEEK,
    HOUR,
    RULES,
    TIME,
    Calendar,
    free_hours,
    hours_free,
    is_late,
    is_outside,
    nearest_chord,
    open_between,
    other_rules,
)
from matching.compiled.terms import Bytes, Numbers
from matching.compiling import Whole, compiled, lean
from matching.eligibility import NEAR_ALWAYS, NEAR_FACTOR, NEAR_MORE
from matching.hashing import Codes
from matching.textual import Floats, Rows

INSERTED_AT_MOST = 128
"""Places of a list that are filled by inserting; longer lists are sorted."""

MOST_CALENDARS = 4_096
"""Calendars whose hours are worked out once a need."""

Regions = tuple[Numbers, Numbers]
"""Depths of all regions, and the need's own with those above it."""


@compiled
def best(index: IndexArrays, need: NeedArrays, first: int) -> tuple[Rows, Floats, Floats, int]:
    """Return the rows, scores and features of the `first` best resources, and how many may serve at all."""
    if first > INSERTED_AT_MOST:
        every, scores = scored(index, need)
        order = best_of(scores, index.rows["order"][every], first)
        chosen = every[order]
        return chosen, scores[order], features_of(index, need, chosen), len(every)
    rows, free = _possible(index, need, roughly=True)
    chosen, points = best_of_eligible(index, need, rows, free, first)
    return chosen, points, features_of(index, need, chosen), len(rows)


@compiled
def scored(index: IndexArrays, need: NeedArrays) -> tuple[Rows, Floats]:
    """Return every resource that may serve, and its score; in the order of their places."""
    rows, free = eligible(index, need)
    return rows, scores_of(index, need, rows, free)


@compiled
def best_of(scores: Floats, orders: Codes, first: int) -> Rows:
    """Return the places of the `first` highest scores, best first; ties in the order of their keys."""
    count = min(first, len(scores))
    if count > INSERTED_AT_MOST:
        by_key = np.argsort(orders)
        return by_key[np.argsort(-scores[by_key], kind="mergesort")][:count]
    found = np.empty(count, dtype=np.int64)
    if count:
        _insert_best(scores, orders, found)
    return found


@lean
def _insert_best(scores: Floats, orders: Codes, found: Rows) -> None:
    filled = 0
    for at in range(len(scores)):
        if filled == len(found) and not _precedes(at, found[filled - 1], scores, orders):
            continue
        place = min(filled, len(found) - 1)
        while place > 0 and _precedes(at, found[place - 1], scores, orders):
            found[place] = found[place - 1]
            place -= 1
        found[place] = at
        filled = min(filled + 1, len(found))


@lean
def _precedes(one: int, other: int, scores: Floats, orders: Codes) -> bool:
    return scores[one] > scores[other] or (scores[one] == scores[other] and orders[one] < orders[other])


@compiled
def eligible(index: IndexArrays, need: NeedArrays) -> tuple[Rows, Floats]:
    """Return every resource that no rule keeps from a need, and how many hours of the wished time it is free.

    Only those listed near the need are looked at.
    """
    return _possible(index, need, roughly=False)


@compiled
def _possible(index: IndexArrays, need: NeedArrays, roughly: bool) -> tuple[Rows, Floats]:
    """Return what `eligible` does; the hours, when `roughly`, as what they are at most."""
    spans = near(index, need)
    length = length_of(spans)
    numbers, tree = np.empty(length + 1, dtype=np.uint32), (index.depths, need.above)
    count, several = _write_open(spans, index.gates, index.listed, tree, need.facts, numbers)
    room = 2
    while room < 2 * several:
        room *= 2
    seen = np.zeros(room, dtype=np.uint32)
    found, free = np.empty(count, dtype=np.int64), np.zeros(count)
    calendar = (index.calendars, index.hours, need.days)
    known = np.full(min((len(index.calendars) - 1) // DAYS_A_WEEK, MOST_CALENDARS), -1)
    count = _write_eligible(
        numbers, count, seen, index.gates, index.outlines, known, index.rows, index.alive, index.facts,
        index.vectors, tree, calendar, need.facts, need.sets, need.returned, roughly, found, free,
    )  # fmt: skip
    return found[:count], free[:count]


@lean
def _write_open(
    spans: Spans, gates: Records, listed: Codes, tree: Regions, needs: Records, found: Codes
) -> tuple[int, int]:
    """Write the rows of some spans whose gates are open to a need; returns how many, and how many may come twice."""
    need = needs[0]
    depths, above = tree
    terms, kind = terms_asked(need), np.uint32(need["kind"] & np.uint64(0xFFFFFFFF))
    everywhere = not need["has_region"]
    count = several = 0
    for span in range(len(spans)):
        for at in range(spans[span, 0], spans[span, 1]):
            number = np.uint32(at) if everywhere else listed[at]
            gate = gates[np.int64(number)]
            found[count] = number
            is_open = not is_shut(gate, need, kind, terms, depths, above)
            count += is_open
            several += is_open and gate["way"] >= CIRCLES
    return count, several


@lean
def _write_eligible(
    numbers: Codes, count: int, seen: Codes, gates: Records, outlines: Records, known: Rows, rows: Records,
    alive: Bytes, facts: Facts, vectors: Floats, tree: Regions, calendar: Calendar, needs: Records, sets: Facts,
    returned: Rows, roughly: bool, found: Rows, free: Floats,
) -> int:  # fmt: skip
    """Write those of `count` rows that no other rule keeps out, with their free hours; returns how many."""
    need = needs[0]
    bars, terms = need["barred"] > need["ties"], terms_asked(need)
    depths, above = tree
    passed = 0
    for at in range(count):
        number = np.int64(numbers[at])
        if not alive[number]:
            continue
        gate = gates[number]
        if gate["way"] >= CIRCLES and _is_seen(numbers[at], seen):
            continue
        if not holds(gate, need) and is_outside(rows[number], need, facts, vectors, depths, above):
            continue
        if len(returned) and _is_among(number, returned):
            continue
        asks = bars or asks_terms(gate, need, terms)
        if asks and other_rules(rows[number], number, need, facts, sets, returned, 1):
            continue
        if need["has_window"]:
            hours = _hours_of(outlines[number], rows, number, need, facts, calendar, known, roughly)
            if hours < 0:
                continue
            free[passed] = hours
        found[passed] = number
        passed += 1
    return passed


@lean
def _is_among(number: Whole, rows: Rows) -> bool:
    for row in rows:
        if row == number:
            return True
    return False


@lean
def _is_seen(number: np.uint32, seen: Codes) -> bool:
    """Whether a row was met before; it is put into an open table of rows (+ 1), which has room for it."""
    mask = len(seen) - 1
    at = np.int64(number) * 0x9E3779B1 >> 7 & mask
    while seen[at] != np.uint32(0):
        if seen[at] == number + np.uint32(1):
            return True
        at = (at + 1) & mask
    seen[at] = number + np.uint32(1)
    return False


@lean
def _hours_of(
    outline: Any, rows: Records, number: Whole, need: Any, facts: Facts, calendar: Calendar, known: Rows, roughly: bool
) -> float:
    """Return the free hours of a resource in the need's window; -1 when it is too late or has none."""
    closed = outline["closed"]
    if closed == ASK_ROW:
        free = free_hours(rows[number], need, facts, calendar)
        return -1.0 if is_late(rows[number], need, free) else free
    notice = notice_of(outline)
    if closed == 0 and outline["calendar"] < len(known) and need["now"] + notice <= need["start"]:
        free = _known_hours(outline, need, facts, calendar, known, roughly)
    elif need["end"] < need["now"] + notice:
        return -1.0
    else:
        free = hours_free(
            outline["calendar"], notice, outline["closed_start"], closed, outline["busy"], need, facts, calendar
        )
    return -1.0 if need["end"] > need["start"] and free <= 0 else free


@lean
def _known_hours(outline: Any, need: Any, facts: Facts, calendar: Calendar, known: Rows, roughly: bool) -> float:
    """Return the free hours of a resource: those of its calendar, worked out once, without its busy ones.

    When `roughly`, busy hours that cannot fill those of the calendar are let be.
    """
    number = outline["calendar"]
    if known[number] < 0:
        known[number] = open_between(number, need["start"], need["last"], calendar)
    if outline["busy"] == 0 or (roughly and outline["busy_time"] < known[number]):
        return known[number] / HOUR
    return (known[number] - busy_time(outline, need, facts, calendar)) / HOUR


@compiled
def broken_rules(index: IndexArrays, need: NeedArrays, number: Whole) -> int:
    """Return the bits of all rules that keep a resource out."""
    row, asked = index.rows[number], need.facts[0]
    found = other_rules(row, number, asked, index.facts, need.sets, need.returned, len(RULES))
    if is_outside(row, asked, index.facts, index.vectors, index.depths, need.above):
        found |= AREA
    if asked["has_window"]:
        free = free_hours(row, asked, index.facts, (index.calendars, index.hours, need.days))
        if is_late(row, asked, free):
            found |= TIME
    return found


@compiled
def kept_out(index: IndexArrays, need: NeedArrays) -> Rows:
    """Return each resource near a need that one rule alone keeps out; some come twice."""
    inside = near(index, need)
    further = around(index, need) if need.facts[0]["has_region"] else inside
    room = length_of(inside) + length_of(further)
    rows = np.empty(room, dtype=np.int64)
    calendar = (index.calendars, index.hours, need.days)
    tree = (index.depths, need.above)
    count = 0
    for outside in range(2):
        count = _write_kept_out(
            further if outside else inside, index.rows, index.alive, index.listed, index.facts, index.vectors, tree,
            calendar, need.facts, need.sets, need.returned, outside, rows, count,
        )  # fmt: skip
    return rows[:count]


@lean
def _write_kept_out(
    spans: Spans, rows: Records, alive: Bytes, listed: Codes, facts: Facts, vectors: Floats, tree: Regions,
    calendar: Calendar, needs: Records, sets: Facts, returned: Rows, outside: int, found: Rows, count: int,
) -> int:  # fmt: skip
    """Write those that one rule keeps out: that of the area when `outside`, else any other; returns how many."""
    need = needs[0]
    depths, above = tree
    everywhere = not need["has_region"]
    for span in range(len(spans)):
        for at in range(spans[span, 0], spans[span, 1]):
            number = at if everywhere else np.int64(listed[at])
            row = rows[number]
            if not alive[number] or is_outside(row, need, facts, vectors, depths, above) != (outside == 1):
                continue
            if outside and not everywhere and not _reaches_nearly(row, need, vectors):
                continue
            broken = other_rules(row, number, need, facts, sets, returned, 1 if outside else 2)
            if (outside and broken) or broken & (broken - 1):
                continue
            if need["has_window"] and is_late(row, need, free_hours(row, need, facts, calendar)):
                if outside or broken:
                    continue
                broken = TIME
            if outside or broken:
                found[count] = number
                count += 1
    return count


@lean
def _reaches_nearly(row: Any, need: Any, vectors: Floats) -> bool:
    if row["serves"] != RADIUS or not is_measured(row, need):
        return True
    limit = max(row["radius"] * NEAR_FACTOR + NEAR_MORE, NEAR_ALWAYS)
    return nearest_chord(row, need, vectors) <= chord(limit)
