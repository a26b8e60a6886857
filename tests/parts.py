"""Parts outside the source tree that some tests need: they are skipped by name, or fail when all are required."""

import os
from typing import NoReturn, TypeVar

import pytest

Found = TypeVar("Found")

SYSTEM_PACKAGES = "`make system-packages` brings it"
SHARED_DATA = "set COMMUNITY_SHARED_DATA to the folder that holds it"


def absent(part: str, remedy: str) -> NoReturn:
    """Skip the running test because `part` is absent; fail it when REQUIRE_ALL_PARTS is set."""
    sentence = f"{part} is absent: {remedy}"
    if os.environ.get("REQUIRE_ALL_PARTS"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def present(found: Found | None, part: str, remedy: str) -> Found:
    """Return what was found; without it the running test is skipped or fails."""
    if found is None:
        absent(part, remedy)
    return found
