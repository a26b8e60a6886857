"""Where resources near a need are listed."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled.arrays import IndexArrays, NeedArrays
from matching.compiled.cells import LIST_HOME, LIST_HOME_PLACED, LIST_REGION, LIST_REMOTE, cells_around
from matching.compiled.terms import Numbers
from matching.compiling import Whole, compiled, lean
from matching.eligibility import NEAR_ALWAYS, NEAR_FACTOR, NEAR_LEVELS, NEAR_MORE
from matching.hashing import Keys

Spans = NDArray[np.int64]
"""From where to where in `listed`, or among all rows: one span a row."""


@compiled
def near(index: IndexArrays, need: NeedArrays) -> Spans:
    """Return spans of `listed`, or of all rows, with every resource whose area holds the need."""
    if need.facts[0]["has_region"]:
        return _spans(index, _lists_near(need, index.classes[0]))
    everywhere = np.zeros((1, 2), dtype=np.int64)
    everywhere[0, 1] = len(index.rows)
    return everywhere


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
        cells = cells_around(asked["x"], asked["y"], asked["z"], NEAR_FACTOR, NEAR_MORE, NEAR_ALWAYS, index.classes[0])
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


@compiled
def length_of(spans: Spans) -> int:
    """Return how many places some spans take together."""
    return (spans[:, 1] - spans[:, 0]).sum()


@compiled
def around(index: IndexArrays, need: NeedArrays) -> Spans:
    """Return spans of `listed` with every resource whose area lies near the need; see `eligibility.is_near`."""
    return _spans(index, _lists_around(index, need))
