import subprocess
import sys
from pathlib import Path

import pytest


def test_types_of_the_pages_fit_the_sdl(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "frontend/build.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.fail(f"frontend/build.py --check\n{done.stdout}{done.stderr}", pytrace=False)
