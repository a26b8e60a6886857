"""`make bench-matching`: the matching engine by itself, beside other engines, and behind a request.

Every measurement is a process of its own, kept to one core (a batch to two). Figures are added to
benchmarks/results/matching.json, so that sizes may be measured one after another. The environment chooses:

SIZES        resources of geography A; 100000 1000000 by default, 10000000 when asked (about a quarter of an hour)
CITY_SIZES   resources of geography B; as SIZES but never ten million
PEERS        no for none, or the names of some; by default all, at sizes up to a million
QUERIES      needs asked of our engine; 2000 by default
REQUESTS     needs asked of the application over 100,000 resources; 300 by default, 0 for none
"""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from benchmarks.matching_goals import goals
from benchmarks.matching_process import Figures, measured_apart
from benchmarks.matching_tables import CONSOLE, show
from benchmarks.measuring import RESULTS

FILE = RESULTS / "matching.json"
WHOLE = 1_000_000
SMALLEST = (3_000, 10)
"""Resources and needs of a first run, which compiles what is not kept on disk yet, outside of every measurement."""
BATCH_SIZE, BATCH = 100_000, 10_000
REQUEST_SIZE = 100_000
MOST_CROWDED_QUERIES = 300
"""Queries in the crowded city, where each has tens of thousands of eligible resources."""
PEER_QUERIES: Mapping[str, tuple[int, int]] = {
    # queries below a million resources, and from there on
    "bm25s": (1_000, 1_000),
    "tantivy": (1_000, 1_000),
    "fts5": (300, 60),
    "pg_trgm": (60, 20),
    "sklearn": (200, 30),
}
VERSIONS = ("numpy", "numba", "bm25s", "tantivy", "scikit-learn", "scipy")


def main() -> None:
    """Measure what the environment asks for, keep it, and tell it with the goals."""
    results = _earlier()
    sizes = _numbers("SIZES", "100000 1000000")
    city_sizes = _numbers("CITY_SIZES", " ".join(str(size) for size in sizes if size <= WHOLE))
    queries = _numbers("QUERIES", "2000")[0]
    results["first_compile_s"] = measured_apart_aloud("matching_run", "A", *SMALLEST)["compile_s"]
    _measure_texts(results, sizes)
    for size in sizes:
        _keep(results, "runs", f"A {size}", measured_apart_aloud("matching_run", "A", size, queries))
    for size in city_sizes:
        count = min(queries, MOST_CROWDED_QUERIES)
        _keep(results, "runs", f"B {size}", measured_apart_aloud("matching_run", "B", size, count))
    _measure_peers(results, [size for size in sizes if size <= WHOLE])
    if BATCH_SIZE in sizes:
        results["batch"] = measured_apart_aloud("matching_batch", BATCH_SIZE, BATCH)
        _write(results)
    requests = _numbers("REQUESTS", "300")[0]
    if REQUEST_SIZE in sizes and requests:
        results["request"] = measured_apart_aloud("matching_request", REQUEST_SIZE, requests)
    _finish(results)


def measured_apart_aloud(module: str, *arguments: object) -> Figures:
    """Measure in a process of its own, and say which."""
    CONSOLE.print(f"[dim]{module.removeprefix('matching_')} {' '.join(map(str, arguments))} …[/]")
    return measured_apart(module, *arguments)


def _measure_texts(results: Figures, sizes: list[int]) -> None:
    largest = min(max(sizes, default=0), WHOLE)
    if largest:
        results["texts"] = measured_apart_aloud("matching_texts", largest)


def _measure_peers(results: Figures, sizes: list[int]) -> None:
    chosen = os.environ.get("PEERS", "yes")
    names = list(PEER_QUERIES) if chosen == "yes" else [name for name in chosen.split() if name in PEER_QUERIES]
    for size in sizes:
        for name in names:
            count = PEER_QUERIES[name][size >= WHOLE]
            _keep(results, "peers", f"{name} {size}", measured_apart_aloud("matching_peers", name, size, count))


def _keep(results: Figures, part: str, name: str, figures: Figures) -> None:
    """Keep one figure, and write the file, so that what was measured outlives a later failure."""
    results[part][name] = figures
    _write(results)


def _finish(results: Figures) -> None:
    held = goals(results)
    results["goals"] = [{**asdict(goal), "is_held": goal.is_held} for goal in held]
    _write(results)
    show(results, held)


def _numbers(name: str, default: str) -> list[int]:
    return [int(one.replace("_", "").replace(",", "")) for one in os.environ.get(name, default).split()]


def _earlier() -> Figures:
    """Return the figures of earlier measurements, with this machine's name."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "versions": {name: version(name) for name in VERSIONS},
        **{part: found[part] for part in ("texts", "batch", "request") if part in found},
        "runs": found.get("runs", {}),
        "peers": found.get("peers", {}),
    }


def _write(results: Figures) -> None:
    RESULTS.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
