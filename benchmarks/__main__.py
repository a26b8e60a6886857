"""`make bench`: start-up, import, the needs page, a need's matches and a plan, each beside the plain alternative."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import planning, start_up
from benchmarks.importing import import_figure
from benchmarks.made_up import NOW, MadeUpCity
from benchmarks.measuring import Figure, latency, tell, times_ms
from benchmarks.plain import plain_schema
from resolvers.context import Context
from resolvers.viewer import viewer_of
from schema.build import build_schema
from schema.info import GraphContext
from server.app import make_context
from server.settings import Settings
from storage.engine import Database
from storage.migration import migrate
from storage.vocabulary import shipped_vocabulary

RESOURCES, NEEDS, REQUESTS = 10_000, 2_000, 60
PLAIN_REQUESTS = 20
PAGE = """{ needs(first: 50) { edges { node {
  id number title urgency status finishBy region { id name } parts { id quantity category { code } }
} } } }"""
PLAIN_PAGE = """{ needs(first: 50) {
  id number title urgency status finishBy region { id name } parts { id quantity category }
} }"""
MATCHES = """query M($n: String!) { needs(first: 1, filter: {text: $n}) { edges { node { id
  matches(first: 10) { items { score resource { id title partner { id name } } } }
} } } }"""
PLAIN_MATCHES = """query M($n: String!) { need(number: $n) { id
  matches(first: 10) { score resource { id title partner { id name } } }
} }"""


async def main() -> None:
    """Measure and tell."""
    figures = [_start_up()]
    with TemporaryDirectory() as folder:
        figures.append(await import_figure(Path(folder)))
        database = Database.open(f"sqlite+aiosqlite:///{folder}/city.db")
        await migrate(database)
        city = MadeUpCity(shipped_vocabulary(), RESOURCES, NEEDS)
        await city.store(database)
        context = make_context(Settings(), database, lambda: NOW)
        async with database.read() as session:
            viewer = await viewer_of(session, city.staff_id, NOW)
            await context.index.catch_up(session, NOW)
        figures += await _requests(replace(context, viewer=viewer), [need["number"] for need in city.needs])
        await database.close()
    tell(figures, "bench.json")
    planning.main()


def _start_up() -> Figure:
    ours, plain = start_up.seconds(start_up.OURS), start_up.seconds(start_up.PLAIN)
    return Figure("start-up, process to application", "s", ours, plain, plain / ours)


async def _requests(context: Context, numbers: list[str]) -> list[Figure]:
    schema = build_schema()

    async def ours(document: str, variables: dict[str, Any]) -> None:
        graph = GraphContext(context=context, language="zh-CN")
        _check(await schema.execute(document, variable_values=variables, context_value=graph))

    async def plain(document: str, variables: dict[str, Any]) -> None:
        given = {"database": context.database}
        _check(await plain_schema.execute(document, variable_values=variables, context_value=given))

    chosen = [{"n": number} for number in numbers[:REQUESTS]]
    page = latency(
        "needs page, 50 needs with region and parts,",
        await times_ms(_calls(ours, PAGE, [{}] * REQUESTS)),
        await times_ms(_calls(plain, PLAIN_PAGE, [{}] * PLAIN_REQUESTS)),
    )
    matches = latency(
        f"Need.matches, first 10 of {RESOURCES:,} resources,",
        await times_ms(_calls(ours, MATCHES, chosen)),
        await times_ms(_calls(plain, PLAIN_MATCHES, chosen[:PLAIN_REQUESTS])),
    )
    return page + matches


def _calls(
    ask: Callable[[str, dict[str, Any]], Awaitable[None]], document: str, variables: list[dict[str, Any]]
) -> list[Callable[[], Awaitable[None]]]:
    return [partial(ask, document, one) for one in variables]


def _check(result: Any) -> None:
    if result.errors:
        raise RuntimeError(result.errors)


asyncio.run(main())
