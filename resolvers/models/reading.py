"""What a region learned, and what ranks in it: for its staff, officers and administrators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import MatchSettings
from matching.choice_parts import TAUGHT
from matching.choice_replay import LEAST_TRIED
from resolvers.access import OVERSEERS, readable_models
from resolvers.context import Context
from resolvers.records.settings import TURNS, match_settings, nearest
from resolvers.regions import ancestors
from storage.codes import Role
from storage.tables import LearnedModelRow, RegionRow

MOST_MODELS = 100


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of one part in points per unit: as shipped, as the region set it, as learned, and what counts.

    `own` and `learned` are None where the region, and those above it, say nothing.
    """

    code: str
    shipped: float
    own: float | None
    learned: float | None
    in_force: float


@dataclass(frozen=True, slots=True)
class RegionModels:
    """The models of a region, newest first, and what ranks there now.

    `in_force` is the region's own model in force, else that of the nearest region above that has one.
    """

    region: RegionRow
    settings_version: str
    in_force: LearnedModelRow | None
    models: Sequence[LearnedModelRow]
    weights: Sequence[Weight]
    viewer_can_change: bool


async def models_of(context: Context, region_id: UUID) -> RegionModels | None:
    """Return the models of a region; None for whoever does not oversee it."""
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None or not context.viewer.reaches(region.path, *OVERSEERS):
            return None
        own = await session.scalars(
            select(LearnedModelRow)
            .where(LearnedModelRow.region_id == region_id, readable_models(context.viewer))
            .order_by(LearnedModelRow.number.desc())
            .limit(MOST_MODELS)
        )
        settings = await match_settings(session)
        return RegionModels(
            region=region,
            settings_version=_holding(settings, region.path).version,
            in_force=await _in_force(session, region.path),
            models=own.all(),
            weights=_weights(_holding(settings, region.path)),
            viewer_can_change=context.viewer.reaches(region.path, Role.ADMINISTRATOR),
        )


def is_proven(model: LearnedModelRow) -> bool:
    """Whether the replay proved a model better than what it was tried against."""
    return model.tried >= LEAST_TRIED and model.gain_low > 0


async def _in_force(session: AsyncSession, path: str) -> LearnedModelRow | None:
    """Return the model that ranks in a region; that one stands above it is no secret to who oversees it."""
    return await session.scalar(
        select(LearnedModelRow)
        .where(LearnedModelRow.is_active, LearnedModelRow.region_path.in_(ancestors(path)))
        .order_by(LearnedModelRow.region_path.desc())
        .limit(1)
    )


def _holding(settings: Mapping[str, MatchSettings], path: str) -> MatchSettings:
    set_at = nearest(settings, path)
    return MatchSettings() if set_at is None else settings[set_at]


def _weights(settings: MatchSettings) -> list[Weight]:
    shipped = MatchSettings()
    return [
        Weight(
            code,
            shipped.weight(code, chinese=True),
            settings.weights.get(code),
            settings.learned.get(code),
            settings.weight(code, chinese=True),
        )
        for code in (*TAUGHT, *TURNS)
    ]
