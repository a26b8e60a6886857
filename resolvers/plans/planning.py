"""A plan of whom to ask for what, of one region and one day: a preview that changes nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import fsum
from uuid import UUID

from matching.planning import PinNotPossibleError, Plan, assign
from resolvers.access import STAFF
from resolvers.context import Context
from resolvers.numbers import LOCAL
from resolvers.plans.assumed import Assumed, AssumedPart
from resolvers.plans.comparing import Compared, compare, pin_not_possible
from resolvers.plans.day_capacity import day_capacities
from resolvers.plans.open_parts import OpenPart, open_parts
from resolvers.plans.preview import Choice, Pairing, PlanLine, PlanPreview, Uncovered, WhyUncovered
from resolvers.plans.settings import planning_settings
from resolvers.refusals import InvalidInput
from storage.tables import RegionRow

MOST_PARTS = 500
"""How many open parts one plan takes, the most urgent first."""

AS_IT_COMES = Choice()


async def plan_dispatches(
    context: Context, region_id: UUID, day: date, choice: Choice = AS_IT_COMES
) -> PlanPreview | None:
    """Return whom to ask for the open parts of a region on a day; None for everybody but its staff.

    Pinned pairs are kept, forbidden ones are not used. Refuses a day that has passed, a probability outside 0 to 1,
    and a pin that a rule, another pin or a lack of room forbids. Nothing is written.
    """
    now, viewer = context.now(), context.viewer
    if day < now.astimezone(LOCAL).date():
        raise InvalidInput.at("day", "IN_THE_PAST", day)
    if choice.least_probability is not None and not 0 <= choice.least_probability <= 1:
        raise InvalidInput.at("leastProbability", "AT_MOST", 1)
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None or not viewer.reaches(region.path, *STAFF):
            return None
        settings = await planning_settings(session, context.vocabulary, region)
        least = settings.least_probability if choice.least_probability is None else choice.least_probability
        found = await open_parts(session, viewer, region.path, day, now, most=MOST_PARTS + 1)
        parts = _included(found[:MOST_PARTS], choice.forbidden)
        await context.index.catch_up(session, now)
        position = context.index.position
        compared, records = await compare(context, session, parts, now, pinned=choice.pinned, least_probability=least)
        resources = {str(one.resource.id): one.resource for each in compared for one in each.candidates}
        capacities = await day_capacities(session, resources, records, day, now)
    pairs = [(str(pair.part_id), str(pair.resource_id)) for pair in choice.pinned]
    try:
        plan = await asyncio.to_thread(
            assign,
            [one.want() for one in compared],
            {one.open_part.key: [(each.match.key, each.match.score) for each in one.candidates] for one in compared},
            capacities,
            pinned=pairs,
            forbidden=[(str(pair.part_id), str(pair.resource_id)) for pair in choice.forbidden],
            rotation=settings.rotation,
        )
    except PinNotPossibleError as refused:
        raise pin_not_possible(pairs.index(refused.pair)) from refused
    by_part = {one.open_part.key: one for one in compared}
    return PlanPreview(
        region=region,
        day=day,
        stamp=_assumed(compared, position, now).stamp(context),
        lines=_lines(plan, by_part),
        uncovered=_uncovered(plan, by_part),
        covered=plan.value.covered,
        covered_at_most=plan.at_most.covered,
        score=fsum(line.units * line.score for line in plan.lines),
        points_short=plan.points_short,
        is_cut=len(found) > MOST_PARTS,
        rotation=settings.rotation,
        least_probability=least,
    )


def _included(parts: Sequence[OpenPart], forbidden: Sequence[Pairing]) -> list[OpenPart]:
    """Leave out the parts that are forbidden altogether."""
    left_out = {pair.part_id for pair in forbidden if pair.resource_id is None}
    return [one for one in parts if one.part.id not in left_out]


def _lines(plan: Plan, by_part: Mapping[str, Compared]) -> tuple[PlanLine, ...]:
    """Return the lines in the order of the parts, which is that of urgency; of one part the best first."""
    order = {key: index for index, key in enumerate(by_part)}
    lines = []
    in_order = sorted(plan.lines, key=lambda line: (order[line.want], -line.score, line.resource))
    for number, line in enumerate(in_order, start=1):
        compared = by_part[line.want]
        part, time_to_come = compared.open_part, compared.open_part.appointment
        lines.append(
            PlanLine(
                number=number,
                need=part.need,
                part=part.part,
                chosen=next(one for one in compared.candidates if one.match.key == line.resource),
                quantity=part.quantity if compared.want().is_whole else line.units,
                starts_at=time_to_come.start if time_to_come else None,
                ends_at=time_to_come.end if time_to_come else None,
                is_pinned=line.is_pinned,
                candidates=compared.candidates,
            )
        )
    return tuple(lines)


def _uncovered(plan: Plan, by_part: Mapping[str, Compared]) -> tuple[Uncovered, ...]:
    return tuple(
        Uncovered(
            need=one.open_part.need,
            part=one.open_part.part,
            quantity=one.open_part.quantity if one.want().is_whole else plan.left[key],
            why=WhyUncovered.NO_ROOM if one.candidates else WhyUncovered.NO_CANDIDATE,
            candidates=one.candidates,
        )
        for key, one in by_part.items()
        if key in plan.left
    )


def _assumed(compared: Sequence[Compared], position: int, now: datetime) -> Assumed:
    return Assumed(
        planned_at=now,
        position=position,
        parts={one.open_part.part.id: _assumed_part(one) for one in compared},
        resource_versions={
            candidate.resource.id: candidate.resource.version for one in compared for candidate in one.candidates
        },
    )


def _assumed_part(compared: Compared) -> AssumedPart:
    time_to_come = compared.open_part.appointment
    return AssumedPart(
        need_version=compared.open_part.need.version,
        open_quantity=compared.open_part.quantity,
        model_version=compared.model_version,
        candidates=tuple(one.resource.id for one in compared.candidates),
        starts_at=time_to_come.start if time_to_come else None,
        ends_at=time_to_come.end if time_to_come else None,
    )
