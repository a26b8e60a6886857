"""Finding the resources near a need, and the best of them."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled.arrays import IndexArrays, NeedArrays
from matching.compiled.cells import (
    CLASSES,
    LIST_CELL,
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
from matching.compiling import compiled
from matching.compiled.features import features_of, is_measured, scores_of
from matching.hashing import Codes, Keys
from matching.compiled.rules import (
    AREA,
    TIME,
    bases_start,
    free_hours,
    is_above,
    is_late,
    is_outside,
    nearest_chord,
    other_rules,
)
from matching.compiled.rows import RADIUS, REGIONS
from matching.eligibility import NEAR_ALWAYS, NEAR_FACTOR, NEAR_LEVELS, NEAR_MORE
from matching.compiled.terms import Numbers
from matching.textual import Floats, Rows

INSERTED_AT_MOST = 128
"""Places of a list that are filled by inserting; longer lists are sorted."""

Spans = NDArray[np.int64]


@compiled
def best(index: IndexArrays, need: NeedArrays, first: int) -> tuple[Rows, Floats, Floats, int]:
    """Return the rows, scores and features of the `first` best resources, and how many may serve at all."""
    rows, scores = scored(index, need)
    order = best_of(scores, index.rows["order"][rows], first)
    chosen = rows[order]
    return chosen, scores[order], features_of(index, need, chosen), len(rows)


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
    filled = 0
    for at in range(len(scores)):
        if count == 0 or (filled == count and not _precedes(at, found[count - 1], scores, orders)):
            continue
        place = min(filled, count - 1)
        while place > 0 and _precedes(at, found[place - 1], scores, orders):
            found[place] = found[place - 1]
            place -= 1
        found[place] = at
        filled = min(filled + 1, count)
    return found


@compiled
def _precedes(one: int, other: int, scores: Floats, orders: Codes) -> bool:
    return scores[one] > scores[other] or (scores[one] == scores[other] and orders[one] < orders[other])


@compiled
def eligible(index: IndexArrays, need: NeedArrays) -> tuple[Rows, Floats]:
    """Return every resource that no rule keeps from a need, and how many hours of the wished time it is free.

    Only those listed near the need are looked at.
    """
    everywhere = not need.facts[0]["has_region"]
    spans = _near(index, need)
    found, free = np.empty(_length(spans), dtype=np.int64), np.empty(_length(spans))
    count = 0
    rows, asked = index.rows, need.facts[0]
    listed, alive, facts, vectors, depths = index.listed, index.alive, index.facts, index.vectors, index.depths
    above, sets, returned = need.above, need.sets, need.returned
    calendar = (index.calendars, index.hours, need.days)
    for span in range(len(spans)):
        for at in range(spans[span, 0], spans[span, 1]):
            number = at if everywhere else np.int64(listed[at])
            row = rows[number]
            if is_outside(row, asked, facts, vectors, depths, above) or not alive[number]:
                continue
            if other_rules(row, number, asked, facts, sets, returned, 1):
                continue
            if asked["has_window"]:
                free[count] = free_hours(row, asked, facts, calendar)
                if is_late(row, asked, free[count]):
                    continue
            if everywhere or (row["paths"] <= 1 and row["bases"] <= 1) or _is_first(index, need, number, at):
                found[count] = number
                count += 1
    return found[:count], free[:count]


@compiled
def _length(spans: Spans) -> int:
    return (spans[:, 1] - spans[:, 0]).sum()


@compiled
def broken_rules(index: IndexArrays, need: NeedArrays, number: int, most: int) -> int:
    """Return the bits of the rules that keep a resource out; it stops after `most` of them."""
    row, asked = index.rows[number], need.facts[0]
    found = 0
    if is_outside(row, asked, index.facts, index.vectors, index.depths, need.above):
        if most == 1:
            return AREA
        found = AREA
        most -= 1
    found |= other_rules(row, number, asked, index.facts, need.sets, need.returned, most)
    if asked["has_window"]:
        free = free_hours(row, asked, index.facts, (index.calendars, index.hours, need.days))
        if is_late(row, asked, free):
            found |= TIME
    return found


@compiled
def kept_out(index: IndexArrays, need: NeedArrays) -> tuple[Rows, Rows]:
    """Return each resource near a need that one rule alone keeps out, and the rule's bit; some come twice."""
    everywhere = not need.facts[0]["has_region"]
    near = _near(index, need)
    further = near if everywhere else _spans(index, _lists_around(index, need))
    room = _length(near) + _length(further)
    rows = np.empty(room, dtype=np.int64)
    bits = np.empty(room, dtype=np.int64)
    count = 0
    for outside in range(2):
        spans = further if outside else near
        for span in range(len(spans)):
            for at in range(spans[span, 0], spans[span, 1]):
                number = at if everywhere else np.int64(index.listed[at])
                if not index.alive[number]:
                    continue
                broken = broken_rules(index, need, number, 2)
                if broken == 0 or broken & (broken - 1) or (broken == AREA) != (outside == 1):
                    continue
                if broken != AREA or everywhere or _reaches_nearly(index, need, number):
                    rows[count], bits[count] = number, broken
                    count += 1
    return rows[:count], bits[:count]


@compiled
def _reaches_nearly(index: IndexArrays, need: NeedArrays, number: int) -> bool:
    row, asked = index.rows[number], need.facts[0]
    if row["serves"] != RADIUS or not is_measured(row, asked):
        return True
    limit = max(row["radius"] * NEAR_FACTOR + NEAR_MORE, NEAR_ALWAYS)
    return nearest_chord(row, asked, index.vectors) <= chord(limit)


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
    has_point = need.facts[0]["has_point"]
    cells = cells_around(_point(need), 1.0, 0.0, 0.0, classes) if has_point else np.empty((0, 2), dtype=np.uint64)
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
    has_point = need.facts[0]["has_point"]
    if has_point:
        cells = cells_around(_point(need), NEAR_FACTOR, NEAR_MORE, NEAR_ALWAYS, classes_in(index))
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


@compiled
def _is_below(index: IndexArrays, region: int, above: int) -> bool:
    return above >= 0 and above <= region <= index.lasts[above]


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


@compiled
def _point(need: NeedArrays) -> Floats:
    asked = need.facts[0]
    return np.array([asked["x"], asked["y"], asked["z"]])


@compiled
def _is_first(index: IndexArrays, need: NeedArrays, number: int, at: int) -> bool:
    """Whether this is the place at which a resource that is listed several times shall be seen."""
    row = index.rows[number]
    if row["serves"] == REGIONS and row["paths"] > 1:
        widest = np.int64(-1)
        for place in range(row["facts"], row["facts"] + row["paths"]):
            region = index.facts[place]
            if is_above(region, index.depths, need.above) and (
                widest < 0 or index.depths[region] < index.depths[widest]
            ):
                widest = region
        return _holds(index, LIST_REGION | np.uint64(widest), at)
    if row["serves"] == RADIUS and row["bases"] > 1 and need.facts[0]["has_point"]:
        return _holds(index, cell_key(_nearest_base(index, need, number), class_of(row["radius"])), at)
    return True


@compiled
def _holds(index: IndexArrays, key: np.uint64, at: int) -> bool:
    place = np.searchsorted(index.lists, key, side="left")
    return index.starts[place] <= at < index.starts[place + 1]


@compiled
def _nearest_base(index: IndexArrays, need: NeedArrays, number: int) -> Floats:
    row, point = index.rows[number], _point(need)
    found = np.array([row["x"], row["y"], row["z"]])
    nearest = ((found - point) ** 2).sum()
    start = bases_start(row)
    for at in range(start, start + 3 * (row["bases"] - 1), 3):
        base = index.vectors[at : at + 3]
        away = ((base - point) ** 2).sum()
        if away < nearest:
            nearest = away
            found[:] = base
    return found
