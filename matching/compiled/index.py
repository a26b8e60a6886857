"""Resources put in the order of their places, so that those near a need lie side by side in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.compiled.arrays import IndexArrays
from matching.compiled.cells import (
    classes_in,
)
from matching.compiled.gates import gates_of
from matching.compiled.listing import listed
from matching.compiled.outlines import norms_of, outlines_of
from matching.compiled.reading import Batch, Reader
from matching.compiled.rows import LEAF, Facts, Records
from matching.compiled.rules import DAYS_A_WEEK, bases_start
from matching.compiled.statistics import Statistics, dampings, term_weights, text_norms
from matching.compiled.terms import Bytes, Numbers
from matching.compiled.written import put, written
from matching.compiling import compiled
from matching.hashing import Codes, Offsets
from matching.records import LEVEL_WIDTH
from matching.textual import Floats, Rows

MOST_KEPT = 10_000
"""Regions whose numbers are kept once looked up."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index with the keys of its rows; `by_key` sorts them, `regions` gives the number of each of `paths`."""

    arrays: IndexArrays
    keys: NDArray[np.bytes_]
    by_key: Codes
    paths: tuple[str, ...]
    regions: dict[str, int]
    _above: dict[str, Numbers] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def size(self) -> int:
        """Return how many resources are indexed, whether they are alive or not."""
        return len(self.keys)

    def row_of(self, key: str) -> int | None:
        """Return the row of a living resource; None when it has none."""
        wanted = key.encode()
        at = int(np.searchsorted(self.keys, np.bytes_(wanted), sorter=self.by_key)) if self.size else 0
        if at == self.size:
            return None
        row = int(self.by_key[at])
        return row if self.keys[row] == wanted and self.arrays.alive[row] else None

    def above(self, path: str) -> Numbers:
        """Return the numbers of a region and all above it, the widest first; -1 where none is known."""
        known = self._above.get(path)
        if known is None:
            ends = [*range(0, len(path), LEVEL_WIDTH), len(path)] if path else [0]
            known = np.array([self.regions.get(path[:end], -1) for end in ends], dtype=np.int32)
            if len(self._above) < MOST_KEPT:
                self._above[path] = known
        return known

    def key(self, row: int) -> str:
        """Return the key of a row."""
        return bytes(self.keys[row]).decode()

    def without(self, rows: Sequence[int]) -> "Index":
        """Return the index with some rows no longer alive; everything else is shared."""
        alive = self.arrays.alive.copy()
        alive[list(rows)] = 0
        return Index(self.arrays._replace(alive=alive), self.keys, self.by_key, self.paths, self.regions)


def made_index(batches: list[Batch], statistics: Statistics, reader: Reader) -> Index:
    """Put batches in order; the list of batches is emptied on the way, so that their room is used again."""
    keys = np.concatenate([batch.keys for batch in batches])
    rows = np.concatenate([batch.rows for batch in batches])
    facts, rows["facts"] = _behind_one_another([batch.facts for batch in batches], [b.rows["facts"] for b in batches])
    paths, numbers = _in_order(list(reader.places.number))
    rows["home"], rows["home_reach"] = numbers[rows["home"]], numbers[rows["home_reach"]]
    _renumber(rows, facts, numbers)
    lists, listing_rows, first = listed(rows, facts)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    by_list = np.lexsort((place[listing_rows], lists))
    names, starts = np.unique(lists[by_list], return_index=True)
    placed = rows[order]
    facts = _in_order_of_rows(placed, facts)
    _read_texts(placed, place, batches, statistics)
    leaves = np.empty(int(placed["leaf_count"].sum()), dtype=LEAF)
    placed["leaves"] = np.cumsum(placed["leaf_count"].astype(np.int64)) - placed["leaf_count"]
    start = 0
    texts = []
    while batches:
        batch = batches.pop(0)
        chosen = place[start : start + len(batch.keys)]
        texts.append((chosen, *written(batch.counted.packed, batch.counted.offsets)))
        _put_leaves(
            batch.leaf_codes, batch.leaf_roots, batch.rows["leaf_count"], placed["leaves"][chosen],
            leaves["code"], leaves["root"],
        )  # fmt: skip
        start += len(batch.keys)
    terms = _put_terms(placed, texts)
    ordered = keys[order]
    by_key = np.argsort(ordered, kind="stable").astype(np.uint32)
    placed["order"][by_key] = np.arange(len(by_key), dtype=np.uint32)
    calendars, hours = _calendars(reader)
    parents, depths, lasts = _tree(paths)
    arrays = whole(
        rows=placed,
        alive=np.ones(len(placed), dtype=np.uint8),
        terms=terms,
        facts=facts,
        leaves=leaves,
        parents=parents,
        depths=depths,
        lasts=lasts,
        lists=names,
        starts=np.append(starts, len(by_list)).astype(np.int64),
        listed=place[listing_rows][by_list].astype(np.uint32),
        calendars=calendars,
        hours=hours,
    )
    return Index(arrays, ordered, by_key, tuple(paths), {path: number for number, path in enumerate(paths)})


def whole(**kept: NDArray[Any]) -> IndexArrays:
    """Return the arrays of an index with those that are made of the others."""
    norms = norms_of(kept["rows"])
    outlines, outline_bytes = outlines_of(kept["rows"], kept["terms"], kept["facts"], norms)
    return IndexArrays(
        **kept,
        vectors=kept["facts"].view(np.float64),
        classes=np.array([classes_in(kept["lists"])], dtype=np.int32),
        gates=gates_of(kept["rows"], kept["facts"]),
        outlines=outlines,
        norms=norms,
        outline_bytes=outline_bytes,
    )


def _behind_one_another(parts: list[Facts], starts: list[Rows]) -> tuple[Facts, Rows]:
    before = np.cumsum([0, *map(len, parts)])
    return np.concatenate(parts), np.concatenate([start + more for start, more in zip(starts, before, strict=False)])


@compiled
def _in_order_of_rows(rows: Records, facts: Facts) -> Facts:
    """Return the facts in the order of their rows, so that neighbours lie side by side."""
    found = np.empty_like(facts)
    to = 0
    for at in range(len(rows)):
        start = rows[at]["facts"]
        rows[at]["facts"] = to
        length = bases_start(rows[at]) - to + 3 * np.maximum(np.int64(rows[at]["bases"]) - 1, 0)
        for place in range(start, start + length):
            found[to] = facts[place]
            to += 1
    return found


def _in_order(paths: list[str]) -> tuple[list[str], Numbers]:
    """Return the paths sorted, so that a subtree is a range of numbers, and the new number of each old one."""
    order = sorted(range(len(paths)), key=lambda number: paths[number])
    numbers = np.empty(len(paths), dtype=np.int32)
    numbers[order] = np.arange(len(paths), dtype=np.int32)
    return [paths[number] for number in order], numbers


def _tree(paths: list[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Return the parent of each path, its depth, and the last path below it."""
    number = {path: at for at, path in enumerate(paths)}
    depths = np.array([-(-len(path) // LEVEL_WIDTH) for path in paths], dtype=np.int32)
    parents = np.array(
        [number[path[: (depth - 1) * LEVEL_WIDTH]] if depth else 0 for path, depth in zip(paths, depths, strict=True)],
        dtype=np.int32,
    )
    lasts = np.arange(len(paths), dtype=np.int32)
    for at in range(len(paths) - 1, 0, -1):
        lasts[parents[at]] = max(lasts[parents[at]], lasts[at])
    return parents, depths, lasts


@compiled
def _renumber(rows: Records, facts: Facts, numbers: Numbers) -> None:
    for row in range(len(rows)):
        start = rows[row]["facts"]
        for at in range(start, start + rows[row]["paths"]):
            facts[at] = numbers[facts[at]]


def _read_texts(placed: Records, place: Rows, batches: Sequence[Batch], statistics: Statistics) -> None:
    """Write into the rows what the statistics say of their texts."""
    weights = term_weights(statistics.lexicon)
    start = 0
    for batch in batches:
        chosen = place[start : start + len(batch.keys)]
        counted = batch.counted
        placed["term_count"][chosen] = np.diff(counted.offsets)
        norms = text_norms(counted.packed, counted.offsets, statistics.lexicon.read_as, weights)
        damping = dampings(counted.lengths, statistics.means, statistics.length_share)
        for column, reading in enumerate(("word", "piece", "idea")):
            placed[f"{reading}_norm"][chosen] = norms[:, column]
            placed[f"{reading}_damping"][chosen] = damping[:, column]
        placed["word_weight"][chosen] = norms[:, 3]
        typical = _likeness_to_all(
            counted.packed, counted.offsets, statistics.lexicon.read_as, weights, statistics.typical
        )
        norm = norms[:, 0]
        placed["typical"][chosen] = np.divide(typical, norm, out=np.zeros_like(typical), where=norm > 0)
        start += len(batch.keys)


@compiled
def _likeness_to_all(
    packed: Codes, offsets: Offsets, read_as: NDArray[np.uint8], weights: Floats, typical: Floats
) -> Floats:
    found = np.zeros(len(offsets) - 1)
    for row in range(len(found)):
        for at in range(offsets[row], offsets[row + 1]):
            term = packed[at] >> np.uint32(8)
            if read_as[term] & 1:
                found[row] += (1 + np.log(packed[at] & np.uint32(255))) * weights[term] * typical[term]
    return found


def _put_terms(rows: Records, texts: list[tuple[Rows, Bytes, Offsets]]) -> Bytes:
    """Return written texts in the order of their rows, and write into these where each begins."""
    lengths = np.zeros(len(rows), dtype=np.int64)
    for chosen, _, offsets in texts:
        lengths[chosen] = np.diff(offsets)
    rows["terms"] = np.cumsum(lengths) - lengths
    found = np.empty(int(lengths.sum()), dtype=np.uint8)
    for chosen, source, offsets in texts:
        put(found, rows["terms"][chosen], source, offsets)
    return found


@compiled
def _put_leaves(
    codes: NDArray[np.uint16], roots: Floats, counts: NDArray[np.uint16], starts: Rows,
    leaf_codes: NDArray[np.uint16], leaf_roots: Floats,
) -> None:  # fmt: skip
    at = 0
    for row in range(len(starts)):
        for to in range(starts[row], starts[row] + counts[row]):
            leaf_codes[to], leaf_roots[to] = codes[at], roots[at]
            at += 1


def _calendars(reader: Reader) -> tuple[Offsets, Numbers]:
    """Return where the hours of each day of each calendar begin, and the opening and closing minute of all."""
    days = [
        [(each.opens, each.closes) for each in calendar if each.weekday == weekday]
        for calendar in reader.calendars.number
        for weekday in range(DAYS_A_WEEK)
    ]
    offsets = np.cumsum([0, *map(len, days)]).astype(np.int64)
    return offsets, np.array([each for day in days for each in day], dtype=np.int32).reshape(-1, 2)
