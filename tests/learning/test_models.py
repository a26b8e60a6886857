"""Regions learn from their log, put in force what is proven, and go back."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from matching.choice_parts import TAUGHT
from resolvers.changes import Change, make_change
from resolvers.matcher_index import MatcherIndex
from resolvers.matches.of_need import matches_of_need
from resolvers.models.keeping import activate_model, put_in_force, roll_back, take_back
from resolvers.models.learning import LearnedRegion, learn_models
from resolvers.refusals import AlreadyThere, NotAllowed, NotFound, StaleVersion
from storage.codes import NeedStatus
from storage.tables import EventRow, LearnedModelRow, RegionRow, RegionSettingRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.learning.played import AS_SHIPPED, decide, kept_models, offers, part_of
from tests.matching.simulated_choices import LACKING

LISTS = 110


async def learned(town: Town, **given: RegionRow) -> dict[str, LearnedRegion]:
    region = given.get("region")
    found = await learn_models(town.context, None if region is None else region.id)
    return {one.region.name: one for one in found}


async def stamp(town: Town, context_of: Town | None = None) -> str:
    """Return what stamps a match in the community, but for the engine's own name."""
    need = await town.need(NeedStatus.ACCEPTED)
    matches = await matches_of_need((context_of or town).seen_by(town.staff), need, None, 3)
    assert matches is not None
    return matches.model_version.partition("/")[2]


async def active(town: Town) -> list[tuple[str, int]]:
    rows = await town.rows(select(LearnedModelRow).where(LearnedModelRow.is_active).order_by(LearnedModelRow.id))
    return [(row.region_path, row.number) for row in rows]


async def test_what_staff_know_is_learned_and_stamps_every_match_from_then_on(town: Town) -> None:
    await offers(town)
    await decide(town, await part_of(town), LISTS)
    elsewhere = replace(town, context=replace(town.context, index=MatcherIndex(town.context.vocabulary)))
    assert [await stamp(town), await stamp(town, elsewhere)] == ["1", "1"]
    found = await learned(town)
    # All decisions were made in one community, so its street and its city have nothing to say of their own.
    assert found.keys() == {"百合社区"}
    one = found["百合社区"]
    assert (one.was_activated, one.trained, one.gain.is_proven) == (True, LISTS, True)
    assert one.model is not None
    assert one.model.weights.keys() == set(TAUGHT)
    assert one.model.weights[LACKING] > 1.5
    assert await active(town) == [(town.community.path, 1)]
    assert [await stamp(town), await stamp(town, elsewhere)] == [f"1+{town.community.path}.L1"] * 2


@on_sqlite_only
async def test_a_community_without_many_decisions_ranks_as_its_street_learned(town: Town) -> None:
    await offers(town)
    await decide(town, await part_of(town), 12)
    await decide(town, await part_of(town, town.other_community), LISTS, seed=2)
    found = await learned(town)
    assert found.keys() == {"联盟街道", "百合社区", "茶花社区"}
    assert (found["联盟街道"].was_activated, found["百合社区"].was_activated) == (True, False)
    assert (town.street.path, 1) in await active(town)
    assert found["百合社区"].model is not None
    assert found["百合社区"].model.tried_against == f"{town.street.path}.L1"
    assert await stamp(town) == f"1+{town.street.path}.L1"


@on_sqlite_only
async def test_where_staff_follow_the_ranking_nothing_is_put_in_force(town: Town) -> None:
    await offers(town)
    await decide(town, await part_of(town), LISTS, AS_SHIPPED)
    found = await learned(town)
    assert not any(one.was_activated for one in found.values())
    assert await active(town) == []
    assert await stamp(town) == "1"


@on_sqlite_only
async def test_learning_again_from_the_same_keeps_nothing_new(town: Town) -> None:
    await offers(town)
    await decide(town, await part_of(town), LISTS)
    first = await learned(town)
    again = await learned(town)
    assert {name: one.model.id for name, one in again.items() if one.model} == {
        name: one.model.id for name, one in first.items() if one.model
    }
    assert not any(one.was_activated for one in again.values())
    assert again["百合社区"].gain.tried == 0


@on_sqlite_only
async def test_what_was_never_in_force_gives_way_to_what_is_learned_after_it(town: Town) -> None:
    await offers(town)
    part = await part_of(town)
    for count, seed in ((12, 3), (13, 4), (LISTS, 5)):
        await decide(town, part, count, seed=seed)
        found = (await learned(town))["百合社区"]
        assert found.model is not None
        assert (found.model.number, found.model.trained) == (1, found.trained)
    assert found.was_activated
    await decide(town, part, 12, seed=6)
    after = (await learned(town))["百合社区"]
    assert after.model is not None
    assert (after.model.number, after.was_activated) == (2, False)


@on_sqlite_only
async def test_what_somebody_took_back_is_not_put_in_force_again_by_itself(town: Town) -> None:
    await offers(town)
    part = await part_of(town)
    await decide(town, part, LISTS)
    assert (await learned(town))["百合社区"].was_activated
    await town.do(town.administrator, roll_back, town.community.id)
    again = (await learned(town))["百合社区"]
    assert (again.gain.tried, again.was_activated) == (0, False)
    assert await active(town) == []


@on_sqlite_only
async def test_one_region_learns_by_itself_and_the_others_are_left_alone(town: Town) -> None:
    await offers(town)
    await decide(town, await part_of(town), LISTS)
    await decide(town, await part_of(town, town.other_community), LISTS, seed=2)
    found = await learned(town, region=town.community)
    assert found.keys() == {"百合社区"}
    assert found["百合社区"].was_activated
    assert await active(town) == [(town.community.path, 1)]
    with pytest.raises(NotFound):
        await learn_models(town.context, town.shop.id)


@on_sqlite_only
async def test_ten_decisions_are_kept_and_tried_but_never_in_force(town: Town) -> None:
    await offers(town)
    await decide(town, await part_of(town), 10)
    found = await learned(town)
    assert all(one.model is not None and not one.was_activated for one in found.values())
    assert await town.rows(select(LearnedModelRow).where(LearnedModelRow.is_active)) == []


@on_sqlite_only
async def test_without_decisions_there_is_nothing_to_learn(town: Town) -> None:
    assert await learn_models(town.context) == []


@on_sqlite_only
async def test_what_a_community_set_itself_stands(town: Town) -> None:
    await offers(town)
    value = {"version": "own", "weights": {LACKING: 0.25}}
    async with town.context.database.write() as session:
        session.add(RegionSettingRow(id=town.shop.id, region_id=town.community.id, name="matching", value=value))
    await decide(town, await part_of(town), LISTS)
    await decide(town, await part_of(town, town.other_community), LISTS, seed=2)
    found = await learned(town)
    assert found["百合社区"].model is not None
    assert found["百合社区"].model.weights[LACKING] == 0.25
    assert (await stamp(town)).startswith("own+")
    (settings,) = [one for path, one in town.context.index._settings.items() if path == town.community.path]  # noqa: SLF001 -- no door shows the settings an index holds.
    assert settings.weight(LACKING, chinese=True) == 0.25
    assert settings.weight("category", chinese=False) == 1.0


async def test_models_are_activated_and_taken_back_one_by_one(town: Town, clock: HandClock) -> None:
    first, second, third = await kept_models(town, 3)
    for model in (first, second, third, first):
        clock.advance(minutes=1)
        await town.do(town.administrator, activate_model, model.id)
        assert await active(town) == [(town.community.path, model.number)]
    for number in (3, 2, 1):
        await town.do(town.administrator, roll_back, town.community.id)
        assert await active(town) == [(town.community.path, number)]
    await town.do(town.administrator, roll_back, town.community.id)
    assert await active(town) == []
    with pytest.raises(AlreadyThere):
        await town.do(town.administrator, roll_back, town.community.id)
    moves = await town.rows(select(EventRow.move).where(EventRow.noun == "learned_model").order_by(EventRow.seq))
    assert moves == ["ACTIVATED"] * 4 + ["ROLLED_BACK"] * 4


async def test_two_who_activate_at_once_leave_one_in_force(town: Town) -> None:
    first, second = await kept_models(town, 2)
    await asyncio.gather(*(town.do(town.administrator, activate_model, one.id) for one in (first, second)))
    ((_, number),) = await active(town)
    await town.do(town.administrator, roll_back, town.community.id)
    assert await active(town) == [(town.community.path, 3 - number)]


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"is_active": True}, "activated_at"),
        ({"gain_low": 0.5}, "gain"),
        ({"trained": 0}, "counts"),
        ({"number": 0}, "number"),
        ({"number": 1}, "number"),
    ],
)
@on_sqlite_only
async def test_the_database_itself_keeps_models_in_order(
    town: Town, changed: dict[str, object], constraint: str
) -> None:
    _, second = await kept_models(town, 2)
    with pytest.raises(IntegrityError, match=constraint):
        async with town.context.database.write() as session:
            await session.execute(
                update(LearnedModelRow).where(LearnedModelRow.id == second.id).values(**changed),
            )


async def test_the_database_itself_keeps_one_in_force(town: Town) -> None:
    await kept_models(town, 2)
    with pytest.raises(IntegrityError):
        async with town.context.database.write() as session:
            await session.execute(update(LearnedModelRow).values(is_active=True, activated_at=town.context.now()))


@on_sqlite_only
async def test_only_administrators_of_the_region_put_models_in_force(town: Town) -> None:
    (model,) = await kept_models(town, 1)
    for viewer in (town.staff, town.officer):
        with pytest.raises(NotAllowed):
            await town.do(viewer, activate_model, model.id)
        with pytest.raises(NotAllowed):
            await town.do(viewer, roll_back, town.community.id)
    for viewer in (town.other_staff, town.resident, town.grid_worker):
        with pytest.raises(NotFound):
            await town.do(viewer, activate_model, model.id)
    with pytest.raises(StaleVersion):
        await town.do(town.administrator, activate_model, model.id, version=7)
    await town.do(town.administrator, activate_model, model.id, version=1)
    with pytest.raises(AlreadyThere):
        await town.do(town.administrator, activate_model, model.id)


@on_sqlite_only
async def test_whoever_runs_the_server_needs_no_role(town: Town) -> None:
    (model,) = await kept_models(town, 1)

    async def put_it(change: Change) -> LearnedModelRow:
        return await put_in_force(change, await change.session.get_one(LearnedModelRow, model.id))

    put = await make_change(town.context, put_it)
    assert (put.is_active, put.activated_by) == (True, None)
    taken = await make_change(town.context, lambda change: take_back(change, town.community.id))
    assert not taken.is_active
