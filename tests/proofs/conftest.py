"""Proofs that take minutes: `make prove` runs them, `make test` runs short versions of them elsewhere."""

from pathlib import Path

import pytest

PROOFS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that stands here as a proof."""
    for item in items:
        if item.path.is_relative_to(PROOFS):
            item.add_marker("proof")
