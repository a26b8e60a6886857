"""What holds for the ranking in a region: its rows of `region_setting`, and what was learned there."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import PLAIN_CALIBRATION, MatchSettings
from storage.tables import LearnedModelRow, RegionRow, RegionSettingRow

NAME = "matching"
CALIBRATION = "calibration"
ROTATION = "rotation"
TURNS = ("load", "rest")
"""The parts by which chances go round: never learned, set by the region alone."""


async def match_settings(session: AsyncSession) -> Mapping[str, MatchSettings]:
    """Return the settings by the path of each region that made some or learned some.

    What a region set itself, what it learned, how strongly chances go round there and how it is calibrated are each
    inherited from the nearest region above that has any. A value named `matching` holds `weights`, points by part;
    parts left out keep what was learned, else their default. The version of the row names the settings in the model
    version, unless the value has a `version` of its own; a model and a rotation add their names to it. A value named
    `calibration` holds `slope` and `offset`, one named `rotation` the `strength` by which the weights of load and rest
    are multiplied, unless `weights` has them.
    """
    found = await session.execute(
        select(RegionRow.path, RegionSettingRow.name, RegionSettingRow.value, RegionSettingRow.version)
        .join(RegionRow, RegionRow.id == RegionSettingRow.region_id)
        .where(RegionSettingRow.name.in_((NAME, CALIBRATION, ROTATION))),
    )
    rows = found.all()
    own = {
        path: MatchSettings(version=str(value.get("version", f"{path}.{version}")), weights=dict(value["weights"]))
        for path, name, value, version in rows
        if name == NAME
    }
    lines = {path: (value["slope"], value["offset"]) for path, name, value, _ in rows if name == CALIBRATION}
    turns = {path: float(value["strength"]) for path, name, value, _ in rows if name == ROTATION}
    active = await session.scalars(select(LearnedModelRow).where(LearnedModelRow.is_active))
    models = {model.region_path: model for model in active}
    paths = own.keys() | models.keys() | lines.keys() | turns.keys()
    return {
        path: replace(_turned(path, _together(path, own, models), turns), calibration=_line(path, lines))
        for path in paths
    }


def model_name(model: LearnedModelRow) -> str:
    """Return the name by which every match made with a model can be known: its region's path and its number."""
    return f"{model.region_path}.L{model.number}"


def nearest(paths: Iterable[str], region_path: str) -> str | None:
    """Return which of the paths is the nearest at or above `region_path`."""
    return max((path for path in paths if region_path.startswith(path)), key=len, default=None)


def _turned(path: str, settings: MatchSettings, turns: Mapping[str, float]) -> MatchSettings:
    set_at = nearest(turns, path)
    if set_at is None:
        return settings
    shipped, strength = MatchSettings(), turns[set_at]
    weights = {code: strength * shipped.weight(code, chinese=True) for code in TURNS}
    return replace(settings, version=f"{settings.version}~{strength:g}", weights=weights | dict(settings.weights))


def _line(path: str, lines: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    set_at = nearest(lines, path)
    return PLAIN_CALIBRATION if set_at is None else lines[set_at]


def _together(path: str, own: Mapping[str, MatchSettings], models: Mapping[str, LearnedModelRow]) -> MatchSettings:
    set_at, learned_at = nearest(own, path), nearest(models, path)
    settings = MatchSettings() if set_at is None else own[set_at]
    if learned_at is None:
        return settings
    model = models[learned_at]
    return replace(settings, version=f"{settings.version}+{model_name(model)}", learned=dict(model.weights))
