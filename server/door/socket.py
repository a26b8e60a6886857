"""Subscriptions over WebSockets, by the protocol graphql-transport-ws: small beginnings, short patience, few lines.

A socket is opened by somebody who has signed in, from one of our own pages or by a program. Each operation is judged
as a request of its own, and by who its sender is at that moment.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from resolvers.people import viewer_by_token
from schema.info import GraphContext
from schema.limits.admission import NotAdmittedError
from server.door.answering import encode
from server.door.asking import BadRequestError, asked_of, read_json
from server.door.closing import EndedError
from server.door.door import BEARER, Credentials, Door, credentials_of, is_subscription
from server.door.origin import is_from_elsewhere
from server.door.places import NoPlaceError

logger = logging.getLogger(__name__)
PROTOCOL = "graphql-transport-ws"
INIT_SECONDS = 3.0
LOOK_AGAIN_SECONDS = 0.05
LARGEST_INIT = 4_096
LARGEST_MESSAGE = 100_000
LONGEST_ID = 100
MOST_OPERATIONS = 20
COME_AGAIN = 1012
"""The close code of a server that is about to start anew: whoever reads it connects again."""

Message = dict[str, Any]


class ClosedError(Exception):
    """The protocol was broken, or the visitor may not stay; the socket closes with a code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


async def serve_socket(door: Door, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one socket until it closes."""
    websocket = WebSocket(scope, receive, send)
    if is_from_elsewhere(websocket.headers, door.context.public_address):
        await websocket.close(1008)
        return
    subprotocol = PROTOCOL if PROTOCOL in scope["subprotocols"] else None
    await websocket.accept(subprotocol)
    line = Line(door, websocket, credentials_of(websocket))
    try:
        await line.talk(subprotocol)
    except ClosedError as closed:
        with suppress(WebSocketDisconnect, RuntimeError):
            await websocket.close(closed.code, closed.reason)
    except WebSocketDisconnect:
        pass
    finally:
        await line.hang_up()


@dataclass
class Line:
    """One socket and the operations that run on it."""

    door: Door
    websocket: WebSocket
    shown: Credentials
    running: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    endless: set[asyncio.Task[None] | None] = field(default_factory=set)

    async def talk(self, subprotocol: str | None) -> None:
        """Welcome the visitor, then do what each message says."""
        if subprotocol is None:
            raise ClosedError(4406, "Subprotocol not acceptable")
        try:
            async with asyncio.timeout(INIT_SECONDS):
                message = await self._message(LARGEST_INIT)
        except TimeoutError as error:
            raise ClosedError(4408, "Connection initialisation timeout") from error
        person_id = await self._welcomed(message)
        try:
            with self.door.places.taken(person_id), self.door.closing.line():
                await self._send({"type": "connection_ack"})
                while True:
                    await self._heed(await self.door.closing.unless(self._message(LARGEST_MESSAGE)))
        except EndedError as error:
            await self._finish()
            raise ClosedError(COME_AGAIN, "Service restart") from error
        except NoPlaceError as error:
            raise ClosedError(4429, "Too many open lines") from error

    async def hang_up(self) -> None:
        """End all that runs."""
        tasks = list(self.running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _finish(self) -> None:
        """Let what was begun come to its end, but for subscriptions, which have none."""
        while ending := [task for task in self.running.values() if task not in self.endless]:
            await asyncio.wait(ending, timeout=LOOK_AGAIN_SECONDS)  # One may turn out to be without end.

    async def _welcomed(self, message: Message) -> Any:
        """Return the person who opens the line; browsers, which send no header, may put a token in this message."""
        if message["type"] != "connection_init":
            raise ClosedError(4401, "Unauthorized")
        payload = message.get("payload") or {}
        header = payload.get("authorization", payload.get("Authorization"))
        if isinstance(header, str) and header.startswith(BEARER):
            self.shown = Credentials(header.removeprefix(BEARER).strip(), is_bearer=True)
        viewer = await viewer_by_token(self.door.context, self.shown.token)
        if viewer.person_id is None:
            raise ClosedError(4403, "Forbidden")
        return viewer.person_id

    async def _heed(self, message: Message) -> None:
        match message["type"]:
            case "ping":
                await self._send({"type": "pong"})
            case "pong":
                pass
            case "complete":
                task = self.running.pop(_id(message), None)
                if task is not None:
                    task.cancel()
            case "subscribe":
                await self._subscribe(_id(message), message.get("payload"))
            case "connection_init":
                raise ClosedError(4429, "Too many initialisation requests")
            case _:
                raise ClosedError(4400, "Unknown message type")

    async def _subscribe(self, key: str, payload: object) -> None:
        if key in self.running:
            raise ClosedError(4409, f"Subscriber for {key} already exists")
        if len(self.running) >= MOST_OPERATIONS:
            too_many = {"message": "同时进行的操作太多。 Too many operations at a time."}
            await self._send({"id": key, "type": "error", "payload": [too_many]})
            return
        self.running[key] = asyncio.create_task(self._run(key, payload))

    async def _run(self, key: str, payload: object) -> None:
        """Answer one operation; what goes wrong with it is told under its id."""
        try:
            try:
                asked = asked_of(payload)
                graph = await self.door.enter(self.websocket, asked, self.shown, _nobody_keeps)
            except BadRequestError as bad:
                await self._send({"id": key, "type": "error", "payload": [{"message": bad.message}]})
                return
            except NotAdmittedError as refused:
                errors = [error.formatted for error in refused.errors]
                await self._send({"id": key, "type": "error", "payload": errors})
                return
            if is_subscription(graph):
                self.endless.add(asyncio.current_task())
            await self._tell(key, graph, self.door.answers(asked, graph))
        except (WebSocketDisconnect, RuntimeError):
            pass
        except Exception:
            logger.exception("an operation on a socket failed")
        finally:
            self.endless.discard(asyncio.current_task())
            if self.running.get(key) is asyncio.current_task():
                del self.running[key]

    async def _tell(self, key: str, graph: GraphContext, answers: AsyncGenerator[Message, None]) -> None:
        cost = graph.admitted.figures.cost if graph.admitted else 0
        async with aclosing(answers):
            async for answer in answers:
                payload = {**answer, "extensions": {"cost": cost}}
                await self._send({"id": key, "type": "next", "payload": payload})
        self.running.pop(key, None)
        await self._send({"id": key, "type": "complete"})

    async def _message(self, largest: int) -> Message:
        """Return the next message, which must be a small JSON object of the protocol's shape."""
        received = await self.websocket.receive()
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code") or 1000)
        text = received.get("text")
        if not isinstance(text, str):
            raise ClosedError(4400, "Messages are text")
        if len(text) > largest:
            raise ClosedError(1009, "Message too large")
        try:
            message = read_json(text.encode())
        except (BadRequestError, UnicodeEncodeError) as error:
            raise ClosedError(4400, "Messages are JSON") from error
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise ClosedError(4400, "Messages are objects with a type")
        if not isinstance(message.get("payload"), dict | None):
            raise ClosedError(4400, "A payload is an object")
        return message

    async def _send(self, message: Message) -> None:
        await self.websocket.send_text(encode(message).decode())


def _id(message: Message) -> str:
    """Return the id of the operation a message is about."""
    key = message.get("id")
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_ID:
        raise ClosedError(4400, "An id is a short text")
    return key


def _nobody_keeps(token: str | None) -> None:
    """Drop a token: a socket sets no cookies."""
