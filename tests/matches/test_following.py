"""The index of a process sees what was committed, by whatever process, and nothing else."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from resolvers.life.answering import return_dispatch
from resolvers.matcher_index import MatcherIndex
from resolvers.matches.of_need import matches_of_need
from resolvers.resources import edit_resource, pause_resource, resume_resource
from storage.codes import Kind, NeedStatus, PartnerKind, PartnerStatus, ResourceStatus, Unit
from storage.engine import Database
from storage.tables import EventRow, PartnerRow, RegionSettingRow, ResourceRow
from tests.clock import HandClock
from tests.databases import on_postgresql_only, on_sqlite_only
from tests.factories import Town


async def catch_up(town: Town, index: MatcherIndex | None = None) -> MatcherIndex:
    index = index or town.context.index
    async with town.context.database.read() as session:
        await index.catch_up(session, town.context.now())
    return index


async def found(town: Town, index: MatcherIndex | None = None) -> list[str]:
    """Return the titles of what the index offers for a broken lamp."""
    index = await catch_up(town, index)
    need = await town.need(NeedStatus.ACCEPTED)
    matches = await matches_of_need(town.seen_by(town.staff), need, None, 20)
    assert matches is not None
    return [one.resource.title for one in matches.items]


def event_of(resource: ResourceRow, seq: int | None = None) -> EventRow:
    row = EventRow(
        noun="resource",
        key=resource.id,
        move="EDITED",
        region_path=resource.region_path,
        channel="WEB",
        at=resource.created_at,
        details={},
    )
    if seq is not None:
        row.seq = seq
    return row


async def test_a_new_resource_is_seen_and_a_changed_one_as_it_is_now(town: Town) -> None:
    assert await found(town) == []
    resource = await town.resource()
    assert await found(town) == ["上门换灯泡"]
    await town.do(town.staff, edit_resource, resource.id, resource.version, {"title": "修灯修开关"})
    assert await found(town) == ["修灯修开关"]


@on_sqlite_only
async def test_a_paused_resource_is_not_ranked_until_it_is_resumed(town: Town, clock: HandClock) -> None:
    resource = await town.resource()
    await town.do(town.staff, pause_resource, resource.id, until=(clock() + timedelta(days=3)).date())
    assert await found(town) == []
    await town.do(town.staff, resume_resource, resource.id)
    assert await found(town) == ["上门换灯泡"]


async def test_what_is_withdrawn_or_whose_partner_left_is_gone(town: Town) -> None:
    withdrawn = await town.resource(title="一")
    left = await town.resource(await town.partner("电工队"), title="二")
    await town.resource(await town.partner("水电行"), title="三")
    assert len(await found(town)) == 3
    async with town.context.database.write() as session:
        (await session.get_one(ResourceRow, withdrawn.id)).status = ResourceStatus.WITHDRAWN
        partner = await session.get_one(PartnerRow, left.partner_id)
        partner.status = PartnerStatus.LEFT
        session.add(event_of(withdrawn))
        session.add(event_of(left))
        await session.flush()
    assert await found(town) == ["三"]


@on_sqlite_only
async def test_offers_of_a_partner_that_is_not_confirmed_are_not_ranked(town: Town) -> None:
    resource = await town.resource()
    async with town.context.database.write() as session:
        (await session.get_one(PartnerRow, resource.partner_id)).status = PartnerStatus.REGISTERED
    assert await found(town) == []


@on_sqlite_only
async def test_a_resource_ends_with_its_last_day_though_nothing_happens(town: Town, clock: HandClock) -> None:
    await town.resource(valid_until=clock().date())
    assert len(await found(town)) == 1
    clock.advance(days=1)
    assert await found(town) == []


async def test_a_dispatch_loads_its_resource_and_a_volunteer_with_all_offers(town: Town) -> None:
    shops = [await town.resource(title="一"), await town.resource(title="二")]
    helper = await town.partner("老陈", PartnerKind.VOLUNTEER)
    offers = [await town.resource(helper, title="三"), await town.resource(helper, title="四")]
    index = await catch_up(town)
    need = await town.need(NeedStatus.ACCEPTED)
    await town.dispatch(need, resource_id=shops[0].id)
    await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=offers[0].id)
    await catch_up(town)
    loads = [index.record(str(row.id)) for row in (*shops, *offers)]
    assert [record.open_load for record in loads if record] == [1, 0, 1, 1]


@on_sqlite_only
async def test_goods_are_ranked_by_what_is_left_of_them(town: Town) -> None:
    goods = await town.resource(kind=Kind.GOODS, unit=Unit.PIECE, slot_capacity=5, title="轮椅", category=None)
    index = await catch_up(town)
    await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=goods.id)
    await catch_up(town)
    record = index.record(str(goods.id))
    assert record is not None
    assert record.stock == 4


@on_sqlite_only
async def test_verdicts_reach_the_track_record_and_neutral_returns_do_not(town: Town) -> None:
    resource = await town.resource()
    index = await catch_up(town)
    fitting = await town.need(NeedStatus.ACCEPTED)
    first = await town.dispatch(fitting, resource_id=resource.id)
    await town.do(town.shopkeeper, return_dispatch, first.id, reason_code="PERSONAL")
    await catch_up(town)
    record = index.record(str(resource.id))
    assert record is not None
    assert record.outcomes == ()
    second = await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=resource.id)
    await town.do(town.shopkeeper, return_dispatch, second.id, reason_code="WRONG_KIND")
    await catch_up(town)
    record = index.record(str(resource.id))
    assert record is not None
    assert [outcome.taken for outcome in record.outcomes] == [False]


async def test_the_weights_a_region_sets_hold_below_it(town: Town) -> None:
    await town.resource()
    async with town.context.database.write() as session:
        value = {"version": "百合", "weights": {"freshness": 7.0}}
        session.add(RegionSettingRow(id=town.shop.id, region_id=town.community.id, name="matching", value=value))
    need = await town.need(NeedStatus.ACCEPTED)
    matches = await matches_of_need(town.seen_by(town.staff), need, None, 5)
    assert matches is not None
    assert matches.model_version.endswith("/百合")
    (fresh,) = [part for part in matches.items[0].match.parts if part.code == "freshness"]
    assert fresh.points == pytest.approx(7.0 * fresh.value)


@on_sqlite_only
async def test_a_number_that_appears_late_is_still_seen(town: Town, database: Database) -> None:
    early, late = await town.resource(title="早"), await town.resource(title="晚")
    index = await catch_up(town)
    async with database.write() as session:
        (await session.get_one(ResourceRow, late.id)).title = "晚改"
        session.add(event_of(late, index.position + 2))
    await catch_up(town)
    assert title_of(index, late) == "晚改"
    async with database.write() as session:
        (await session.get_one(ResourceRow, early.id)).title = "早改"
        session.add(event_of(early, index.position - 1))
    await catch_up(town)
    assert title_of(index, early) == "早改"


@on_postgresql_only
async def test_two_transactions_that_commit_in_the_reverse_order_are_both_seen(town: Town, database: Database) -> None:
    early, late = await town.resource(title="早"), await town.resource(title="晚")
    index = await catch_up(town)
    async with database.write() as first:
        (await first.get_one(ResourceRow, early.id)).title = "早改"
        first.add(event_of(early))
        await first.flush()
        async with database.write() as second:
            (await second.get_one(ResourceRow, late.id)).title = "晚改"
            second.add(event_of(late))
        await catch_up(town)
        assert (title_of(index, early), title_of(index, late)) == ("早", "晚改")
    await catch_up(town)
    assert title_of(index, early) == "早改"


@on_sqlite_only
async def test_a_second_process_sees_the_same(town: Town) -> None:
    await town.resource()
    other = MatcherIndex(town.context.vocabulary)
    await catch_up(town)
    await catch_up(town, other)
    await town.resource(title="二")
    await catch_up(town)
    await catch_up(town, other)
    assert other.position == town.context.index.position == (await town.rows(select(func.max(EventRow.seq))))[0]


async def test_many_requests_may_catch_up_at_once(town: Town) -> None:
    await town.resource()
    await asyncio.gather(*(catch_up(town) for _ in range(8)))
    assert await found(town) == ["上门换灯泡"]


@on_sqlite_only
async def test_a_one_time_resource_is_never_ranked(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    again = await town.need(NeedStatus.ACCEPTED, words="家里灯泡坏了")
    matches = await matches_of_need(town.seen_by(town.staff), again, None, 20)
    assert matches is not None
    assert (need.status, matches.items) == (NeedStatus.TAKEN, ())


@on_sqlite_only
async def test_few_changes_among_many_resources_are_taken_in_without_reading_all_anew(town: Town) -> None:
    offered = [await town.resource(title=f"换灯泡{place}") for place in range(24)]
    index = await catch_up(town)
    await town.do(town.staff, edit_resource, offered[0].id, offered[0].version, {"title": "修水管", "text": "修水管"})
    await town.do(town.staff, pause_resource, offered[1].id)
    titles = await found(town, index)
    assert len(titles) == 20
    assert not {"换灯泡0", "换灯泡1"} & set(titles)
    assert title_of(index, offered[0]) == "修水管"


@on_sqlite_only
async def test_a_catch_up_that_breaks_off_is_made_up_for_by_the_next(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.resource(title="一")
    index = await catch_up(town)
    late = await town.resource(title="二")

    async def broken(*_: object) -> list[object]:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr("resolvers.matcher_index.offered_resources", broken)
        with pytest.raises(ConnectionError):
            await catch_up(town)
    assert index.record(str(late.id)) is None
    await catch_up(town)
    assert title_of(index, late) == "二"


def title_of(index: MatcherIndex, resource: ResourceRow) -> str:
    record = index.record(str(resource.id))
    assert record is not None
    return record.title
