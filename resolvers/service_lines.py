"""Whom residents of a region ring, and when somebody answers: set by administrators, else that of the region above."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from resolvers.access import require_role
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.refusals import InvalidInput, NotFound
from resolvers.regions import ancestors
from resolvers.versions import refuse_stale_row, set_given
from storage.codes import Role
from storage.tables import RegionRow


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A phone, the hours it is answered as people write them (None while unknown), and the region that set both."""

    phone: str
    hours: str | None
    region_id: UUID


async def edit_region(change: Change, region_id: UUID, version: int, given: dict[str, str | None]) -> RegionRow:
    """Set `phone` and `hours` of a region, whatever is given; None or "" leaves them to the region above."""
    region = await change.session.scalar(select(RegionRow).where(RegionRow.id == region_id).with_for_update())
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, Role.ADMINISTRATOR)
    await refuse_stale_row(change, region, version, region_path=region.path)
    changed = set_given(region, {name: (value or "").strip() or None for name, value in given.items()})
    if region.hours is not None and region.phone is None:
        raise InvalidInput.at("phone", "PHONE_OF_HOURS")
    if changed:
        details = {"version": region.version, "fields": changed}
        change.record(region, "EDITED", region_path=region.path, details=details)
    return region


async def service_lines(context: Context, region_ids: Sequence[UUID]) -> list[ServiceLine | None]:
    """Return for each region the phone of the nearest that has one, itself first, then upwards."""
    async with context.database.read() as session:
        asked = await session.execute(select(RegionRow.id, RegionRow.path).where(RegionRow.id.in_(region_ids)))
        chains = {row.id: ancestors(row.path) for row in asked}
        above = {path for chain in chains.values() for path in chain}
        found = await session.execute(
            select(RegionRow.path, RegionRow.phone, RegionRow.hours, RegionRow.id).where(
                RegionRow.path.in_(above), RegionRow.phone.is_not(None)
            )
        )
        lines = {path: ServiceLine(phone or "", hours, key) for path, phone, hours, key in found}
    return [next((lines[path] for path in reversed(chains.get(key, [])) if path in lines), None) for key in region_ids]
