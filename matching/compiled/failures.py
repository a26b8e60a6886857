"""Why a row may not serve: the bits of broken rules as failures with what was seen and what is allowed."""

from collections.abc import Iterator
from math import asin, inf

import numpy as np

from matching.compiled.arrays import NeedArrays
from matching.compiled.index import Index
from matching.compiled.rows import REGIONS
from matching.compiled.rules import (
    AGE,
    AREA,
    BARRED,
    CAPACITY,
    GROUP,
    KIND,
    LEAF,
    PAUSED,
    RETURNED,
    STALE,
    TIME,
    absent_start,
    groups_start,
    held_start,
    in_common,
    nearest_chord,
)
from matching.compiled.search import broken_rules
from matching.eligibility import EARTH_RADIUS_M, Failure, leaf_rules, levels_apart
from matching.hashing import key_of
from matching.records import NeedRecord
from matching.vocabulary import Vocabulary

_HOUR = 3_600e6


def failures_of(index: Index, arrays: NeedArrays, need: NeedRecord, row: int) -> list[Failure]:
    """Return every rule that keeps a row out, in the order of `eligibility.failures`."""
    broken = broken_rules(index.arrays, arrays, row)
    found: list[Failure] = []
    for bit, explain in _EXPLANATIONS:
        if broken & bit:
            found.extend(explain(index, arrays, need, row))
    return found


def remarks_of(index: Index, need: NeedRecord, row: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return qualifications the need's leaves demand that are not recorded for a row, as codes for staff."""
    demands = [demand for rule in leaf_rules(need.categories, vocabulary) for demand in rule.qualifications]
    record = index.arrays.rows[row]
    start = int(held_start(record))
    held = index.arrays.facts[start : start + int(record["held"])].view(np.uint64)
    return tuple(f"QUALIFICATION_UNKNOWN:{demand}" for demand in demands if key_of(demand) not in held)


def _kind(_index: Index, _arrays: NeedArrays, _need: NeedRecord, _row: int) -> Iterator[Failure]:
    yield Failure("KIND")


def _area(index: Index, arrays: NeedArrays, need: NeedRecord, row: int) -> Iterator[Failure]:
    record = index.arrays.rows[row]
    if record["serves"] == REGIONS:
        served = index.arrays.facts[record["facts"] : record["facts"] + record["paths"]]
        apart = min((levels_apart(index.paths[region], need.region_path) for region in served), default=inf)
        yield Failure("REGION", float(apart), 0.0, "LEVEL")
    elif arrays.facts[0]["has_point"] and record["bases"]:
        metres = 2 * EARTH_RADIUS_M * asin(min(1.0, nearest_chord(record, arrays.facts[0], index.arrays.vectors) / 2))
        yield Failure("RADIUS", metres, float(record["radius"]), "METRE")
    else:
        yield Failure("REGION", float(levels_apart(index.paths[record["home_reach"]], need.region_path)), 0.0, "LEVEL")


def _capacity(index: Index, _arrays: NeedArrays, need: NeedRecord, row: int) -> Iterator[Failure]:
    yield Failure("CAPACITY", float(index.arrays.rows[row]["stock"]), 1.0, need.unit)


def _time(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    notice, need = float(index.arrays.rows[row]["notice"]), arrays.facts[0]
    if need["end"] < need["now"] + int(notice):
        yield Failure("NOTICE", float(need["end"] - need["now"]) / _HOUR, notice / _HOUR, "HOUR")
    else:
        yield Failure("WINDOW", 0.0, float(need["end"] - need["start"]) / _HOUR, "HOUR")


def _age(index: Index, _arrays: NeedArrays, need: NeedRecord, row: int) -> Iterator[Failure]:
    record, age = index.arrays.rows[row], float(need.age or 0)
    if age < record["min_age"]:
        yield Failure("AGE", age, float(record["min_age"]), "YEAR")
    if age > record["max_age"]:
        yield Failure("AGE", age, float(record["max_age"]), "YEAR")


def _group(index: Index, arrays: NeedArrays, need: NeedRecord, row: int) -> Iterator[Failure]:
    record, facts = index.arrays.rows[row], index.arrays.facts
    ends = arrays.facts[0]
    shared = in_common(facts, groups_start(record), record["groups"], arrays.sets, 0, ends["groups"])
    if record["groups"] and need.groups and not shared:
        yield Failure("GROUP")
    members = arrays.sets[ends["groups"] : ends["memberships"]].view(np.uint64)
    if record["members"] and record["members"] not in members:
        yield Failure("MEMBERS")


def _paused(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    yield Failure("PAUSED", float(index.arrays.rows[row]["paused_until"] - arrays.facts[0]["today"]), 0.0, "DAY")


def _stale(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    record = index.arrays.rows[row]
    need = arrays.facts[0]
    age = float(need["today"] - record["confirmed_at"])
    yield Failure("STALE", age, float(need["stale"] * record["rhythm"]), "DAY")


def _barred(_index: Index, _arrays: NeedArrays, _need: NeedRecord, _row: int) -> Iterator[Failure]:
    yield Failure("BARRED")


def _returned(_index: Index, _arrays: NeedArrays, _need: NeedRecord, _row: int) -> Iterator[Failure]:
    yield Failure("RETURNED")


def _leaf(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    record, ends = index.arrays.rows[row], arrays.facts[0]
    start = absent_start(record)
    if in_common(index.arrays.facts, start, record["absent"], arrays.sets, ends["barred"], ends["demands"]):
        yield Failure("QUALIFICATION")
    if record["accused"] & ends["counterparties"]:
        yield Failure("COUNTERPARTY")


_EXPLANATIONS = (
    (KIND, _kind),
    (AREA, _area),
    (CAPACITY, _capacity),
    (TIME, _time),
    (AGE, _age),
    (GROUP, _group),
    (PAUSED, _paused),
    (STALE, _stale),
    (BARRED, _barred),
    (RETURNED, _returned),
    (LEAF, _leaf),
)
"""What each rule says, in the order of `eligibility.failures`."""
