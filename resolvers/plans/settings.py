"""What regions set for their plans: rows of `region_setting` named `planning`."""

from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.settings.named import SettingGroup
from resolvers.settings.reading import regional_settings
from storage.seed_records import read_record
from storage.tables import RegionRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import PlanningSettings


async def planning_settings(session: AsyncSession, vocabulary: Vocabulary, region: RegionRow) -> PlanningSettings:
    """Return the settings of a region; a line it leaves out is that of the nearest region above, else as shipped."""
    regional = await regional_settings(session, vocabulary, [region.path])
    said = {key: value for key, (value, _) in regional.lines(SettingGroup.PLANNING, region.path).items()}
    return read_record(PlanningSettings, {**asdict(vocabulary.settings.planning), **said}, "region_setting planning")
