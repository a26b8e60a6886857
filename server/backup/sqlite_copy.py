"""SQLite, copied as it is at one moment, while others go on writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from server.backup.refused import BackupRefusedError

PATIENCE_SECONDS = 30.0


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)) as connection:
        yield connection


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database in one step of SQLite's online backup; the copy is one file and was checked."""
    if not source.is_file():
        raise BackupRefusedError("NO_DATABASE", source)
    with _opened(source) as reading, _opened(target) as writing:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")
        (found,) = writing.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise BackupRefusedError("UNSOUND", found)


def sqlite_facts(path: Path) -> tuple[str, dict[str, int]]:
    """Return the revision of a database, "" when it has none, and how many rows each of its tables holds."""
    if not path.is_file():
        return "", {}
    with _opened(path) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        rows = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - names of tables
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone() if rows else None
    return (revision[0] if revision else ""), rows


def restore_sqlite(source: Path, target: Path) -> None:
    """Put a copy in the place of a database; whoever has it open sees the one or the other."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _opened(source) as reading, _opened(target) as writing:
        reading.backup(writing)
