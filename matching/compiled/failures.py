"""Why a row may not serve: the bits of broken rules as failures with what was seen and what is allowed."""

from collections.abc import Iterator
from math import asin, inf

import numpy as np

from matching.compiled.arrays import NeedArrays
from matching.hashing import key_of
from matching.compiled.index import Index
from matching.compiled.rows import REGIONS
from matching.compiled.rules import (
    ABSENT,
    AGE,
    AREA,
    BARRED,
    BASES,
    CAPACITY,
    GROUP,
    GROUPS,
    HELD,
    KIND,
    LEAF,
    PATHS,
    PAUSED,
    RETURNED,
    RULES,
    STALE,
    TIME,
    broken_rules,
    nearest_chord,
    shares_any,
    start_of,
)
from matching.eligibility import EARTH_RADIUS_M, Failure, leaf_rules, levels_apart
from matching.records import NeedRecord
from matching.vocabulary import Vocabulary

_HOUR = 3_600e6
_ALL = len(RULES)


def failures_of(index: Index, arrays: NeedArrays, need: NeedRecord, row: int) -> list[Failure]:
    """Return every rule that keeps a row out, in the order of `eligibility.failures`."""
    broken = broken_rules(index.arrays, arrays, row, _ALL)
    found: list[Failure] = []
    for bit, explain in _EXPLANATIONS:
        if broken & bit:
            found.extend(explain(index, arrays, need, row))
    return found


def remarks_of(index: Index, need: NeedRecord, row: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return qualifications the need's leaves demand that are not recorded for a row, as codes for staff."""
    demands = [demand for rule in leaf_rules(need.categories, vocabulary) for demand in rule.qualifications]
    return tuple(
        f"QUALIFICATION_UNKNOWN:{demand}"
        for demand in demands
        if not shares_any(index.arrays, row, HELD, np.array([key_of(demand)], dtype=np.uint64).view(np.int64))
    )


def _kind(_index: Index, _arrays: NeedArrays, _need: NeedRecord, _row: int) -> Iterator[Failure]:
    yield Failure("KIND")


def _area(index: Index, arrays: NeedArrays, need: NeedRecord, row: int) -> Iterator[Failure]:
    record = index.arrays.rows[row]
    if record["serves"] == REGIONS:
        start = start_of(index.arrays, row, PATHS)
        served = index.arrays.facts[start : start + int(record["counts"][PATHS])]
        apart = min((levels_apart(index.paths[region], need.region_path) for region in served), default=inf)
        yield Failure("REGION", float(apart), 0.0, "LEVEL")
    elif arrays.has_point and record["counts"][BASES]:
        metres = 2 * EARTH_RADIUS_M * asin(min(1.0, nearest_chord(index.arrays, arrays, row) / 2))
        yield Failure("RADIUS", metres, float(record["radius"]), "METRE")
    else:
        yield Failure("REGION", float(levels_apart(index.paths[record["home_reach"]], need.region_path)), 0.0, "LEVEL")


def _capacity(index: Index, _arrays: NeedArrays, need: NeedRecord, row: int) -> Iterator[Failure]:
    yield Failure("CAPACITY", float(index.arrays.rows[row]["stock"]), 1.0, need.unit)


def _time(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    notice = float(index.arrays.rows[row]["notice"])
    if arrays.end < arrays.now + int(notice):
        yield Failure("NOTICE", float(arrays.end - arrays.now) / _HOUR, notice / _HOUR, "HOUR")
    else:
        yield Failure("WINDOW", 0.0, float(arrays.end - arrays.start) / _HOUR, "HOUR")


def _age(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    record = index.arrays.rows[row]
    if arrays.age < record["min_age"]:
        yield Failure("AGE", arrays.age, float(record["min_age"]), "YEAR")
    if arrays.age > record["max_age"]:
        yield Failure("AGE", arrays.age, float(record["max_age"]), "YEAR")


def _group(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    record = index.arrays.rows[row]
    if record["counts"][GROUPS] and len(arrays.groups) and not shares_any(index.arrays, row, GROUPS, arrays.groups):
        yield Failure("GROUP")
    if record["members"] and record["members"] not in arrays.memberships.view(np.uint64):
        yield Failure("MEMBERS")


def _paused(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    yield Failure("PAUSED", float(index.arrays.rows[row]["paused_until"] - arrays.today), 0.0, "DAY")


def _stale(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    record = index.arrays.rows[row]
    age = float(arrays.today - record["confirmed_at"])
    yield Failure("STALE", age, float(arrays.stale * record["rhythm"]), "DAY")


def _barred(_index: Index, _arrays: NeedArrays, _need: NeedRecord, _row: int) -> Iterator[Failure]:
    yield Failure("BARRED")


def _returned(_index: Index, _arrays: NeedArrays, _need: NeedRecord, _row: int) -> Iterator[Failure]:
    yield Failure("RETURNED")


def _leaf(index: Index, arrays: NeedArrays, _need: NeedRecord, row: int) -> Iterator[Failure]:
    if shares_any(index.arrays, row, ABSENT, arrays.demands):
        yield Failure("QUALIFICATION")
    if index.arrays.rows[row]["accused"] & arrays.counterparties:
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
