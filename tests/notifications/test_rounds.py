"""Rounds as they are run: by the server's loop as things happen, and by a command; each does what is left to do."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from resolvers.due import run_due
from server import notification_loop
from server.notification_loop import tell_forever
from storage.codes import MessagePurpose, NeedStatus
from storage.codes import NotificationKind as Kind
from storage.tables import MessageLineRow, MessageRow, NotificationRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.notifications.post import Post, told

PATIENCE_SECONDS = 10.0


async def test_the_loop_tells_as_things_happen_and_outlives_a_round_that_fails(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(notification_loop, "PAUSE_SECONDS", 0.0)
    post = Post(town)
    failed = asyncio.Event()

    class Office:
        async def run_round(self, *_: Any) -> None:
            failed.set()
            raise RuntimeError

        async def tell(self, *given: Any) -> None:
            await post.office.tell(*given)

    office: Any = Office()
    loop = asyncio.create_task(tell_forever(post.system, office, 0.05))
    async with asyncio.timeout(PATIENCE_SECONDS):
        await failed.wait()
        await town.need(NeedStatus.ACCEPTED)
        while Kind.NEED_ACCEPTED not in await told(town, town.resident):
            await town.context.opened.bell.wait(0.1)
    loop.cancel()
    with suppress(asyncio.CancelledError):
        await loop
    assert "a round of notifications failed" in caplog.text


@on_sqlite_only
async def test_a_need_that_ends_while_its_message_waits_asks_nobody_for_anything(town: Town, clock: HandClock) -> None:
    post = Post(town)
    clock.advance(hours=13)
    await town.need(NeedStatus.DISPATCHED)
    await post.round()
    clock.advance(hours=11)
    await run_due(post.system, clock.advance(days=3))
    report = await post.round()
    assert report.messages.dropped == 1
    assert not any("想请您帮个忙" in text for text in post.sms.texts)


@on_sqlite_only
async def test_what_is_kept_goes_when_its_time_is_over(town: Town, clock: HandClock) -> None:
    post = Post(town)
    await post.mailbox(town.resident, "wang@example.org")
    await town.need(NeedStatus.DISPATCHED)
    await post.round()
    clock.advance(days=1)
    await post.round()
    assert await town.rows(select(MessageRow).where(MessageRow.purpose == MessagePurpose.DIGEST))
    before = len(await town.rows(select(NotificationRow)))
    await run_due(post.system, clock.advance(days=91))
    assert await town.rows(select(MessageLineRow)) == await town.rows(select(MessageRow)) == []
    assert len(await town.rows(select(NotificationRow))) == before
    await run_due(post.system, clock.advance(days=275))
    assert await town.rows(select(NotificationRow.id).where(NotificationRow.at < clock() - timedelta(days=365))) == []
    await post.round()
    assert Kind.NEED_ACCEPTED not in await told(town, town.resident)
