"""What holds for the ranking in a region: rows of `region_setting` named `matching`, and what was learned there."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import PLAIN_CALIBRATION, MatchSettings
from storage.tables import LearnedModelRow, RegionRow, RegionSettingRow

NAME = "matching"


async def match_settings(session: AsyncSession) -> Mapping[str, MatchSettings]:
    """Return the settings by the path of each region that made some or learned some.

    What a region set itself and what it learned are each inherited from the nearest region above that has any. A
    value holds `weights`, points by part; parts left out keep what was learned, else their default. The version of
    the row names the settings in the model version, unless the value has a `version` of its own; a model adds its
    name to it. `calibration` holds slope and offset.
    """
    found = await session.execute(
        select(RegionRow.path, RegionSettingRow.value, RegionSettingRow.version)
        .join(RegionRow, RegionRow.id == RegionSettingRow.region_id)
        .where(RegionSettingRow.name == NAME),
    )
    own = {
        path: MatchSettings(
            version=str(value.get("version", f"{path}.{version}")),
            weights=dict(value["weights"]),
            calibration=tuple(value.get("calibration", PLAIN_CALIBRATION)),
        )
        for path, value, version in found
    }
    active = await session.scalars(select(LearnedModelRow).where(LearnedModelRow.is_active))
    models = {model.region_path: model for model in active}
    return {path: _together(path, own, models) for path in own.keys() | models.keys()}


def model_name(model: LearnedModelRow) -> str:
    """Return the name by which every match made with a model can be known: its region's path and its number."""
    return f"{model.region_path}.L{model.number}"


def nearest(paths: Iterable[str], region_path: str) -> str | None:
    """Return which of the paths is the nearest at or above `region_path`."""
    return max((path for path in paths if region_path.startswith(path)), key=len, default=None)


def _together(path: str, own: Mapping[str, MatchSettings], models: Mapping[str, LearnedModelRow]) -> MatchSettings:
    set_at, learned_at = nearest(own, path), nearest(models, path)
    settings = MatchSettings() if set_at is None else own[set_at]
    if learned_at is None:
        return settings
    model = models[learned_at]
    return replace(settings, version=f"{settings.version}+{model_name(model)}", learned=dict(model.weights))
