"""The two databases among the peers, each with its own way of finding like texts by three characters."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg

from benchmarks.matching_engine import FIRST
from tests.cluster import SETTINGS, Cluster, server_programs

MIB = 2**20
CACHE_KIB = 1_000_000
LEAST_LIKENESS = "0.03"
"""The least similarity that pg_trgm's index gives back; at its default of 0.3 no offer is found for a need."""
_PIECE = re.compile(r"\w+")


class SqliteTrigrams:
    """FTS5 with its trigram tokenizer, any of the need's trigrams, ordered by bm25; a file with a large cache."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._path = Path(self._folder.name, "offers.db")
        self._base = sqlite3.connect(self._path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._texts: list[str] = []

    def read(self, texts: Iterator[str]) -> None:
        """Hold the texts; the tokenizer cuts them itself."""
        self._texts = list(texts)

    def build(self) -> None:
        """Insert every text in one transaction, and merge the index."""
        self._base.execute("CREATE VIRTUAL TABLE offer USING fts5(body, tokenize = 'trigram')")
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO offer (body) VALUES (?)", ((text,) for text in self._texts))
        self._base.execute("COMMIT")
        self._base.execute("INSERT INTO offer (offer) VALUES ('optimize')")
        self._texts = []

    def terms(self, text: str) -> str:
        """Return the query: any of the trigrams."""
        pieces = _PIECE.findall(text)
        grams = {piece[at : at + 3] for piece in pieces for at in range(len(piece) - 2)}
        return " OR ".join(f'"{gram}"' for gram in sorted(grams))

    def ask(self, terms: str) -> list[tuple[int, float]]:
        """Search."""
        statement = "SELECT rowid, rank FROM offer WHERE offer MATCH ? ORDER BY rank LIMIT ?"
        return self._base.execute(statement, (terms, FIRST)).fetchall()

    def disk_mb(self) -> float:
        """Return the size of the file."""
        return self._path.stat().st_size / MIB

    def memory_mb(self) -> float:
        """Return 0: it is this process that grows."""
        return 0.0

    def close(self) -> None:
        """Remove the file."""
        self._base.close()
        self._folder.cleanup()


class PostgresTrigrams:
    """A private PostgreSQL with pg_trgm and a GIN index; texts above a likeness, ordered by it, one prepared query."""

    def __init__(self) -> None:
        programs = server_programs()
        if programs is None:
            message = "the PostgreSQL server programs are needed: make system-packages"
            raise RuntimeError(message)
        self._folder = TemporaryDirectory()
        Path(self._folder.name).chmod(0o755)
        settings = {
            **SETTINGS,
            "shared_buffers": "1GB",
            "maintenance_work_mem": "1GB",
            "work_mem": "64MB",
            "jit": "off",
        }
        self._cluster = Cluster(programs, Path(self._folder.name, "cluster"), settings)
        self._cluster.start()
        self._loop = asyncio.new_event_loop()
        self._texts: list[str] = []

    def read(self, texts: Iterator[str]) -> None:
        """Hold the texts; the server cuts them itself."""
        self._texts = list(texts)

    def build(self) -> None:
        """Copy every text, build the index, and gather statistics."""
        self._loop.run_until_complete(self._build())
        self._texts = []

    async def _build(self) -> None:
        # In the locale C the extension would take no Chinese character for a letter.
        encoding = "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        await self._cluster.execute(f"CREATE DATABASE peers TEMPLATE template0 {encoding}")
        self._base = await asyncpg.connect(host=str(self._cluster.folder), user="postgres", database="peers")
        await self._base.execute("CREATE EXTENSION pg_trgm; CREATE TABLE offer (id bigint PRIMARY KEY, body text)")
        await self._base.copy_records_to_table("offer", records=enumerate(self._texts))
        await self._base.execute("CREATE INDEX offer_body ON offer USING gin (body gin_trgm_ops)")
        await self._base.execute("VACUUM ANALYZE offer")
        await self._base.execute(f"SET pg_trgm.similarity_threshold = {LEAST_LIKENESS}")
        self._query = await self._base.prepare(
            "SELECT id, similarity(body, $1) AS likeness FROM offer WHERE body % $1 ORDER BY likeness DESC, id LIMIT $2"
        )

    def terms(self, text: str) -> str:
        """Return the text itself."""
        return text

    def ask(self, terms: str) -> list[tuple[int, float]]:
        """Search."""
        found = self._loop.run_until_complete(self._query.fetch(terms, FIRST))
        return [(row["id"], row["likeness"]) for row in found]

    def disk_mb(self) -> float:
        """Return the size of the table and its indexes."""
        query = self._base.fetchval("SELECT pg_total_relation_size('offer')")
        return float(self._loop.run_until_complete(query)) / MIB

    def memory_mb(self) -> float:
        """Return the memory of the server's processes, what they share counted once."""
        head = int((self._cluster.folder / "data" / "postmaster.pid").read_text("ascii").splitlines()[0])
        family = [
            Path("/proc", str(head)),
            *(one.parent for one in Path("/proc").glob("[0-9]*/stat") if _is_of(one, head)),
        ]
        return sum(_proportional_mb(process) for process in family)

    def close(self) -> None:
        """Stop the server and remove its files."""
        self._loop.run_until_complete(self._base.close())
        self._loop.close()
        self._cluster.stop()
        self._folder.cleanup()


def _is_of(stat: Path, parent: int) -> bool:
    try:
        return int(stat.read_text("ascii", "replace").rpartition(")")[2].split()[1]) == parent
    except OSError:
        return False


def _proportional_mb(process: Path) -> float:
    lines = (process / "smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1_024
