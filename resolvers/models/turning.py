"""How strongly chances go round in a region: one figure that its administrators set."""

from uuid import UUID

from sqlalchemy import select

from resolvers.access import require_role
from resolvers.changes import Change
from resolvers.records.settings import ROTATION
from resolvers.refusals import InvalidInput, NotFound
from storage.codes import Role
from storage.tables import RegionRow, RegionSettingRow

MOST_ROTATION = 3.0


async def set_rotation(change: Change, region_id: UUID, strength: float) -> RegionSettingRow:
    """Let load and rest count `strength` times as much as shipped, 0 to 3; for the region's administrators."""
    region = await change.session.get(RegionRow, region_id)
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, Role.ADMINISTRATOR)
    return await turn(change, region_id, strength)


async def turn(change: Change, region_id: UUID, strength: float) -> RegionSettingRow:
    """Set how strongly chances go round, for somebody who runs the server; counts from the next ranking on."""
    if not 0 <= strength <= MOST_ROTATION:
        raise InvalidInput.at("strength", "AT_MOST", f"{MOST_ROTATION:g}")
    region = await change.session.scalar(select(RegionRow).where(RegionRow.id == region_id).with_for_update())
    if region is None:
        raise NotFound("region")
    row = await change.session.scalar(
        select(RegionSettingRow).where(RegionSettingRow.region_id == region.id, RegionSettingRow.name == ROTATION)
    )
    value = {"strength": strength}
    if row is None:
        row = RegionSettingRow(id=change.key(), region_id=region.id, name=ROTATION, value=value)
        change.session.add(row)
    else:
        row.value, row.version = value, row.version + 1
    await change.session.flush()
    change.record(row, "ROTATION_SET", region_path=region.path, details=value)
    return row
