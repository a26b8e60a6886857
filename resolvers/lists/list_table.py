"""A list on its way out: what stands on the sheet, without a file format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column of an official list: its field, its head, and how wide it is printed, in characters."""

    field: str
    head: str
    width: int


@dataclass(frozen=True, slots=True)
class ListTable:
    """An official list: lines of texts and whole numbers, one for each column."""

    title: str
    columns: tuple[OutColumn, ...]
    lines: tuple[tuple[str | int, ...], ...]
