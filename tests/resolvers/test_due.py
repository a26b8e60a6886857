from datetime import date, datetime, timedelta

from sqlalchemy import select

from resolvers.due import DueReport, run_due
from resolvers.life.accepting import hold_need, reopen_need
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.life.voices import endorse_need, set_need_quiet
from resolvers.numbers import LOCAL
from resolvers.resources import confirm_resource, pause_resource
from storage.codes import Channel, DispatchStatus, Kind, NeedStatus, ProjectStatus, ResourceStatus, Solved, Unit
from storage.tables import EvaluationRow, EventRow, ProjectRow, ResourceSlotRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

NOTHING = DueReport(expired=0, closed=0, resumed=0, stale=0)


async def tick(town: Town, clock: HandClock, moment: datetime) -> DueReport:
    clock.set(moment)
    return await run_due(town.context, moment)


async def test_an_unanswered_dispatch_expires_and_gives_back_what_it_held(town: Town, clock: HandClock) -> None:
    rice = await town.resource(kind=Kind.GOODS, unit=Unit.PIECE, slot_capacity=5, category=None)
    need = await town.need(NeedStatus.ACCEPTED)
    dispatch = await town.dispatch(need, resource_id=rice.id)
    assert await tick(town, clock, dispatch.respond_by) == NOTHING
    report = await tick(town, clock, dispatch.respond_by + timedelta(seconds=1))
    assert report == DueReport(expired=1, closed=0, resumed=0, stale=0)
    assert (await town.row(dispatch)).status is DispatchStatus.EXPIRED
    assert (await town.row(need)).status is NeedStatus.ACCEPTED
    (slot,) = await town.rows(select(ResourceSlotRow))
    assert slot.taken == 0
    (event,) = await town.rows(select(EventRow).where(EventRow.move == "EXPIRED"))
    assert (event.channel, event.actor_id, event.partner_id) == (Channel.AUTO, None, town.shop.id)


async def test_what_was_answered_does_not_expire(town: Town, clock: HandClock) -> None:
    need = await town.need(NeedStatus.TAKEN)
    assert await tick(town, clock, need.finish_by + timedelta(days=1)) == NOTHING


async def test_a_need_that_nobody_judges_is_closed_without_a_verdict(town: Town, clock: HandClock) -> None:
    need = await town.need(NeedStatus.DONE)
    assert need.done_at is not None
    assert await tick(town, clock, need.done_at + timedelta(days=15)) == NOTHING
    assert (await tick(town, clock, need.done_at + timedelta(days=15, seconds=1))).closed == 1
    closed = await town.row(need)
    assert (closed.status, closed.closed_at) == (NeedStatus.CLOSED, clock())
    assert await town.rows(select(EvaluationRow)) == []
    (project,) = await town.rows(select(ProjectRow))
    assert project.status is ProjectStatus.FINISHED
    (event,) = await town.rows(select(EventRow).where(EventRow.move == "CLOSED_UNEVALUATED"))
    assert event.need_id == need.id


@on_sqlite_only
async def test_a_neighbours_verdict_is_not_the_askers(town: Town, clock: HandClock) -> None:
    need = await town.published(await town.need(NeedStatus.UNDER_WAY))
    await town.do(town.neighbour, endorse_need, need.id, also_needs=True)
    await town.finish(need)
    await town.do(town.neighbour, evaluate_need, need.id, Verdict(Solved.YES))
    assert (await tick(town, clock, clock() + timedelta(days=16))).closed == 1


@on_sqlite_only
async def test_a_pause_ends_on_the_day_after_its_last(town: Town, clock: HandClock) -> None:
    resource = await town.resource()
    endless = await town.resource()
    await town.do(town.shopkeeper, pause_resource, resource.id, until=date(2026, 3, 9))
    await town.do(town.shopkeeper, pause_resource, endless.id)
    last_moment = datetime(2026, 3, 9, 23, 59, 59, tzinfo=LOCAL)
    assert await tick(town, clock, last_moment) == NOTHING
    assert (await tick(town, clock, last_moment + timedelta(seconds=1))).resumed == 1
    assert (await town.row(resource)).status is ResourceStatus.ACTIVE
    assert (await town.row(endless)).status is ResourceStatus.PAUSED


async def test_a_confirmation_that_ran_out_is_told_once_and_again_after_the_next(town: Town, clock: HandClock) -> None:
    resource = await town.resource(confirm_every_days=30)
    ran_out = clock() + timedelta(days=30, seconds=1)
    assert (await tick(town, clock, ran_out)).stale == 1
    assert await tick(town, clock, ran_out + timedelta(days=1)) == NOTHING
    await town.do(town.shopkeeper, confirm_resource, resource.id)
    assert (await tick(town, clock, ran_out + timedelta(days=32))).stale == 1
    events = await town.rows(select(EventRow).where(EventRow.move == "WENT_STALE"))
    assert [event.key for event in events] == [resource.id, resource.id]


async def test_running_twice_changes_nothing_more(town: Town, clock: HandClock) -> None:
    await town.need(NeedStatus.DISPATCHED)
    await town.need(NeedStatus.DONE)
    await town.do(town.shopkeeper, pause_resource, (await town.resource()).id, until=date(2026, 3, 9))
    moment = clock() + timedelta(days=95)
    assert await tick(town, clock, moment) == DueReport(expired=1, closed=1, resumed=1, stale=1)
    events = len(await town.rows(select(EventRow.seq)))
    assert await tick(town, clock, moment) == NOTHING
    assert len(await town.rows(select(EventRow.seq))) == events


async def test_the_clock_of_a_need_on_hold_stands_still(town: Town, clock: HandClock) -> None:
    need = await town.need(NeedStatus.DISPATCHED)
    clock.advance(hours=1)
    until = clock() + timedelta(days=20)
    await town.do(town.staff, hold_need, need.id, reason_text="等材料", until=until)
    assert await tick(town, clock, until) == NOTHING
    await town.do(town.staff, reopen_need, need.id, reason_text="材料到了")
    assert await tick(town, clock, until + timedelta(hours=1)) == NOTHING
    assert (await tick(town, clock, until + timedelta(days=5))).expired == 1


@on_sqlite_only
async def test_a_quiet_need_is_closed_like_any_other(town: Town, clock: HandClock) -> None:
    need = await town.need(NeedStatus.DONE)
    await town.do(town.staff, set_need_quiet, need.id, is_quiet=True)
    assert (await tick(town, clock, clock() + timedelta(days=16))).closed == 1
