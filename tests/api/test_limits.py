"""One step a request, and nothing of our own mistakes in what clients read."""

import logging
import time

import pytest

from resolvers.life import raising
from storage.tables import NeedRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.stored import stored
from tests.databases import on_sqlite_only
from tests.factories import Town

pytestmark = on_sqlite_only
POST = 'postNeed(input: {words: "路灯不亮", region: "%s"}) { __typename }'


async def test_two_steps_in_one_request_are_refused_however_they_are_written(town: Town, signed_in: SignedIn) -> None:
    resident = await signed_in(town.resident)
    post = POST % global_id(town.compound)
    before = await stored(town)
    for document in (
        f"mutation {{ a: {post} b: {post} }}",
        f"mutation {{ a: {post} ... {{ b: {post} }} }}",
        f"mutation {{ a: {post} ...F }} fragment F on Mutation {{ b: {post} }}",
        f"mutation {{ ...F }} fragment F on Mutation {{ ...G c: {post} }} fragment G on Mutation {{ d: {post} }}",
        f"mutation {{ ...F ...F }} fragment F on Mutation {{ a: {post} b: {post} }}",
        f"query {{ __typename }} mutation {{ a: {post} b: {post} }}",
    ):
        reply = await resident.send(document)
        (error,) = [one for one in reply["errors"] if "只能办一步" in one["message"]]
        assert "Only one mutation a request" in error["message"]
    assert await stored(town) == before
    one = f"mutation {{ __typename ...F }} fragment F on Mutation {{ {post} }}"
    assert (await resident.ask(one))["postNeed"]["__typename"] == "NeedSuccess"


async def test_a_query_may_have_many_roots(anybody: Graph) -> None:
    found = await anybody.ask("{ a: viewer { isSignedIn } b: viewer { isDemo } categories { code } }")
    assert found.keys() == {"a", "b", "categories"}
    assert len(found["categories"]) > 50


async def test_fragments_that_double_at_each_step_cost_no_more_than_they_are_long(anybody: Graph) -> None:
    steps = [f"fragment F{n} on Mutation {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60)]
    document = " ".join(["mutation { ...F0 }", *steps, "fragment F60 on Mutation { __typename }"])
    begun = time.process_time()
    await anybody.send(document)
    assert time.process_time() - begun < 2


async def test_our_own_mistakes_are_masked_and_logged(
    town: Town, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    resident = await signed_in(town.resident)
    secret = "INSERT INTO need_private (words) VALUES ('13888888888')"
    before = await stored(town)

    def fail(*_: object) -> NeedRow:
        raise RuntimeError(secret)

    monkeypatch.setattr(raising, "check_draft", fail)
    with caplog.at_level(logging.ERROR, logger="schema.build"):
        reply = await resident.send("mutation { %s }" % (POST % global_id(town.compound)))
    (error,) = reply["errors"]
    assert error["message"] == "出了点问题，请稍后再试。 Something went wrong, please try again."
    assert error["path"] == ["postNeed"]
    assert "13888888888" not in str(reply)
    assert error.keys() <= {"message", "path", "locations", "extensions"}
    assert error["extensions"].keys() == {"requestId"}
    (record,) = caplog.records
    assert record.exc_info is not None
    assert secret in str(record.exc_info[1])
    assert await stored(town) == before


async def test_a_clients_mistakes_are_told_in_words_and_not_logged(
    town: Town, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    staff = await signed_in(town.staff)
    need = "query N($id: ID!) { need(id: $id) { id } }"
    timeline = "query T($id: ID!) { need(id: $id) { timeline(first: 0) { edges { cursor } } } }"
    mistakes: list[tuple[str, str, str]] = [
        ("{ noSuchField }", "", "noSuchField"),
        ("{ needs(first: 101) { edges { cursor } } }", "", "1 到 100"),
        ('{ needs(first: 5, after: "nonsense") { edges { cursor } } }', "", "翻页标记不对"),
        (need, "nonsense", "nonsense"),
        (timeline, global_id(await town.need()), "1 到 100"),
        ("query P($id: ID!) { persons(region: $id, first: 5) { edges { cursor } } }", global_id(town.shop), "编号"),
    ]
    for document, given, said in mistakes:
        variables: Json = {"id": given} if given else {}
        reply = await staff.send(document, **variables)
        assert said in reply["errors"][0]["message"], document
    assert (await staff.ask(need, id=global_id(town.shop)))["need"] is None
    assert caplog.records == []


async def test_a_body_that_is_no_json_text_is_refused_plainly(anybody: Graph) -> None:
    for body in (b"{", b'{"query": "{ viewer { isDemo } }", "variables": {"a": "\\u0000"}}', b'{"query": "\\ud800"}'):
        reply = await anybody.http.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert reply.status_code == 400
    document = b"query Q($t: String) { regions(first: 1, text: $t) { edges { cursor } } }"
    spelt_out = b'{"query": "%s", "variables": {"t": "\\\\u0000"}}' % document
    reply = await anybody.http.post("/graphql", content=spelt_out, headers={"content-type": "application/json"})
    assert reply.json() == {"data": {"regions": {"edges": []}}}
