"""In which lists each resource stands."""

import numpy as np

from matching.compiled.cells import (
    LIST_HOME,
    LIST_HOME_PLACED,
    LIST_REGION,
    LIST_REMOTE,
    cell_key,
    class_of,
)
from matching.compiled.rows import RADIUS, REGIONS, REMOTE, Facts, Records
from matching.compiled.rules import bases_start
from matching.compiling import compiled
from matching.hashing import Keys
from matching.textual import Floats, Rows


def listed(rows: Records, facts: Facts) -> tuple[Keys, Rows, Keys]:
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
