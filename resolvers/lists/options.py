"""How a list is to be taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storage.vocabulary_records import OfficialList


class ListNoun(StrEnum):
    """The lists that can be taken in, by the word people type."""

    NEEDS = "needs"
    RESOURCES = "resources"
    PARTNERS = "partners"

    @property
    def official(self) -> OfficialList:
        """Return the official list of this noun."""
        return OfficialList[self.name]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Which list it is, where its lines belong, and whether anything is written.

    `source` tells the numbers of one list from those of another; it is the file's name by default. `region` names a
    region from the root down. With `may_add_regions` regions that lines name are added, below `region` when both are
    given; with neither, lines stand under one root region. `is_by_operator` is for the command line, where nobody is
    signed in who could answer for what is written. `columns` says which field a column (from 0) holds, or None for
    none, where somebody has looked and knows better than the heads.
    """

    noun: ListNoun
    source: str
    region: tuple[str, ...] = ()
    may_add_regions: bool = False
    is_applied: bool = False
    is_by_operator: bool = False
    columns: Mapping[int, str | None] = field(default_factory=dict)
