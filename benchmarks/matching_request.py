"""`python -m benchmarks.matching_request 100000 300`: what `matches(first: 10)` adds to a request for a need.

A real application answers a member of staff of one city, over ASGI, from a SQLite file with the resources of
geography A. Every need is asked for without its matches, with them, and with their sentences, in turn; what the
matches add is the difference of each pair. `rank` is the ranking alone, with its reasons and near misses. One core.
Seen: a resource is paused, and resumed, through one application, and the milliseconds are counted from the answer
of that change to the answer of another application over the same file, an index of its own, that knows of it.
"""

import asyncio
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
from strawberry.relay import to_base64

from benchmarks.matching_facts import NOW
from benchmarks.matching_places import geography, needs, resources
from benchmarks.matching_process import Figures, calm_collector, keep_to_cores, ms_since, report, spread
from benchmarks.matching_stored import StoredCountry
from benchmarks.measuring import MILLISECONDS
from matching.records import LEVEL_WIDTH
from resolvers.accounts import open_account
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.people import begin_sign_in
from server.app import create_app, make_context
from server.settings import Settings
from storage.engine import Database
from storage.migration import migrate

WARM_UP, CHANGES = 10, 20
DRAWN = 8
"""Needs drawn for one that is asked: those of the city where most of them are, whose staff asks."""
TOKEN = "token-of-a-measurement"  # noqa: S105 - of a made-up city that lives as long as the measurement
ALONE = "query Alone($id: ID!) { need(id: $id) { id title urgency status } }"
MATCHED = """query Matched($id: ID!) { need(id: $id) { id title urgency status
  matches(first: 10) { eligibleCount items { score resource { id title partner { id name } } } } } }"""
TOLD = MATCHED.replace("score resource", "score sentences resource").replace("Matched", "Told")
PAUSE = """mutation Pause($input: PauseResourceInput!) { pauseResource(input: $input) { __typename } }"""
RESUME = """mutation Resume($input: ResumeResourceInput!) { resumeResource(input: $input) { __typename } }"""


async def main(total: int, queries: int) -> None:
    """Store the country, start two applications, and ask."""
    keep_to_cores(1)
    with TemporaryDirectory() as folder:
        address = f"sqlite+aiosqlite:///{Path(folder, 'country.db')}"
        one, other = (make_context(Settings(secret="s" * 32), Database.open(address), lambda: NOW) for _ in range(2))
        await migrate(one.database)
        keys = await _store(one, total, queries)
        figures: Figures = {"resources": total}
        for context in (one, other):
            began = time.perf_counter()
            async with context.database.read() as session:
                await context.index.catch_up(session, NOW)
            figures["load_s"] = time.perf_counter() - began
            context.index.rank(needs(geography("A", total), total, 1, stream=1)[0], first=10, now=NOW)
        calm_collector()
        async with _client(one) as http, _client(other) as second:
            figures |= await _added(http, keys)
            figures["rank"] = _ranked(one, total, queries)
            figures["seen"] = await _seen(http, second, keys)
        for context in (one, other):
            await context.database.close()
    report(figures)


async def _store(context: Context, total: int, queries: int) -> list[str]:
    """Write the country; return the ids of its needs as clients write them."""
    land = geography("A", total)
    every = needs(land, total, DRAWN * (queries + WARM_UP))
    city = Counter(need.region_path[:LEVEL_WIDTH] for need in every).most_common(1)[0][0]
    asked = [need for need in every if need.region_path.startswith(city)][: queries + WARM_UP]
    async with context.database.write() as session:
        country = StoredCountry(session)
        for chunk in resources(land, total):
            await country.add_resources(chunk)
        person = await country.add_staff(city)
        await country.add_needs(asked, person)
        change = Change(context, session, NOW)
        account = await open_account(change, person, "staff", "unused")
        await begin_sign_in(change, account_id=account.id, token=TOKEN)
    return [to_base64("Need", need.key) for need in asked]


def _client(context: Context) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(create_app(Settings(), context=context))
    return httpx2.AsyncClient(transport=transport, base_url="http://test", headers={"authorization": f"Bearer {TOKEN}"})


async def _ask(http: httpx2.AsyncClient, document: str, **variables: Any) -> tuple[float, Any]:
    """Return the milliseconds of a request, and its data."""
    began = time.perf_counter()
    reply = await http.post("/graphql", json={"query": document, "variables": variables})
    taken = ms_since(began)
    body = reply.json()
    if "errors" in body:
        raise RuntimeError(body["errors"])
    return taken, body["data"]


async def _added(http: httpx2.AsyncClient, ids: list[str]) -> Figures:
    for one in ids[:WARM_UP]:
        for document in (ALONE, MATCHED, TOLD):
            await _ask(http, document, id=one)
    taken: dict[str, list[float]] = {"alone": [], "matched": [], "told": []}
    worked = dict.fromkeys(taken, 0.0)
    found = 0
    for one in ids[WARM_UP:]:
        for name, document in (("alone", ALONE), ("matched", MATCHED), ("told", TOLD)):
            before = time.process_time()
            ms, data = await _ask(http, document, id=one)
            worked[name] += time.process_time() - before
            taken[name].append(ms)
        found += len(data["need"]["matches"]["items"])
    added = [after - alone for alone, after in zip(taken["alone"], taken["matched"], strict=True)]
    processor_ms = (worked["matched"] - worked["alone"]) / len(added) * MILLISECONDS
    return {name: spread(ms) for name, ms in taken.items()} | {
        "added": {**spread(added), "processor_mean_ms": processor_ms},
        "items": found / len(added),
    }


def _ranked(context: Context, total: int, queries: int) -> Figures:
    """Return the times of ranking like needs without a request around it."""
    taken = []
    for need in needs(geography("A", total), total, queries, stream=1):
        began = time.perf_counter()
        context.index.rank(need, first=10, now=NOW)
        taken.append(ms_since(began))
    return spread(taken)


async def _seen(http: httpx2.AsyncClient, second: httpx2.AsyncClient, ids: list[str]) -> Figures:
    """Pause and resume resources that are matched, those that the staff have in their charge."""
    taken: dict[str, list[float]] = {"paused": [], "resumed": []}
    changes = {"paused": PAUSE, "resumed": RESUME}
    for one in ids[: 4 * CHANGES]:
        for resource in (await _matched(second, one))[:3]:
            for noun, change in changes.items():
                if not await _is_done(http, change, resource):
                    break
                began = time.perf_counter()
                matched = await _matched(second, one)
                taken[noun].append(ms_since(began))
                if (resource in matched) is not (noun == "resumed"):
                    message = f"a resource that was {noun} is not ranked as it should be"
                    raise RuntimeError(message)
        if len(taken["resumed"]) >= CHANGES:
            break
    return {
        noun: {"median_ms": sorted(ms)[len(ms) // 2], "worst_ms": max(ms), "changes": len(ms)}
        for noun, ms in taken.items()
    }


async def _matched(http: httpx2.AsyncClient, need: str) -> list[str]:
    items = (await _ask(http, MATCHED, id=need))[1]["need"]["matches"]["items"]
    return [item["resource"]["id"] for item in items]


async def _is_done(http: httpx2.AsyncClient, change: str, resource: str) -> bool:
    """Whether a change was made; staff may change resources of their own city only."""
    data = (await _ask(http, change, input={"resource": resource}))[1]
    return any(result["__typename"] == "ResourceSuccess" for result in data.values())


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
