from difflib import unified_diff
from pathlib import Path

from schema.build import build_schema


def test_committed_sdl_is_what_the_schema_says(root: Path) -> None:
    committed = (root / "schema" / "schema.graphql").read_text(encoding="utf-8").splitlines()
    built = build_schema().as_str().splitlines()
    difference = list(unified_diff(committed, built, "committed", "built", lineterm="", n=1))
    assert difference == [], "`python -m server export-schema` renews schema/schema.graphql"
