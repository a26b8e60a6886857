"""`python -m benchmarks.matching_batch 100000 10000`: the best 20 for many needs at once, on two cores.

Timed: from a list of need records to keys, scores and parts of every need's best 20. Building is not.
"""

import sys
import time

from benchmarks.matching_engine import Engine
from benchmarks.matching_places import geography, needs
from benchmarks.matching_process import calm_collector, keep_to_cores, report
from benchmarks.matching_run import built

THREADS, COMPARED, WARM_UP = 2, 50, 50


def main(total: int, many: int) -> None:
    """Measure one batch, and compare some of it with one need at a time."""
    keep_to_cores(THREADS)
    land = geography("A", total)
    asked, warming = needs(land, total, many), needs(land, total, WARM_UP, stream=1)
    engine: Engine = built(land, total)[0]
    engine.best_of_many(warming, THREADS)
    calm_collector()
    began = time.perf_counter()
    found = engine.best_of_many(asked, THREADS)
    seconds = time.perf_counter() - began
    same = [engine.ask(need).keys == best.keys for need, best in zip(asked[:COMPARED], found, strict=False)]
    if not all(same):
        message = "a batch ranks otherwise than one need at a time"
        raise RuntimeError(message)
    report({"resources": total, "needs": many, "threads": THREADS, "seconds": seconds})


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
