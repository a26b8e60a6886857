"""Timing calls and telling the figures."""

import json
import platform
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).resolve().parent / "results"
MILLISECONDS = 1_000.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: ours beside the alternative, in one unit; `ratio` is how many times better ours is."""

    name: str
    unit: str
    ours: float
    plain: float
    ratio: float


async def times_ms(calls: Sequence[Callable[[], Awaitable[object]]], warm_up: int = 3) -> list[float]:
    """Return how long each call took, in milliseconds; the first few are made once before and not counted."""
    for call in calls[:warm_up]:
        await call()
    taken = []
    for call in calls:
        began = time.perf_counter()
        await call()
        taken.append((time.perf_counter() - began) * MILLISECONDS)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of the values lie: the nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def latency(name: str, ours: Sequence[float], plain: Sequence[float]) -> list[Figure]:
    """Return the median and the 99th percentile of two series of times."""
    pairs = [
        (label, percentile(ours, share), percentile(plain, share)) for label, share in (("p50", 0.5), ("p99", 0.99))
    ]
    return [Figure(f"{name} {label}", "ms", mine, theirs, theirs / mine) for label, mine, theirs in pairs]


def tell(figures: Sequence[Figure], file_name: str) -> None:
    """Print the table and keep the figures in benchmarks/results."""
    table = Table("what", "unit", "ours", "plain Strawberry + ORM", "times better")
    for one in figures:
        table.add_row(one.name, one.unit, f"{one.ours:,.2f}", f"{one.plain:,.2f}", f"{one.ratio:,.1f} ×")
    Console().print(table)
    RESULTS.mkdir(exist_ok=True)
    content = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "figures": [asdict(one) for one in figures],
    }
    (RESULTS / file_name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
