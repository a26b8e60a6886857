"""What the matching engine is meant to reach, beside what was measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.matching_process import Figures

LEAST_DENSITY = 0.38
BY_SIZE: Mapping[int, tuple[float, float, float, float]] = {
    # resources of geography A: p50 ms, p99 ms, build s, memory MB
    100_000: (0.2, 0.5, 1.0, 150.0),
    1_000_000: (1.5, 3.0, 8.0, 900.0),
    10_000_000: (3.0, 8.0, 120.0, 9_216.0),
}
US_PER_ELIGIBLE = 0.3
TIMES_FASTER = {"tantivy": 2.0, "fts5": 50.0}
FASTER_AT = 1_000_000
SEEN_MS, LOAD_S_PER_MILLION, BATCH_S, ADDED_MS = 50.0, 2.0, 3.0, 3.0


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the requirements: at most `limit`, or at least where `is_least`."""

    name: str
    unit: str
    limit: float
    measured: float
    is_least: bool = False

    @property
    def is_held(self) -> bool:
        """Whether the measurement keeps to the limit."""
        return self.measured >= self.limit if self.is_least else self.measured <= self.limit


def goals(results: Figures) -> list[Goal]:
    """Return every goal that something was measured for."""
    return [*_of_texts(results), *_of_runs(results["runs"]), *_of_peers(results), *_of_the_rest(results)]


def _of_texts(results: Figures) -> Iterator[Goal]:
    if "texts" in results:
        yield Goal("postings touched ÷ resources", "", LEAST_DENSITY, results["texts"]["density"], is_least=True)


def _of_runs(runs: Mapping[str, Figures]) -> Iterator[Goal]:
    for run in runs.values():
        name = f"{run['geography']} {run['size']:,}"
        if run["geography"] == "A" and run["size"] in BY_SIZE:
            p50, p99, build, memory = BY_SIZE[run["size"]]
            yield Goal(f"{name}: query p50", "ms", p50, run["p50_ms"])
            yield Goal(f"{name}: query p99", "ms", p99, run["p99_ms"])
            yield Goal(f"{name}: build", "s", build, run["build_s"])
            yield Goal(f"{name}: memory", "MB", memory, run["memory_mb"])
        if run["geography"] == "B" and "us_per_eligible" in run:
            yield Goal(f"{name}: query over 0.1 ms, per eligible", "µs", US_PER_ELIGIBLE, run["us_per_eligible"]["p50"])
        for noun, times in run["changes"].items():
            yield Goal(f"{name}: {noun} resource seen, worst", "ms", SEEN_MS, times["worst_ms"])
        if "snapshot" in run:
            load = run["snapshot"]["load_s_per_million"]
            yield Goal(f"{name}: snapshot loaded, per million", "s", LOAD_S_PER_MILLION, load)


def _of_peers(results: Figures) -> Iterator[Goal]:
    ours = results["runs"].get(f"A {FASTER_AT}")
    for name, times in TIMES_FASTER.items():
        peer = results["peers"].get(f"{name} {FASTER_AT}")
        if ours and peer:
            ratio = peer["p50_ms"] / ours["p50_ms"]
            yield Goal(f"A {FASTER_AT:,}: faster than {peer['title']}", "×", times, ratio, is_least=True)


def _of_the_rest(results: Figures) -> Iterator[Goal]:
    if "batch" in results:
        batch = results["batch"]
        yield Goal(f"{batch['needs']:,} needs × {batch['resources']:,}, two cores", "s", BATCH_S, batch["seconds"])
    if "request" in results:
        request = results["request"]
        yield Goal(f"matches(first: 10) adds at {request['resources']:,}", "ms", ADDED_MS, request["added"]["p50_ms"])
        for noun, times in request["seen"].items():
            yield Goal(f"resource {noun}, seen by another worker, worst", "ms", SEEN_MS, times["worst_ms"])
