"""Administrators register webhooks over the API, see what became of each delivery, and send it again."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from resolvers.webhooks.delivering import MOST_ATTEMPTS, Parcel, Reply, deliver_due, pause_after
from resolvers.webhooks.registering import WebhookDraft, create_webhook
from resolvers.webhooks.telling import tell_webhooks
from server.__main__ import app as commands
from server.app import create_app
from server.door.trust import FreeQueries
from server.settings import Settings
from storage.codes import EventNoun
from storage.engine import Database
from storage.migration import migrate
from storage.tables import WebhookDeliveryRow
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only, sqlite_address
from tests.factories import Town, build_town, make_context
from tests.sign_in import token_for

WEBHOOKS = """
query W($region: ID!) { webhooks(region: $region) {
  id url nouns region { name } waiting dead removedAt createdBy { id }
  deliveries(first: 2) { id status noun move attempts answered fault nextAt }
} }
"""


async def clients(town: Town) -> dict[str, Graph]:
    app = create_app(Settings(free_queries=FreeQueries.DEVELOPMENT), context=town.context)
    http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test")
    who = ("administrator", "staff", "officer")
    return {one: Graph(http, await token_for(town, getattr(town, one))) for one in who} | {"anybody": Graph(http)}


async def test_a_webhook_over_the_api_from_its_secret_to_its_end(town: Town, clock: HandClock) -> None:
    speaks = await clients(town)
    admin, region = speaks["administrator"], global_id(town.community)
    given = {"region": region, "url": "https://hooks.example.org/in", "nouns": ["NEED", "PARTNER", "NEED"]}
    made = await admin.do("createWebhook", "... on CreateWebhookSuccess { secret webhook { id nouns } }", **given)
    assert made["webhook"]["nouns"] == ["NEED", "PARTNER"]
    assert len(made["secret"]) >= 40
    await town.need()
    await tell_webhooks(town.context)

    async def refuse(parcel: Parcel) -> Reply:
        assert parcel.secret == made["secret"]
        return Reply(500)

    for attempts in range(1, MOST_ATTEMPTS + 1):
        await deliver_due(town.context, refuse)
        clock.advance(seconds=pause_after(attempts).total_seconds())
    (seen,) = (await admin.ask(WEBHOOKS, region=global_id(town.district)))["webhooks"]
    assert (seen["url"], seen["region"]["name"], seen["waiting"], seen["dead"]) == (given["url"], "百合社区", 0, 1)
    (delivery,) = seen["deliveries"]
    assert {name: delivery[name] for name in ("noun", "move", "status", "fault", "answered", "nextAt")} == {
        "noun": "NEED",
        "move": "RAISED",
        "status": "DEAD",
        "fault": "REFUSED",
        "answered": 500,
        "nextAt": None,
    }
    again = await admin.do(
        "replayWebhook", "... on ReplayWebhookSuccess { webhook { waiting dead } }", webhook=seen["id"]
    )
    assert again["webhook"] == {"waiting": 1, "dead": 0}
    wrong = await admin.do("replayWebhook", "", webhook=seen["id"], delivery=delivery["id"][:-4] + "AAA=")
    assert wrong["__typename"] in {"NotFound", "InvalidInput"}
    await nobody_else_sees(town, speaks, seen, delivery)
    gone = await admin.do("removeWebhook", "... on RemoveWebhookSuccess { webhook { removedAt } }", webhook=seen["id"])
    assert gone["webhook"]["removedAt"] is not None
    assert (await admin.ask(WEBHOOKS, region=region))["webhooks"] == []
    await speaks["anybody"].http.aclose()


async def nobody_else_sees(town: Town, speaks: dict[str, Graph], webhook: Json, delivery: Json) -> None:
    node = "query N($id: ID!) { node(id: $id) { id } }"
    for who in ("staff", "officer", "anybody"):
        assert (await speaks[who].ask(WEBHOOKS, region=global_id(town.community)))["webhooks"] == []
        for one in (webhook, delivery):
            assert (await speaks[who].ask(node, id=one["id"]))["node"] is None
    for one in (webhook, delivery):
        assert (await speaks["administrator"].ask(node, id=one["id"]))["node"] == {"id": one["id"]}


@on_sqlite_only
async def test_what_is_wrong_with_an_address_is_said_in_words(town: Town) -> None:
    speaks = await clients(town)
    given = {"region": global_id(town.community), "url": "https://127.0.0.1/in", "nouns": ["NEED"]}
    refused = await speaks["administrator"].do("createWebhook", "", **given)
    assert refused["fields"] == [{"field": "url", "message": "网址要在互联网上，不能是本机或内网的"}]
    await speaks["anybody"].http.aclose()


def test_the_commands_list_webhooks_and_send_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, random_bits: Any
) -> None:
    address = sqlite_address(tmp_path / "community.db")
    monkeypatch.setenv("DATABASE_URL", address)

    async def prepare() -> tuple[str, str]:
        database = Database.open(address)
        await migrate(database)
        town = await build_town(make_context(database, HandClock(), random_bits))
        draft = WebhookDraft(town.community.id, "https://hooks.example.org/in", [EventNoun.NEED])
        made = await create_webhook(town.seen_by(town.administrator), draft)
        await town.need()
        await tell_webhooks(town.context)
        (delivery,) = await town.rows(select(WebhookDeliveryRow.id))
        await database.close()
        return str(made.row.id), str(delivery)

    def command(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(commands, ["webhooks", *arguments])
        return result.exit_code, result.output

    webhook, delivery = asyncio.run(prepare())
    code, told = command("list")
    assert (code, "百合社区" in told) == (0, True)
    assert command("replay", webhook)[0] == 1
    assert command("replay", webhook, "--delivery", delivery)[0] == 0
    assert command("replay", delivery)[0] == 1
