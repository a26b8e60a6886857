"""The best resources without working out every score: what cannot come first any more is left early.

As MaxScore does for texts (Turtle and Flood 1995): the points that are quickly had are added to the most the others
could give, and a resource whose sum stays below the last place of the list is not looked at further.
"""

from math import inf

import numpy as np

from matching.compiled.arrays import IndexArrays, NeedArrays
from matching.compiled.features import FIRST_OF_TEXT, Pair, Room, leaf_points, other_points, pair_of, room
from matching.compiled.rows import Records
from matching.compiling import compiled, lean
from matching.textual import Floats, Rows

SLACK = 1e-9
"""Points by which a bound may be too low, for sums are rounded."""
PROMISING = 0.5
"""Share of the most points for leaves from which a resource is looked at first."""


@compiled
def best_of_eligible(index: IndexArrays, need: NeedArrays, rows: Rows, free: Floats, first: int) -> tuple[Rows, Floats]:
    """Return the `first` best of some rows and their scores, best first; ties in the order of their keys."""
    count = min(first, len(rows))
    found, scores = np.empty(count, dtype=np.int64), np.empty(count)
    if count:
        leaves = np.empty(len(rows))
        _write_best(index.rows, rows, free, pair_of(index, need), room(), _most(need), leaves, found, scores)
    return found, scores


@compiled
def _most(need: NeedArrays) -> float:
    """Return the most points everything but leaves and typical words can give."""
    weights, asked = need.weights, need.facts[0]
    if weights[1] > 0 or weights[5] > 0:
        return inf
    most = weights[0]
    for part in (2, 3, 6, 7, 8):
        most += max(weights[part], 0.0)
    most += max(weights[4] * (1 - asked["track_prior"]), -weights[4] * asked["track_prior"])
    most += max(weights[9], 0.0) * (asked["ties"] - asked["memberships"])
    for part in range(FIRST_OF_TEXT, FIRST_OF_TEXT + 9):
        most += max(weights[part], 0.0)
    return most


@lean
def _write_best(
    rows: Records, chosen: Rows, free: Floats, pair: Pair, space: Room, most: float, leaves: Floats,
    found: Rows, scores: Floats,
) -> None:  # fmt: skip
    highest = -inf
    for at in range(len(chosen)):
        row = rows[chosen[at]]
        leaves[at] = leaf_points(row, pair) + pair[2][19] * row["typical"]
        highest = max(highest, leaves[at])
    limit = highest * PROMISING if highest > 0 else highest
    filled = 0
    for later in range(2):
        for at in range(len(chosen)):
            if (leaves[at] < limit) != (later == 1):
                continue
            if filled == len(found) and leaves[at] + most + SLACK < scores[filled - 1]:
                continue
            row = rows[chosen[at]]
            score = leaf_points(row, pair) + other_points(row, free[at], pair, space)
            filled = _insert(rows, chosen[at], score, found, scores, filled)


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
