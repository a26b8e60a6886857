"""Which branches the suite takes: `python -m tests.proofs.branches` runs it under coverage and notes the figures."""

import json
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from tests.proofs.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "var" / "coverage.json"
OVERALL_PERCENT = 95.0
WHOLE = (
    "resolvers/access.py",
    "resolvers/changes.py",
    "resolvers/life/ending.py",
    "resolvers/life/moves.py",
    "resolvers/life/promising.py",
    "resolvers/life/slots.py",
    "schema/answers.py",
    "storage/writer_queue.py",
)
"""Who may see what, slots, idempotency and moves: every branch of these is taken."""
LACKING_SHOWN = 40


def run_suite() -> int:
    """Run the whole suite under coverage and return its exit code."""
    _coverage("erase").check_returncode()
    code = _coverage("run", "-m", "pytest", "-n", "2", "--dist", "worksteal", "-q", *sys.argv[1:]).returncode
    _coverage("combine", "-q").check_returncode()
    _coverage("json", "-q", "-o", str(REPORT)).check_returncode()
    return code


def _coverage(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, "-m", "coverage", *arguments], check=False, cwd=ROOT, env=one_thread)


def percent(summary: dict[str, float]) -> float:
    """Return how many of a hundred lines and branches were taken."""
    possible = summary["num_statements"] + summary["num_branches"]
    return 100.0 * (summary["covered_lines"] + summary["covered_branches"]) / possible if possible else 100.0


def note(figures: Figures) -> None:
    """Note the figures, and print the files that lack most."""
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    figures.at_least("branches and lines taken by the suite", percent(report["totals"]), OVERALL_PERCENT, "%")
    for name in WHOLE:
        figures.at_least(f"{name}: branches and lines taken", percent(report["files"][name]["summary"]), 100.0, "%")
    console = Console(width=160)
    lacking = sorted(report["files"].items(), key=lambda item: -_missing(item[1]))
    for name, one in lacking[:LACKING_SHOWN]:
        if _missing(one):
            console.print(f"{percent(one['summary']):5.1f} %  {_missing(one):4d} not taken  {name}", highlight=False)


def _missing(one: dict[str, dict[str, int]]) -> int:
    return one["summary"]["missing_lines"] + one["summary"]["missing_branches"]


def main() -> None:
    """Run, note and judge."""
    code = run_suite()
    figures = Figures()
    note(figures)
    sys.exit(code or not all(one.is_held for one in figures.noted))


if __name__ == "__main__":
    main()
