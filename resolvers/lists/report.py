"""What became of a list, or would become of it: facts only, so that a terminal and a page can show them alike."""

from dataclasses import dataclass

from resolvers.lists.heads import MappedColumn
from resolvers.lists.options import ListNoun
from resolvers.lists.refusals import Fault
from resolvers.lists.region_tree import Names


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A line that is there already: as the row `number` of ours, or as line `first_line` of the same file."""

    line: int
    number: str = ""
    first_line: int | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodLine:
    """A line as it was understood: heads of the official list and what stands under them."""

    line: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything to be said of an import. `faults` keep their lines out, several of them perhaps the same line.

    `bad_lines` is a table of those lines to be corrected: a line of heads, then theirs with the reasons behind.

    `good_lines` is how many lines can go in, `written` how many did: none in a dry run.
    """

    noun: ListNoun
    file_name: str
    sheet_name: str
    other_sheets: tuple[str, ...]
    source: str
    head_lines: tuple[int, ...]
    columns: tuple[MappedColumn, ...]
    lines_read: int
    skipped_lines: tuple[int, ...]
    first_lines: tuple[UnderstoodLine, ...]
    duplicates: tuple[Duplicate, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    new_regions: tuple[Names, ...]
    new_partners: tuple[str, ...]
    bad_lines: tuple[tuple[str, ...], ...]
    good_lines: int
    written: int
    is_applied: bool
