import json
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)", re.MULTILINE)


def test_requirements_lock_pins_what_the_project_asks_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = map(Requirement, [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]])
    locked = {found["name"]: found["version"] for found in PINNED.finditer((root / "requirements.lock").read_text())}
    missing = [
        str(requirement)
        for requirement in asked
        if not requirement.specifier.contains(Version(locked.get(canonicalize_name(requirement.name), "0")))
    ]
    assert missing == [], "`make lock` renews requirements.lock"


def test_requirements_lock_has_hashes_and_no_addresses(root: Path) -> None:
    lock = (root / "requirements.lock").read_text()
    assert "://" not in lock
    packages = re.split(r"\n(?=\S)", lock.strip())
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_package_lock_has_hashes_and_no_addresses(root: Path) -> None:
    lock = (root / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    packages = json.loads(lock)["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_environment_is_not_locked_twice(root: Path) -> None:
    assert not (root / "uv.lock").exists()
