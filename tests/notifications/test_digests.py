"""What is not urgent leaves once a day, in one mail; what was read, switched off or stopped does not."""

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from resolvers.life.accepting import hold_need
from resolvers.life.voices import add_remark
from resolvers.notifications.hours import last_digest_day, opens_at
from resolvers.notifications.inbox import mark_read, set_switch
from resolvers.numbers import LOCAL
from storage.codes import MessagePurpose, NeedStatus, RemarkKind
from storage.codes import NotificationKind as Kind
from storage.tables import MessageLineRow, MessageRow, NotificationRow
from storage.vocabulary import shipped_vocabulary
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.notifications.post import Post

EVENING = datetime(2026, 3, 2, 17, 30, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("begin", "end", "ready", "leaves"),
    [
        ("08:30", "20:00", "2026-03-02T12:00", "2026-03-02T12:00"),
        ("08:30", "20:00", "2026-03-02T08:29", "2026-03-02T08:30"),
        ("08:30", "20:00", "2026-03-02T20:00", "2026-03-03T08:30"),
        ("08:30", "20:00", "2026-03-02T23:59", "2026-03-03T08:30"),
        ("08:30", "20:00", "2026-03-03T00:00", "2026-03-03T08:30"),
        ("22:00", "06:00", "2026-03-02T23:00", "2026-03-02T23:00"),
        ("22:00", "06:00", "2026-03-03T05:59", "2026-03-03T05:59"),
        ("22:00", "06:00", "2026-03-03T06:00", "2026-03-03T22:00"),
    ],
)
def test_messages_wait_until_the_quiet_hours_end(begin: str, end: str, ready: str, leaves: str) -> None:
    settings = replace(
        shipped_vocabulary().settings,
        messages_from=time.fromisoformat(begin),
        messages_until=time.fromisoformat(end),
    )
    moment, expected = (datetime.fromisoformat(text).replace(tzinfo=LOCAL) for text in (ready, leaves))
    assert opens_at(moment, settings) == expected


async def test_one_digest_a_day_holds_what_is_not_urgent_and_unread(town: Town, clock: HandClock) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    await post.settled()
    need = await town.need(NeedStatus.DISPATCHED)
    await town.do(town.staff, add_remark, need.id, RemarkKind.COMMENT, "请把灯关上")
    held = await town.need(NeedStatus.ACCEPTED)
    until = clock() + timedelta(days=3)
    await town.do(town.staff, hold_need, held.id, reason_text="等材料", until=until)
    await post.round()
    assert len(post.mail.parcels) == 2  # Two were accepted, which is told at once.
    clock.set(EVENING - timedelta(seconds=1))
    assert (await post.round()).digests == 0
    clock.set(EVENING)
    reports = await asyncio.gather(*(post.round() for _ in range(2)))
    assert sum(one.digests for one in reports) == 1
    digest = post.mail.parcels[2]
    assert (digest.to, digest.wording.subject) == ("wang@example.org", "今天的社区消息（3 条）")
    for said in ("社区正在安排人", "有新的留言", "先放一放", "/resident.html#/needs/", "/m/"):
        assert said in digest.wording.text
    for kept_back in ("家里灯泡坏了", "等材料", "请把灯关上", "翠湖五金店"):
        assert kept_back not in digest.wording.text
    clock.advance(hours=1)
    await town.do(town.staff, add_remark, need.id, RemarkKind.COMMENT, "明天来")
    await post.round()
    assert len(post.mail.parcels) == 3
    clock.set(EVENING + timedelta(days=1))
    await post.round()
    (again,) = [one for one in post.mail.parcels[3:] if "今天的社区消息" in one.wording.subject]
    assert again.wording.subject == "今天的社区消息（1 条）"
    lines = await town.rows(select(MessageLineRow.notification_id))
    assert len(lines) == len(set(lines))


@on_sqlite_only
async def test_what_was_read_or_switched_off_is_in_no_digest(town: Town, clock: HandClock) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    await town.do(town.resident, set_switch, Kind.HELP_SOUGHT, is_on=False)
    await town.do(town.resident, set_switch, Kind.NEED_ACCEPTED, is_on=False)
    need = await town.need(NeedStatus.DISPATCHED)
    await town.do(town.staff, add_remark, need.id, RemarkKind.COMMENT, "请把灯关上")
    await post.round()
    (comment,) = await town.rows(select(NotificationRow).where(NotificationRow.kind == Kind.COMMENTED))
    await town.do(town.resident, mark_read, comment.id)
    clock.set(EVENING)
    assert (await post.round()).digests == 0
    assert post.mail.parcels == []
    kinds = await town.rows(select(NotificationRow.kind).where(NotificationRow.person_id == town.resident.person_id))
    assert set(kinds) == {Kind.NEED_ACCEPTED, Kind.HELP_SOUGHT, Kind.COMMENTED}


@on_sqlite_only
async def test_what_was_late_is_counted_in_one_line_for_the_street(town: Town, clock: HandClock) -> None:
    post = Post(town)
    await post.mailbox(town.officer, "qian@example.org")
    needs = [await town.need(NeedStatus.ACCEPTED) for _ in range(3)]
    clock.set(datetime.combine(needs[0].finish_by.astimezone(LOCAL).date(), time(17, 1), LOCAL))
    await post.round()
    clock.advance(hours=1)
    await post.round()
    (digest,) = [one for one in post.mail.parcels if one.to == "qian@example.org"]
    assert "百合社区有 3 件需求过了时限" in digest.wording.text
    for need in needs:
        assert need.number not in digest.wording.text


@on_sqlite_only
async def test_a_digest_that_was_missed_is_made_later_and_keeps_the_quiet_hours(town: Town, clock: HandClock) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    await town.need(NeedStatus.DISPATCHED)
    await post.round()
    clock.set(EVENING + timedelta(hours=6))
    assert (await post.round()).digests == 1
    (message,) = await town.rows(select(MessageRow).where(MessageRow.purpose == MessagePurpose.DIGEST))
    assert message.digest_day == last_digest_day(clock(), town.context.vocabulary.settings) == EVENING.date()
    assert message.next_at == datetime(2026, 3, 3, 8, 30, tzinfo=LOCAL)
    sent = len(post.mail.parcels)
    clock.set(message.next_at)
    await post.round()
    assert len(post.mail.parcels) == sent + 1
