"""Regions by their names on the command line: 昆明市/盘龙区."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.changes import Change
from resolvers.lists.places import level_by_name
from resolvers.lists.region_tree import letters_of
from resolvers.regions import RegionDraft, plant_region
from storage.codes import Level
from storage.tables import RegionRow

_LEVELS = list(Level)


async def found_region(session: AsyncSession, names: str) -> RegionRow | None:
    """Return the region of a code, or at the end of a chain of names from the root joined by /; None without one."""
    coded = await session.scalar(select(RegionRow).where(RegionRow.path == names))
    if coded is not None:
        return coded
    region: RegionRow | None = None
    for name in names.split("/"):
        below: UUID | None = region.id if region else None
        region = await session.scalar(
            select(RegionRow).where(RegionRow.name == name.strip(), RegionRow.parent_id == below),
        )
        if region is None:
            return None
    return region


async def region_named(change: Change, names: Sequence[str]) -> RegionRow:
    """Return the region at the end of a chain of names from the root, making those that are missing.

    A name that does not show its level is one level below the region above it.
    """
    region: RegionRow | None = None
    for name in (name.strip() for name in names):
        below = region.id if region else None
        found = await change.session.scalar(
            select(RegionRow).where(RegionRow.name == name, RegionRow.parent_id == below),
        )
        region = found or await plant_region(
            change,
            RegionDraft(
                level=level_by_name(name) or _LEVELS[_LEVELS.index(region.level) + 1 if region else 0],
                name=name,
                parent_id=below,
                letters=None if region else letters_of(name),
            ),
        )
    assert region is not None, "a chain of names has at least one"
    return region
