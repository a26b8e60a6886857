"""`python -m benchmarks.matching_run A 100000 2000`: the engine over one geography, in this process, on one core.

Build: seconds of `fit` with the seconds of making the records taken off; compiling (once an installation, kept on
disk) is timed apart. Memory: growth of resident memory from after the imports, the phrase pools, one chunk of
records made and thrown away, and the needs; so what the engine compiled and holds is counted. A query: from a need
record that was never seen before to keys, scores and parts of the best 20, with all filters and features;
sentences are timed apart.
"""

import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.matching_engine import FIRST, Engine
from benchmarks.matching_facts import NOW, resource_key
from benchmarks.matching_places import Geography, geography, needs, resources
from benchmarks.matching_process import (
    Figures,
    Timed,
    calm_collector,
    keep_to_cores,
    ms_since,
    peak_mb,
    report,
    resident_mb,
    spread,
)
from benchmarks.matching_texts import CHUNK, text_maker
from benchmarks.measuring import MILLISECONDS, percentile
from matching import NeedRecord, ResourceRecord, suggest_categories
from resolvers.matches.shown import Audience
from schema.phrases.matches import Telling, match_phrases_in
from storage.tables import ResourceRow

WARM_UP, CHANGES, TOLD, SMALL = 50, 20, 50, 2_000
OVERHEAD_MS = 0.1
MOST_REBUILT = MILLION = 1_000_000
MIB = 2**20


def main(name: str, total: int, queries: int) -> None:
    """Measure everything that one geography of one size is measured for."""
    keep_to_cores(1)
    land = geography(name, total)
    asked, warming = needs(land, total, queries), needs(land, total, WARM_UP, stream=1)
    small = next(iter(resources(land, min(total, CHUNK))))[:SMALL]
    empty = resident_mb()
    figures: Figures = {"geography": name, "size": total, "compile_s": _compile(small, warming)}
    del small
    engine, building = built(land, total)
    figures |= building
    figures |= {"memory_mb": resident_mb() - empty, "peak_mb": peak_mb() - empty}
    calm_collector()
    figures |= _latency(engine, asked, warming)
    figures["sentences"] = _sentences(engine, warming)
    figures["changes"] = _changes(engine, warming, total)
    if name == "A" and total <= MOST_REBUILT:
        figures["rebuilding"] = _rebuilding(engine, land, total, asked)
    figures["snapshot"] = _snapshot(engine, warming, total)
    report(figures)


def built(land: Geography, total: int) -> tuple[Engine, Figures]:
    """Return an engine with all resources of a geography, and the seconds of fitting, those of the processor too."""
    engine = Engine()
    chunks = Timed(resources(land, total))
    began, worked = time.perf_counter(), time.process_time()
    engine.fit(chain.from_iterable(chunks))
    return engine, {
        "build_s": time.perf_counter() - began - chunks.seconds,
        "build_processor_s": time.process_time() - worked - chunks.processor_s,
        "making_s": chunks.seconds,
    }


def _compile(small: list[ResourceRecord], warming: Sequence[NeedRecord]) -> float:
    """Return the seconds until the first answer over a few resources: compiling, or reading what was compiled."""
    began = time.perf_counter()
    engine = Engine()
    engine.fit(small)
    engine.ask(warming[0])
    engine.update([small[0]], [small[1].key])
    engine.ask(warming[1])
    return time.perf_counter() - began


def _latency(engine: Engine, asked: Sequence[NeedRecord], warming: Sequence[NeedRecord]) -> Figures:
    """Return the times of asking; a geography's cost per eligible resource is over 0.1 ms that any query takes."""
    for need in warming:
        engine.ask(need)
    worked = time.process_time()
    taken = [_timed(engine, need) for need in asked]
    times = {**spread(taken), "processor_mean_ms": (time.process_time() - worked) / len(asked) * MILLISECONDS}
    eligible = [engine.ask(need).eligible_count for need in asked[:200]]
    counted = [(ms, count) for ms, count in zip(taken, eligible, strict=False) if count]
    if not counted:
        return times
    apiece = [max(0.0, ms - OVERHEAD_MS) / count * MILLISECONDS for ms, count in counted]
    return {
        **times,
        "eligible": sum(count for _, count in counted) / len(counted),
        "us_per_eligible": {"p50": percentile(apiece, 0.5), "p99": percentile(apiece, 0.99)},
        "found": min(len(engine.ask(need).keys) for need, count in zip(asked, eligible, strict=False) if count),
    }


def _timed(engine: Engine, need: NeedRecord) -> float:
    began = time.perf_counter()
    engine.ask(need)
    return ms_since(began)


def _sentences(engine: Engine, asked: Sequence[NeedRecord]) -> Figures:
    """Return the times of a whole ranking with its near misses, and of the sentences of its 20 matches for staff."""
    phrases, ranking_ms, sentences_ms = match_phrases_in("zh-CN"), [], []
    for need in asked[:TOLD]:
        began = time.perf_counter()
        ranking = engine.matcher.rank(need, first=FIRST, now=NOW)
        ranking_ms.append(ms_since(began))
        rows = [ResourceRow(title="资源", serves="RADIUS", travel="PARTNER_COMES", kind="SERVICE")] * FIRST
        began = time.perf_counter()
        for match, row in zip(ranking.matches, rows, strict=False):
            phrases.sentences(match, Telling(Audience.STAFF, row, need.window))
        sentences_ms.append(ms_since(began))
    return {"rank": spread(ranking_ms), "sentences": spread(sentences_ms)}


def _changes(engine: Engine, asked: Sequence[NeedRecord], total: int) -> Figures:
    """Return the milliseconds from a new, a changed and a withdrawn record to a query that sees it, worst of 20."""
    taken: dict[str, list[float]] = {"new": [], "changed": [], "withdrawn": []}
    placed = [need for need in asked if need.point is not None][:CHANGES]
    for number, need in enumerate(placed):
        fitting = _fitting(need, resource_key(total + number))
        changes: dict[str, tuple[list[ResourceRecord], list[str], bool]] = {
            "new": ([fitting], [], True),
            "changed": ([replace(fitting, paused_until=None, stock=0)], [], False),
            "withdrawn": ([], [fitting.key], False),
        }
        for noun, (changed, removed, is_seen) in changes.items():
            if noun == "withdrawn":
                engine.update([fitting])
            began = time.perf_counter()
            engine.update(changed, removed)
            found = engine.ask(need).keys
            taken[noun].append(ms_since(began))
            if (fitting.key in found) is not is_seen:
                message = f"a {noun} resource is not ranked as it should be"
                raise RuntimeError(message)
    return {noun: {"median_ms": sorted(ms)[len(ms) // 2], "worst_ms": max(ms)} for noun, ms in taken.items()}


def _fitting(need: NeedRecord, key: str) -> ResourceRecord:
    """Return a resource of the need's own matter that says what the need says, at its very place."""
    assert need.point is not None
    read = tuple(guess.code for guess in suggest_categories(need.text, text_maker().vocabulary, first=1))
    return ResourceRecord(
        key=key,
        partner_key=key,
        partner_name="新来的",
        title="",
        text=need.text,
        kind=need.kind or "SERVICE",
        categories=need.categories or read,
        serves="RADIUS",
        bases=(need.point,),
        radius_m=3_000,
        home_region_path=need.region_path,
        confirmed_at=NOW,
    )


def _snapshot(engine: Engine, asked: Sequence[NeedRecord], total: int) -> Figures:
    """Return the seconds of writing and of reading a snapshot; what was read ranks as what was written.

    The engine is emptied before the snapshot is read, so that the memory holds one of them at a time.
    """
    before = [engine.ask(need).keys for need in asked]
    with TemporaryDirectory() as folder:
        path = Path(folder, "snapshot")
        began = time.perf_counter()
        engine.save(path)
        saved = time.perf_counter() - began
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        size = sum(one.stat().st_size for one in files)
        engine.empty()
        began = time.perf_counter()
        again = engine.loaded(path)
        read = time.perf_counter() - began
        if [again.ask(need).keys for need in asked] != before:
            message = "a snapshot ranks otherwise than what it was made of"
            raise RuntimeError(message)
    return {"save_s": saved, "load_s": read, "load_s_per_million": read / (total / MILLION), "size_mb": size / MIB}


def _rebuilding(engine: Engine, land: Geography, total: int, asked: Sequence[NeedRecord]) -> Figures:
    """Return the times of queries while another matcher is fitted in a thread beside, on the same core."""
    records = list(islice(chain.from_iterable(resources(land, total)), 100_000))
    other: Any = Engine()
    beside = threading.Thread(target=other.fit, args=(records,))
    taken: list[float] = []
    beside.start()
    while beside.is_alive():
        taken.append(_timed(engine, asked[len(taken) % len(asked)]))
    return {**spread(taken), "worst_ms": max(taken)}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
