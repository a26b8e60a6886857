"""Judged needs and resources from files, as the evaluation reads them."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

Row = Mapping[str, str]
Grades = Mapping[str, Mapping[str, float]]

_CELL_LIMIT = 1 << 20


class UnreadableFileError(Exception):
    """A file that is not what it should be; the message says which, what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Needs with judgments, the resources to rank for them, and per type of need which of these were judged at all.

    `pools` maps a type to ids of resources; the type of a need is its column `type`. Without pools all count.
    """

    needs: tuple[Row, ...]
    resources: tuple[Row, ...]
    grades: Grades
    pools: Mapping[str, frozenset[str]]

    def pool_of(self, need: Row) -> frozenset[str] | None:
        """Return the resources that count for a need; None when all do."""
        return self.pools.get(need.get("type", "")) if self.pools else None


def read_rows(path: Path, columns: Sequence[str]) -> tuple[Row, ...]:
    """Read a tab-separated file without quoting; it must have these columns."""
    csv.field_size_limit(_CELL_LIMIT)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                message = f"{path}: no column {', '.join(missing)}; the first line must name {', '.join(columns)}"
                raise UnreadableFileError(message)
            return tuple(reader)
    except FileNotFoundError as error:
        message = f"{path}: there is no such file"
        raise UnreadableFileError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8"
        raise UnreadableFileError(message) from error


def read_grades(path: Path) -> Grades:
    """Read judgments above 0 as need id → resource id → grade."""
    grades: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for line, row in enumerate(read_rows(path, ("need_id", "resource_id", "grade")), start=2):
        try:
            grade = float(row["grade"])
        except ValueError as error:
            message = f"{path}, line {line}: the grade must be a number, not {row['grade']!r}"
            raise UnreadableFileError(message) from error
        if grade > 0:
            grades[row["need_id"]][row["resource_id"]] = grade
    return grades


def read_judged(  # noqa: PLR0917 -- the six files and filters of the command, in its order.
    needs: Path,
    resources: Path,
    qrels: Path,
    split: str | None,
    pool: Path | None,
    pool_type: str | None,
) -> Judged:
    """Read needs of `split` that have judgments, the resources and the pools; `pool_type` keeps needs of one type."""
    grades = read_grades(qrels)
    pools: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_rows(pool, ("type", "resource_id")) if pool else ():
        pools[row["type"]].add(row["resource_id"])
    kept = tuple(
        row
        for row in read_rows(needs, ("id", "text"))
        if row["id"] in grades and split in {None, row.get("split")} and pool_type in {None, row.get("type")}
    )
    if not kept:
        message = f"{needs}: no need of this split and type has a judgment in {qrels}"
        raise UnreadableFileError(message)
    return Judged(
        kept, read_rows(resources, ("id", "text")), grades, {name: frozenset(ids) for name, ids in pools.items()}
    )


def content_key(row: Row) -> str:
    """Return a hash of a record without its id, by which ties are ordered."""
    written = "\x1f".join(f"{name}={row[name]}" for name in sorted(row) if name not in {"id", "split"})
    return sha256(written.encode()).hexdigest()
