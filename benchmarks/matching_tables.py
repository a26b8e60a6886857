"""The figures of the matching benchmark as tables."""

import sys
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.matching_goals import Goal
from benchmarks.matching_process import Figures

WIDE = 150
CONSOLE = Console(width=None if sys.stdout.isatty() else WIDE)


def show(results: Figures, held: Sequence[Goal]) -> None:
    """Print everything that was measured, and the goals last."""
    if "texts" in results:
        texts = results["texts"]
        CONSOLE.print(
            f"Texts: {texts['density']:.2f} postings touched ÷ resources, {texts['pairs']:,} different terms in "
            f"{texts['resources']:,} resources of {texts['resource_length']:.0f} characters, needs of "
            f"{texts['need_length']:.0f}."
        )
    _show_runs(results["runs"])
    _show_details(results["runs"])
    _show_peers(results["peers"], results["runs"])
    table = Table("goal", "limit", "measured", "held", title="Goals")
    for goal in held:
        sign = "≥" if goal.is_least else "≤"
        verdict = "[green]yes[/]" if goal.is_held else "[red]no[/]"
        table.add_row(goal.name, f"{sign} {goal.limit:g} {goal.unit}", f"{goal.measured:,.3g} {goal.unit}", verdict)
    CONSOLE.print(table)


def _show_runs(runs: Mapping[str, Figures]) -> None:
    table = Table(
        "geography",
        "eligible",
        "p50 ms",
        "p99 ms",
        "processor ms",
        "queries",
        "build s",
        "memory MB",
        "peak MB",
        "µs per eligible p50 / p99",
        title="Filtered, scored and explained top 20, one core",
    )
    for name, run in runs.items():
        apiece = run.get("us_per_eligible") if run["geography"] == "B" else None
        table.add_row(
            name,
            f"{run['eligible']:,.0f}" if "eligible" in run else "?",
            f"{run['p50_ms']:.3f}",
            f"{run['p99_ms']:.3f}",
            f"{run['processor_mean_ms']:.3f}",
            f"{run['queries']:,}",
            f"{run['build_s']:.2f}",
            f"{run['memory_mb']:,.0f}",
            f"{run['peak_mb']:,.0f}",
            f"{apiece['p50']:.3f} / {apiece['p99']:.3f}" if apiece else "",
        )
    CONSOLE.print(table)


def _show_details(runs: Mapping[str, Figures]) -> None:
    table = Table(
        "geography",
        "whole ranking p50 ms",
        "20 × sentences p50 ms",
        "new / changed / withdrawn, median ms",
        "snapshot write / read s, MB",
        "query while another is built, p50 / p99 / worst ms",
        title="Beside the query",
    )
    for name, run in runs.items():
        told, snapshot, beside = run["sentences"], run.get("snapshot"), run.get("rebuilding")
        table.add_row(
            name,
            f"{told['rank']['p50_ms']:.2f}",
            f"{told['sentences']['p50_ms']:.2f}",
            " / ".join(f"{times['median_ms']:.2f}" for times in run["changes"].values()),
            f"{snapshot['save_s']:.2f} / {snapshot['load_s']:.2f}, {snapshot['size_mb']:,.0f}" if snapshot else "none",
            f"{beside['p50_ms']:.2f} / {beside['p99_ms']:.2f} / {beside['worst_ms']:.1f}" if beside else "",
        )
    CONSOLE.print(table)


def _show_peers(peers: Mapping[str, Figures], runs: Mapping[str, Figures]) -> None:
    if not peers:
        return
    table = Table(
        "resources",
        "peer, text only",
        "p50 ms",
        "p99 ms",
        "queries",
        "our p50 is faster",
        "build s (terms apart)",
        "memory MB",
        "disk MB",
        "found of 20",
        title="Peers: no filters, no features, the same texts",
    )
    for peer in sorted(peers.values(), key=lambda peer: (peer["size"], peer["p50_ms"])):
        ours = runs.get(f"A {peer['size']}")
        table.add_row(
            f"{peer['size']:,}",
            peer["title"],
            f"{peer['p50_ms']:.3f}",
            f"{peer['p99_ms']:.3f}",
            f"{peer['queries']:,}",
            f"{peer['p50_ms'] / ours['p50_ms']:.2f} ×" if ours else "",
            f"{peer['build_s']:.1f} ({peer['terms_s']:.1f})",
            f"{peer['memory_mb']:,.0f}",
            f"{peer['disk_mb']:,.0f}" if "disk_mb" in peer else "",
            f"{peer['found']:.1f}",
        )
    CONSOLE.print(table)
