"""Who is told what: each person once an event, what concerns them, and never a negative about somebody else."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from resolvers.life.accepting import decline_need, hand_over_need, merge_needs
from resolvers.life.answering import recall_dispatch, return_dispatch, take_dispatch
from resolvers.life.doing import fail_dispatch, finish_dispatch, start_dispatch
from resolvers.life.raising import NewPerson
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.life.voices import add_remark, endorse_need, set_need_quiet
from resolvers.people import set_person_quiet
from storage.codes import Channel, Nature, NeedStatus, RemarkKind, Role, Satisfied, Solved, Urgency
from storage.codes import NotificationKind as Kind
from storage.tables import EventRow, MessageRow, NotificationRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.notifications.post import Post, told


async def test_each_person_is_told_what_concerns_them_and_not_what_they_did(town: Town) -> None:
    post = Post(town)
    await town.need(NeedStatus.CLOSED)
    await post.round()
    assert await told(town, town.resident) == [
        Kind.NEED_ACCEPTED,
        Kind.HELP_COMING,
        Kind.HELP_DONE,
    ]
    assert await told(town, town.shopkeeper) == [Kind.THANKED]
    assert await told(town, town.staff) == [Kind.DISPATCH_TAKEN, Kind.DISPATCH_DONE]
    for other in (town.neighbour, town.other_staff, town.officer, town.administrator, town.grid_worker):
        assert await told(town, other) == []


async def test_two_workers_tell_each_person_once(town: Town) -> None:
    post = Post(town)
    for _ in range(3):
        await town.need(NeedStatus.DISPATCHED)
    rounds = await asyncio.gather(*(post.round() for _ in range(2)))
    rows = await town.rows(select(NotificationRow))
    assert sum(one.told for one in rounds) == len(rows) == len({(row.person_id, row.event_seq) for row in rows}) == 9
    sent = [parcel.message_id for parcel in post.sms.parcels]
    assert len(sent) == len(set(sent)) == 6
    assert sum(one.messages.sent for one in rounds) == 6
    again = await post.round()
    assert (again.told, again.messages.sent, len(post.sms.parcels)) == (0, 0, 6)


async def test_what_commits_late_is_told_too(town: Town) -> None:
    post = Post(town)
    await post.round()
    need = await town.need()
    async with post.system.database.read() as session:
        last = await session.scalar(select(func.max(EventRow.seq))) or 0
    async with post.system.database.write() as session:  # A number that another transaction holds is left out.
        event = await session.get_one(EventRow, last)
        values = {name: getattr(event, name) for name in ("noun", "key", "region_path", "need_id", "channel", "at")}
        session.add(EventRow(seq=last + 2, move="ANSWERED", **values))
    await post.round()
    async with post.system.database.write() as session:
        session.add(EventRow(seq=last + 1, move="ACCEPTED", **values))
    await post.round()
    assert await told(town, town.resident) == [Kind.NEED_ACCEPTED, Kind.NEED_ANSWERED]
    assert need.id == event.need_id


@on_sqlite_only
async def test_a_promise_that_falls_through_is_told_to_the_asker_as_a_change_and_to_the_owner_as_it_is(
    town: Town,
) -> None:
    post = Post(town)
    for end in ("returned", "recalled", "failed"):
        need = await town.need(NeedStatus.UNDER_WAY if end == "failed" else NeedStatus.TAKEN)
        (dispatch,) = await town.dispatches(need)
        await post.round()
        if end == "returned":
            await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code="PERSONAL")
        elif end == "failed":
            await town.do(town.shopkeeper, fail_dispatch, dispatch.id, reason_text="零件不对")
        else:
            await town.do(town.staff, recall_dispatch, dispatch.id)
        await post.round()
        assert (await told(town, town.resident))[-1] is Kind.HELP_CHANGED, end
    asker = await told(town, town.resident)
    negative = {Kind.DISPATCH_RETURNED, Kind.DISPATCH_FAILED, Kind.DISPATCH_EXPIRED, Kind.NOT_SOLVED}
    assert not negative & set(asker)
    assert {Kind.DISPATCH_RETURNED, Kind.DISPATCH_FAILED} <= set(await told(town, town.staff))
    assert await told(town, town.shopkeeper) == [Kind.DISPATCH_RECALLED]


@on_sqlite_only
async def test_what_was_never_promised_is_returned_without_a_word_to_the_asker(town: Town, clock: HandClock) -> None:
    post = Post(town)
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    await post.round()
    assert await told(town, town.resident) == [Kind.NEED_ACCEPTED, Kind.HELP_SOUGHT]
    await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code="PERSONAL")
    clock.advance(hours=1)
    await post.round()
    assert await told(town, town.resident) == [Kind.NEED_ACCEPTED, Kind.HELP_SOUGHT]


@on_sqlite_only
async def test_a_complaint_stays_with_its_asker_and_staff(town: Town, clock: HandClock) -> None:
    post = Post(town)
    complaint = await town.need(NeedStatus.ACCEPTED, nature=Nature.COMPLAINT, complained_about=town.shop.id)
    clock.set(complaint.finish_by + timedelta(minutes=1))
    await post.round()
    assert await told(town, town.resident) == [Kind.NEED_ACCEPTED]
    assert await told(town, town.staff) == [Kind.OVERDUE]
    for other in (town.shopkeeper, town.neighbour, town.officer, town.other_staff):
        assert await told(town, other) == []


@on_sqlite_only
async def test_what_is_late_is_told_to_its_owner_and_to_the_street_by_place_alone(town: Town, clock: HandClock) -> None:
    post = Post(town)
    late = await town.need(NeedStatus.ACCEPTED)
    held = await town.need(NeedStatus.ON_HOLD)
    clock.set(max(late.finish_by, held.finish_by) + timedelta(minutes=1))
    assert (await post.round()).reminded == 1
    assert (await post.round()).reminded == 0
    assert (await told(town, town.staff))[-1] is Kind.OVERDUE
    (row,) = await town.rows(select(NotificationRow).where(NotificationRow.person_id == town.officer.person_id))
    assert (row.kind, row.need_id, row.region_id) == (Kind.OVERDUE_BELOW, None, town.community.id)


@on_sqlite_only
async def test_a_verdict_is_asked_for_the_day_after_and_once_a_round(town: Town, clock: HandClock) -> None:
    post = Post(town)
    need = await town.need(NeedStatus.DONE)
    await post.round()
    assert Kind.VERDICT_ASKED not in await told(town, town.resident)
    clock.advance(hours=16)  # One in the night, in Shanghai: the next day has begun, and it is quiet.
    for _ in range(2):
        await post.round()
    assert (await told(town, town.resident)).count(Kind.VERDICT_ASKED) == 1
    assert not any("评价" in text or "办得怎么样" in text for text in post.sms.texts)
    clock.advance(hours=8)
    await post.round()
    (text,) = [text for text in post.sms.texts if "办得怎么样" in text]
    assert "https://partners.example/q/" in text
    await town.do(town.resident, evaluate_need, need.id, Verdict(Solved.NO, Satisfied.FAIR))
    await post.round()
    assert (await told(town, town.staff))[-1] is Kind.NOT_SOLVED


@on_sqlite_only
async def test_neighbours_who_stand_behind_a_need_hear_how_it_ends(town: Town) -> None:
    post = Post(town)
    merged = await town.published(await town.need(NeedStatus.ACCEPTED))
    closed = await town.published(await town.need(NeedStatus.ACCEPTED))
    for need in (merged, closed):
        await town.do(town.neighbour, endorse_need, need.id, also_needs=True)
    await town.do(town.staff, merge_needs, merged.id, closed.id)
    dispatch = await town.dispatch(closed)
    await town.do(town.shopkeeper, take_dispatch, dispatch.id)
    await town.do(town.shopkeeper, start_dispatch, dispatch.id)
    await town.do(town.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=5)
    await town.do(town.resident, evaluate_need, closed.id, Verdict(Solved.YES))
    await post.round()
    assert await told(town, town.neighbour) == [Kind.NEED_MERGED, Kind.NEED_CLOSED]


@on_sqlite_only
async def test_who_writes_down_what_somebody_said_is_not_the_asker(town: Town) -> None:
    post = Post(town)
    colleague = await town.person("小刘", Role.COMMUNITY_STAFF)
    by_phone = NewPerson("李奶奶", "李奶奶", "13800000001")
    need = await town.need(by=colleague, new_person=by_phone, channel=Channel.PHONE)
    await town.do(
        town.staff, decline_need, need.id, reason_code="MARKET", reason_text="可找店家", next_step="附近有两家"
    )
    await post.round()
    told_of = await town.rows(select(NotificationRow).where(NotificationRow.kind == Kind.NEED_DECLINED))
    assert [row.person_id for row in told_of] == [need.for_person_id]
    assert await told(town, colleague) == []


@on_sqlite_only
async def test_the_next_owner_and_a_colleague_hear_of_it_and_who_handed_it_over_does_not(town: Town) -> None:
    post = Post(town)
    colleague = await town.person("小刘", Role.COMMUNITY_STAFF)
    need = await town.need(NeedStatus.ACCEPTED)
    await post.round()
    assert colleague.person_id is not None
    await town.do(town.staff, hand_over_need, need.id, colleague.person_id)
    await town.do(town.resident, add_remark, need.id, RemarkKind.COMMENT, "周末在家")
    await post.round()
    assert await told(town, colleague) == [Kind.NEED_HANDED_OVER, Kind.COMMENTED]
    assert await told(town, town.staff) == []


@on_sqlite_only
async def test_a_quiet_need_tells_its_askers_nothing_and_sends_nothing(town: Town, clock: HandClock) -> None:
    post = Post(town)
    need = await town.need(NeedStatus.DONE)
    await post.settled()
    await town.do(town.staff, set_need_quiet, need.id, is_quiet=True)
    before = await told(town, town.resident)
    clock.advance(days=1)
    await post.round()
    assert await told(town, town.resident) == before
    assert post.sms.texts == []
    await town.do(town.staff, set_need_quiet, need.id, is_quiet=False)
    await post.round()
    assert (await told(town, town.resident))[-1] is Kind.VERDICT_ASKED
    assert len(post.sms.texts) == 1


async def test_a_person_who_was_set_quiet_while_a_message_waited_gets_none(town: Town, clock: HandClock) -> None:
    post = Post(town)
    clock.advance(hours=13)  # Ten in the evening, in Shanghai.
    await town.need(NeedStatus.ACCEPTED)
    await post.round()
    (message,) = await town.rows(select(MessageRow).where(MessageRow.person_id == town.resident.person_id))
    assert (message.status, message.attempts) == ("WAITING", 0)
    assert town.resident.person_id is not None
    await town.do(town.staff, set_person_quiet, town.resident.person_id, is_quiet=True)
    clock.advance(hours=11)
    assert (await post.round()).messages.dropped == 1
    assert post.sms.texts == []
    assert await told(town, town.resident) == [Kind.NEED_ACCEPTED]


@on_sqlite_only
async def test_quiet_hours_hold_over_midnight_and_p1_reaches_staff_through_them(town: Town, clock: HandClock) -> None:
    post = Post(town)
    clock.advance(hours=13)
    await town.need(urgency=Urgency.P3)
    await town.need(urgency=Urgency.P1)
    await town.need(NeedStatus.ACCEPTED, urgency=Urgency.P1)
    for hours in (0, 4):  # Ten in the evening and two in the morning.
        clock.advance(hours=hours)
        await post.round()
        assert sum("有新的需求待受理" in text for text in post.sms.texts) == 1
        assert not any("社区收到了" in text for text in post.sms.texts)
    assert any("过了时限" in text for text in post.sms.texts)
    clock.advance(hours=6, minutes=29)
    await post.round()
    assert not any("社区收到了" in text for text in post.sms.texts)
    clock.advance(minutes=1)
    await post.round()
    assert sum("社区收到了" in text for text in post.sms.texts) == 1


@on_sqlite_only
async def test_what_happened_long_ago_is_shown_and_not_sent(town: Town, clock: HandClock) -> None:
    post = Post(town)
    await town.need(NeedStatus.ACCEPTED)
    clock.advance(days=3)
    await post.round()
    assert Kind.NEED_ACCEPTED in await told(town, town.resident)
    assert post.sms.texts == []
