"""The tree of regions: adding a node, and saying where something is in full."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import require_role
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.coordinates import Place, to_wgs84
from resolvers.refusals import AlreadyThere, FieldFault, InvalidInput, NotFound
from resolvers.upserts import insert_missing
from storage.codes import Level, Role
from storage.tables import RegionRow

CODE_WIDTH = 4
LONGEST_NAME = 80
LETTERS = re.compile(r"[A-Z]{1,6}")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEVELS = list(Level)
NEAR = (Level.STREET, Level.COMMUNITY, Level.COMPOUND, Level.BUILDING)
"""The levels that say where something is; grids are for staff, and the city is known."""


@dataclass(frozen=True, slots=True)
class RegionDraft:
    """A node to be added below `parent_id`, or a root, which needs letters; below it the parent's are the default."""

    level: Level
    name: str
    parent_id: UUID | None = None
    letters: str | None = None
    place: Place | None = None


async def add_region(change: Change, draft: RegionDraft) -> RegionRow:
    """Add a region below one the viewer administers."""
    parent = None if draft.parent_id is None else await change.session.get(RegionRow, draft.parent_id)
    require_role(change.viewer, parent.path if parent else "", Role.ADMINISTRATOR)
    return await plant_region(change, draft)


async def plant_region(change: Change, draft: RegionDraft) -> RegionRow:
    """Add a region for somebody who runs the server, and answers for it without a role."""
    parent = await _lock_parent(change, draft.parent_id)
    _refuse_misfit(draft, parent)
    key = change.key()
    place = to_wgs84(draft.place) if draft.place else None
    row = {
        "id": key,
        "path": (parent.path if parent else "") + await _next_code(change, parent),
        "parent_id": draft.parent_id,
        "level": draft.level,
        "name": draft.name.strip(),
        "letters": draft.letters or (parent.letters if parent else ""),
        "lat": place.lat if place else None,
        "lng": place.lng if place else None,
        "datum": draft.place.datum if draft.place else None,
        "created_at": change.now,
        "version": 1,
    }
    if not await insert_missing(change.session, RegionRow, [row]):
        raise AlreadyThere("region")
    region = await change.session.get_one(RegionRow, key)
    change.record(region, "ADDED", region_path=region.path)
    return region


async def _lock_parent(change: Change, parent_id: UUID | None) -> RegionRow | None:
    """Return the parent, locked so that two children never get one code."""
    if parent_id is None:
        return None
    parent = await change.session.scalar(select(RegionRow).where(RegionRow.id == parent_id).with_for_update())
    if parent is None:
        raise NotFound("region")
    return parent


def _refuse_misfit(draft: RegionDraft, parent: RegionRow | None) -> None:
    faults: list[FieldFault] = []
    if not draft.name.strip():
        faults.append(FieldFault("name", "EMPTY"))
    if len(draft.name.strip()) > LONGEST_NAME:
        faults.append(FieldFault("name", "TOO_LONG", str(LONGEST_NAME)))
    if parent is not None and _LEVELS.index(draft.level) <= _LEVELS.index(parent.level):
        faults.append(FieldFault("level", "LEVEL_ORDER", parent.level))
    letters = draft.letters or (parent.letters if parent else "")
    if not LETTERS.fullmatch(letters):
        faults.append(FieldFault("letters", "LETTERS", letters))
    if faults:
        raise InvalidInput(faults)


async def _next_code(change: Change, parent: RegionRow | None) -> str:
    siblings = RegionRow.parent_id.is_(None) if parent is None else RegionRow.parent_id == parent.id
    return code_after(await change.session.scalar(select(func.max(RegionRow.path)).where(siblings)))


def code_after(last_path: str | None) -> str:
    """Return the code that follows the one `last_path` ends in; the first one when there is none.

    >>> code_after("00010009"), code_after(None)
    ('000A', '0001')
    """
    number = int(last_path[-CODE_WIDTH:], len(_DIGITS)) + 1 if last_path else 1
    code = ""
    for _ in range(CODE_WIDTH):
        number, digit = divmod(number, len(_DIGITS))
        code = _DIGITS[digit] + code
    return code


def ancestors(path: str) -> list[str]:
    """Return the paths from the root down to `path` itself."""
    return [path[:end] for end in range(CODE_WIDTH, len(path) + 1, CODE_WIDTH)]


async def full_names(context: Context, region_ids: Sequence[UUID]) -> list[str | None]:
    """Return for each region its names from the root down, as one writes an address; None for an unknown one."""
    async with context.database.read() as session:
        asked = await session.execute(select(RegionRow.id, RegionRow.path).where(RegionRow.id.in_(region_ids)))
        paths = {row.id: row.path for row in asked}
        above = {one for path in paths.values() for one in ancestors(path)}
        named = await session.execute(select(RegionRow.path, RegionRow.name).where(RegionRow.path.in_(above)))
        names = {row.path: row.name for row in named}
    return [_joined(paths.get(key), names) for key in region_ids]


def _joined(path: str | None, names: dict[str, str]) -> str | None:
    return None if path is None else "".join(names[one] for one in ancestors(path))


async def near_names(session: AsyncSession, paths: Iterable[str]) -> Mapping[str, str]:
    """Return for each path where it lies, from the street down to the building: enough to find it, and no door."""
    chains = {path: ancestors(path) for path in paths}
    above = {one for chain in chains.values() for one in chain}
    named = await session.execute(
        select(RegionRow.path, RegionRow.name).where(RegionRow.path.in_(above), RegionRow.level.in_(NEAR)),
    )
    names = {row.path: row.name for row in named}
    return {path: "".join(names.get(one, "") for one in chain) for path, chain in chains.items()}
