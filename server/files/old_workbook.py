"""Tables in old workbooks (.xls), read by a process of its own whose memory and time are capped."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from resolvers.lists.refusals import FileRefused
from resolvers.lists.sheet import Line, Merged, Sheet
from server.files.cells import RawCell, checked_line
from server.files.limits import Limits

PROGRAM = Path(__file__).with_name("old_workbook_program.py")
PATIENCE_SECONDS = 30.0


def read_old_workbook(file_name: str, content: bytes, sheet_name: str | None, limits: Limits) -> Sheet:
    """Return the table of a sheet: the one named, else the first visible one that holds anything.

    A formula comes as the result that was stored with it, since the reader tells no more of an old workbook.
    """
    found = _read(file_name, content, sheet_name or "", limits)
    if "name" not in found:
        if sheet_name is not None:
            raise FileRefused(file_name, "NO_SUCH_SHEET", value="、".join(found["names"]))
        raise FileRefused(file_name, "EMPTY_FILE")
    if found.get("too_many"):
        raise FileRefused(file_name, "TOO_MANY_CELLS", value=f"{limits.cells:,}")
    merged = tuple(Merged(top + 1, left, bottom + 1, right) for top, left, bottom, right in found["merged"])
    lines = tuple(_lines(file_name, found.get("rows", ()), limits))
    return Sheet(file_name, lines, merged, found["name"], tuple(found["others"]))


def _read(file_name: str, content: bytes, sheet_name: str, limits: Limits) -> dict[str, Any]:
    command = [sys.executable, "-I", str(PROGRAM), str(limits.cells), sheet_name]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, by its path
            command, input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise FileRefused(file_name, "BROKEN_WORKBOOK") from None
    return found


def _lines(file_name: str, rows: list[list[Any]], limits: Limits) -> Iterator[Line]:
    taken = 0
    for number, row in enumerate(rows, 1):
        line = checked_line(file_name, number, [_heard(cell) for cell in row], limits)
        if line.cells:
            taken += 1
            if taken > limits.lines + 1:
                raise FileRefused(file_name, "TOO_MANY_LINES", number, value=f"{limits.lines:,}")
            yield line


def _heard(cell: Any) -> RawCell:
    if isinstance(cell, dict):
        ((kind, said),) = cell.items()
        return datetime.fromisoformat(said) if kind == "datetime" else date.fromisoformat(said)
    heard: RawCell = cell
    return heard
