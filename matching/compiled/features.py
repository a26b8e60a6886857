"""Every part of a score as one loop per resource; `wishes` and `signals` are their readable twins."""

from math import exp, inf, log1p
from typing import Final

import numpy as np

from matching.compiled.arrays import NO_WINDOW, IndexArrays, NeedArrays
from matching.compiling import compiled
from matching.compiled.need_text import (
    ALIKE,
    FOUND,
    IDEAS_ALIKE,
    IDEAS_FOUND,
    LENT,
    MASK,
    PIECES_ALIKE,
    PIECES_FOUND,
    SHARED,
    row_in,
)
from matching.compiled.rules import BASES, TIES, free_hours, nearest_chord, shares_any
from matching.eligibility import EARTH_RADIUS_M
from matching.textual import MOST_TIMES, Flags, Floats, Rows
from matching.wishes import DAYS_TO_REST, KM_GROWTH_BY_LEVEL, KM_OF_NO_LEVEL, LONGEST_REST

PARTS = (
    "prior",
    "distance",
    "time",
    "capacity",
    "track",
    "load",
    "rest",
    "freshness",
    "return_asked",
    "ties",
    "words",
    "likeness",
    "pieces",
    "piece_likeness",
    "ideas",
    "idea_likeness",
    "context",
    "covered",
    "explained",
    "typical",
    "category",
    "counterparty",
)
"""Names of the parts, in the order of their columns."""
FIRST_OF_TEXT = PARTS.index("words")

LOGS: Final = np.array([0.0] + [1 + float(np.log(times)) for times in range(1, MOST_TIMES + 1)])
"""1 + ln of how often a term stands in a text."""
_KM = EARTH_RADIUS_M / 1_000
_HOUR = 3_600e6


@compiled
def write_parts(index: IndexArrays, need: NeedArrays, row: int, parts: Floats) -> None:
    """Write the features of a resource for a need into `parts`, in the order of PARTS."""
    record = index.rows[row]
    parts[0] = 1.0
    parts[1] = need.haste * log1p(kilometres(index, need, row))
    parts[2] = _time(index, need, row)
    parts[3] = min(1.0, record["stock"] / need.quantity)
    parts[4] = expected_success(index, need, row) - need.track_prior
    parts[5] = log1p(record["load"])
    parts[6] = 1 - exp(-max(need.today - record["last_asked"], 0.0) / DAYS_TO_REST)
    parts[7] = freshness(index, need, row)
    parts[8] = record["asks"]
    parts[9] = shares_any(index, row, TIES, need.ties) if len(need.ties) > 0 else 0.0
    _write_text(index, need, row, parts)
    agreement = 0.0
    for at in range(record["leaves"], record["leaves"] + record["leaf_count"]):
        agreement += index.leaf_roots[at] * need.leaves[index.leaf_codes[at]]
    parts[20] = agreement
    against = 0.0
    if record["accused"]:
        for bit in range(len(need.accused)):
            if record["accused"] >> np.uint64(bit) & np.uint64(1):
                against += need.accused[bit]
    parts[21] = against


@compiled
def is_measured(index: IndexArrays, need: NeedArrays, row: int) -> bool:
    """Whether the distance is known in kilometres, and not only in levels of the region tree."""
    return need.has_point and index.rows[row]["counts"][BASES] > 0


@compiled
def kilometres(index: IndexArrays, need: NeedArrays, row: int) -> float:
    """Return the way between a need and a resource; by levels of the tree where a point is missing."""
    if not index.rows[row]["travels"]:
        return 0.0
    if is_measured(index, need, row):
        return 2 * _KM * np.arcsin(min(1.0, nearest_chord(index, need, row) / 2))
    return KM_OF_NO_LEVEL * KM_GROWTH_BY_LEVEL ** levels(index, need, row)


@compiled
def levels(index: IndexArrays, need: NeedArrays, row: int) -> float:
    """Return the levels climbed from the resource's home to the region it shares with the need."""
    region = index.rows[row]["home"]
    climbed = 0.0
    while region != 0:
        depth = index.depths[region]
        if depth < len(need.above) and need.above[depth] == region:
            break
        region = index.parents[region]
        climbed += 1
    return climbed


@compiled
def _time(index: IndexArrays, need: NeedArrays, row: int) -> float:
    if need.start == NO_WINDOW or need.end <= need.start:
        return 1.0
    return min(1.0, free_hours(index, need, row) / ((need.end - need.start) / _HOUR))


@compiled
def expected_success(index: IndexArrays, need: NeedArrays, row: int) -> float:
    """Return the expected success under the beta prior, old outcomes faded."""
    record = index.rows[row]
    succeeded = record["succeeded"] * need.faded + need.track_weight * need.track_prior
    return succeeded / (record["tried"] * need.faded + need.track_weight)


@compiled
def freshness(index: IndexArrays, need: NeedArrays, row: int) -> float:
    """Return the share of the time between two confirmations that is left; 0 when never confirmed."""
    confirmed = index.rows[row]["confirmed_at"]
    if confirmed == inf:
        return 0.0
    return min(1.0, max(0.0, 1 - (need.today - confirmed) / index.rows[row]["rhythm"]))


@compiled
def rested_days(index: IndexArrays, need: NeedArrays, row: int) -> float:
    """Return the days since a resource was last asked, a year at most."""
    return min(max(need.today - index.rows[row]["last_asked"], 0.0), LONGEST_REST)


@compiled
def _write_text(index: IndexArrays, need: NeedArrays, row: int, parts: Floats) -> None:
    """Sum what the terms of the need give to a resource that holds them, in one pass over its terms."""
    record = index.rows[row]
    found = alike = lent = shared = pieces_found = pieces_alike = ideas_found = ideas_alike = 0.0
    sieve = need.sieve
    start = record["terms"]
    for at in range(start, start + record["term_count"]):
        packed = index.terms[at]
        term = packed >> np.uint32(8)
        low = term & np.uint32(MASK)
        if not sieve[low >> np.uint32(6)] >> np.uint64(low & np.uint32(63)) & np.uint64(1):
            continue
        place = row_in(np.int64(term), need.table, need.table_rows)
        if place < 0:
            continue
        gifts = need.gifts[place]
        seen = packed & np.uint32(255)
        times, logs = float(seen), LOGS[seen]
        found += gifts[FOUND] * times / (times + record["damping"][0])
        pieces_found += gifts[PIECES_FOUND] * times / (times + record["damping"][1])
        ideas_found += gifts[IDEAS_FOUND] * times / (times + record["damping"][2])
        alike += gifts[ALIKE] * logs
        lent += gifts[LENT] * logs
        pieces_alike += gifts[PIECES_ALIKE] * logs
        ideas_alike += gifts[IDEAS_ALIKE] * logs
        shared += gifts[SHARED]
    norms = record["norms"]
    parts[10] = found
    parts[11] = min(1.0, _over(alike, norms[0]))
    parts[12] = pieces_found
    parts[13] = min(1.0, _over(pieces_alike, norms[1]))
    parts[14] = ideas_found
    parts[15] = min(1.0, _over(ideas_alike, norms[2]))
    parts[16] = _over(lent, norms[0])
    parts[17] = _over(shared, need.all_words)
    parts[18] = _over(shared, norms[3])
    parts[19] = record["typical"]


@compiled
def _over(value: float, whole: float) -> float:
    return value / whole if whole > 0 else 0.0


@compiled
def shown_of(index: IndexArrays, need: NeedArrays, rows: Rows, parts: Floats) -> tuple[Floats, Flags]:
    """Return what readers are shown of each part of some resources, and whether their distance is in kilometres."""
    shown = parts.copy()
    measured = np.empty(len(rows), dtype=np.bool_)
    for at in range(len(rows)):
        row = rows[at]
        measured[at] = is_measured(index, need, row)
        travels = index.rows[row]["travels"]
        climbed = levels(index, need, row) if travels else 0.0
        shown[at, 1] = kilometres(index, need, row) if measured[at] else climbed
        if need.start != NO_WINDOW:
            shown[at, 2] = free_hours(index, need, row)
        shown[at, 4] = expected_success(index, need, row)
        shown[at, 5] = index.rows[row]["load"]
        shown[at, 6] = rested_days(index, need, row)
    return shown, measured
