"""A line in the log for each request, and its id on the way back; what was asked and who was meant is not in it."""

import logging
from collections.abc import Callable, Iterable, Mapping
from secrets import token_hex
from time import perf_counter

from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schema.mask import MASK
from server.door.noting import CURRENT, PLACE, Note

logger = logging.getLogger(__name__)
HEADER = b"x-request-id"
ID_BYTES = 8
PAGES, ELSEWHERE = "/{page}", "-"
INTERNAL_ERROR = 500
Observe = Callable[[str, Note, int, float], None]


def templates_of(routes: Iterable[BaseRoute]) -> Mapping[int, str]:
    """Return the path of each route as it is written, without what a visitor puts into it, by its endpoint."""
    found: dict[int, str] = {}
    for route in routes:
        if isinstance(route, Route | WebSocketRoute):
            found[id(route.endpoint)] = route.path
        elif isinstance(route, Mount):
            found[id(route.app)] = PAGES
    return found


class RequestLog:
    """Gives each request an id, and when it is answered writes its line and counts it."""

    def __init__(self, app: ASGIApp, *, routes: Iterable[BaseRoute], observe: Observe) -> None:
        self.app = app
        self.templates = templates_of(routes)
        self.observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back under the request's id."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        note = Note(token_hex(ID_BYTES))
        scope[PLACE] = note
        before, began = CURRENT.set(note.request_id), perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (HEADER, note.request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception:
            logger.exception("a request failed")
            if status or scope["type"] != "http":
                raise
            said = f"{MASK} ({note.request_id})"
            await PlainTextResponse(said, status_code=INTERNAL_ERROR)(scope, receive, send_with_id)
        finally:
            self._tell(scope, note, status, perf_counter() - began)
            CURRENT.reset(before)

    def _tell(self, scope: Scope, note: Note, status: int, seconds: float) -> None:
        path = self.templates.get(id(scope.get("endpoint")), ELSEWHERE)
        self.observe(path, note, status, seconds)
        told = {
            "method": scope.get("method", "WEBSOCKET"),
            "path": path,
            "operation": note.operation,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "cost": note.cost,
            "person": note.person_id,
        }
        logger.info("request", extra={"told": told})
