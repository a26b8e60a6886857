"""Partners by name while a list is taken in: those we know, and those the list names for the first time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import normalise
from resolvers.lists.entries import ListedPartner
from resolvers.lists.region_tree import Names
from storage.codes import PartnerStatus
from storage.tables import PartnerRow, RegionRow


@dataclass(slots=True)
class BookEntry:
    """A partner: known by its key, or to be written as `listed` says."""

    region: Names
    listed: ListedPartner | None = None
    key: UUID | None = None


@dataclass(slots=True)
class PartnerBook:
    """Partners are the same when their names are, and one's region lies in the other's."""

    added: list[BookEntry] = field(default_factory=list)
    _at: dict[tuple[str, Names], BookEntry] = field(default_factory=dict)
    _above: dict[tuple[str, Names], BookEntry] = field(default_factory=dict)

    def know(self, name: str, region: Names, key: UUID) -> None:
        """Enter a partner that is there already."""
        self._put(normalise(name), BookEntry(region, key=key))

    def find(self, name: str, region: Names) -> BookEntry | None:
        """Return the partner that a name means in a region: the nearest above, else the first one below."""
        plain = normalise(name)
        for length in range(len(region), -1, -1):
            found = self._at.get((plain, region[:length]))
            if found is not None:
                return found
        return self._above.get((plain, region))

    def enter(self, listed: ListedPartner, region: Names) -> BookEntry:
        """Return the partner a line names, entering it when nobody knows it."""
        found = self.find(listed.name, region)
        if found is None:
            found = BookEntry(region, listed=listed)
            self._put(normalise(listed.name), found)
            self.added.append(found)
        return found

    def _put(self, plain: str, entry: BookEntry) -> None:
        self._at.setdefault((plain, entry.region), entry)
        for length in range(len(entry.region)):
            self._above.setdefault((plain, entry.region[:length]), entry)


async def load_partners(session: AsyncSession, regions: Iterable[tuple[str, Names]]) -> PartnerBook:
    """Return the book of all partners that have not left; `regions` gives the names of each path."""
    names = dict(regions)
    book = PartnerBook()
    rows = await session.execute(
        select(PartnerRow.name, RegionRow.path, PartnerRow.id)
        .join(RegionRow, RegionRow.id == PartnerRow.region_id)
        .where(PartnerRow.status != PartnerStatus.LEFT)
        .order_by(PartnerRow.id),
    )
    for name, path, key in rows:
        book.know(name, names[path], key)
    return book
