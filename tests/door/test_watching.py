"""What is written down of requests, what is counted, and whether the process says so when it cannot work."""

import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from resolvers.changes import Change
from schema.inputs.need import PostNeedInput
from schema.mask import MASK
from server.app import create_app
from server.door.trust import DOCUMENTS, hash_document
from server.log_lines import JsonLines
from server.settings import Settings
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.door.conftest import Token
from tests.factories import Town

POST_NEED = (
    "mutation RaiseNeed($input: PostNeedInput!) { postNeed(input: $input) "
    "{ __typename ... on NeedSuccess { need { id matches(first: 3) { eligibleCount } } } } }"
)
OWN_NAME = "query P13888880001 { viewer { person { called } } }"
PRIVATE = ("王小明", "13888880001", "滨江路", "502", "摔了一跤", "王阿姨", "P13888880001")
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Give a folder that trusts the document of one page."""
    (tmp_path / DOCUMENTS).write_text(json.dumps([hash_document(POST_NEED)]))
    return tmp_path


@asynccontextmanager
async def asked(app: Starlette, client: tuple[str, int] = ("203.0.113.7", 5000)) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False, client=client)
    async with httpx2.AsyncClient(transport=transport, base_url="https://partners.example") as http:
        yield http


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    """Return a function that gives the lines of the log as they would be written."""
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.WARNING, "httpx2")  # The client of the test writes the whole address.
    written = JsonLines()
    texts: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            texts.append(written.format(record))

    caplog.handler.setFormatter(written)
    keeper = Keeper()
    logging.getLogger().addHandler(keeper)

    def read() -> list[dict[str, Any]]:
        logging.getLogger().removeHandler(keeper)
        assert all("\\u" not in one for one in texts), "Chinese is written as it is"
        return [json.loads(one) for one in texts]

    return read


@on_sqlite_only
async def test_each_request_leaves_a_line_with_its_id_and_nothing_of_what_it_said(
    town: Town, pages: Path, token_of: Token, lines: Lines
) -> None:
    app = create_app(Settings(front_end=pages), context=town.context)
    shown = {"authorization": f"Bearer {await token_of(town.resident)}"}
    contact = {"name": "王小明", "phone": "13888880001", "address": "滨江路3幢", "door": "502"}
    given = {"words": "家里老人摔了一跤", "region": global_id(town.compound), "contact": contact}
    async with asked(app) as http:
        posted = await http.post("/graphql", json={"query": POST_NEED, "variables": {"input": given}}, headers=shown)
        free = await http.post("/graphql", json={"query": OWN_NAME, "operationName": "P13888880001"}, headers=shown)
        link = await http.get("/q/13888880001")
        none = await http.get("/13888880001/王小明")
        photo = await http.post("/files?name=王小明13888880001.jpg", content=b"x", headers=shown)
    assert posted.json()["data"]["postNeed"]["__typename"] == "NeedSuccess"
    told = [one for one in lines() if one["from"] == "server.request_log"]
    replies = (posted, free, link, none, photo)
    assert [one["request"] for one in told] == [one.headers["x-request-id"] for one in replies]
    assert [(one["method"], one["path"], one["operation"], one["status"]) for one in told] == [
        ("POST", "/graphql", "RaiseNeed", 200),
        ("POST", "/graphql", "free", 200),
        ("GET", "/q/{token}", "", link.status_code),
        ("GET", "/{page}", "", none.status_code),
        ("POST", "/files", "", photo.status_code),
    ]
    assert told[0]["cost"] == int(posted.headers["graphql-cost"])
    assert [one["person"] for one in told[:3]] == [str(town.resident.person_id)] * 2 + [None]
    assert all(one["ms"] >= 0 for one in told)
    for private in PRIVATE:
        assert private not in json.dumps(lines(), ensure_ascii=False), private


@on_sqlite_only
async def test_a_masked_error_names_the_request_whose_trace_is_in_the_log(
    town: Town, pages: Path, token_of: Token, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def break_in_the_middle(change: Change) -> None:
        raise RuntimeError(change.now.isoformat())

    monkeypatch.setattr(PostNeedInput, "work", lambda _: break_in_the_middle)
    app = create_app(Settings(front_end=pages), context=town.context)
    shown = {"authorization": f"Bearer {await token_of(town.resident)}"}
    given = {"words": "灯坏了", "region": global_id(town.compound)}
    async with asked(app) as http:
        reply = await http.post("/graphql", json={"query": POST_NEED, "variables": {"input": given}}, headers=shown)
    (error,) = reply.json()["errors"]
    assert error["message"] == MASK
    request_id = error["extensions"]["requestId"]
    assert request_id == reply.headers["x-request-id"]
    (fault,) = [one for one in lines() if one["level"] == "ERROR"]
    assert fault["request"] == request_id
    assert "break_in_the_middle" in fault["trace"]


@on_sqlite_only
async def test_what_fails_outside_of_graphql_is_masked_too(
    town: Town, pages: Path, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.readiness.head_revision", lambda: 1 / 0)
    app = create_app(Settings(front_end=pages), context=town.context)
    async with asked(app) as http:
        reply = await http.get("/readyz")
    assert reply.status_code == 500
    assert reply.text == f"{MASK} ({reply.headers['x-request-id']})"
    assert "ZeroDivisionError" in next(one for one in lines() if one["level"] == "ERROR")["trace"]


def figures(reply: httpx2.Response) -> dict[str, float]:
    rows = [line.rpartition(" ") for line in reply.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in rows}


@on_sqlite_only
async def test_the_figures_count_operations_by_name_and_look_up_what_lags(
    town: Town, pages: Path, token_of: Token
) -> None:
    app = create_app(Settings(front_end=pages), context=town.context)
    shown = {"authorization": f"Bearer {await token_of(town.resident)}"}
    given = {"words": "灯坏了", "region": global_id(town.compound)}
    async with asked(app, ("127.0.0.1", 5000)) as http:
        for _ in range(2):
            await http.post("/graphql", json={"query": POST_NEED, "variables": {"input": given}}, headers=shown)
        for name in ("A1", "A2", "A3"):
            await http.post(
                "/graphql", json={"query": f"query {name} {{ viewer {{ person {{ called }} }} }}"}, headers=shown
            )
        await http.get("/13888880001")
        reply = await http.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    counted = figures(reply)
    assert counted['community_requests_total{operation="RaiseNeed",path="/graphql",status="200"}'] == 2
    assert counted['community_requests_total{operation="free",path="/graphql",status="200"}'] == 3
    assert counted['community_request_seconds_count{operation="RaiseNeed",path="/graphql"}'] == 2
    assert counted['community_work_seconds_count{work="ranking"}'] == 2
    assert counted["community_database_up"] == 1
    assert counted["community_unsealed_events"] > 0
    assert counted["community_open_lines"] == 0
    assert counted['community_webhook_deliveries{status="DEAD"}'] == 0
    assert counted["community_index_lag_events"] >= 0
    assert not any("13888880001" in name or "A1" in name for name in counted)


@on_sqlite_only
async def test_the_figures_are_for_this_machine_or_with_the_token(town: Town, pages: Path) -> None:
    open_app = create_app(Settings(front_end=pages), context=town.context)
    locked = create_app(Settings(front_end=pages, metrics_token="figures"), context=town.context)  # type: ignore[arg-type]  # pydantic reads a text
    async with asked(open_app, ("127.0.0.1", 1)) as near, asked(open_app) as far, asked(locked) as known:
        assert (await near.get("/metrics")).status_code == 200
        assert (await near.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"})).status_code == 403
        for headers in ({}, {"authorization": "Bearer "}, {"authorization": "Bearer figures"}):
            assert (await far.get("/metrics", headers=headers)).status_code == 403
        assert (await known.get("/metrics", headers={"authorization": "Bearer figures"})).status_code == 200
        assert (await known.get("/metrics", headers={"authorization": "Bearer other"})).status_code == 403


async def test_readiness_says_what_failed_and_health_does_not_ask(
    town: Town, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(front_end=pages, files=tmp_path / "files")
    full = settings.model_copy(update={"least_free_bytes": 1 << 60})
    async with asked(create_app(settings, context=town.context)) as http:
        well = await http.get("/readyz")
        assert (well.status_code, well.json()["failed"]) == (200, [])
        assert well.json()["checks"] == {"database": "ok", "migration": "ok", "disk": "ok"}
        async with asked(create_app(full, context=town.context)) as crowded:
            reply = await crowded.get("/readyz")
            assert (reply.status_code, reply.json()["failed"]) == (503, ["disk"])
        monkeypatch.setattr("server.readiness.head_revision", lambda: "9999")
        reply = await http.get("/readyz")
        assert (reply.status_code, reply.json()["failed"]) == (503, ["migration"])
        assert (await http.get("/healthz")).text == "ok"


def take_away(folder: Path) -> None:
    """Put a folder where the database was."""
    for path in folder.glob("community.db*"):
        path.unlink()
    folder.joinpath("community.db").mkdir()


@on_sqlite_only
async def test_a_database_that_is_gone_is_named(town: Town, pages: Path, tmp_path: Path) -> None:
    app = create_app(Settings(front_end=pages, files=tmp_path), context=town.context)
    await town.context.opened.close()
    take_away(tmp_path)
    async with asked(app, ("127.0.0.1", 1)) as http:
        reply = await http.get("/readyz")
        assert (reply.status_code, reply.json()["failed"]) == (503, ["database", "migration"])
        assert (await http.get("/healthz")).status_code == 200
        assert figures(await http.get("/metrics"))["community_database_up"] == 0
