"""The best resources without working out every score: what cannot come first any more is left early."""

from math import inf
from typing import Any

import numpy as np

from matching.compiled.arrays import IndexArrays, NeedArrays
from matching.compiled.features import Leaves, Pair, Room, leaf_points, other_points, pair_of, room
from matching.compiled.outlines import ROUNDING, Sketch, plain_bound, sketch_of, text_bound
from matching.compiled.rows import Records
from matching.compiled.rules import Calendar, free_hours
from matching.compiled.terms import Bytes
from matching.compiling import compiled, lean
from matching.textual import Floats, Rows

PROMISING = 2
"""Times as many resources as are asked for are looked at first, those with the highest bounds."""

Outlined = tuple[Records, Records, Bytes]
"""Gates and outlines of all resources, and these as bytes."""


@compiled
def best_of_eligible(index: IndexArrays, need: NeedArrays, rows: Rows, free: Floats, first: int) -> tuple[Rows, Floats]:
    """Return the `first` best of some rows and their scores, best first; ties in the order of their keys.

    `free` says how many hours of the wished time each is free at most.
    """
    count = min(first, len(rows))
    found, scores = np.empty(count, dtype=np.int64), np.empty(count)
    if count:
        pair, bounds = pair_of(index, need), np.empty(len(rows))
        promising = np.empty(min(PROMISING * count, len(rows)), dtype=np.int64)
        if need.weights[1] > 0 or need.weights[6] < 0:
            bounds[:] = inf
        else:
            outlined = (index.gates, index.outlines, index.outline_bytes)
            _write_bounds(outlined, rows, free, pair, sketch_of(need, pair[5][4], index.norms), bounds)
        _write_highest(bounds, promising)
        calendar = (index.calendars, index.hours, need.days)
        _write_best(index.rows, rows, calendar, pair, room(need), promising, bounds, found, scores)
    return found, scores


@lean
def _write_bounds(outlined: Outlined, chosen: Rows, free: Floats, pair: Pair, sketch: Sketch, bounds: Floats) -> None:
    """Write for each row points that its score does not exceed."""
    gates, outlines, numbers = outlined
    needs, weights, leaves = pair[0], pair[2], pair[6]
    need = needs[0]
    always = ROUNDING + max(weights[18], 0.0)
    for at in range(len(chosen)):
        number = chosen[at]
        outline = outlines[number]
        bounds[at] = (
            always
            + weights[20] * _agreement(outline, leaves)
            + plain_bound(gates[number], outline, need, weights, free[at])
            + text_bound(outline, numbers, number, sketch)
        )


@lean
def _agreement(outline: Any, leaves: Leaves) -> float:
    held, asked, _ = leaves
    agreement = 0.0
    for at in range(outline["leaves"], outline["leaves"] + outline["leaf_count"]):
        agreement += held[at]["root"] * asked[held[at]["code"]]
    return agreement


@lean
def _write_highest(bounds: Floats, found: Rows) -> None:
    """Write the places of the highest bounds, as many as there is room for."""
    filled = 0
    for at in range(len(bounds)):
        if filled == len(found) and bounds[at] <= bounds[found[filled - 1]]:
            continue
        place = min(filled, len(found) - 1)
        while place > 0 and bounds[at] > bounds[found[place - 1]]:
            found[place] = found[place - 1]
            place -= 1
        found[place] = at
        filled = min(filled + 1, len(found))


@lean
def _write_best(
    rows: Records, chosen: Rows, calendar: Calendar, pair: Pair, space: Room, promising: Rows, bounds: Floats,
    found: Rows, scores: Floats,
) -> None:  # fmt: skip
    filled = 0
    for at in promising:
        filled = _look_at(rows, chosen[at], calendar, pair, space, found, scores, filled)
        bounds[at] = -inf
    for at in range(len(chosen)):
        if bounds[at] >= scores[filled - 1] or (filled < len(found) and bounds[at] > -inf):
            filled = _look_at(rows, chosen[at], calendar, pair, space, found, scores, filled)


@lean
def _look_at(
    rows: Records, number: int, calendar: Calendar, pair: Pair, space: Room, found: Rows, scores: Floats, filled: int
) -> int:
    row, need = rows[number], pair[0][0]
    free = free_hours(row, need, pair[3], calendar) if need["has_window"] else 0.0
    score = leaf_points(row, pair) + other_points(row, free, pair, space)
    return _insert(rows, number, score, found, scores, filled)


@lean
def _insert(rows: Records, number: int, score: float, found: Rows, scores: Floats, filled: int) -> int:
    """Put a row where it belongs among the best; returns how many there are then."""
    order = rows[number]["order"]
    if filled == len(found):
        last = filled - 1
        if score < scores[last] or (score == scores[last] and order > rows[found[last]]["order"]):
            return filled
    place = min(filled, len(found) - 1)
    while place > 0 and (
        score > scores[place - 1] or (score == scores[place - 1] and order < rows[found[place - 1]]["order"])
    ):
        found[place], scores[place] = found[place - 1], scores[place - 1]
        place -= 1
    found[place], scores[place] = number, score
    return min(filled + 1, len(found))
