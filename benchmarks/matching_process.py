"""One measurement, one process: starting it, keeping it to its cores, and weighing it."""

import ctypes
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measuring import MILLISECONDS, percentile

ROOT = Path(__file__).resolve().parent.parent
KIB_A_MIB = 1_024.0
COLLECT_AFTER = (100_000, 50, 100)
"""As server/app.py calms the collector of the serving process."""

Figures = dict[str, Any]


def measured_apart(module: str, *arguments: object) -> Figures:
    """Run a module of this folder in a process of its own; return the last line it printed, read as JSON.

    Raises CalledProcessError when it fails; what it says on the way goes to our own error stream.
    """
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def report(figures: Figures) -> None:
    """Print figures for the process that started this one, with how busy the machine was meanwhile."""
    print(json.dumps({**figures, "load_average": os.getloadavg()[0]}, ensure_ascii=False))


def keep_to_cores(count: int) -> None:
    """Keep this process, with all threads it will start, to the last cores it may use."""
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[-count:])


def resident_mb() -> float:
    """Return the resident memory in MB (MiB), after what is free was given back to the system."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return _status("VmRSS")


def peak_mb() -> float:
    """Return the most that was ever resident, in MB (MiB)."""
    return _status("VmHWM")


def _status(line: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith(f"{line}:")) / KIB_A_MIB


def calm_collector() -> None:
    """Keep what was made so far out of later collections, as the serving process does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


class Timed:
    """Items of an iterator, with the seconds spent inside it: making the input is not what is measured."""

    def __init__(self, items: Iterable[Any]) -> None:
        self._items = iter(items)
        self.seconds = self.processor_s = 0.0

    def __iter__(self) -> Iterator[Any]:
        """Give the next item."""
        while True:
            began, worked = time.perf_counter(), time.process_time()
            item = next(self._items, None)
            self.seconds += time.perf_counter() - began
            self.processor_s += time.process_time() - worked
            if item is None:
                return
            yield item


def spread(times_ms: list[float]) -> Figures:
    """Return the median, the 99th percentile and the number of some times in milliseconds."""
    return {
        "p50_ms": percentile(times_ms, 0.5),
        "p99_ms": percentile(times_ms, 0.99),
        "mean_ms": float(np.mean(times_ms)),
        "queries": len(times_ms),
    }


def ms_since(began: float) -> float:
    """Return the milliseconds since a moment of `time.perf_counter`."""
    return (time.perf_counter() - began) * MILLISECONDS
