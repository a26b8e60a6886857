"""Finding the resources near a need, and the best of them."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled.arrays import IndexArrays, NeedArrays
from matching.compiled.cells import (
    LIST_CELL,
    LIST_HOME,
    LIST_HOME_PLACED,
    LIST_REGION,
    LIST_REMOTE,
    cell_key,
    cells_around,
    chord,
    class_of,
)
from matching.compiling import compiled
from matching.compiled.features import PARTS, is_measured, write_parts
from matching.hashing import Codes, Keys
from matching.compiled.rules import AREA, BASES, PATHS, broken_rules, nearest_chord, start_of
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
    rows = eligible(index, need)
    return rows, scores_of(index, need, rows)


@compiled
def scores_of(index: IndexArrays, need: NeedArrays, rows: Rows) -> Floats:
    """Return the scores of some resources, whether they may serve or not."""
    found = np.empty(len(rows))
    parts = np.empty(len(PARTS))
    for at in range(len(rows)):
        write_parts(index, need, rows[at], parts)
        total = 0.0
        for part in range(len(PARTS)):
            total += need.weights[part] * parts[part]
        found[at] = total
    return found


@compiled
def features_of(index: IndexArrays, need: NeedArrays, rows: Rows) -> Floats:
    """Return the features of some resources, as resources × parts."""
    found = np.empty((len(rows), len(PARTS)))
    for at in range(len(rows)):
        write_parts(index, need, rows[at], found[at])
    return found


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
def eligible(index: IndexArrays, need: NeedArrays) -> Rows:
    """Return every resource that no rule keeps from a need, looking only at those listed near it."""
    spans = _near(index, need)
    room = 0
    for span in range(len(spans)):
        room += spans[span, 1] - spans[span, 0]
    found = np.empty(room, dtype=np.int64)
    count = 0
    for span in range(len(spans)):
        for at in range(spans[span, 0], spans[span, 1]):
            row = _row_at(index, at, need)
            if index.alive[row] and not broken_rules(index, need, row, 1) and _is_first(index, need, row, at):
                found[count] = row
                count += 1
    return found[:count]


@compiled
def kept_out(index: IndexArrays, need: NeedArrays) -> tuple[Rows, Rows]:
    """Return each resource near a need that one rule alone keeps out, and the rule's bit; some come twice."""
    near = _near(index, need)
    further = near if _looks_everywhere(need) else _spans(index, _lists_around(index, need))
    room = 0
    for spans in (near, further):
        for span in range(len(spans)):
            room += spans[span, 1] - spans[span, 0]
    rows = np.empty(room, dtype=np.int64)
    bits = np.empty(room, dtype=np.int64)
    count = 0
    for pass_, spans in enumerate((near, further)):
        for span in range(len(spans)):
            for at in range(spans[span, 0], spans[span, 1]):
                row = _row_at(index, at, need)
                if not index.alive[row]:
                    continue
                broken = broken_rules(index, need, row, 2)
                if not broken or broken & (broken - 1) or (broken == AREA) != (pass_ == 1):
                    continue
                if broken != AREA or _reaches_nearly(index, need, row):
                    rows[count], bits[count] = row, broken
                    count += 1
    return rows[:count], bits[:count]


@compiled
def _reaches_nearly(index: IndexArrays, need: NeedArrays, row: int) -> bool:
    record = index.rows[row]
    if record["serves"] != RADIUS or not is_measured(index, need, row) or _looks_everywhere(need):
        return True
    return nearest_chord(index, need, row) <= chord(
        max(record["radius"] * NEAR_FACTOR + NEAR_MORE, NEAR_ALWAYS),
    )


@compiled
def _near(index: IndexArrays, need: NeedArrays) -> Spans:
    """Return spans of `listed`, or of all rows, with every resource whose area holds the need."""
    if not _looks_everywhere(need):
        return _spans(index, _lists_near(need))
    everywhere = np.zeros((1, 2), dtype=np.int64)
    everywhere[0, 1] = len(index.rows)
    return everywhere


@compiled
def _row_at(index: IndexArrays, at: int, need: NeedArrays) -> int:
    return at if _looks_everywhere(need) else np.int64(index.listed[at])


@compiled
def _looks_everywhere(need: NeedArrays) -> bool:
    """Whether a need has no region by which resources could be found."""
    return not need.has_region


@compiled
def _lists_near(need: NeedArrays) -> Keys:
    """Return ranges of lists, first and last, that hold every resource whose area holds the need."""
    cells = cells_around(need.point, 1.0, 0.0, 0.0) if need.has_point else np.empty((0, 2), dtype=np.uint64)
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
            if not need.has_point:
                found[count, 0] = found[count, 1] = LIST_HOME_PLACED | np.uint64(region)
                count += 1
    return found[:count]


@compiled
def _lists_around(index: IndexArrays, need: NeedArrays) -> Keys:
    """Return ranges of lists with every resource whose area lies near the need; see `eligibility.is_near`."""
    cells = np.empty((0, 2), dtype=np.uint64)
    if need.has_point:
        cells = cells_around(need.point, NEAR_FACTOR, NEAR_MORE, NEAR_ALWAYS)
    regions = _regions_around(index, need)
    found = np.empty((len(cells) + 3 * len(regions), 2), dtype=np.uint64)
    found[: len(cells)] = cells
    count = len(cells)
    for region in regions:
        for kind in (LIST_REGION, LIST_HOME, LIST_HOME_PLACED):
            if kind != LIST_HOME_PLACED or not need.has_point:
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
def _is_first(index: IndexArrays, need: NeedArrays, row: int, at: int) -> bool:
    """Whether this is the place at which a resource that is listed several times shall be seen."""
    if _looks_everywhere(need):
        return True
    record = index.rows[row]
    if record["serves"] == REGIONS and record["counts"][PATHS] > 1:
        widest = np.int64(-1)
        for place in range(record["facts"], record["facts"] + record["counts"][PATHS]):
            region = index.facts[place]
            depth = index.depths[region]
            is_above = depth < len(need.above) and need.above[depth] == region
            if is_above and (widest < 0 or depth < index.depths[widest]):
                widest = region
        return _holds(index, LIST_REGION | np.uint64(widest), at)
    if record["serves"] == RADIUS and record["counts"][BASES] > 1 and need.has_point:
        return _holds(index, cell_key(_nearest_base(index, need, row), class_of(record["radius"])), at)
    return True


@compiled
def _holds(index: IndexArrays, key: np.uint64, at: int) -> bool:
    place = np.searchsorted(index.lists, key, side="left")
    return index.starts[place] <= at < index.starts[place + 1]


@compiled
def _nearest_base(index: IndexArrays, need: NeedArrays, row: int) -> Floats:
    found = np.empty(3)
    for axis in range(3):
        found[axis] = index.rows[row]["base"][axis]
    nearest = ((found - need.point) ** 2).sum()
    start = start_of(index, row, BASES)
    for at in range(start, start + 3 * (index.rows[row]["counts"][BASES] - 1), 3):
        base = index.vectors[at : at + 3]
        away = ((base - need.point) ** 2).sum()
        if away < nearest:
            nearest = away
            found[:] = base
    return found
