"""What regions set for their plans: rows of `region_setting` named `planning`."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.regions import ancestors
from storage.seed_records import read_record
from storage.tables import RegionRow, RegionSettingRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import PlanningSettings

NAME = "planning"


async def planning_settings(session: AsyncSession, vocabulary: Vocabulary, region: RegionRow) -> PlanningSettings:
    """Return the settings of a region: its own or those of the nearest region above; lines left out are as shipped."""
    found = await session.execute(
        select(RegionRow.path, RegionSettingRow.value)
        .join(RegionRow, RegionRow.id == RegionSettingRow.region_id)
        .where(RegionSettingRow.name == NAME, RegionRow.path.in_(ancestors(region.path))),
    )
    values: dict[str, dict[str, Any]] = {path: value for path, value in found}  # noqa: C416 - a row is no pair to the type checker
    nearest = max(values, key=len, default="")
    chosen = {**asdict(vocabulary.settings.planning), **values.get(nearest, {})}
    return read_record(PlanningSettings, chosen, f"region_setting {NAME}")
