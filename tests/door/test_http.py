"""GraphQL over HTTP by the letter, and what the door keeps out before anybody reads it."""

import asyncio
import json
import logging
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from schema.limits.caps import CAPS
from server.door import door, view
from server.door.asking import LARGEST_BODY
from tests.databases import on_sqlite_only

pytestmark = on_sqlite_only

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
ASK = {"query": "{ viewer { isSignedIn } }"}
ANSWER = {"data": {"viewer": {"isSignedIn": True}}}


@pytest.fixture
def asking(http: httpx2.AsyncClient, token: str) -> httpx2.AsyncClient:
    """A client with a token, which may ask freely."""
    http.headers["authorization"] = f"Bearer {token}"
    return http


async def post(client: httpx2.AsyncClient, content: Any, **headers: str) -> httpx2.Response:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post("/graphql", content=body, headers={"content-type": JSON, **names})


ACCEPTED = (
    ("*/*", JSON),
    (JSON, JSON),
    (GRAPHQL, GRAPHQL),
    (f"{GRAPHQL}, {JSON}", GRAPHQL),
    (f"{GRAPHQL};q=0.5, {JSON}", JSON),
    (f"{JSON};q=0.5, */*;q=0.1", JSON),
    ("text/html, application/*;q=0.9", JSON),
    ("text/html", None),
    (f"{JSON};q=0", None),
    ("", JSON),
)


async def test_the_answer_is_in_the_type_that_was_asked_for(asking: httpx2.AsyncClient) -> None:
    for accept, media_type in ACCEPTED:
        reply = await post(asking, ASK, accept=accept)
        if media_type is None:
            assert reply.status_code == 406, accept
            continue
        assert (reply.status_code, reply.json()) == (200, ANSWER), accept
        assert reply.headers["content-type"] == f"{media_type}; charset=utf-8", accept


async def test_what_is_wrong_with_a_document_is_400_in_the_new_type_and_200_in_the_old(
    asking: httpx2.AsyncClient,
) -> None:
    wrong: list[dict[str, Any]] = [
        {"query": "{"},
        {"query": "{ noSuchField }"},
        {"query": "query Q($n: Int!) { needs(first: $n) { __typename } }", "variables": {"n": "x"}},
        {"query": "query A { __typename } query B { __typename }"},
        {"query": "{ __typename }", "operationName": "B"},
        {"query": "{ " + "a: __typename " * 1000 + "}"},
    ]
    for asked in wrong:
        new, old = await post(asking, asked, accept=GRAPHQL), await post(asking, asked, accept=JSON)
        assert (new.status_code, old.status_code) == (400, 200), asked
        assert new.json() == old.json()
        assert new.json().keys() == {"errors"}
        assert "Did you mean" not in new.text
    partly = await post(asking, {"query": "{ viewer { isDemo } needs(first: 0) { __typename } }"}, accept=GRAPHQL)
    assert (partly.status_code, partly.json()["data"]) == (200, None)


BODIES = (
    (400, b""),
    (400, b"{"),
    (400, b"null"),
    (400, b"7"),
    (400, b'"{ __typename }"'),
    (400, b"true"),
    (400, b"[]"),
    (400, b'[{"query": "{ __typename }"}]'),
    (400, b"{}"),
    (400, b'{"query": null}'),
    (400, b'{"query": 7}'),
    (400, b'{"query": " "}'),
    (400, b'{"query": "{ __typename }", "variables": []}'),
    (400, b'{"query": "{ __typename }", "extensions": 7}'),
    (400, b'{"query": "{ __typename }", "operationName": {}}'),
    (400, b'\xff{"query": "{ __typename }"}'),
    (400, b'{"query": "{ __typename }", "x": "\xed\xa0\x80"}'),
    (400, b'{"query": "{ __typename }", "x": "\\ud800"}'),
    (400, b'{"query": "{ __typename }", "operationName": "\\ud800"}'),
    (400, b'{"query": "{ __typename }", "variables": {"a": "\\u0000"}}'),
    (400, '{"query": "{ __typename }"}'.encode("utf-16")),
    (400, b"[" * 100_000),
    (400, b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 50_000),
    (200, b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 300 + b"}}"),
    (200, b'{"query": "{ regions(first: 1, text: \\"\\\\u0000\\") { __typename } }"}'),
    (200, b'{"query": "{ regions(first: 1, text: \\"\\\\uD800\\") { __typename } }"}'),
    (413, b'{"query": "' + b"x" * LARGEST_BODY + b'"}'),
)


async def test_a_body_that_is_no_request_is_refused_in_words(asking: httpx2.AsyncClient) -> None:
    for status, body in BODIES:
        reply = await post(asking, body)
        assert reply.status_code == status, (body[:100], reply.text)
        if status != 200:
            assert reply.json()["errors"][0]["message"]
        elif b"regions" in body:
            assert "errors" in reply.json(), body


async def test_only_plain_json_in_utf_8_is_read(asking: httpx2.AsyncClient) -> None:
    body = json.dumps(ASK).encode()
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=gbk",
    ):
        assert (await post(asking, body, content_type=kind)).status_code == 415
    assert (await asking.post("/graphql", content=body)).status_code == 415
    assert (await post(asking, body, content_encoding="gzip")).status_code == 415
    for kind in ("application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'):
        assert (await post(asking, body, content_type=kind)).json() == ANSWER


async def test_a_body_is_not_read_beyond_its_cap_however_it_comes(app: Starlette) -> None:
    sent: list[Any] = []
    pieces = 0

    async def receive() -> Any:
        nonlocal pieces
        pieces += 1
        return {"type": "http.request", "body": b"x" * 100_000, "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"test")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
    await app(scope, receive, send)
    assert sent[0]["status"] == 413
    assert pieces == LARGEST_BODY // 100_000 + 1
    dishonest = [*headers, (b"content-length", b"99999999999999999999999")]
    pieces = 0
    await app({**scope, "headers": dishonest}, receive, send)
    assert (sent[2]["status"], pieces) == (413, 0)


async def test_a_get_asks_queries_by_those_who_name_the_type(asking: httpx2.AsyncClient) -> None:
    params = {"query": "query N($n: Int!) { regions(first: $n) { __typename } }", "variables": '{"n": 1}'}
    for accept in (JSON, GRAPHQL):
        reply = await asking.get("/graphql", params=params, headers={"accept": accept})
        assert reply.json() == {"data": {"regions": {"__typename": "RegionConnection"}}}
    for accept in ("*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "image/*", "text/event-stream"):
        assert (await asking.get("/graphql", params=params, headers={"accept": accept})).status_code == 406
    for change in ("mutation { signOut { __typename } }", "subscription { needChanged(region: 1) { seq } }"):
        reply = await asking.get("/graphql", params={"query": change}, headers={"accept": JSON})
        assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    wrong = ("variables=7&query={__typename}", "query=%00", "query=%ff", "query={__typename}&variables={", "")
    for query in wrong:
        assert (await asking.get(f"/graphql?{query}", headers={"accept": JSON})).status_code == 400
    assert (await asking.get("/graphql?query=" + "x" * 40_000, headers={"accept": JSON})).status_code == 414
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"):
        reply = await asking.request(method, "/graphql")
        assert (reply.status_code, reply.headers["allow"]) == (405, "GET, POST")


async def test_pages_of_other_sites_are_not_answered_and_read_nothing(asking: httpx2.AsyncClient) -> None:
    for elsewhere in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://test.evil.example"},
        {"origin": "http://test", "sec-fetch-site": "cross-site"},
    ):
        reply = await asking.post("/graphql", json=ASK, headers=elsewhere)
        assert reply.status_code == 403, elsewhere
        assert not [name for name in reply.headers if name.startswith("access-control-")]
    for own in ({"origin": "http://test"}, {"origin": "https://name.behind.proxy", "sec-fetch-site": "same-origin"}):
        assert (await asking.post("/graphql", json=ASK, headers=own)).json() == ANSWER
    asked_first = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    preflight = await asking.options("/graphql", headers=asked_first)
    assert preflight.status_code == 405
    assert not [name for name in preflight.headers if name.startswith("access-control-")]


async def test_every_response_carries_the_security_headers(asking: httpx2.AsyncClient) -> None:
    for path in ("/graphql", "/healthz", "/q/nonsense", "/no-such-page", "/console.html", "/resident.html"):
        headers = (await asking.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert ("'unsafe-inline'" in policy) is (path == "/console.html")
        assert "unsafe-eval" not in policy
        assert "server" not in headers
    answer = await post(asking, ASK)
    assert answer.headers["cache-control"] == "no-store"
    assert {"accept", "cookie", "authorization"} <= set(answer.headers["vary"].split(", "))


async def test_an_answer_says_what_it_cost(asking: httpx2.AsyncClient) -> None:
    reply = await post(asking, {"query": "{ regions(first: 7) { edges { node { id name } } } }"})
    assert reply.headers["graphql-cost"] == str(2 + 7 * 3)
    assert reply.headers["graphql-cost-limit"] == str(CAPS.cost)
    deep = "{ regions(first: 100) { edges { node { parent { id } } } } needs(first: 100) { edges { node { %s } } } }"
    page = "dispatches { need { parts { id } dispatches { need { parts { id } } } } }"
    costly = await post(asking, {"query": deep % page}, accept=GRAPHQL)
    (error,) = costly.json()["errors"]
    assert error["extensions"]["limit"] == "cost"
    assert error["extensions"]["found"] > error["extensions"]["most"] == CAPS.cost
    assert "请拆开来问" in error["message"]


async def test_a_request_has_a_time_budget(
    asking: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def slow(*_: Any, **__: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("schema.query.regions_page", slow)
    monkeypatch.setattr(door, "BUDGET_SECONDS", 0.05)
    with caplog.at_level(logging.ERROR):
        for accept, status in ((GRAPHQL, 503), (JSON, 200)):
            reply = await post(asking, {"query": "{ regions(first: 1) { __typename } }"}, accept=accept)
            assert reply.status_code == status
            (error,) = reply.json()["errors"]
            assert error["extensions"]["code"] == "OUT_OF_TIME"


async def test_a_fault_of_the_door_itself_is_masked(
    asking: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("13888888888")

    monkeypatch.setattr(view, "credentials_of", fail)
    with caplog.at_level(logging.CRITICAL):
        reply = await post(asking, ASK)
    assert reply.status_code == 500
    assert "出了点问题" in reply.json()["errors"][0]["message"]
    assert "13888888888" not in reply.text
