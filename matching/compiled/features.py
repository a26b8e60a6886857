"""Every part of a score as loops over resources; `wishes` and `signals` are their readable twins."""

from math import exp, inf, log1p
from typing import Any, Final

import numpy as np

from matching.compiled.arrays import IndexArrays, NeedArrays
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
    Sieve,
    row_in,
)
from matching.compiled.rows import Facts, Records
from matching.compiled.rules import free_hours, in_common, nearest_chord, ties_start
from matching.compiled.terms import Bytes, Numbers
from matching.compiled.written import read
from matching.compiling import compiled, lean
from matching.eligibility import EARTH_RADIUS_M
from matching.hashing import Codes
from matching.signals import SIGNALS
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
    *SIGNALS,
    "category",
    "counterparty",
)
"""Names of the parts, in the order of their columns."""
FIRST_OF_TEXT = PARTS.index("words")

LOGS: Final = np.array([0.0] + [1 + float(np.log(times)) for times in range(1, MOST_TIMES + 1)])
"""1 + ln of how often a term stands in a text."""
MOST_IN_A_TEXT = 1 << 16
"""More than a text has different terms."""
_KM = EARTH_RADIUS_M / 1_000
_HOUR = 3_600e6
_LONG_RESTED = 40 * DAYS_TO_REST
"""Days after which a rest is whole to the last digit."""
_SMALL = 0.01
"""Half a chord of 127 km."""

Text = tuple[Bytes, Sieve, Numbers, Numbers, Floats]
"""The terms of all resources, and the need's: sieve, table, rows of the table, gifts."""
Leaves = tuple[Records, Floats, Floats]
"""The leaves of all resources, the roots of the need's, and its chance of each counterparty."""
Room = tuple[Floats, Codes, Bytes]
"""Room for the parts and the terms of one resource, and for how often each term of the need stands in it, all 0."""
Tree = tuple[Numbers, Numbers, Numbers]
"""Parents and depths of regions, and the need's own and those above."""
Pair = tuple[Records, Facts, Floats, Facts, Floats, Text, Leaves, Tree]
"""What a score reads: the need's facts, sets and weights, all facts, vectors, text, leaves and regions."""


@compiled
def scores_of(index: IndexArrays, need: NeedArrays, chosen: Rows, free: Floats) -> Floats:
    """Return the scores of some resources, whether they may serve or not, free for so many hours of the wished time.

    The parts of the text are not kept apart here, and need fewer sums so.
    """
    found = np.empty(len(chosen))
    _write_scores(index.rows, chosen, free, pair_of(index, need), room(need), found)
    return found


@compiled
def pair_of(index: IndexArrays, need: NeedArrays) -> Pair:
    """Return what a score reads of an index and of a need, as `score_of` takes it."""
    text = (index.terms, need.sieve, need.table, need.table_rows, _merged(need))
    leaves = (index.leaves, need.leaves, need.accused)
    tree = (index.parents, index.depths, need.above)
    return need.facts, need.sets, need.weights, index.facts, index.vectors, text, leaves, tree


@compiled
def room(need: NeedArrays) -> Room:
    """Return room for the parts and the terms of one resource."""
    return np.zeros(len(PARTS)), np.empty(MOST_IN_A_TEXT, dtype=np.uint32), np.zeros(len(need.gifts), dtype=np.uint8)


@lean
def _write_scores(rows: Records, chosen: Rows, free: Floats, pair: Pair, space: Room, found: Floats) -> None:
    for at in range(len(chosen)):
        row = rows[chosen[at]]
        found[at] = leaf_points(row, pair) + other_points(row, free[at], pair, space)


@lean
def leaf_points(row: Any, pair: Pair) -> float:
    """Return the points for the leaves of a resource and against its partner, which are quickly had."""
    held, asked, accused = pair[6]
    agreement = 0.0
    for at in range(row["leaves"], row["leaves"] + row["leaf_count"]):
        agreement += held[at]["root"] * asked[held[at]["code"]]
    return pair[2][20] * agreement + pair[2][21] * _against(row, accused)


@lean
def other_points(row: Any, free: float, pair: Pair, space: Room) -> float:
    """Return the points of everything but the leaves; `space` is room to work in."""
    needs, sets, weights, facts, vectors, text, _, tree = pair
    parts, hits, times = space
    need = needs[0]
    _write_plain(row, need, facts, sets, vectors, free, tree, parts)
    covered = weights[17] / max(need["all_words"], 1e-300)
    total = _text_points(row, text, hits, times, covered, weights[18]) + weights[19] * row["typical"]
    for part in range(FIRST_OF_TEXT):
        total += weights[part] * parts[part]
    return total


@compiled
def _merged(need: NeedArrays) -> Floats:
    """Return the gifts of the need's terms with their weights, those that go through the same sum added up."""
    weights, gifts = need.weights, need.gifts
    found = np.empty((len(gifts), 7))
    for row in range(len(gifts)):
        found[row, 0] = weights[10] * gifts[row, FOUND]
        found[row, 1] = weights[12] * gifts[row, PIECES_FOUND]
        found[row, 2] = weights[14] * gifts[row, IDEAS_FOUND]
        found[row, 3] = weights[11] * gifts[row, ALIKE] + weights[16] * gifts[row, LENT]
        found[row, 4] = weights[13] * gifts[row, PIECES_ALIKE]
        found[row, 5] = weights[15] * gifts[row, IDEAS_ALIKE]
        found[row, 6] = gifts[row, SHARED]
    return found


@lean
def _meet(row: Any, text: Text, hits: Codes, met: Bytes) -> None:
    """Write how often each term of the need, in the order of its own text, stands in a resource's."""
    terms, sieve, table, table_rows, _ = text
    count = np.int64(0)
    for at in range(read(row, terms, hits)):
        packed = hits[at]
        low = (packed >> np.uint32(8)) & np.uint32(MASK)
        hits[count] = packed
        count += np.int64(sieve[low >> np.uint32(6)] >> np.uint64(low & np.uint32(63)) & np.uint64(1))
    for at in range(count):
        place = row_in(np.int64(hits[at] >> np.uint32(8)), table, table_rows)
        if place >= 0:
            met[place] = np.uint8(hits[at] & np.uint32(255))


@lean
def _text_points(row: Any, text: Text, hits: Codes, met: Bytes, covered: float, explained: float) -> float:
    """Return the points of a resource's text, by merged gifts; see Room."""
    gifts = text[4]
    found = pieces_found = ideas_found = alike = pieces_alike = ideas_alike = shared = 0.0
    once = 1 / (1 + row["word_damping"])
    piece_once, idea_once = 1 / (1 + row["piece_damping"]), 1 / (1 + row["idea_damping"])
    _meet(row, text, hits, met)
    for place in range(len(met)):
        seen = met[place]
        if seen == np.uint8(0):
            continue
        met[place] = np.uint8(0)
        if seen == np.uint8(1):
            found += gifts[place, 0] * once
            pieces_found += gifts[place, 1] * piece_once
            ideas_found += gifts[place, 2] * idea_once
            alike += gifts[place, 3]
            pieces_alike += gifts[place, 4]
            ideas_alike += gifts[place, 5]
        else:
            times, logs = float(seen), LOGS[seen]
            found += gifts[place, 0] * times / (times + row["word_damping"])
            pieces_found += gifts[place, 1] * times / (times + row["piece_damping"])
            ideas_found += gifts[place, 2] * times / (times + row["idea_damping"])
            alike += gifts[place, 3] * logs
            pieces_alike += gifts[place, 4] * logs
            ideas_alike += gifts[place, 5] * logs
        shared += gifts[place, 6]
    total = found + pieces_found + ideas_found
    total += _over(alike, row["word_norm"]) + _over(pieces_alike, row["piece_norm"])
    total += _over(ideas_alike, row["idea_norm"])
    return total + shared * covered + _over(shared, row["word_weight"]) * explained


@compiled
def free_of(index: IndexArrays, need: NeedArrays, chosen: Rows) -> Floats:
    """Return the hours of the wished time in which some resources are free; 0 without a wished time."""
    found = np.zeros(len(chosen))
    if need.facts[0]["has_window"]:
        for at in range(len(chosen)):
            calendar = (index.calendars, index.hours, need.days)
            found[at] = free_hours(index.rows[chosen[at]], need.facts[0], index.facts, calendar)
    return found


@compiled
def features_of(index: IndexArrays, need: NeedArrays, chosen: Rows) -> Floats:
    """Return the features of some resources, as resources × parts."""
    found = np.empty((len(chosen), len(PARTS)))
    asked = need.facts[0]
    free = free_of(index, need, chosen)
    text = (index.terms, need.sieve, need.table, need.table_rows, need.gifts)
    leaves = (index.leaves, need.leaves, need.accused)
    tree = (index.parents, index.depths, need.above)
    space = room(need)
    for at in range(len(chosen)):
        row = index.rows[chosen[at]]
        _write_plain(row, asked, index.facts, need.sets, index.vectors, free[at], tree, found[at])
        _write_text(row, asked, text, space, found[at])
        _write_leaves(row, leaves, found[at])
    return found


@compiled
def shown_of(index: IndexArrays, need: NeedArrays, chosen: Rows, parts: Floats) -> tuple[Floats, Flags]:
    """Return what readers are shown of each part of some resources, and whether their distance is in kilometres."""
    shown = parts.copy()
    measured = np.empty(len(chosen), dtype=np.bool_)
    asked, free = need.facts[0], free_of(index, need, chosen)
    tree = (index.parents, index.depths, need.above)
    for at in range(len(chosen)):
        row = index.rows[chosen[at]]
        measured[at] = is_measured(row, asked)
        climbed = levels(row, tree) if row["travels"] else 0.0
        shown[at, 1] = kilometres(row, asked, index.vectors, tree) if measured[at] else climbed
        if asked["has_window"]:
            shown[at, 2] = free[at]
        shown[at, 4] = expected_success(row, asked)
        shown[at, 5] = row["load"]
        shown[at, 6] = min(max(asked["today"] - row["last_asked"], 0.0), LONGEST_REST)
    return shown, measured


@lean
def _write_plain(
    row: Any,
    need: Any,
    facts: Facts,
    sets: Facts,
    vectors: Floats,
    free: float,
    tree: Tree,
    parts: Floats,
) -> None:
    parts[0] = 1.0
    parts[1] = need["haste"] * log1p(kilometres(row, need, vectors, tree))
    parts[2] = 1.0
    if need["has_window"] and need["end"] > need["start"]:
        wished = (need["end"] - need["start"]) / _HOUR
        parts[2] = min(1.0, free / wished)
    parts[3] = min(1.0, row["stock"] / need["quantity"])
    parts[4] = expected_success(row, need) - need["track_prior"]
    parts[5] = log1p(row["load"]) if row["load"] > 0 else 0.0
    rested = max(need["today"] - row["last_asked"], 0.0)
    parts[6] = 1 - exp(-rested / DAYS_TO_REST) if rested < _LONG_RESTED else 1.0
    parts[7] = 0.0
    if row["confirmed_at"] != inf:
        parts[7] = min(1.0, max(0.0, 1 - (need["today"] - row["confirmed_at"]) / row["rhythm"]))
    parts[8] = row["asks"]
    parts[9] = in_common(facts, ties_start(row), row["ties"], sets, need["memberships"], need["ties"])


@lean
def is_measured(row: Any, need: Any) -> bool:
    """Whether the distance is known in kilometres, and not only in levels of the region tree."""
    return bool(need["has_point"]) and row["bases"] > 0


@lean
def kilometres(row: Any, need: Any, vectors: Floats, tree: Tree) -> float:
    """Return the way between a need and a resource; by levels of the tree where a point is missing."""
    if not row["travels"]:
        return 0.0
    if is_measured(row, need):
        return 2 * _KM * _arcsine(nearest_chord(row, need, vectors) / 2)
    return KM_OF_NO_LEVEL * KM_GROWTH_BY_LEVEL ** levels(row, tree)


@lean
def _arcsine(value: float) -> float:
    """Return the arcsine; near 0, which is every way within a city, by the first terms of its series."""
    if value > _SMALL:
        return float(np.arcsin(min(1.0, value)))
    square = value * value
    return value * (1 + square * (1 / 6 + square * (3 / 40 + square * (15 / 336))))


@lean
def levels(row: Any, tree: Tree) -> float:
    """Return the levels climbed from the resource's home to the region it shares with the need."""
    parents, depths, above = tree
    region = row["home"]
    climbed = 0.0
    while region != 0:
        depth = depths[region]
        if depth < len(above) and above[depth] == region:
            break
        region = parents[region]
        climbed += 1
    return climbed


@lean
def expected_success(row: Any, need: Any) -> float:
    """Return the expected success under the beta prior, old outcomes faded."""
    succeeded = row["succeeded"] * need["faded"] + need["track_weight"] * need["track_prior"]
    return succeeded / (row["tried"] * need["faded"] + need["track_weight"])


@lean
def _write_leaves(row: Any, leaves: Leaves, parts: Floats) -> None:
    held, asked, accused = leaves
    agreement = 0.0
    for at in range(row["leaves"], row["leaves"] + row["leaf_count"]):
        agreement += held[at]["root"] * asked[held[at]["code"]]
    parts[20] = agreement
    parts[21] = _against(row, accused)


@lean
def _against(row: Any, accused: Floats) -> float:
    """Return the chance that a resource's partner is the one complained about."""
    against = 0.0
    if row["accused"]:
        for bit in range(len(accused)):
            if row["accused"] >> np.uint64(bit) & np.uint64(1):
                against += accused[bit]
    return against


@lean
def _write_text(row: Any, need: Any, text: Text, space: Room, parts: Floats) -> None:
    """Sum what the terms of the need give to a resource that holds them, in one pass over its terms."""
    gifts = text[4]
    found = alike = lent = shared = pieces_found = pieces_alike = ideas_found = ideas_alike = 0.0
    _, hits, met = space
    _meet(row, text, hits, met)
    for place in range(len(met)):
        seen = met[place]
        if seen == np.uint8(0):
            continue
        met[place] = np.uint8(0)
        times, logs = float(seen), LOGS[seen]
        found += gifts[place, FOUND] * times / (times + row["word_damping"])
        pieces_found += gifts[place, PIECES_FOUND] * times / (times + row["piece_damping"])
        ideas_found += gifts[place, IDEAS_FOUND] * times / (times + row["idea_damping"])
        alike += gifts[place, ALIKE] * logs
        lent += gifts[place, LENT] * logs
        pieces_alike += gifts[place, PIECES_ALIKE] * logs
        ideas_alike += gifts[place, IDEAS_ALIKE] * logs
        shared += gifts[place, SHARED]
    parts[10] = found
    parts[11] = min(1.0, _over(alike, row["word_norm"]))
    parts[12] = pieces_found
    parts[13] = min(1.0, _over(pieces_alike, row["piece_norm"]))
    parts[14] = ideas_found
    parts[15] = min(1.0, _over(ideas_alike, row["idea_norm"]))
    parts[16] = _over(lent, row["word_norm"])
    parts[17] = _over(shared, need["all_words"])
    parts[18] = _over(shared, row["word_weight"])
    parts[19] = row["typical"]


@lean
def _over(value: float, whole: float) -> float:
    return value / whole if whole > 0 else 0.0
