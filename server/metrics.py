"""Figures for Prometheus: how much is asked, how long it takes, and how far readers lag behind; nobody is named.

Labels come from closed sets: routes as they are written, the operations of our own pages, words of ours.
"""

import hmac
from contextlib import AbstractContextManager
from dataclasses import dataclass
from ipaddress import ip_address

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.pool import QueuePool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from resolvers.context import Context
from server.door.door import BEARER
from server.door.noting import Note
from server.door.places import Places
from storage.codes import DeliveryStatus
from storage.standing import Purpose
from storage.tables import EventRow, EventSealRow, OutboxPositionRow, WebhookDeliveryRow

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SUBSCRIPTION = "subscription"
FORWARDING = ("x-forwarded-for", "forwarded", "x-real-ip")
NOT_FOR_YOU = "只供本机或持令牌者读取。 For this machine, or with the token, only."


class Metrics:
    """The figures of one application: some are counted as things happen, others looked up when somebody asks."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        route = ("path", "operation")
        self.requests = Counter("community_requests", "Requests answered", (*route, "status"), registry=registry)
        self.seconds = Histogram(
            "community_request_seconds", "Time to answer", route, buckets=SECONDS, registry=registry
        )
        self.work = Histogram("community_work_seconds", "Slow work", ("work",), buckets=SECONDS, registry=registry)
        self.up = self._gauge("community_database_up", "Whether the database answers")
        self.pool = self._gauge("community_database_connections", "Connections in use", "engine")
        self.index_lag = self._gauge("community_index_lag_events", "Events the matching index has not read")
        self.unsealed = self._gauge("community_unsealed_events", "Events behind the last seal")
        self.outbox_lag = self._gauge("community_outbox_lag_events", "Events not yet passed on", "consumer")
        self.deliveries = self._gauge("community_webhook_deliveries", "Deliveries waiting or given up", "status")
        self.lines = self._gauge("community_open_lines", "Open streams and sockets")

    def _gauge(self, name: str, said: str, *labels: str) -> Gauge:
        return Gauge(name, said, labels, registry=self.registry)

    def observe(self, path: str, note: Note, status: int, seconds: float) -> None:
        """Count a request; how long a line stayed open is no time to answer."""
        self.requests.labels(path, note.operation, str(status)).inc()
        if note.kind != SUBSCRIPTION and status:
            self.seconds.labels(path, note.operation).observe(seconds)

    def watch(self, work: str) -> AbstractContextManager[object]:
        """Return what measures a piece of slow work."""
        return self.work.labels(work).time()

    async def look_up(self, context: Context, places: Places) -> None:
        """Look up what stands in the database and in this process at this moment."""
        self.lines.set(sum(places.held.values()))
        for name, engine in (("writing", context.opened.writing), ("reading", context.opened.reading)):
            self.pool.labels(name).set(_in_use(engine))
        try:
            async with context.opened_for(Purpose.SYSTEM).database.read() as session:
                await self._read(session, context.index.position)
        except (SQLAlchemyError, OSError):
            self.up.set(0)
        else:
            self.up.set(1)

    async def _read(self, session: AsyncSession, index_position: int) -> None:
        newest = await session.scalar(select(func.max(EventRow.seq))) or 0
        self.index_lag.set(max(newest - index_position, 0))
        sealed = select(func.coalesce(func.max(EventSealRow.event_seq), 0)).scalar_subquery()
        unsealed = select(func.count()).select_from(EventRow).where(EventRow.seq > sealed)
        self.unsealed.set(await session.scalar(unsealed) or 0)
        for consumer, position in await session.execute(select(OutboxPositionRow.consumer, OutboxPositionRow.position)):
            self.outbox_lag.labels(consumer).set(max(newest - position, 0))
        counted = select(WebhookDeliveryRow.status, func.count()).where(
            WebhookDeliveryRow.status != DeliveryStatus.DELIVERED
        )
        rows = (await session.execute(counted.group_by(WebhookDeliveryRow.status))).all()
        found = {row[0]: row[1] for row in rows}
        for status in (DeliveryStatus.WAITING, DeliveryStatus.DEAD):
            self.deliveries.labels(status).set(found.get(status, 0))


@dataclass
class MetricsView:
    """GET /metrics."""

    metrics: Metrics
    context: Context
    places: Places
    token: str = ""

    async def show(self, request: Request) -> Response:
        """Tell the figures to this machine, or to who shows the token."""
        if not self._may_read(request):
            return PlainTextResponse(NOT_FOR_YOU, status_code=403)
        await self.metrics.look_up(self.context, self.places)
        figures = generate_latest(self.metrics.registry)
        return Response(figures, headers={"content-type": CONTENT_TYPE_PLAIN_0_0_4, "cache-control": "no-store"})

    def _may_read(self, request: Request) -> bool:
        shown = request.headers.get("authorization", "")
        if self.token and hmac.compare_digest(shown.encode(), f"{BEARER}{self.token}".encode()):
            return True
        # A proxy on this machine asks for somebody else, and says so.
        if any(name in request.headers for name in FORWARDING) or request.client is None:
            return False
        try:
            return ip_address(request.client.host).is_loopback
        except ValueError:
            return False


def _in_use(engine: AsyncEngine) -> int:
    pool = engine.sync_engine.pool
    return pool.checkedout() if isinstance(pool, QueuePool) else 0
