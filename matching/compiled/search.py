"""Finding the resources near a need, and the best of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.compiled.arrays import IndexArrays, NeedArrays
from matching.compiled.cells import (
    CLASSES,
    LIST_HOME,
    LIST_HOME_PLACED,
    LIST_REGION,
    LIST_REMOTE,
    cell_key,
    cells_around,
    chord,
    class_of,
    first_cell,
)
from matching.compiled.features import features_of, is_measured, scores_of
from matching.compiled.pruning import best_of_eligible
from matching.compiled.rows import RADIUS, REGIONS, Facts, Records
from matching.compiled.rules import (
    AREA,
    RULES,
    TIME,
    Calendar,
    bases_start,
    free_hours,
    is_above,
    is_late,
    is_outside,
    nearest_chord,
    other_rules,
)
from matching.compiled.terms import Bytes, Numbers
from matching.compiling import Whole, compiled, lean
from matching.eligibility import NEAR_ALWAYS, NEAR_FACTOR, NEAR_LEVELS, NEAR_MORE
from matching.hashing import Codes, Keys, Offsets
from matching.textual import Floats, Rows

INSERTED_AT_MOST = 128
"""Places of a list that are filled by inserting; longer lists are sorted."""

Spans = NDArray[np.int64]
Lists = tuple[Keys, Offsets, Codes]
"""Keys of lists, where each begins, and the rows listed."""
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
    rows, free = eligible(index, need)
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
    spans = _near(index, need)
    found, free = np.empty(_length(spans), dtype=np.int64), np.empty(_length(spans))
    calendar = (index.calendars, index.hours, need.days)
    lists = (index.lists, index.starts, index.listed)
    tree = (index.depths, need.above)
    count = _write_eligible(
        spans, index.rows, index.alive, lists, index.facts, index.vectors, tree, calendar, need.facts, need.sets,
        need.returned, found, free,
    )  # fmt: skip
    return found[:count], free[:count]


@lean
def _write_eligible(
    spans: Spans, rows: Records, alive: Bytes, lists: Lists, facts: Facts, vectors: Floats, tree: Regions,
    calendar: Calendar, needs: Records, sets: Facts, returned: Rows, found: Rows, free: Floats,
) -> int:  # fmt: skip
    need = needs[0]
    listed = lists[2]
    depths, above = tree
    everywhere = not need["has_region"]
    count = 0
    for span in range(len(spans)):
        for at in range(spans[span, 0], spans[span, 1]):
            number = at if everywhere else np.int64(listed[at])
            row = rows[number]
            if is_outside(row, need, facts, vectors, depths, above) or not alive[number]:
                continue
            if other_rules(row, number, need, facts, sets, returned, 1):
                continue
            if need["has_window"]:
                free[count] = free_hours(row, need, facts, calendar)
                if is_late(row, need, free[count]):
                    continue
            several = row["paths"] > 1 or row["bases"] > 1
            if everywhere or not several or _is_first(row, need, at, facts, vectors, lists, tree):
                found[count] = number
                count += 1
    return count


@compiled
def _length(spans: Spans) -> int:
    return (spans[:, 1] - spans[:, 0]).sum()


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
    near = _near(index, need)
    further = _spans(index, _lists_around(index, need)) if need.facts[0]["has_region"] else near
    room = _length(near) + _length(further)
    rows = np.empty(room, dtype=np.int64)
    calendar = (index.calendars, index.hours, need.days)
    tree = (index.depths, need.above)
    count = 0
    for outside in range(2):
        count = _write_kept_out(
            further if outside else near, index.rows, index.alive, index.listed, index.facts, index.vectors, tree,
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


@compiled
def _near(index: IndexArrays, need: NeedArrays) -> Spans:
    """Return spans of `listed`, or of all rows, with every resource whose area holds the need."""
    if need.facts[0]["has_region"]:
        return _spans(index, _lists_near(need, classes_in(index)))
    everywhere = np.zeros((1, 2), dtype=np.int64)
    everywhere[0, 1] = len(index.rows)
    return everywhere


@compiled
def classes_in(index: IndexArrays) -> int:
    """Return a bit for each class of radius that any resource has."""
    found = 0
    for number in range(CLASSES):
        first = np.searchsorted(index.lists, first_cell(number), side="left")
        last = np.searchsorted(index.lists, first_cell(number + 1), side="left")
        if first < last:
            found |= 1 << number
    return found


@compiled
def _lists_near(need: NeedArrays, classes: int) -> Keys:
    """Return ranges of lists, first and last, that hold every resource whose area holds the need."""
    asked = need.facts[0]
    has_point = asked["has_point"]
    cells = (
        cells_around(asked["x"], asked["y"], asked["z"], 1.0, 0.0, 0.0, classes)
        if has_point
        else np.empty((0, 2), dtype=np.uint64)
    )
    found = np.empty((len(cells) + 1 + 3 * len(need.above), 2), dtype=np.uint64)
    found[: len(cells)] = cells
    count = len(cells)
    found[count, 0] = found[count, 1] = LIST_REMOTE
    count += 1
    for region in need.above:
        if region >= 0:
            found[count, 0] = found[count, 1] = LIST_REGION | np.uint64(region)
            found[count + 1, 0] = found[count + 1, 1] = LIST_HOME | np.uint64(region)
            count += 2
            if not has_point:
                found[count, 0] = found[count, 1] = LIST_HOME_PLACED | np.uint64(region)
                count += 1
    return found[:count]


@compiled
def _lists_around(index: IndexArrays, need: NeedArrays) -> Keys:
    """Return ranges of lists with every resource whose area lies near the need; see `eligibility.is_near`."""
    cells = np.empty((0, 2), dtype=np.uint64)
    asked = need.facts[0]
    has_point = asked["has_point"]
    if has_point:
        cells = cells_around(asked["x"], asked["y"], asked["z"], NEAR_FACTOR, NEAR_MORE, NEAR_ALWAYS, classes_in(index))
    regions = _regions_around(index, need)
    found = np.empty((len(cells) + 3 * len(regions), 2), dtype=np.uint64)
    found[: len(cells)] = cells
    count = len(cells)
    for region in regions:
        for kind in (LIST_REGION, LIST_HOME, LIST_HOME_PLACED):
            if kind != LIST_HOME_PLACED or not has_point:
                found[count, 0] = found[count, 1] = kind | np.uint64(region)
                count += 1
    return found[:count]


@compiled
def _regions_around(index: IndexArrays, need: NeedArrays) -> Numbers:
    """Return the regions of the need's city that would hold it if they were a level or two higher up."""
    city = need.above[1] if len(need.above) > 1 else np.int32(-1)
    if city < 0:
        return np.empty(0, dtype=np.int32)
    found = np.empty(index.lasts[city] - city + 1, dtype=np.int32)
    count = 0
    region = np.int64(city)
    while region <= index.lasts[city]:
        shared = 1
        while shared + 1 < len(need.above) and _is_below(index, region, need.above[shared + 1]):
            shared += 1
        apart = index.depths[region] - shared
        if 0 < apart <= NEAR_LEVELS:
            found[count] = region
            count += 1
        region = index.lasts[region] + 1 if apart >= NEAR_LEVELS else region + 1
    return found[:count]


@lean
def _is_below(index: IndexArrays, region: Whole, above: Whole) -> bool:
    return bool(above >= 0 and above <= region <= index.lasts[above])


@compiled
def _spans(index: IndexArrays, lists: Keys) -> Spans:
    """Return from where to where in `listed` each range of lists reaches."""
    if len(lists) == 0:
        return np.empty((0, 2), dtype=np.int64)
    found = np.empty((len(lists), 2), dtype=np.int64)
    for at in range(len(lists)):
        found[at, 0] = index.starts[np.searchsorted(index.lists, lists[at, 0], side="left")]
        found[at, 1] = index.starts[np.searchsorted(index.lists, lists[at, 1], side="right")]
    return found


@lean
def _is_first(row: Any, need: Any, at: int, facts: Facts, vectors: Floats, lists: Lists, tree: Regions) -> bool:
    """Whether this is the place at which a resource that is listed several times shall be seen."""
    if row["serves"] == REGIONS and row["paths"] > 1:
        depths, above = tree
        widest = np.int64(-1)
        for place in range(row["facts"], row["facts"] + row["paths"]):
            region = facts[place]
            if is_above(region, depths, above) and (widest < 0 or depths[region] < depths[widest]):
                widest = region
        return _holds(lists, LIST_REGION | np.uint64(widest), at)
    if row["serves"] == RADIUS and row["bases"] > 1 and need["has_point"]:
        x, y, z = _nearest_base(row, need, vectors)
        return _holds(lists, cell_key(x, y, z, class_of(row["radius"])), at)
    return True


@lean
def _holds(lists: Lists, key: np.uint64, at: int) -> bool:
    names, starts, _ = lists
    low, high = 0, len(names)
    while low < high:
        middle = (low + high) >> 1
        if names[middle] < key:
            low = middle + 1
        else:
            high = middle
    return starts[low] <= at < starts[low + 1]


@lean
def _nearest_base(row: Any, need: Any, vectors: Floats) -> tuple[float, float, float]:
    nearest_x, nearest_y, nearest_z = row["x"], row["y"], row["z"]
    x, y, z = nearest_x - need["x"], nearest_y - need["y"], nearest_z - need["z"]
    nearest = x * x + y * y + z * z
    start = bases_start(row)
    for at in range(start, start + 3 * (row["bases"] - 1), 3):
        x, y, z = vectors[at] - need["x"], vectors[at + 1] - need["y"], vectors[at + 2] - need["z"]
        if x * x + y * y + z * z < nearest:
            nearest = x * x + y * y + z * z
            nearest_x, nearest_y, nearest_z = vectors[at], vectors[at + 1], vectors[at + 2]
    return nearest_x, nearest_y, nearest_z
