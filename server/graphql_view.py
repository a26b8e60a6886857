"""The GraphQL endpoint: who is asking, in which language, and the cookie of a browser that signs in."""

import json
import re
from dataclasses import replace
from typing import Any

import orjson
import strawberry
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL

from resolvers.context import Context
from resolvers.demo_accounts import DemoAccount
from resolvers.people import SIGNED_IN_FOR, viewer_by_token
from schema.info import GraphContext
from schema.phrases.language import chosen_language

COOKIE = "community_session"
BEARER = "Bearer "
LONGEST_KEY = 255
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class CommunityGraphQL(GraphQL[GraphContext, None]):
    """Strawberry's view with our context, our JSON and our cookie."""

    def __init__(
        self, schema: strawberry.Schema, context: Context, demo_accounts: tuple[DemoAccount, ...], *, https_only: bool
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL),
        )
        self.resolving = context
        self.demo_accounts = demo_accounts
        self.https_only = https_only

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> GraphContext:
        """Return what the request carries through the executor."""
        token = _token(request)
        viewer = await viewer_by_token(self.resolving, token)
        key = request.headers.get("idempotency-key")
        return GraphContext(
            context=replace(self.resolving, viewer=viewer),
            language=chosen_language(request.headers.get("accept-language")),
            idempotency_key=key[:LONGEST_KEY] if key else None,
            session_token=token,
            keep_token=lambda kept: self._keep_token(response, kept),
            demo_accounts=self.demo_accounts,
        )

    def decode_json(self, data: str | bytes) -> object:
        """Read JSON of whole Unicode text; U+0000 is refused, which PostgreSQL cannot keep."""
        if NUL.search(data if isinstance(data, bytes) else data.encode()):
            raise json.JSONDecodeError("U+0000", "", 0)
        return orjson.loads(data)

    def encode_json(self, data: object) -> bytes:
        """Write JSON; figures that orjson refuses fall back to the library's way."""
        try:
            return orjson.dumps(data)
        except TypeError:
            return json.dumps(data, ensure_ascii=False).encode()

    def create_response(self, response_data: Any, sub_response: Response) -> Response:
        """Return the answer; nobody on the way may keep it."""
        sub_response.headers["cache-control"] = "no-store"
        return super().create_response(response_data, sub_response)

    def _keep_token(self, response: Response | WebSocket, token: str | None) -> None:
        """Let the browser keep the token of its session, or drop it; a socket has no cookies to set."""
        if isinstance(response, WebSocket):
            return
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


def _token(request: Request | WebSocket) -> str | None:
    """Return the session token: a machine's header wins over a browser's cookie."""
    header = request.headers.get("authorization", "")
    if header.startswith(BEARER):
        return header.removeprefix(BEARER).strip() or None
    return request.cookies.get(COOKIE)
