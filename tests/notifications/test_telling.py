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
