import importlib.metadata
import re
from pathlib import Path

import matching
import schema
from tests.house.tree import ROOT, hidden_imports, lazy_types, project_files, room_modules, shown

MOST_LINES = 400
SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
# Written so that this file does not hold what it looks for.
REGISTRY_HOST = re.compile(
    r"py[p]i\.org|python[h]osted|npm[j]s\.|deb[.]debian|registry[.]npm|(aliyun|tsinghua|npm)mirror"
)
HOME_PATH = re.compile(r"(?<![\w.~$}/-])/(work|root|home/\w+|Users/\w+)/[\w.]")


def test_foreign_packages_called_schema_or_matching_are_absent() -> None:
    assert {"schema", "matching"}.isdisjoint(importlib.metadata.packages_distributions())


def test_schema_and_matching_are_ours() -> None:
    for room in (schema, matching):
        assert room.__file__ is not None
        assert Path(room.__file__).is_relative_to(ROOT)


def test_no_file_is_too_long_to_read() -> None:
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in project_files(".py", ".ts", ".tsx", ".css")
        if "versions" not in path.parts and not path.name.endswith(".d.ts")
    }
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_every_file_name_says_something() -> None:
    assert [shown(path) for path in project_files(".py", ".ts", ".tsx") if path.stem.lower() in SAY_NOTHING] == []


def test_imports_stand_at_the_top() -> None:
    found = {shown(path): hidden_imports(path.read_text(encoding="utf-8")) for path in room_modules()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_no_type_is_lazy() -> None:
    found = {shown(path): lazy_types(path.read_text(encoding="utf-8")) for path in room_modules()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_hidden_imports_and_lazy_types_are_found_when_planted() -> None:
    assert hidden_imports("import a\ndef f():\n    import b\n") == [3]
    assert hidden_imports("if TYPE_CHECKING:\n    from a import b\n") == [2]
    assert lazy_types("import strawberry\nx = strawberry.lazy('a')\n") == [2]
    assert lazy_types("from strawberry import lazy\n") == [1]


def test_no_file_names_a_registry_or_a_home_folder() -> None:
    found = [
        f"{shown(path)}:{number}"
        for path in project_files("")
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), start=1)
        if REGISTRY_HOST.search(line) or HOME_PATH.search(line)
    ]
    assert found == []
