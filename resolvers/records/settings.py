"""What regions set for the ranking: rows of `region_setting` named `matching`."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import PLAIN_CALIBRATION, MatchSettings
from storage.tables import RegionRow, RegionSettingRow

NAME = "matching"


async def match_settings(session: AsyncSession) -> Mapping[str, MatchSettings]:
    """Return the settings by the path of the region that made them.

    A value holds `weights`, points by part; parts left out keep their default. The version of the row names the
    settings in the model version, unless the value has a `version` of its own. `calibration` holds slope and offset.
    """
    found = await session.execute(
        select(RegionRow.path, RegionSettingRow.value, RegionSettingRow.version)
        .join(RegionRow, RegionRow.id == RegionSettingRow.region_id)
        .where(RegionSettingRow.name == NAME),
    )
    return {
        path: MatchSettings(
            version=str(value.get("version", f"{path}.{version}")),
            weights=dict(value["weights"]),
            calibration=tuple(value.get("calibration", PLAIN_CALIBRATION)),
        )
        for path, value, version in found
    }


def nearest(paths: Iterable[str], region_path: str) -> str | None:
    """Return which of the paths is the nearest at or above `region_path`."""
    return max((path for path in paths if region_path.startswith(path)), key=len, default=None)
