"""Learning the weights of regions from their decisions, and putting those in force that a replay proves better."""

import asyncio
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import MatchSettings
from matching.choice_parts import TAUGHT, shipped_weights
from matching.choice_replay import Gain, Taught, Teaching, as_weights, learn_from_choices
from matching.choices import Choices, Explained, Habit
from matching.fairness import Spread, spread_of_chances
from matching.textual import Floats
from resolvers.access import within
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.models.evidence import Evidence, evidence_in, seconds
from resolvers.models.keeping import LearnedWeights, keep_model
from resolvers.records.settings import match_settings, model_name, nearest
from resolvers.refusals import NotFound
from storage.codes import Level
from storage.tables import LearnedModelRow, RegionRow

LEARNING_LEVELS = (Level.CITY, Level.STREET, Level.COMMUNITY)
"""Levels that learn, beside whatever is at the top: a community leans on its street, a street on its city."""

CODE_WIDTH = 4
LEAST_TRAINED = 10
"""Decisions a region needs before what it learned is kept at all."""


@dataclass(frozen=True, slots=True)
class LearnedRegion:
    """What learning came to in one region.

    `gain` is that over what would rank there otherwise: the weights in force, or those that a region above has just
    taken up. `model` is None where there were too few decisions to keep anything, or nothing new. The spreads say on
    how many partners of the lists the first place falls, by the weights in force and by those learned.
    """

    region: RegionRow
    trained: int
    gain: Gain
    model: LearnedModelRow | None
    was_activated: bool
    first_places_now: Spread
    first_places_learned: Spread


@dataclass(frozen=True, slots=True)
class _Tree:
    """Regions of one tree that learn, widest first, with what ranks in each and what was decided in all.

    `known_until` is when the last decision was made that taught a model a region has used, also one taken back: what
    somebody took back must be proven on decisions it has not seen.
    """

    regions: Sequence[RegionRow]
    settings: Mapping[str, MatchSettings]
    active: frozenset[str]
    known_until: Mapping[str, float]
    evidence: Sequence[Evidence]


async def learn_models(context: Context, region_id: UUID | None = None) -> list[LearnedRegion]:
    """Learn in every region with decisions, or in one and those below it, for somebody who runs the server.

    Weights are kept as models; a model is put in force only where the replay proves it better.
    """
    async with context.database.read() as session:
        region = None if region_id is None else await session.get(RegionRow, region_id)
        if region_id is not None and region is None:
            raise NotFound("region")
        roots = await session.scalars(select(RegionRow).where(RegionRow.parent_id.is_(None)).order_by(RegionRow.path))
        wanted = "" if region is None else region.path
        trees = [
            await _tree(session, context, root)
            for root in roots
            if root.path.startswith(wanted) or wanted.startswith(root.path)
        ]
    found: list[LearnedRegion] = []
    for tree in trees:
        if tree.evidence:
            found.extend(await _learn(context, tree, wanted))
    return found


async def _tree(session: AsyncSession, context: Context, root: RegionRow) -> _Tree:
    regions = await session.scalars(
        select(RegionRow)
        .where(within(RegionRow.path, [root.path]), RegionRow.level.in_(LEARNING_LEVELS) | (RegionRow.id == root.id))
        .order_by(RegionRow.path)
    )
    used = (await session.scalars(select(LearnedModelRow).where(LearnedModelRow.activated_at.is_not(None)))).all()
    return _Tree(
        regions=regions.all(),
        settings=await match_settings(session),
        active=frozenset(model.region_path for model in used if model.is_active),
        known_until=_known_until(used),
        evidence=await evidence_in(session, context.vocabulary, root.path),
    )


async def _learn(context: Context, tree: _Tree, wanted: str) -> list[LearnedRegion]:
    moments = np.array([seconds(one.at) for one in tree.evidence])
    choices = Choices.of([one.choice for one in tree.evidence])
    teaching = _teaching(tree, moments.tolist())
    priors = {one.key: Explained(shipped_weights(), Habit()) for one in teaching if one.above is None}
    taught = await asyncio.to_thread(learn_from_choices, choices, moments, teaching, priors)
    taken_up: dict[str, str] = {}
    found = []
    for one in teaching:
        if not one.key.startswith(wanted):
            continue
        rival = _rival(one.key, taken_up, tree.active)
        against = _settings(tree, one.key).version if rival is None else taken_up[rival]
        learned = taught[one.key]
        kept = await _kept(context, tree, one, learned, gain=learned.over[rival], against=against)
        if kept.model is not None and kept.was_activated:
            taken_up[one.key] = model_name(kept.model)
        found.append(kept)
    return found


def _teaching(tree: _Tree, moments: Sequence[float]) -> list[Teaching]:
    """Return the regions that have decisions, each after the one above it.

    A region all of whose decisions were made in one below it has nothing to say for the others, and is left out.
    """
    paths = {region.path for region in tree.regions}
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(tree.evidence):
        for end in range(CODE_WIDTH, len(one.region_path) + 1, CODE_WIDTH):
            if one.region_path[:end] in paths:
                numbers.setdefault(one.region_path[:end], []).append(number)
    told = {path for path in numbers if not _is_told_below(path, numbers)}
    found = []
    for path in sorted(told):
        settings = _settings(tree, path)
        found.append(
            Teaching(
                key=path,
                above=nearest((other for other in told if other != path), path),
                choices=np.array(numbers[path], dtype=np.int64),
                in_force=shipped_weights(settings),
                fixed={code: points for code, points in settings.weights.items() if code in TAUGHT},
                known_before=_known_before(tree, path, moments),
            )
        )
    return found


def _is_told_below(path: str, numbers: Mapping[str, Sequence[int]]) -> bool:
    return any(
        other.startswith(path) and len(found) == len(numbers[path]) for other, found in numbers.items() if other != path
    )


def _known_until(used: Iterable[LearnedModelRow]) -> dict[str, float]:
    found: dict[str, float] = {}
    for model in used:
        found[model.region_path] = max(found.get(model.region_path, 0.0), seconds(model.known_until))
    return found


def _known_before(tree: _Tree, path: str, moments: Sequence[float]) -> int:
    """Return the number of the first decision that taught neither what ranks here nor what was used here."""
    concerned = (nearest(tree.active, path), nearest(tree.known_until, path))
    return max((bisect_right(moments, tree.known_until[at]) for at in concerned if at is not None), default=0)


def _settings(tree: _Tree, path: str) -> MatchSettings:
    set_at = nearest(tree.settings, path)
    return MatchSettings() if set_at is None else tree.settings[set_at]


def _rival(path: str, taken_up: Collection[str], active: Collection[str]) -> str | None:
    """Return the region above whose new weights would rank here; None where the weights in force still would."""
    new, old = nearest(taken_up, path), nearest(active, path)
    return new if new is not None and (old is None or len(new) >= len(old)) else None


async def _kept(
    context: Context, tree: _Tree, one: Teaching, taught: Taught, *, gain: Gain, against: str
) -> LearnedRegion:
    """Keep what a region learned, in one transaction, and put it in force where it is proven."""
    region = next(region for region in tree.regions if region.path == one.key)
    model, was_activated = None, False
    if taught.trained >= LEAST_TRAINED:
        weights = LearnedWeights(
            weights=as_weights(taught.explained),
            habit=taught.explained.habit,
            trained=taught.trained,
            gain=gain,
            tried_against=against,
            known_until=tree.evidence[int(one.choices[-1])].at,
        )

        async def keep(change: Change) -> LearnedModelRow:
            return await keep_model(change, region.id, weights)

        model = await make_change(context, keep)
        was_activated = gain.is_proven
    return LearnedRegion(
        region=region,
        trained=taught.trained,
        gain=gain,
        model=model,
        was_activated=was_activated,
        first_places_now=_first_places(tree.evidence, one, one.in_force),
        first_places_learned=_first_places(tree.evidence, one, taught.explained.weights),
    )


def _first_places(evidence: Sequence[Evidence], one: Teaching, weights: Floats) -> Spread:
    """Return on whom the first place of a region's lists falls under some weights, of all that stood on them."""
    chances: dict[UUID, int] = {}
    for number in one.choices.tolist():
        listed = evidence[number]
        for partner in listed.partner_ids:
            chances.setdefault(partner, 0)
        scores = listed.choice.features @ weights + listed.beside
        chances[listed.partner_ids[int(np.argmax(scores))]] += 1
    return spread_of_chances(list(chances.values()))
