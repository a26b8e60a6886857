"""The application: settings in, an ASGI app out; it holds no globals, so tests make their own."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from random import SystemRandom

from servestatic import ServeStaticASGI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp

from matching import make_ready
from resolvers.context import Context
from resolvers.demo_accounts import DemoAccount
from resolvers.file_store import FileStore
from resolvers.matcher_index import MatcherIndex
from resolvers.stamps import Stamps
from schema.build import build_schema
from server.door.door import Door
from server.door.files import FilesDoor
from server.door.headers import SecurityHeaders
from server.door.trust import TrustedDocuments
from server.door.view import GraphQLView
from server.due_loop import run_due_forever
from server.link_pages import link_routes
from server.mail_pages import mail_routes
from server.metrics import Metrics, MetricsView
from server.notification_loop import tell_forever
from server.outbox_loops import deliver_forever, publish_forever, seal_forever, tell_webhooks_forever
from server.post_office import PostOffice
from server.readiness import Readiness, healthz
from server.request_log import RequestLog
from server.settings import Settings
from server.webhook_post import WebhookPost
from storage.broker import Broker
from storage.engine import Database
from storage.keys import Clock
from storage.listener import ring_for_others
from storage.standing import Purpose
from storage.vocabulary import shipped_vocabulary

NOT_BUILT = "前端未构建：请先运行 make front。 The front end is not built: run make front."
HASHED = r"^/assets/"
"""Files under this address carry the hash of their content in their name, so a browser may keep them for good."""
COLLECT_AFTER = (100_000, 50, 100)


def utc_now() -> datetime:
    """Return the present moment: the one place where the process reads its clock."""
    return datetime.now(UTC)


def make_context(settings: Settings, database: Database, clock: Clock = utc_now) -> Context:
    """Return the context of the process, before anybody asks; its sessions are the system's."""
    vocabulary = shipped_vocabulary()
    return Context(
        opened=database,
        clock=clock,
        random_bits=SystemRandom().getrandbits,
        vocabulary=vocabulary,
        stamps=Stamps(settings.secret, clock),
        index=MatcherIndex(vocabulary),
        public_address=settings.address,
        is_demo=settings.is_demo,
        files=FileStore(settings.files),
        calls_private=settings.webhooks_to_private_addresses,
        purpose=Purpose.SYSTEM,
    )


def create_app(
    settings: Settings, *, context: Context | None = None, demo_accounts: tuple[DemoAccount, ...] = ()
) -> Starlette:
    """Return the application; a context may be given, so that a test sets its clock."""
    metrics = Metrics()
    process = replace(context or make_context(settings, Database.open(settings.database_url)), watch=metrics.watch)
    resolving = process.opened_for(Purpose.VIEWING)
    door = Door(
        build_schema(),
        resolving,
        demo_accounts,
        TrustedDocuments.of_pages(settings.front_end),
        settings.free_queries,
    )
    graphql = GraphQLView(door, https_only=settings.cookies_over_https_only)
    routes: list[BaseRoute] = [
        Route("/graphql", graphql),
        WebSocketRoute("/graphql", graphql),
        Route("/healthz", healthz),
        Route("/readyz", Readiness(settings, process.opened).show),
        Route("/metrics", MetricsView(metrics, resolving, door.places, settings.metrics_token.get_secret_value()).show),
        *FilesDoor(resolving).routes(),
        *link_routes(resolving),
        *mail_routes(resolving),
        Route("/", RedirectResponse("/resident.html")),
        Mount("/", front_end(settings)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(RequestLog, routes=routes, observe=metrics.observe),
            Middleware(SecurityHeaders, https_only=settings.cookies_over_https_only),
        ],
        lifespan=lifespan(settings, process.opened_for(Purpose.SYSTEM)),
    )
    app.state.closing = door.closing
    return app


def lifespan(settings: Settings, context: Context) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Return what runs beside the requests: the index is read, deadlines are kept, other processes are heard."""

    @asynccontextmanager
    async def run(app: Starlette) -> AsyncIterator[None]:
        app.state.context = context
        await asyncio.to_thread(make_ready)
        async with context.database.read() as session:
            await context.index.catch_up(session, context.now())
        beside = [asyncio.create_task(run_due_forever(context, settings.due_every_seconds))]
        beside.append(asyncio.create_task(seal_forever(context)))
        beside.append(asyncio.create_task(tell_webhooks_forever(context)))
        post = WebhookPost(context.clock, context.calls_private)
        beside.append(asyncio.create_task(deliver_forever(context, post.send)))
        office = PostOffice.of(settings, context.clock)
        beside.append(asyncio.create_task(tell_forever(context, office, settings.due_every_seconds)))
        if not context.database.is_sqlite:
            beside.append(asyncio.create_task(ring_for_others(context.database)))
        broker = Broker(settings.redis_url) if settings.redis_url else None
        if broker is not None:
            beside.append(asyncio.create_task(publish_forever(context, broker)))
            beside.append(asyncio.create_task(broker.ring_for_others(context.database.bell)))
        _calm_collector()
        yield
        for task in beside:
            task.cancel()
        for task in beside:
            with suppress(asyncio.CancelledError):
                await task
        if broker is not None:
            await broker.close()
        await context.database.close()

    return run


def _calm_collector() -> None:
    """Keep what start-up made out of later collections, which would otherwise take half of each request's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def front_end(settings: Settings) -> ASGIApp:
    """Return the built pages, compressed beforehand; a plain sentence where they were not built."""
    if not (settings.front_end / "resident.html").is_file():
        return PlainTextResponse(NOT_BUILT, status_code=503)
    files: ASGIApp = ServeStaticASGI(
        PlainTextResponse("没有这个页面。 No such page.", status_code=404),
        root=str(settings.front_end),
        immutable_file_test=HASHED,
    )
    return files
