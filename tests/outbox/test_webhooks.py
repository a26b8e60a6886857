"""Webhooks are told, signed and in order, of their region and of nothing personal; what fails is tried again."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from resolvers.life.raising import Contact
from resolvers.refusals import InvalidInput, NotAllowed, NotFound
from resolvers.webhooks.addresses import url_fault
from resolvers.webhooks.delivering import (
    LEASE,
    MOST_ATTEMPTS,
    Parcel,
    Reply,
    deliver_due,
    pause_after,
)
from resolvers.webhooks.registering import (
    MadeWebhook,
    WebhookDraft,
    create_webhook,
    remove_webhook,
    replay_webhook,
)
from resolvers.webhooks.telling import tell_webhooks
from server.webhook_post import WebhookPost
from storage.codes import DeliveryFault, DeliveryStatus, EventNoun, NeedStatus
from storage.engine import Database
from storage.tables import EventRow, RegionRow, WebhookDeliveryRow, WebhookRow
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town
from tests.outbox.receiver import Receiver, receiving

PRIVATE: dict[str, Any] = {
    "contact": Contact("王小明", "13888880001", "儿子", "滨江路3幢", "502"),
    "words": "家里老人摔了一跤",
}
SECRETS = ("王小明", "13888880001", "滨江路", "502", "摔了")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one


def open_town(town: Town) -> Town:
    """Return the town as one that may call this machine."""
    return replace(town, context=replace(town.context, calls_private=True))


async def hooked(
    town: Town,
    url: str,
    *nouns: EventNoun,
    region: RegionRow | None = None,
) -> MadeWebhook:
    draft = WebhookDraft((region or town.community).id, url, nouns or tuple(EventNoun))
    return await create_webhook(town.seen_by(town.administrator), draft)


async def send(town: Town, clock: HandClock) -> int:
    """Do one round of both loops."""
    while await tell_webhooks(town.context):
        pass
    return await deliver_due(town.context, WebhookPost(clock, calls_private=True).send)


async def states(town: Town) -> list[tuple[DeliveryStatus, int]]:
    rows = await town.rows(select(WebhookDeliveryRow).order_by(WebhookDeliveryRow.event_seq))
    return [(row.status, row.attempts) for row in rows]


async def test_what_happens_in_the_region_is_told_signed_in_order_and_says_nothing_personal(
    town: Town, clock: HandClock, receiver: Receiver
) -> None:
    town = open_town(town)
    before = await town.need(NeedStatus.ACCEPTED)
    clock.advance(seconds=1)
    made = await hooked(town, receiver.url, EventNoun.NEED, EventNoun.DISPATCH)
    await hooked(town, f"{receiver.url}?elsewhere", region=town.other_community)
    need = await town.need(NeedStatus.TAKEN, **PRIVATE)
    await send(town, clock)
    events = await town.rows(
        select(EventRow)
        .where(EventRow.noun.in_(("need", "dispatch")), EventRow.at >= clock.moment)
        .order_by(EventRow.seq)
    )
    told = [one.told for one in receiver.received]
    assert [(one["seq"], one["move"]) for one in told] == [(event.seq, event.move) for event in events]
    assert {one["need"] for one in told} == {global_id(need)} != {global_id(before)}
    assert {one["region"] for one in told} == {global_id(town.compound)}
    assert told[1]["fields"] == ["status"]
    assert told[1]["id"] == global_id(need)
    sent = b"".join(one.body for one in receiver.received).decode()
    assert [secret for secret in SECRETS if secret in sent] == []
    people = [town.resident, town.staff, town.shopkeeper, town.administrator]
    assert [person for person in people if str(person.person_id) in sent] == []
    for one in receiver.received:
        seconds, digest = (part.partition("=")[2] for part in one.headers["community-signature"].split(","))
        signed = hmac.new(made.secret.encode(), f"{seconds}.".encode() + one.body, hashlib.sha256).hexdigest()
        assert (digest, int(seconds)) == (signed, int(clock.moment.timestamp()))
    deliveries = [one.headers["community-delivery"] for one in receiver.received]
    assert deliveries == [one["delivery"] for one in told]
    assert len(set(deliveries)) == len(told)
    assert await send(town, clock) == 0


async def test_what_is_not_taken_is_tried_later_and_later_holds_up_what_follows_and_is_given_up_at_last(
    town: Town, clock: HandClock, receiver: Receiver
) -> None:
    town = open_town(town)
    made = await hooked(town, receiver.url, EventNoun.NEED)
    need = await town.need(NeedStatus.ACCEPTED)
    receiver.answers = [500, 302] + [503] * (MOST_ATTEMPTS - 2)
    for attempts in range(1, MOST_ATTEMPTS):
        assert await send(town, clock) == 1
        assert await states(town) == [(DeliveryStatus.WAITING, attempts), (DeliveryStatus.WAITING, 0)]
        clock.advance(seconds=pause_after(attempts).total_seconds() - 1)
        assert await send(town, clock) == 0
        clock.advance(seconds=1)
    assert await send(town, clock) == 1
    assert await states(town) == [(DeliveryStatus.DEAD, MOST_ATTEMPTS), (DeliveryStatus.WAITING, 0)]
    assert await send(town, clock) == 1
    assert await states(town) == [(DeliveryStatus.DEAD, MOST_ATTEMPTS), (DeliveryStatus.DELIVERED, 1)]
    assert {one.headers["host"] for one in receiver.received} == {f"127.0.0.1:{receiver.port}"}
    assert len(receiver.received) == MOST_ATTEMPTS + 1

    (dead, _) = await town.rows(select(WebhookDeliveryRow.id).order_by(WebhookDeliveryRow.event_seq))
    await town.do(town.administrator, replay_webhook, made.row.id)
    assert await send(town, clock) == 1
    assert receiver.received[-1].told["delivery"] == str(dead)
    assert receiver.received[-1].told["need"] == global_id(need)
    assert [state for state, _ in await states(town)] == [DeliveryStatus.DELIVERED] * 2
    await town.do(town.administrator, replay_webhook, made.row.id, dead)
    assert await send(town, clock) == 1
    with pytest.raises(NotFound):
        await town.do(town.administrator, replay_webhook, made.row.id, made.row.id)


async def test_two_processes_send_each_event_once_and_one_that_dies_is_replaced(
    town: Town, clock: HandClock, receiver: Receiver, database_address: str
) -> None:
    town = open_town(town)
    await hooked(town, receiver.url, EventNoun.NEED)
    await town.need(NeedStatus.DONE)
    other = Database.open(database_address)
    elsewhere = replace(town, context=replace(town.context, opened=other))
    await asyncio.gather(*(send(one, clock) for one in (town, elsewhere, town, elsewhere)))
    seen = [one.told["seq"] for one in receiver.received]
    assert seen == sorted(set(seen)) != []

    async def die(parcel: Parcel) -> Reply:  # noqa: ARG001 - it dies before it looks
        raise asyncio.CancelledError

    await town.need()
    while await tell_webhooks(town.context):
        pass
    async with town.context.database.write() as session:
        hook = (await session.scalars(select(WebhookRow))).one()
        hook.leased_until = clock.moment + LEASE
    assert await send(elsewhere, clock) == 0
    clock.advance(seconds=LEASE.total_seconds())
    with pytest.raises(asyncio.CancelledError):
        await deliver_due(town.context, die)
    assert await send(elsewhere, clock) == 1
    assert len(receiver.received) == len(seen) + 1
    await other.close()


@on_sqlite_only
async def test_a_removed_webhook_is_told_nothing_more_and_its_secret_is_gone(
    town: Town, clock: HandClock, receiver: Receiver
) -> None:
    town = open_town(town)
    made = await hooked(town, receiver.url)
    await town.need()
    while await tell_webhooks(town.context):
        pass
    await town.do(town.administrator, remove_webhook, made.row.id)
    assert await send(town, clock) == 0
    (row,) = await town.rows(select(WebhookRow))
    assert (row.secret, row.removed_at) == ("", clock.moment)
    assert {state for state, _ in await states(town)} == {DeliveryStatus.DEAD}
    with pytest.raises(NotFound):
        await town.do(town.administrator, remove_webhook, made.row.id)
    # Nobody listens for a month: whoever comes then is not told of it.
    for _ in range(3):
        await town.need()
    clock.advance(days=30)
    await hooked(town, receiver.url)
    need = await town.need()
    await send(town, clock)
    assert [one.told["id"] for one in receiver.received] == [global_id(need)]


@on_sqlite_only
async def test_only_administrators_of_the_region_register_what_is_well_written(town: Town) -> None:
    draft = WebhookDraft(town.community.id, "https://hooks.example.org/in", [EventNoun.NEED])
    for viewer in (town.staff, town.officer, town.resident):
        with pytest.raises(NotAllowed):
            await create_webhook(town.seen_by(viewer), draft)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"url": "https://10.0.0.7/in"}, "WEBHOOK_PRIVATE"),
        ({"url": "http://hooks.example.org/in"}, "WEBHOOK_HTTPS"),
        ({"nouns": []}, "EMPTY"),
        ({"url": "https://hooks.example.org/" + "a" * 500}, "TOO_LONG"),
    ]
    for given, code in wrong:
        with pytest.raises(InvalidInput) as refused:
            await create_webhook(town.seen_by(town.administrator), replace(draft, **given))
        assert [one.code for one in refused.value.faults] == [code]
    assert await town.rows(select(WebhookRow)) == []


ODD_URLS = {
    "https://hooks.example.org/in?x=1": None,
    "https://93.184.215.14:8443/": None,
    "https://localhost/": "WEBHOOK_PRIVATE",
    "https://db.internal/": "WEBHOOK_PRIVATE",
    "https://printer/": "WEBHOOK_PRIVATE",
    "https://127.0.0.1/": "WEBHOOK_PRIVATE",
    "https://[::1]/": "WEBHOOK_PRIVATE",
    "https://[::ffff:10.0.0.1]/": "WEBHOOK_PRIVATE",
    "https://169.254.169.254/latest": "WEBHOOK_PRIVATE",
    "https://224.0.0.1/": "WEBHOOK_PRIVATE",
    "https://0.0.0.0/": "WEBHOOK_PRIVATE",
    "https://100.64.0.1/": "WEBHOOK_PRIVATE",
    "ftp://hooks.example.org/": "WEBHOOK_HTTPS",
    "https://user@hooks.example.org/": "WEBHOOK_URL",
    "https://hooks.example.org\\@127.0.0.1/": "WEBHOOK_URL",
    "https://hooks.example.org:99999/": "WEBHOOK_URL",
    "https:///in": "WEBHOOK_URL",
    "hooks.example.org/in": "WEBHOOK_URL",
    "https://hooks.example.org/\r\nHost: 127.0.0.1": "WEBHOOK_URL",
    "": "WEBHOOK_URL",
}


def test_addresses_of_our_own_network_and_tricks_are_not_kept() -> None:
    found = {url: url_fault(url, calls_private=False) for url in ODD_URLS}
    assert {url: fault and fault.code for url, fault in found.items()} == ODD_URLS


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.1.2.3"], ["93.184.215.14", "::1"], ["fd00::1"], ["169.254.169.254"]]
)
async def test_a_name_that_leads_into_our_network_is_never_called(
    clock: HandClock, receiver: Receiver, addresses: Sequence[str]
) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        assert (host, port) == ("hooks.example.org", receiver.port)
        return addresses

    parcel = Parcel(UUID(int=7), f"http://hooks.example.org:{receiver.port}/hook", "secret", b"{}")
    assert await WebhookPost(clock, resolve=resolve).send(parcel) == Reply(fault=DeliveryFault.ADDRESS_PRIVATE)
    assert receiver.received == []


async def test_an_attempt_ends_soon_follows_nobody_and_says_why_it_failed(clock: HandClock, receiver: Receiver) -> None:
    async def nowhere(*_: object) -> Sequence[str]:
        raise OSError

    parcel = Parcel(UUID(int=7), receiver.url, "secret", b"{}")
    post = WebhookPost(clock, calls_private=True)
    receiver.answers = [307]
    assert await post.send(parcel) == Reply(307)
    assert len(receiver.received) == 1
    assert await replace(post, resolve=nowhere).send(parcel) == Reply(fault=DeliveryFault.NAME_UNKNOWN)
    receiver.is_silent = True
    assert await replace(post, patience_seconds=0.2).send(parcel) == Reply(fault=DeliveryFault.TIMED_OUT)
    closed = replace(parcel, url="http://127.0.0.1:1/")
    assert await post.send(closed) == Reply(fault=DeliveryFault.UNREACHABLE)


def test_pauses_double_up_to_six_hours() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, 40)]
    assert pauses[0] == timedelta(seconds=30)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=6)
