"""Who comes in with which document, and what they are told: the same over HTTP, event streams and WebSockets."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

import strawberry
from graphql import GraphQLError, OperationType
from starlette.requests import HTTPConnection

from resolvers.context import Context
from resolvers.demo_accounts import DemoAccount
from resolvers.people import viewer_by_token
from resolvers.viewer import NOBODY, Viewer
from schema.info import GraphContext
from schema.limits.admission import Admitted, NotAdmittedError, admit
from schema.phrases.language import chosen_language
from server.door.answering import result_of, told
from server.door.asking import Asked
from server.door.closing import Closing
from server.door.noting import Note, note_in
from server.door.places import Places
from server.door.trust import FreeQueries, TrustedDocuments, need_of_token
from server.files.list_files import LIST_FILES

logger = logging.getLogger(__name__)
COOKIE = "community_session"
BEARER = "Bearer "
LONGEST_KEY = 255
FREE = "free"
"""What operations are called that are not our pages' own."""
BUDGET_SECONDS = 10.0
OUT_OF_TIME = GraphQLError(
    "这次花的时间太长，已经停下；请先看看有没有办成，再试一次。 "
    "This took too long and was stopped; please look whether it was done before you try again.",
    extensions={"code": "OUT_OF_TIME"},
)
KeepToken = Callable[[str | None], None]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a visitor shows: a program's header wins over a browser's cookie."""

    token: str | None
    is_bearer: bool


def credentials_of(connection: HTTPConnection) -> Credentials:
    """Return what a request, or the handshake of a socket, shows."""
    header = connection.headers.get("authorization", "")
    if header.startswith(BEARER):
        return Credentials(header.removeprefix(BEARER).strip() or None, is_bearer=True)
    return Credentials(connection.cookies.get(COOKIE), is_bearer=False)


@dataclass
class Door:
    """The door of one schema."""

    schema: strawberry.Schema
    context: Context
    demo_accounts: tuple[DemoAccount, ...] = ()
    trusted: TrustedDocuments = field(default_factory=TrustedDocuments)
    free_queries: FreeQueries = FreeQueries.TOKEN
    places: Places = field(default_factory=Places)
    closing: Closing = field(default_factory=Closing)

    async def enter(
        self, connection: HTTPConnection, asked: Asked, shown: Credentials, keep_token: KeepToken
    ) -> GraphContext:
        """Return what the request carries through the executor, its document admitted.

        Raises `NotAdmittedError` for a document that is not answered, or not to this visitor. In `public` a document
        that is not ours, without a token, is asked by nobody: a cookie never lends its power to it.
        """
        viewer, token = await viewer_by_token(self.context, shown.token), shown.token
        is_free = self.free_queries is not FreeQueries.DEVELOPMENT and asked.text not in self.trusted
        is_without_token = is_free and not (shown.is_bearer and viewer.is_signed_in)
        if is_without_token:
            if self.free_queries is FreeQueries.TOKEN:
                raise NotAdmittedError([need_of_token()])
            viewer, token = NOBODY, None
        admitted = admit(self.schema, asked.text, asked.operation_name, asked.variables)
        if is_without_token and admitted.operation.operation is not OperationType.QUERY:
            raise NotAdmittedError([need_of_token()])
        note = note_in(connection.scope)
        self._note(note, asked, admitted, viewer)
        key = connection.headers.get("idempotency-key")
        return GraphContext(
            context=replace(self.context, viewer=viewer),
            language=chosen_language(connection.headers.get("accept-language")),
            idempotency_key=key[:LONGEST_KEY] if key else None,
            session_token=token,
            address=connection.client.host if connection.client else "",
            keep_token=keep_token,
            demo_accounts=self.demo_accounts,
            admitted=admitted,
            list_files=LIST_FILES,
            request_id=note.request_id,
        )

    def _note(self, note: Note, asked: Asked, admitted: Admitted, viewer: Viewer) -> None:
        """Note which operation it is, by name only if it is our pages' own: anybody may call theirs anything."""
        name = admitted.operation.name
        note.operation = name.value if name is not None and asked.text in self.trusted else FREE
        note.kind = admitted.operation.operation.value
        note.cost = admitted.figures.cost
        note.person_id = viewer.person_id

    async def answer(self, asked: Asked, graph: GraphContext) -> dict[str, Any]:
        """Return the answer to a query or a mutation; one that takes too long is stopped, and its change undone."""
        try:
            async with asyncio.timeout(BUDGET_SECONDS):
                result = await self.schema.execute(
                    asked.text,
                    variable_values=dict(asked.variables),
                    context_value=graph,
                    operation_name=asked.operation_name,
                )
        except TimeoutError:
            logger.warning("stopped after %s s", BUDGET_SECONDS)
            return told([OUT_OF_TIME])
        return result_of(result.data, result.errors)

    async def answers(self, asked: Asked, graph: GraphContext) -> AsyncGenerator[dict[str, Any], None]:
        """Give the answers to an operation one after the other: of a subscription as long as it goes on."""
        if not is_subscription(graph):
            yield await self.answer(asked, graph)
            return
        results: Any = await self.schema.stream(
            asked.text,
            variable_values=dict(asked.variables),
            context_value=graph,
            operation_name=asked.operation_name,
        )
        async with aclosing(results):
            async for result in results:
                yield result_of(result.data, result.errors)


def is_subscription(graph: GraphContext) -> bool:
    """Whether what was admitted goes on until somebody hangs up."""
    return graph.admitted is not None and graph.admitted.operation.operation is OperationType.SUBSCRIPTION


def code_of(refused: NotAdmittedError) -> str:
    """Return the code of the first thing that is wrong."""
    return str((refused.errors[0].extensions or {}).get("code", ""))
