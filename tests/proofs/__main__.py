"""Everything that is proved, and one table of what was found: `python -m tests.proofs`."""

import os
import subprocess
import sys
from pathlib import Path

from tests.proofs.figures import FILE, print_figures, read_figures

ROOT = Path(__file__).resolve().parents[2]
LAWS = "not browser and not proof"
PARTS = (
    ("-m", "pytest", "-q", "-s", "-m", "proof", "tests/proofs"),
    ("-m", "pytest", "-n", "2", "--dist", "worksteal", "-q", "-rsfE", "-m", LAWS, "--hypothesis-profile", "prove"),
    ("-m", "tests.proofs.branches"),
)
"""The proofs, which are made on a disk, the laws with forty times the examples, and the branches taken."""


def main() -> None:
    """Run all parts, whatever comes of one, and print the table."""
    FILE.unlink(missing_ok=True)
    given = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    on_disk = [{**given, "TESTS_ON_DISK": "1"}, given, given]
    codes = [
        subprocess.run([sys.executable, *part], check=False, cwd=ROOT, env=place).returncode
        for part, place in zip(PARTS, on_disk, strict=True)
    ]
    figures = read_figures()
    print_figures(figures)
    sys.exit(any(codes) or not all(one.is_held for one in figures))


if __name__ == "__main__":
    main()
