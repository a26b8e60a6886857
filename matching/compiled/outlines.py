"""A resource in two lines of memory: enough to say the most points it can have, and so to leave most alone.

Its text is outlined by a signature: each of its terms sets one of 512 bits, and one that stands there more than once
a second one. What the need's terms of the bits in common would give is never less than what the text does give (a
filter after Bloom 1970); with the points that are quickly had it bounds the score from above, as MaxScore does for
lists of postings (Turtle and Flood 1995).
"""

from math import inf, log1p
from typing import Any, Final

import numpy as np
from numba.cpython.unsafe.numbers import trailing_zeros
from numpy.typing import NDArray

from matching.compiled.arrays import NeedArrays
from matching.compiled.features import LOGS, MOST_IN_A_TEXT
from matching.compiled.gates import in_lines
from matching.compiled.rows import Facts, Records
from matching.compiled.rules import HOUR, Calendar, busy_start, closed_start, open_between
from matching.compiled.terms import Bytes, Numbers
from matching.compiled.written import read
from matching.compiling import Whole, compiled, lean
from matching.eligibility import EARTH_RADIUS_M
from matching.hashing import Codes
from matching.textual import Floats
from matching.wishes import DAYS_TO_REST

OUTLINE = np.dtype(
    [
        ("found", np.float32),  # most by which the gifts of its terms found are multiplied
        ("alike", np.float32),  # the same for those of the cosines, in mean norms
        ("typical", np.float32),
        ("stock", np.float32),
        ("load", np.float32),  # ln(1 + it)
        ("last_asked", np.float32),
        ("tried", np.float32),
        ("succeeded", np.float32),
        ("leaves", np.uint32),  # where its leaves begin
        ("calendar", np.int32),
        ("leaf_count", np.uint16),
        ("busy", np.uint16),  # places its busy spans take
        ("notice", np.float32),  # hours
        ("closed_start", np.int64),  # where its closed days begin, and behind them its busy spans
        ("asks", np.uint8),
        ("has_ties", np.uint8),
        ("closed", np.uint8),  # number of its closed days; ASK_ROW where its row alone tells when it is free
        ("busy_time", np.float32),  # microseconds of all its busy spans, rounded up
        ("signature", np.uint8, (64,)),
    ],
    align=True,
)
ASK_ROW = 255
WIDTH = 64
"""Bytes of a signature."""
BITS = 8 * WIDTH
SIZE = OUTLINE.itemsize
START = SIZE - WIDTH
"""Where in an outline its signature begins."""
Sums = NDArray[np.uint32]
"""For each byte of a signature and each of its values two sums of gifts, in parts of a scale: found, then alike."""
Sketch = tuple[Sums, float, float, float]
"""A need's sums, what a part of each scale is worth, and points that any text may have."""

ROUNDING = 1e-3
"""Points by which a bound may be too low, for its numbers are short."""
_OFTEN = 3
_FOUND_AGAIN, _ALIKE_AGAIN = 1.0, float(LOGS[_OFTEN]) - 1
"""What a second bit adds to the first; a text where that is not enough is multiplied as a whole."""
_PARTS = 64_000.0
_HALF: Final = np.uint32(0xFFFF)
_LOWEST: Any = trailing_zeros
_STEPS = 3
"""Bits of the fraction by which squared chords are told apart."""
_CHORDS: Final = np.array(
    [
        log1p(
            float(np.sqrt(np.array([step << (23 - _STEPS)], dtype=np.int32).view(np.float32)[0]))
            * (EARTH_RADIUS_M / 1_000)
        )
        for step in range(0xFF << _STEPS)
    ],
)
"""The least ln(1 + km) of each step of squared chords; a chord is shorter than the way it spans."""
_RESTS: Final = np.array([1 - float(np.exp(-day / DAYS_TO_REST)) for day in range(1, 302)])
"""The most points of rest of each number of whole days."""
_NEXT = 1 + 1e-6


def norms_of(rows: Records) -> Floats:
    """Return the mean norms of words, pieces and ideas, at least a hair."""
    means = [float(rows[name].mean()) if len(rows) else 1.0 for name in ("word_norm", "piece_norm", "idea_norm")]
    return np.maximum(means, 1e-9)


def outlines_of(rows: Records, terms: Bytes, facts: Facts, norms: Floats) -> tuple[Records, Bytes]:
    """Return the outline of every row, and all outlines as bytes."""
    found = in_lines(len(rows), OUTLINE)
    numbers = found.view(np.uint8)
    write_outlines(rows, terms, facts, norms, found, numbers, np.empty(MOST_IN_A_TEXT, dtype=np.uint32))
    return found, numbers


@lean
def write_outlines(
    rows: Records, terms: Bytes, facts: Facts, norms: Floats, found: Records, numbers: Bytes, space: Codes
) -> None:
    """Write the outline of every row; `numbers` are the same as bytes, `space` is room for the terms of a text."""
    for at in range(len(rows)):
        row, outline = rows[at], found[at]
        most = np.int64(1)
        for place in range(read(row, terms, space)):
            times = np.int64(space[place] & np.uint32(255))
            most = np.maximum(most, times)
            bit = _bit(np.int64(space[place] >> np.uint32(8)))
            numbers[at * SIZE + START + (bit >> 3)] |= np.uint8(1 << (bit & 7))
            if times > 1:
                bit = _second_bit(np.int64(space[place] >> np.uint32(8)))
                numbers[at * SIZE + START + (bit >> 3)] |= np.uint8(1 << (bit & 7))
        damping = min(row["word_damping"], row["piece_damping"], row["idea_damping"])
        alike = max(
            _over(norms[0], row["word_norm"]),
            _over(norms[1], row["piece_norm"]),
            _over(norms[2], row["idea_norm"]),
        )
        outline["found"] = _found_most(damping, most) * _NEXT
        outline["alike"] = alike * max(1.0, LOGS[most] / (1 + _ALIKE_AGAIN)) * _NEXT
        outline["typical"], outline["stock"] = row["typical"], row["stock"]
        outline["load"], outline["last_asked"] = log1p(max(row["load"], 0.0)), row["last_asked"]
        outline["tried"], outline["succeeded"] = row["tried"], row["succeeded"]
        outline["leaves"], outline["leaf_count"] = row["leaves"], row["leaf_count"]
        outline["calendar"], outline["closed_start"] = row["calendar"], closed_start(row)
        outline["notice"], outline["busy"] = row["notice"] / HOUR, row["busy"]
        is_told = row["closed"] < ASK_ROW and notice_of(outline) == np.int64(row["notice"])
        outline["closed"] = row["closed"] if is_told else ASK_ROW
        outline["busy_time"] = _spans_of(row, facts) * _NEXT
        outline["asks"], outline["has_ties"] = row["asks"], row["ties"] > 0


@lean
def _spans_of(row: Any, facts: Facts) -> float:
    """Return the microseconds of all busy spans of a row, those in common counted twice."""
    total = 0.0
    for span in range(busy_start(row), busy_start(row) + row["busy"], 2):
        total += facts[span + 1] - facts[span]
    return total


@lean
def _found_most(damping: float, times: Whole) -> float:
    """Return the most a term that stands in a text so often gives, over what its bits count."""
    once = 1 / (1 + damping)
    return max(once, times / (times + damping) / (1 + _FOUND_AGAIN))


@lean
def _over(value: float, whole: float) -> float:
    return value / whole if whole > 0 else 0.0


@lean
def _bit(term: Whole) -> Whole:
    return (term * 0x9E3779B1 >> 20) & (BITS - 1)


@lean
def _second_bit(term: Whole) -> Whole:
    return (term * 0x85EBCA6B >> 20) & (BITS - 1)


@compiled
def sketch_of(need: NeedArrays, gifts: Floats, norms: Floats) -> Sketch:
    """Return what a need's terms give by the bits they set; `gifts` are merged ones."""
    bits = np.zeros((BITS, 2))
    whole = _write_bits(need.table, need.table_rows, gifts, norms, _shared(need), bits)
    found, alike = max(bits[:, 0].sum(), 1e-300), max(bits[:, 1].sum(), 1e-300)
    parts = np.empty((BITS, 2), dtype=np.uint32)
    for bit in range(BITS):
        parts[bit, 0] = np.uint32(np.ceil(bits[bit, 0] / found * _PARTS))
        parts[bit, 1] = np.uint32(np.ceil(bits[bit, 1] / alike * _PARTS))
    sums = np.zeros((WIDTH, 256), dtype=np.uint32)
    _write_sums(parts, sums)
    return sums, found / _PARTS, alike / _PARTS, whole


@compiled
def _shared(need: NeedArrays) -> float:
    return max(need.weights[17], 0.0) / max(need.facts[0]["all_words"], 1e-300)


@lean
def _write_bits(
    table: Numbers, table_rows: Numbers, gifts: Floats, norms: Floats, covered: float, bits: Floats
) -> float:
    """Write what each bit gives; returns the most that the share of words covered gives."""
    whole = 0.0
    for at in range(len(table)):
        if table[at] == 0:
            continue
        term, row = np.int64(table[at] - 1), table_rows[at]
        found = max(gifts[row, 0], 0.0) + max(gifts[row, 1], 0.0) + max(gifts[row, 2], 0.0)
        alike = max(gifts[row, 3], 0.0) / norms[0] + max(gifts[row, 4], 0.0) / norms[1]
        alike += max(gifts[row, 5], 0.0) / norms[2]
        whole += max(gifts[row, 6], 0.0) * covered
        once, again = _bit(term), _second_bit(term)
        bits[once, 0] += found
        bits[once, 1] += alike
        bits[again, 0] += found * _FOUND_AGAIN
        bits[again, 1] += alike * _ALIKE_AGAIN
    return whole


@lean
def _write_sums(parts: Codes, sums: Sums) -> None:
    for byte in range(WIDTH):
        for value in range(1, 256):
            bit = 8 * byte + _LOWEST(np.uint64(value))
            sums[byte, value] = sums[byte, value & (value - 1)] + (parts[bit, 0] << np.uint32(16)) + parts[bit, 1]


@lean
def text_bound(outline: Any, numbers: Bytes, number: Whole, sketch: Sketch) -> float:
    """Return points that the text of a resource does not exceed, but for rounding."""
    sums = sketch[0]
    total = np.uint32(0)
    start = np.uint64(number) * np.uint64(SIZE) + np.uint64(START)
    for byte in range(WIDTH):
        total += sums[byte, numbers[start + np.uint64(byte)]]
    found, alike = np.float64(total >> np.uint32(16)), np.float64(total & _HALF)
    return found * sketch[1] * outline["found"] + alike * sketch[2] * outline["alike"] + sketch[3]


@lean
def plain_bound(gate: Any, outline: Any, need: Any, weights: Floats, free: float) -> float:
    """Return points that the parts before the text do not exceed, but for rounding.

    The weight of distance must not be above 0, nor that of rest below it.
    """
    total = weights[0] + weights[19] * outline["typical"] + weights[8] * outline["asks"]
    if gate["is_measured"] and need["has_point"]:
        x, y, z = gate["x"] - need["x"], gate["y"] - need["y"], gate["z"] - need["z"]
        step = np.float32(x * x + y * y + z * z).view(np.int32) >> (23 - _STEPS)
        total += weights[1] * need["haste"] * _CHORDS[step]
    if need["has_window"] and need["end"] > need["start"]:
        total += weights[2] * min(1.0, free * HOUR / (need["end"] - need["start"]))
    else:
        total += weights[2]
    total += weights[3] * min(1.0, outline["stock"] / need["quantity"])
    tried = outline["tried"] * need["faded"] + need["track_weight"]
    succeeded = outline["succeeded"] * need["faded"] + need["track_weight"] * need["track_prior"]
    total += weights[4] * (succeeded / tried - need["track_prior"]) + weights[5] * outline["load"]
    rested = max(need["today"] - outline["last_asked"], 0.0)
    total += weights[6] * (_RESTS[np.int64(rested)] if rested < len(_RESTS) else 1.0)
    if gate["confirmed_at"] != np.float32(inf):
        total += weights[7] * min(1.0, max(0.0, 1 - (need["today"] - gate["confirmed_at"]) / gate["rhythm"]))
    if outline["has_ties"]:
        total += max(weights[9], 0.0) * (need["ties"] - need["memberships"])
    return total


@lean
def notice_of(outline: Any) -> Whole:
    """Return the notice a resource wants, in microseconds."""
    return np.int64(np.rint(np.float64(outline["notice"]) * HOUR))


@lean
def busy_time(outline: Any, need: Any, facts: Facts, calendar: Calendar) -> Whole:
    """Return the microseconds of the need's window in which a resource's calendar is open and it is busy."""
    total = np.int64(0)
    since = need["start"]
    start = outline["closed_start"] + outline["closed"]
    for span in range(start, start + outline["busy"], 2):
        if facts[span] >= need["last"]:
            break
        until = min(facts[span + 1], need["last"])
        if until > since:
            total += open_between(outline["calendar"], max(facts[span], since), until, calendar)
            since = until
    return total
