"""The GraphQL endpoint over HTTP: by the letter of GraphQL over HTTP, and of the event streams of graphql-sse."""

import logging
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from graphql import OperationType
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from resolvers.people import SIGNED_IN_FOR
from schema.info import GraphContext
from schema.limits.admission import NotAdmittedError
from schema.limits.caps import CAPS
from schema.mask import MASK
from server.door.answering import EVENTS, JSON, accepted, told, written
from server.door.asking import Asked, BadRequestError, asked_by_get, asked_by_post
from server.door.door import COOKIE, OUT_OF_TIME, Door, code_of, credentials_of, is_subscription
from server.door.events import Answers, EventStream
from server.door.noting import note_in
from server.door.origin import is_from_elsewhere
from server.door.places import NoPlaceError
from server.door.socket import serve_socket

logger = logging.getLogger(__name__)
FROM_ELSEWHERE = "只回答本站页面的请求。 Pages of other sites are not answered."
METHODS = "GET, POST"
TOO_MANY_LINES = "同时打开的连接太多，请关掉几个页面。 Too many open lines; please close some pages."
SIGN_IN_FIRST = "请先登录。 Please sign in first."
STREAM_WANTED = "订阅请用 text/event-stream。 Subscriptions are answered as text/event-stream."


@dataclass
class GraphQLView:
    """An ASGI application: the endpoint."""

    door: Door
    https_only: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or serve one socket."""
        if scope["type"] == "websocket":
            await serve_socket(self.door, scope, receive, send)
            return
        with ExitStack() as held:
            response = await self._respond(Request(scope, receive), held)
            await response(scope, receive, send)

    async def _respond(self, request: Request, held: ExitStack) -> Response:
        """Return the response; `held` keeps what must be given back when it has been sent."""
        media_type = JSON
        try:
            self._check_sender(request)
            is_get = request.method == "GET"
            media_type = accepted(request.headers.get("accept"), explicitly=is_get)
            asked = asked_by_get(request) if is_get else await asked_by_post(request)
            return await self._answer(request, asked, media_type, held)
        except BadRequestError as bad:
            response = written({"errors": [{"message": bad.message}]}, _plain(media_type), bad.status)
            response.headers.update(bad.headers)
            return response
        except Exception:
            logger.exception("a request failed")
            told_id = {"requestId": note_in(request.scope).request_id}
            return written({"errors": [{"message": MASK, "extensions": told_id}]}, _plain(media_type), 500)

    def _check_sender(self, request: Request) -> None:
        if request.method not in {"GET", "POST"}:
            raise BadRequestError(405, "请用 POST。 Please use POST.", {"allow": METHODS})
        if is_from_elsewhere(request.headers, self.door.context.public_address):
            raise BadRequestError(403, FROM_ELSEWHERE)

    async def _answer(self, request: Request, asked: Asked, media_type: str, held: ExitStack) -> Response:
        kept: list[str | None] = []
        try:
            graph = await self.door.enter(request, asked, credentials_of(request), kept.append)
        except NotAdmittedError as refused:
            return _refusal(refused, media_type)
        assert graph.admitted is not None
        operation = graph.admitted.operation.operation
        if request.method == "GET" and operation is not OperationType.QUERY:
            raise BadRequestError(405, "GET 只能查询。 GET answers queries only.", {"allow": "POST"})
        if media_type == EVENTS:
            return self._stream(asked, graph, held)
        if operation is OperationType.SUBSCRIPTION:
            raise BadRequestError(406, STREAM_WANTED)
        answer = await self.door.answer(asked, graph)
        is_late = answer.get("errors") == [OUT_OF_TIME.formatted]
        response = written(answer, media_type, 503 if is_late and media_type != JSON else None)
        self._tell_cost(response, graph)
        for token in kept:
            self._keep_token(response, token)
        return response

    def _stream(self, asked: Asked, graph: GraphContext, held: ExitStack) -> Response:
        """Return the stream of an operation; a line that stays open is for those who have signed in, and counted."""
        if is_subscription(graph):
            person_id = graph.context.viewer.person_id
            if person_id is None:
                raise BadRequestError(401, SIGN_IN_FIRST, {"www-authenticate": "Bearer"})
            try:
                held.enter_context(self.door.places.taken(person_id))
            except NoPlaceError as error:
                raise BadRequestError(429, TOO_MANY_LINES, {"retry-after": "60"}) from error
        closing = None
        if is_subscription(graph):
            held.enter_context(self.door.closing.line())
            closing = self.door.closing
        response = EventStream(self.door.answers(asked, graph), closing)
        self._tell_cost(response, graph)
        return response

    def _tell_cost(self, response: Response, graph: GraphContext) -> None:
        assert graph.admitted is not None
        response.headers["graphql-cost"] = str(graph.admitted.figures.cost)
        response.headers["graphql-cost-limit"] = str(CAPS.cost)

    def _keep_token(self, response: Response, token: str | None) -> None:
        """Let the browser keep the token of its session, or drop it."""
        if token is None:
            response.delete_cookie(COOKIE, path="/")
            return
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(SIGNED_IN_FOR.total_seconds()),
            path="/",
            httponly=True,
            samesite="lax",
            secure=self.https_only,
        )


def _plain(media_type: str) -> str:
    return JSON if media_type == EVENTS else media_type


def _refusal(refused: NotAdmittedError, media_type: str) -> Response:
    """Return what is told of a document that is not executed; on a stream, as its only event."""
    if code_of(refused) == "TOKEN_NEEDED":
        response = written(told(refused.errors), _plain(media_type), 401)
        response.headers["www-authenticate"] = "Bearer"
        return response
    if media_type == EVENTS:
        return EventStream(_once(told(refused.errors)))
    return written(told(refused.errors), media_type)


async def _once(answer: dict[str, Any]) -> Answers:
    yield answer
