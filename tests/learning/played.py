"""A town whose staff have decided many times, written straight into the log."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from matching.choice_parts import TAUGHT, shipped_weights
from storage.codes import DecisionAction
from storage.tables import DecisionCandidateRow, DecisionRow, LearnedModelRow, NeedPartRow, RegionRow, ResourceRow
from tests.factories import Town
from tests.matching.simulated_choices import SHOWN, Staff, knowing, played

KNOWING = Staff(knowing(2.4).weights, pull=0.5)
AS_SHIPPED = Staff(shipped_weights())


async def offers(town: Town) -> list[ResourceRow]:
    """Return ten resources of five partners."""
    found = []
    for number in range(SHOWN // 2):
        partner = await town.partner(f"第{number}服务队")
        found += [await town.resource(partner, title=f"帮忙{number}{one}") for one in "甲乙"]
    return found


async def part_of(town: Town, region: RegionRow | None = None) -> NeedPartRow:
    """Return the part of a need of a region, the community by default."""
    return await town.part(await town.need(region_id=(region or town.community).id))


async def decide(
    town: Town, part: NeedPartRow, count: int, staff: Staff = KNOWING, seed: int = 1, **given: Any
) -> None:
    """Log `count` decisions of staff, one a day before today, over the ten first resources of the town."""
    resources = await town.rows(select(ResourceRow).order_by(ResourceRow.id).limit(SHOWN))
    began = town.context.now() - timedelta(days=count)
    decisions, candidates = [], []
    for number, choice in enumerate(played(seed, count, staff, shipped_weights())):
        at = began + timedelta(days=number)
        key = UUID(int=town.context.random_bits(128))
        decisions.append(
            {
                "id": key,
                "part_id": part.id,
                "action": DecisionAction.DISPATCH,
                "chosen_resource_id": resources[choice.chosen].id,
                "model_version": "additive-1/1",
                "is_chinese": True,
                "index_position": 0,
                "ranked_at": at,
                "decided_by": town.staff.person_id,
                "created_at": at,
                **given,
            }
        )
        candidates += [
            {
                "decision_id": key,
                "resource_id": resource.id,
                "position": position,
                "is_eligible": True,
                "score": 0.0,
                "features": dict(zip(TAUGHT, row.tolist(), strict=True)),
            }
            for position, (resource, row) in enumerate(zip(resources, choice.features, strict=True), start=1)
        ]
    async with town.context.database.write() as session:
        await session.execute(insert(DecisionRow), decisions)
        await session.execute(insert(DecisionCandidateRow), candidates)


async def kept_models(town: Town, count: int) -> list[LearnedModelRow]:
    """Return models of the community, none in force."""
    async with town.context.database.write() as session:
        for number in range(1, count + 1):
            session.add(_plain_model(town, number))
    return await town.rows(select(LearnedModelRow).order_by(LearnedModelRow.number))


def _plain_model(town: Town, number: int) -> LearnedModelRow:
    now = town.context.now()
    figures = {"trained": 90, "tried": 90, "gain": 0.02, "gain_low": 0.01, "gain_high": 0.03}
    return LearnedModelRow(
        id=UUID(int=number),
        region_id=town.community.id,
        region_path=town.community.path,
        number=number,
        weights={"time": 0.9},
        sharpness=1.0,
        pull=1.0,
        tried_against="1",
        known_until=now,
        created_at=now,
        **figures,
    )
