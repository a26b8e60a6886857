"""How much of a file is taken."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file, in bytes, and the largest table in it; what is larger is refused, never cut."""

    file_bytes: int
    unpacked_bytes: int = 200 * MEBIBYTE
    lines: int = 100_000
    columns: int = 200
    cells: int = 4_000_000
    cell_bytes: int = 32 * 1024


COMMAND_LINE = Limits(file_bytes=50 * MEBIBYTE)
UPLOAD = Limits(file_bytes=20 * MEBIBYTE)
