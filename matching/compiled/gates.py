"""What keeps most resources out, packed into one line of memory a resource; `rules` says the same in full."""

from typing import Any

import numpy as np

from matching.compiled.rows import RADIUS, REGIONS, REMOTE, Facts, Records
from matching.compiled.rules import bases_start, is_above
from matching.compiled.terms import Numbers
from matching.compiling import lean
from matching.textual import Floats

GATE = np.dtype(
    [
        ("x", np.float64),  # unit vector of the first base
        ("y", np.float64),
        ("z", np.float64),
        ("reach", np.float64),  # the radius as a straight length on the unit sphere
        ("kind", np.uint32),  # the low half of its number; kinds are few
        ("area", np.int32),  # the only region it serves, or how far from the first its bases lie in billionths
        ("min_age", np.float32),
        ("max_age", np.float32),
        ("confirmed_at", np.float32),  # days since 2020, exact to some seconds
        ("rhythm", np.float32),
        ("paused_until", np.float32),  # days since 2020
        ("way", np.uint8),  # how its area is told
        ("is_empty", np.uint8),  # nothing of it is left
        ("terms", np.uint8),  # on what terms it is given, a bit for each
        ("is_measured", np.uint8),  # whether the way to it is that to its only base
    ],
    align=True,
)
ANYWHERE, ONE_REGION, CIRCLE, CIRCLES, BY_ROW = range(5)
"""Ways of telling an area: by nothing, one region, a radius about one base or several, by more than a gate holds."""
GROUPS, MEMBERS, QUALIFIED, ACCUSED = 1, 2, 4, 8
"""Terms: for some groups, for members, lacking a qualification, of a partner that may be complained about."""

LINE = 64
BILLIONTH = 1e-9
_WIDEST = 2_000_000_000
UNSURE_DAYS = 0.01
"""Days around the end of a confirmation or of a pause in which the row is asked."""


def gates_of(rows: Records, facts: Facts) -> Records:
    """Return the gate of every row."""
    found = in_lines(len(rows), GATE)
    write_gates(rows, facts, facts.view(np.float64), found)
    return found


def in_lines(count: int, kind: np.dtype[np.void]) -> Records:
    """Return records of 64 bytes, all 0, each in one line of memory."""
    room = np.zeros(count * kind.itemsize + LINE, dtype=np.uint8)
    start = -room.ctypes.data % LINE
    return room[start : start + count * kind.itemsize].view(kind)


@lean
def write_gates(rows: Records, facts: Facts, vectors: Floats, found: Records) -> None:
    """Write the gate of every row; `vectors` are the facts as numbers with a fraction."""
    for at in range(len(rows)):
        row = rows[at]
        gate = found[at]
        gate["x"], gate["y"], gate["z"], gate["reach"] = row["x"], row["y"], row["z"], row["reach"]
        gate["kind"] = np.uint32(row["kind"] & np.uint64(0xFFFFFFFF))
        gate["min_age"], gate["max_age"] = row["min_age"], row["max_age"]
        gate["confirmed_at"], gate["rhythm"] = row["confirmed_at"], row["rhythm"]
        gate["is_empty"] = row["stock"] < 1
        gate["paused_until"] = row["paused_until"]
        gate["is_measured"] = row["travels"] and row["bases"] == 1
        gate["way"] = BY_ROW
        if row["serves"] == REMOTE:
            gate["way"] = ANYWHERE
        elif row["serves"] == REGIONS and row["paths"] == 1:
            gate["way"] = ONE_REGION
            gate["area"] = facts[row["facts"]]
        elif row["serves"] == RADIUS and row["bases"] == 1:
            gate["way"] = CIRCLE
        elif row["serves"] == RADIUS and row["bases"] > 1:
            spread = _spread(row, vectors) / BILLIONTH + 2
            if spread < _WIDEST:
                gate["way"], gate["area"] = CIRCLES, spread
        gate["terms"] = (
            GROUPS * (row["groups"] > 0)
            | MEMBERS * (row["members"] != np.uint64(0))
            | QUALIFIED * (row["absent"] > 0)
            | ACCUSED * (row["accused"] != np.uint64(0))
        )


@lean
def _spread(row: Any, vectors: Floats) -> float:
    """Return the straight length from the first base of a row to the furthest other one."""
    furthest = 0.0
    start = bases_start(row)
    for at in range(start, start + 3 * (np.int64(row["bases"]) - 1), 3):
        x, y, z = vectors[at] - row["x"], vectors[at + 1] - row["y"], vectors[at + 2] - row["z"]
        furthest = max(furthest, x * x + y * y + z * z)
    return np.sqrt(furthest)


@lean
def terms_asked(need: Any) -> int:
    """Return the bits of those terms a need may meet or fail."""
    asked = 0
    if need["groups"] > 0:
        asked |= GROUPS
    if need["memberships"] > need["groups"]:
        asked |= MEMBERS
    if need["demands"] > need["barred"]:
        asked |= QUALIFIED
    if need["counterparties"] != np.uint64(0):
        asked |= ACCUSED
    return asked


@lean
def is_shut(gate: Any, need: Any, kind: np.uint32, asked: int, depths: Numbers, above: Numbers) -> bool:
    """Whether a gate keeps a need out; `kind` is the low half of the kind asked for, `asked` its terms.

    Its tests are all done and put together, without a branch whose outcome nobody can foretell.
    """
    way = gate["way"]
    circle = ((way == CIRCLE) | (way == CIRCLES)) & (need["has_point"] != 0)
    shut = circle & (_chord(gate, need) > gate["reach"] + (way == CIRCLES) * gate["area"] * BILLIONTH)
    shut |= (gate["is_empty"] != 0) | ((need["kind"] != 0) & (gate["kind"] != kind))
    shut |= (need["has_age"] != 0) & ((need["age"] < gate["min_age"]) | (need["age"] > gate["max_age"]))
    shut |= need["today"] - gate["confirmed_at"] - need["stale"] * gate["rhythm"] > UNSURE_DAYS
    shut |= gate["paused_until"] - need["today"] > UNSURE_DAYS
    shut |= (gate["terms"] & MEMBERS & ~asked) != 0
    if way == ONE_REGION and need["has_region"]:
        shut |= not is_above(gate["area"], depths, above)
    return bool(shut)


@lean
def holds(gate: Any, need: Any) -> bool:
    """Whether the area of a gate that is not shut holds a need for certain."""
    way = gate["way"]
    if way == CIRCLES and need["has_point"]:
        return _chord(gate, need) <= gate["reach"]
    return way == ANYWHERE or (way == CIRCLE and need["has_point"]) or (way == ONE_REGION and need["has_region"])


@lean
def asks_terms(gate: Any, need: Any, asked: int) -> bool:
    """Whether a need that is not kept out by a gate may still be by what only the row says, but for its area."""
    late = need["today"] - gate["confirmed_at"] - need["stale"] * gate["rhythm"]
    pause = gate["paused_until"] - need["today"]
    return gate["terms"] & asked != 0 or late > -UNSURE_DAYS or pause > -UNSURE_DAYS


@lean
def _chord(gate: Any, need: Any) -> float:
    """Return the straight length to the first base."""
    x, y, z = gate["x"] - need["x"], gate["y"] - need["y"], gate["z"] - need["z"]
    return np.sqrt(x * x + y * y + z * z)
