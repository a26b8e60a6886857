"""Resources put in the order of their places, so that those near a need lie side by side in memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.compiled.arrays import IndexArrays
from matching.compiled.cells import LIST_HOME, LIST_HOME_PLACED, LIST_REGION, LIST_REMOTE, cell_key, class_of
from matching.compiled.reading import Batch, Reader
from matching.compiled.rows import RADIUS, REGIONS, REMOTE, Facts, Records
from matching.compiled.rules import DAYS_A_WEEK, bases_start
from matching.compiled.statistics import Statistics, dampings, term_weights, text_norms
from matching.compiled.terms import Numbers
from matching.compiling import compiled
from matching.hashing import Codes, Keys, Offsets
from matching.records import LEVEL_WIDTH
from matching.textual import Floats, Rows


@dataclass(frozen=True, slots=True)
class Index:
    """An index with the keys of its rows; `by_key` sorts them, `regions` gives the number of each of `paths`."""

    arrays: IndexArrays
    keys: NDArray[np.bytes_]
    by_key: Codes
    paths: tuple[str, ...]
    regions: dict[str, int]

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
        ends = [*range(0, len(path), LEVEL_WIDTH), len(path)] if path else [0]
        return np.array([self.regions.get(path[:end], -1) for end in ends], dtype=np.int32)

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
    lists, listing_rows, first = _listed(rows, facts)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    by_list = np.lexsort((place[listing_rows], lists))
    names, starts = np.unique(lists[by_list], return_index=True)
    placed = rows[order]
    _read_texts(placed, place, batches, statistics)
    terms = np.empty(int(placed["term_count"].sum()), dtype=np.uint32)
    placed["terms"] = np.cumsum(placed["term_count"]) - placed["term_count"]
    leaf_codes = np.empty(int(placed["leaf_count"].sum()), dtype=np.uint16)
    leaf_roots = np.empty(len(leaf_codes))
    placed["leaves"] = np.cumsum(placed["leaf_count"].astype(np.int64)) - placed["leaf_count"]
    start = 0
    while batches:
        batch = batches.pop(0)
        chosen = place[start : start + len(batch.keys)]
        _put_terms(batch.counted.packed, batch.counted.offsets, placed["terms"][chosen], terms)
        _put_leaves(
            batch.leaf_codes, batch.leaf_roots, batch.rows["leaf_count"], placed["leaves"][chosen],
            leaf_codes, leaf_roots,
        )  # fmt: skip
        start += len(batch.keys)
    ordered = keys[order]
    by_key = np.argsort(ordered, kind="stable").astype(np.uint32)
    placed["order"][by_key] = np.arange(len(by_key), dtype=np.uint32)
    calendars, hours = _calendars(reader)
    arrays = IndexArrays(
        placed,
        np.ones(len(placed), dtype=np.uint8),
        terms,
        facts,
        facts.view(np.float64),
        leaf_codes,
        leaf_roots,
        *_tree(paths),
        names,
        np.append(starts, len(by_list)).astype(np.int64),
        place[listing_rows][by_list].astype(np.uint32),
        calendars,
        hours,
    )
    return Index(arrays, ordered, by_key, tuple(paths), {path: number for number, path in enumerate(paths)})


def _behind_one_another(parts: list[Facts], starts: list[Rows]) -> tuple[Facts, Rows]:
    before = np.cumsum([0, *map(len, parts)])
    return np.concatenate(parts), np.concatenate([start + more for start, more in zip(starts, before, strict=False)])


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


def _listed(rows: Records, facts: Facts) -> tuple[Keys, Rows, Keys]:
    """Return the lists resources stand in with the row of each, and the first list of every row."""
    first = np.zeros(len(rows), dtype=np.uint64)
    radius = rows["serves"] == RADIUS
    based = rows["bases"] > 0
    at = np.flatnonzero(rows["serves"] == REMOTE)
    parts: list[tuple[Keys, Rows]] = [(np.full(len(at), LIST_REMOTE, dtype=np.uint64), at)]
    at = np.flatnonzero(rows["serves"] == REGIONS)
    parts.append(_region_lists(rows, facts, at))
    at = np.flatnonzero(radius & based)
    parts.append(_cell_lists(rows, facts.view(np.float64), at))
    for chosen, kind in ((radius & ~based, LIST_HOME), (radius & based, LIST_HOME_PLACED)):
        at = np.flatnonzero(chosen & (rows["home_reach"] > 0))
        parts.append((kind | rows["home_reach"][at].astype(np.uint64), at))
    lists = np.concatenate([keys for keys, _ in parts])
    owners = np.concatenate([at for _, at in parts])
    first[owners[::-1]] = lists[::-1]
    return lists, owners, first


@compiled
def _region_lists(rows: Records, facts: Facts, chosen: Rows) -> tuple[Keys, Rows]:
    room = 0
    for row in chosen:
        room += rows[row]["paths"]
    keys, owners = np.empty(room, dtype=np.uint64), np.empty(room, dtype=np.int64)
    count = 0
    for row in chosen:
        start = rows[row]["facts"]
        for at in range(start, start + rows[row]["paths"]):
            keys[count], owners[count] = LIST_REGION | np.uint64(facts[at]), row
            count += 1
    return keys, owners


@compiled
def _cell_lists(rows: Records, vectors: Floats, chosen: Rows) -> tuple[Keys, Rows]:
    """Return the cell of every base, once for a resource; that of its first base comes first."""
    room = 0
    for row in chosen:
        room += rows[row]["bases"]
    keys, owners = np.empty(room, dtype=np.uint64), np.empty(room, dtype=np.int64)
    count = 0
    for row in chosen:
        record = rows[row]
        first, number = count, class_of(record["radius"])
        start = bases_start(record) - 3
        for base in range(record["bases"]):
            at = start + 3 * base
            key = (
                cell_key(vectors[at], vectors[at + 1], vectors[at + 2], number)
                if base
                else cell_key(record["x"], record["y"], record["z"], number)
            )
            known = False
            for other in range(first, count):
                known = known or keys[other] == key
            if not known:
                keys[count], owners[count] = key, row
                count += 1
    return keys[:count], owners[:count]


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


@compiled
def _put_terms(packed: Codes, offsets: Offsets, starts: Rows, terms: Codes) -> None:
    for row in range(len(starts)):
        to = starts[row]
        for at in range(offsets[row], offsets[row + 1]):
            terms[to] = packed[at]
            to += 1


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
