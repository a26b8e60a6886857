import subprocess
import sys
from pathlib import Path

import pytest

BESIDE_PYTHON = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "format", "--check", "."], id="format"),
        pytest.param(["ruff", "check", "--no-fix", "."], id="style"),
        pytest.param(["lint-imports", "--no-cache"], id="imports"),
        pytest.param(["mypy"], id="types"),
    ],
)
def test_checker_has_nothing_to_say(command: list[str], root: Path) -> None:
    done = subprocess.run(
        [BESIDE_PYTHON / command[0], *command[1:]], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)
