"""How lists get into files and out of them; the edge knows, and says so to whoever asks it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from resolvers.lists.list_table import ListTable
from resolvers.lists.sheet import Sheet

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class ListFiles:
    """Readers and writers of files.

    `read` takes a file's name, its content and the name of a sheet, "" for the first; it raises `FileRefused`.
    """

    read: Callable[[str, bytes, str], Sheet]
    workbook: Callable[[ListTable], bytes]
    csv: Callable[[Iterable[Sequence[str | int]]], bytes]
