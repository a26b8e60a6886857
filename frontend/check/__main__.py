"""Everything the front end promises, as one table: python -m frontend.check, or make front-check.

It ends with 1 when a promise is broken. ESLint and Lighthouse are fetched at the first run; --quick spares Lighthouse.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.table import Table

from frontend import build
from frontend.check import lighthouse, sources

MARKS = {True: "ok", False: "[red]NO[/red]"}
LINT = ("check/node_modules/eslint/bin/eslint.js", "--config", "check/eslint.config.mjs", "--max-warnings=0", "src")
Row = tuple[str, bool, str]


def main() -> None:
    """Print the table."""
    table = Table("what", "", "found")
    broken = 0
    for what, is_well, found in rows(quick="--quick" in sys.argv[1:]):
        table.add_row(what, MARKS[is_well], found)
        broken += not is_well
    Console().print(table)
    sys.exit(1 if broken else 0)


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield what is promised, whether it holds, and what was found."""
    build.build()
    yield "types, against the SDL", *ended_well(build.check)
    build.install_modules(lighthouse.FOLDER)
    yield "lint with types", *ended_well(lambda: build.run_node(*LINT))
    yield "documents the server answers", *documents()
    for page, most in build.MOST_FIRST_KILOBYTES.items():
        found = build.first_kilobytes(page)
        yield f"first load of {page}", 0 < found <= most, f"{found:.1f} KB gzip of {most}"
    yield "syntax of Chrome 70, Safari 13", *ended_well(lambda: build.run_node("--test", "tests/syntax.test.mjs"))
    texts = sources.source_texts()
    circle = sources.circle_in(sources.imports_of(texts))
    yield "imports make no circle", not circle, " → ".join(path.name for path in circle) or f"{len(texts)} files"
    long = sources.long_files(texts)
    yield (
        f"files of at most {sources.MOST_LINES} lines",
        not long,
        ", ".join(long) or f"longest {sources.longest(texts)}",
    )
    if not quick:
        yield from pages()


def documents() -> tuple[bool, str]:
    """Return whether the list of documents stands for those in the sources, of which each has one or two spellings."""
    listed = json.loads((build.DIST / "documents.json").read_text(encoding="utf-8"))
    written = json.loads(build.PERSISTED.read_text(encoding="utf-8"))
    return len(written) <= len(listed) <= 2 * len(written), f"{len(written)} documents, {len(listed)} hashes"


def ended_well(work: Callable[[], None]) -> tuple[bool, str]:
    """Do what a program of Node's does and return whether it ended well."""
    try:
        work()
    except subprocess.CalledProcessError as error:
        return False, f"ended with code {error.returncode}"
    return True, ""


def pages() -> Iterator[Row]:
    """Yield Lighthouse's judgement of each page, the medians of several loads."""
    if lighthouse.CHROMIUM is None:
        yield "Lighthouse", False, "needs Chromium: make system-packages"
        return
    for judged in asyncio.run(lighthouse.judge_pages()):
        points = ", ".join(f"{name} {value:.0f}" for name, value in judged.points.items())
        figures = ", ".join(
            f"{short} {judged.figures[name]:,.{0 if unit else 3}f} {unit}".strip()
            for name, (short, unit) in lighthouse.FIGURES.items()
        )
        faults = f"\nfaults: {', '.join(judged.faults)}" if judged.faults else ""
        yield f"Lighthouse, {judged.visit.name}", judged.is_well, f"{points}\n{figures}{faults}"


if __name__ == "__main__":
    main()
