"""WebSockets: short patience, small beginnings, few lines, and nothing odd that is not answered by a close code."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from resolvers.people import sign_out
from server.door import socket as door_socket
from server.door.places import MOST_LINES, NoPlaceError, Places
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.door.conftest import served
from tests.factories import Town

pytestmark = on_sqlite_only

PROTOCOL = "graphql-transport-ws"
Headers = dict[str, str]
CHANGES = "subscription N($region: ID!) { needChanged(region: $region) { seq } }"
PATIENCE_SECONDS = 10


@pytest.fixture
async def host(app: Starlette) -> AsyncIterator[str]:
    async with served(app) as host:
        yield host


def opened(host: str, token: str | None = None, headers: Headers | None = None, protocol: str = PROTOCOL) -> connect:
    shown = {"authorization": f"Bearer {token}"} if token else {}
    sent = {**(headers or {}), **shown}
    return connect(f"ws://{host}/graphql", subprotocols=[Subprotocol(protocol)], additional_headers=sent)


async def say(line: ClientConnection, message: object) -> None:
    await line.send(message if isinstance(message, str | bytes) else json.dumps(message))


async def hear(line: ClientConnection) -> Any:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return json.loads(await line.recv())


async def closed(line: ClientConnection) -> int:
    """Return the code the server closes with."""
    with suppress(ConnectionClosed):
        while True:
            await hear(line)
    assert line.close_code is not None
    return line.close_code


async def welcome(line: ClientConnection, **payload: str) -> None:
    await say(line, {"type": "connection_init", "payload": payload})
    assert (await hear(line))["type"] == "connection_ack"


async def test_only_those_who_have_signed_in_are_welcome(host: str, token: str) -> None:
    for one in (opened(host, token), opened(host, None, {"cookie": f"community_session={token}"})):
        async with one as line:
            await welcome(line)
    async with opened(host) as line:
        await welcome(line, authorization=f"Bearer {token}")
    for payload in ({}, {"authorization": "Bearer nonsense"}, {"authorization": token}):
        async with opened(host) as line:
            await say(line, {"type": "connection_init", "payload": payload})
            assert await closed(line) == 4403


async def test_pages_of_other_sites_get_no_socket(host: str, token: str) -> None:
    for elsewhere in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        with pytest.raises(InvalidStatus) as refused:
            async with opened(host, token, elsewhere):
                pass
        assert refused.value.response.status_code == 403
    async with opened(host, token, {"origin": f"http://{host}"}) as line:
        await welcome(line)


async def test_whoever_says_nothing_is_not_waited_for(host: str, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert door_socket.INIT_SECONDS <= 3
    monkeypatch.setattr(door_socket, "INIT_SECONDS", 0.1)
    async with opened(host, token) as line:
        assert await closed(line) == 4408


INIT = {"type": "connection_init"}


BREACHES: tuple[tuple[int, list[Any]], ...] = (
    (4401, [{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }"}}]),
    (4401, [{"type": "ping"}]),
    (4429, [INIT, INIT]),
    (1009, [{**INIT, "payload": {"x": "x" * 5_000}}]),
    (4400, ["7"]),
    (4400, ["null"]),
    (4400, ["[]"]),
    (4400, ["{"]),
    (4400, [b"{}"]),
    (4400, ['{"type": "\\ud800"}']),
    (4400, ['{"type": "connection_init", "payload": "\\u0000"}']),
    (4400, [{"type": 7}]),
    (4400, [{"type": "connection_init", "payload": 7}]),
    (4400, [INIT, {"type": "nonsense"}]),
    (4400, [INIT, {"type": "subscribe", "id": {}, "payload": {"query": "{ __typename }"}}]),
    (4400, [INIT, {"type": "subscribe", "id": "x" * 200, "payload": {"query": "{ __typename }"}}]),
    (4400, [INIT, {"type": "subscribe", "id": "1", "payload": "{ __typename }"}]),
    (4400, [INIT, {"type": "complete"}]),
    (4400, [INIT, "[" * 50_000]),
    (4400, [INIT, '{"type": "ping", "payload": {"n": ' + "9" * 5_000 + "}}"]),
)


async def test_what_breaks_the_protocol_closes_the_socket(
    host: str, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    for code, messages in BREACHES:
        async with opened(host, token) as line:
            for message in messages:
                await say(line, message)
            assert await closed(line) == code, messages
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_another_protocol_and_a_message_too_large_are_closed(host: str, token: str) -> None:
    async with opened(host, token, protocol="graphql-ws") as line:
        assert await closed(line) == 4406
    async with opened(host, token) as line:
        await welcome(line)
        await say(line, {"type": "ping", "payload": {"x": "x" * 200_000}})
        assert await closed(line) == 1009


async def test_operations_are_told_under_their_ids(host: str, token: str) -> None:
    async with opened(host, token) as line:
        await welcome(line)
        await say(line, {"type": "ping"})
        assert await hear(line) == {"type": "pong"}
        for query, told in (
            ("{ viewer { isSignedIn } }", {"data": {"viewer": {"isSignedIn": True}}, "extensions": {"cost": 2}}),
            ("{ needs(first: 0) { __typename } }", None),
        ):
            await say(line, {"type": "subscribe", "id": "q", "payload": {"query": query}})
            answer = await hear(line)
            assert told is None or answer == {"id": "q", "type": "next", "payload": told}
            assert await hear(line) == {"id": "q", "type": "complete"}
        for payload in ({"query": "{ noSuchField }"}, {"query": 7}, {"query": "{ " + "a: __typename " * 99 + "}"}):
            await say(line, {"type": "subscribe", "id": "w", "payload": payload})
            assert (await hear(line)).keys() == {"id", "type", "payload"}


async def test_operations_at_a_time_are_counted_and_an_id_is_used_once(town: Town, host: str, token: str) -> None:
    asked = {"query": CHANGES, "variables": {"region": global_id(town.community)}}
    async with opened(host, token) as line:
        await welcome(line)
        for n in range(door_socket.MOST_OPERATIONS + 1):
            await say(line, {"type": "subscribe", "id": str(n), "payload": asked})
        refused = await hear(line)
        assert (refused["id"], refused["type"]) == (str(door_socket.MOST_OPERATIONS), "error")
        await say(line, {"type": "subscribe", "id": "0", "payload": asked})
        assert await closed(line) == 4409


async def test_a_person_holds_so_many_lines_and_gives_them_back(host: str, token: str) -> None:
    lines = []
    for _ in range(MOST_LINES):
        line = await opened(host, token)
        await welcome(line)
        lines.append(line)
    async with opened(host, token) as one_more:
        await say(one_more, INIT)
        assert await closed(one_more) == 4429
    for line in lines:
        await line.close()
    async with opened(host, token) as line:
        await welcome(line)


async def test_an_operation_is_judged_by_who_its_sender_is_at_that_moment(town: Town, host: str, token: str) -> None:
    async with opened(host, token) as line:
        await welcome(line)
        await town.do(town.staff, sign_out, token)
        await say(line, {"type": "subscribe", "id": "q", "payload": {"query": "{ viewer { isSignedIn } }"}})
        told = await hear(line)
        assert told["type"] == "error"
        assert told["payload"][0]["extensions"]["code"] == "TOKEN_NEEDED"


async def test_places_are_counted_by_person(town: Town) -> None:
    places = Places(1)
    assert town.staff.person_id is not None
    assert town.resident.person_id is not None
    with places.taken(town.staff.person_id), places.taken(town.resident.person_id), pytest.raises(NoPlaceError):
        places.taken(town.staff.person_id).__enter__()
    assert places.held == {}
