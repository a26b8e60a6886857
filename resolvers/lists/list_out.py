"""What the lists share on their way out: names of regions, days, rows put together by key."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.numbers import LOCAL
from resolvers.regions import ancestors
from storage.codes import Level
from storage.tables import RegionRow

Row = TypeVar("Row")
Cells = dict[str, str | int]
"""One line of a list, by the fields of its columns; a field without an entry is blank."""


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Names and levels of regions by their paths."""

    names: Mapping[str, tuple[str, Level]]

    def below(self, path: str, top: str, *, down_to: Level = Level.BUILDING) -> str:
        """Return where `path` lies as seen from `top`: the names below it, or its own name."""
        levels = list(Level)
        steps = [self.names[one] for one in ancestors(path) if len(one) > len(top)]
        named = [name for name, level in steps if levels.index(level) <= levels.index(down_to)]
        return "".join(named) or (self.names[top][0] if top in self.names else "")

    def name(self, path: str) -> str:
        """Return the name of one region."""
        return self.names[path][0]


async def load_region_names(session: AsyncSession) -> RegionNames:
    """Return the names of all regions."""
    rows = await session.execute(select(RegionRow.path, RegionRow.name, RegionRow.level))
    return RegionNames({path: (name, level) for path, name, level in rows})


def grouped(pairs: Iterable[tuple[UUID, Row]]) -> Mapping[UUID, list[Row]]:
    """Return rows by the key they belong to, in their order."""
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found


def local_day(moment: datetime | None) -> str:
    """Return the local day of a moment as lists write it."""
    return "" if moment is None else moment.astimezone(LOCAL).date().isoformat()


def once_each(texts: Iterable[str]) -> str:
    """Join texts that say anything, each once."""
    return "、".join(dict.fromkeys(text for text in texts if text))
