"""What is looked at in the sources of the pages: how long the files are, and that imports make no circle."""

import re
from pathlib import Path

from frontend.build import FRONTEND

SOURCES = FRONTEND / "src"
MOST_LINES = 300
IMPORT = re.compile(r"""(?:from|import\()\s*"(\.[^"]+)\"""")
Imports = dict[Path, set[Path]]


def source_texts() -> dict[Path, str]:
    """Return the text of every source file by its path; what is generated is left out."""
    found = (path for path in sorted(SOURCES.rglob("*")) if path.suffix in {".ts", ".tsx", ".css"})
    return {path: path.read_text(encoding="utf-8") for path in found if not path.name.endswith(".d.ts")}


def long_files(texts: dict[Path, str]) -> list[str]:
    """Return the files of too many lines, each with its length."""
    lengths = {path.name: text.count("\n") for path, text in texts.items()}
    return [f"{name} {length}" for name, length in lengths.items() if length > MOST_LINES]


def imports_of(texts: dict[Path, str]) -> Imports:
    """Return which source imports which; a name without an ending may mean either kind of file."""
    return {
        path: {
            target
            for name in IMPORT.findall(text)
            for ending in ("", ".ts", ".tsx")
            if (target := (path.parent / f"{name}{ending}").resolve()) in texts
        }
        for path, text in texts.items()
    }


def circle_in(imports: Imports) -> list[Path]:
    """Return one circle of imports from a file back to itself, or nothing."""
    done: set[Path] = set()

    def visit(path: Path, way: list[Path]) -> list[Path]:
        if path in way:
            return [*way[way.index(path) :], path]
        if path in done:
            return []
        for target in sorted(imports[path]):
            if circle := visit(target, [*way, path]):
                return circle
        done.add(path)
        return []

    return next(filter(None, (visit(path, []) for path in imports)), [])


def longest(texts: dict[Path, str]) -> int:
    """Return the lines of the longest file."""
    return max(text.count("\n") for text in texts.values())
