"""Models of a region: keeping what was learned, putting one in force, and going back to the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isclose
from typing import Any
from uuid import UUID

from sqlalchemy import select

from matching.choice_replay import Gain
from matching.choices import Habit
from resolvers.access import readable_models, require_role
from resolvers.changes import Change
from resolvers.refusals import AlreadyThere, NotFound, StaleVersion
from storage.codes import Role
from storage.tables import LearnedModelRow, RegionRow

SAME_WEIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class LearnedWeights:
    """What a region learned, with the replay that tried it and what it was tried against."""

    weights: Mapping[str, float]
    habit: Habit
    trained: int
    gain: Gain
    tried_against: str
    known_until: datetime


async def keep_model(change: Change, region_id: UUID, learned: LearnedWeights) -> LearnedModelRow:
    """Keep what a region learned, unless its newest model is the same, and put it in force if it is proven better.

    A model that was never in force gives way to what was learned after it. For somebody who runs the server, and
    answers for it without a role.
    """
    region = await _locked(change, region_id)
    newest = await change.session.scalar(
        select(LearnedModelRow)
        .where(LearnedModelRow.region_id == region.id)
        .order_by(LearnedModelRow.number.desc())
        .limit(1)
    )
    model = (
        newest if newest is not None and _is_same(newest, learned) else await _written(change, region, newest, learned)
    )
    if learned.gain.is_proven and not model.is_active:
        await put_in_force(change, model)
    return model


async def activate_model(change: Change, model_id: UUID, version: int | None = None) -> LearnedModelRow:
    """Put a model in force in the region it was learned in; for the region's administrators."""
    model = await change.session.scalar(
        select(LearnedModelRow).where(LearnedModelRow.id == model_id, readable_models(change.viewer))
    )
    if model is None:
        raise NotFound("model")
    require_role(change.viewer, model.region_path, Role.ADMINISTRATOR)
    return await put_in_force(change, model, version)


async def put_in_force(change: Change, model: LearnedModelRow, version: int | None = None) -> LearnedModelRow:
    """Let a region rank with a model, instead of the one in force if there is one; from the next ranking on."""
    await _locked(change, model.region_id)
    await change.session.refresh(model)
    if version is not None and version != model.version:
        raise StaleVersion
    if model.is_active:
        raise AlreadyThere("active_model")
    before = await _active(change, model.region_id)
    if before is not None:
        before.is_active, before.version = False, before.version + 1
        await change.session.flush()
    model.follows_id = None if before is None else before.id
    await _begin(change, model)
    change.record(model, "ACTIVATED", region_path=model.region_path, details={"number": model.number})
    return model


async def roll_back(change: Change, region_id: UUID) -> LearnedModelRow:
    """Go back to what was in force before the region's model; for the region's administrators."""
    region = await change.session.get(RegionRow, region_id)
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, Role.ADMINISTRATOR)
    return await take_back(change, region_id)


async def take_back(change: Change, region_id: UUID) -> LearnedModelRow:
    """Take a region's model out of force and return it; the one it followed is in force again, if it followed one."""
    await _locked(change, region_id)
    model = await _active(change, region_id)
    if model is None:
        raise AlreadyThere("shipped_weights")
    earlier_id, model.follows_id = model.follows_id, None
    model.is_active, model.version = False, model.version + 1
    await change.session.flush()
    if earlier_id is not None:
        await _begin(change, await change.session.get_one(LearnedModelRow, earlier_id))
    change.record(model, "ROLLED_BACK", region_path=model.region_path, details={"number": model.number})
    return model


async def _locked(change: Change, region_id: UUID) -> RegionRow:
    """Return the region, locked so that two never keep or change its models at once."""
    found = await change.session.scalar(select(RegionRow).where(RegionRow.id == region_id).with_for_update())
    if found is None:
        raise NotFound("region")
    return found


async def _active(change: Change, region_id: UUID) -> LearnedModelRow | None:
    return await change.session.scalar(
        select(LearnedModelRow).where(LearnedModelRow.region_id == region_id, LearnedModelRow.is_active)
    )


async def _begin(change: Change, model: LearnedModelRow) -> None:
    model.is_active, model.version = True, model.version + 1
    model.activated_at, model.activated_by = change.now, change.viewer.person_id
    await change.session.flush()


async def _written(
    change: Change, region: RegionRow, newest: LearnedModelRow | None, learned: LearnedWeights
) -> LearnedModelRow:
    """Write what was learned over the newest model, if that was never in force, or else into a new one."""
    figures: dict[str, Any] = {
        "weights": dict(learned.weights),
        "sharpness": learned.habit.sharpness,
        "pull": learned.habit.pull,
        "trained": learned.trained,
        "tried": learned.gain.tried,
        "gain": learned.gain.mean,
        "gain_low": learned.gain.low,
        "gain_high": learned.gain.high,
        "tried_against": learned.tried_against,
        "known_until": learned.known_until,
        "created_at": change.now,
        "created_by": change.viewer.person_id,
    }
    if newest is not None and newest.activated_at is None:
        model = newest
        for name, value in figures.items():
            setattr(model, name, value)
        model.version += 1
    else:
        number = 1 if newest is None else newest.number + 1
        model = LearnedModelRow(
            id=change.key(), region_id=region.id, region_path=region.path, number=number, is_active=False, **figures
        )
        change.session.add(model)
    await change.session.flush()
    change.record(model, "LEARNED", region_path=region.path, details={"number": model.number})
    return model


def _is_same(model: LearnedModelRow, learned: LearnedWeights) -> bool:
    return model.trained == learned.trained and all(
        isclose(model.weights.get(code, 0.0), points, abs_tol=SAME_WEIGHT) for code, points in learned.weights.items()
    )
