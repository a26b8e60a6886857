"""Files in and out: POST /files takes the bytes of one file as they are, GET /files/<id> gives them to who may read it.

The body is the file itself and nothing else, with its name in the address: no multipart has to be taken apart, and no
form of another site can send it along with anything.
"""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from strawberry.relay import to_base64

from resolvers.access import STAFF
from resolvers.changes import make_change
from resolvers.context import Context
from resolvers.files import FileNotTaken, hand_in, read_file_row, require_handing_in
from resolvers.people import viewer_by_token
from resolvers.refusals import NotFound, NotSignedIn, Refusal
from schema.phrases import Phrases, phrases_in
from schema.phrases.language import chosen_language
from server.door.asking import BadRequestError, read_body
from server.door.door import credentials_of
from server.door.origin import is_from_elsewhere
from server.door.places import NoPlaceError, Places
from server.files.limits import MEBIBYTE
from server.files.sniffing import LARGEST_LIST, LARGEST_PHOTO, draft_of
from storage.codes import FileKind
from storage.tables import FileRow

MOST_AT_ONCE = 3
BODY_SECONDS = 120.0
"""A large photo over a slow mobile line."""

KEPT_APART = {
    "cache-control": "private, no-store",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
}
STATUSES = {
    "NotSignedIn": 401,
    "NotAllowed": 403,
    "FROM_ELSEWHERE": 403,
    "TOO_LARGE": 413,
    "LIST_TOO_LARGE": 413,
    "PHOTO_TOO_LARGE": 413,
    "NOT_TAKEN": 415,
    "HEIC": 415,
    "ENCODED": 415,
    "TOO_MANY_AT_ONCE": 429,
    "TOO_MANY_WAITING": 429,
    "NOT_WHOLE": 400,
}
UNPROCESSABLE = 422
CREATED = 201


@dataclass
class FilesDoor:
    """The door of files."""

    context: Context
    places: Places = field(default_factory=lambda: Places(MOST_AT_ONCE))

    def routes(self) -> list[Route]:
        """Return the routes of files."""
        return [
            Route("/files", self.take, methods=["POST"]),
            Route("/files/{file_id:uuid}", self.give, methods=["GET"]),
        ]

    async def take(self, request: Request) -> Response:
        """Keep the file in the body and tell its id, or why it is not taken."""
        phrases = phrases_in(chosen_language(request.headers.get("accept-language")))
        try:
            with ExitStack() as held:
                file = await self._taken(request, held)
        except Refusal as fact:
            return _refusal(fact, phrases)
        return JSONResponse({"file": _told(file)}, status_code=CREATED, headers={"cache-control": "no-store"})

    async def give(self, request: Request) -> Response:
        """Give a file to somebody who may read it: photos to be shown, lists to be kept."""
        phrases = phrases_in(chosen_language(request.headers.get("accept-language")))
        context = await self._seen_by_sender(request)
        file_id: UUID = request.path_params["file_id"]
        try:
            if not context.viewer.is_signed_in:
                raise NotSignedIn
            file = await read_file_row(context, file_id)
            path = context.files.path(file.hash)
            if not await asyncio.to_thread(path.is_file):
                raise NotFound("file")
        except Refusal as fact:
            message, remedy = phrases.refusal(fact)
            status = STATUSES.get(type(fact).__name__, 404)
            return PlainTextResponse(f"{message} {remedy}", status_code=status, headers={"cache-control": "no-store"})
        shown = "inline" if file.kind is FileKind.PHOTO else "attachment"
        named = {"content-disposition": f"{shown}; filename*=utf-8''{quote(file.name, safe='')}"}
        return FileResponse(path, media_type=file.media_type, headers={**KEPT_APART, **named})

    async def _seen_by_sender(self, request: Request) -> Context:
        shown = credentials_of(request)
        viewer = await viewer_by_token(self.context, shown.token)
        return replace(self.context, viewer=viewer)

    async def _taken(self, request: Request, held: ExitStack) -> FileRow:
        if is_from_elsewhere(request.headers, self.context.public_address):
            raise FileNotTaken("FROM_ELSEWHERE")
        context = await self._seen_by_sender(request)
        require_handing_in(context.viewer)
        assert context.viewer.person_id is not None
        try:
            held.enter_context(self.places.taken(context.viewer.person_id))
        except NoPlaceError:
            raise FileNotTaken("TOO_MANY_AT_ONCE") from None
        largest = LARGEST_LIST if context.viewer.paths(*STAFF) else LARGEST_PHOTO
        content = await _read(request, largest)
        draft = await asyncio.to_thread(draft_of, request.query_params.get("name", ""), content)
        return await make_change(context, lambda change: hand_in(change, draft))


async def _read(request: Request, largest: int) -> bytes:
    """Return the body, which is read no further than what may be taken, whatever it says of its length."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise FileNotTaken("ENCODED")
    try:
        return await read_body(request, largest, BODY_SECONDS)
    except BadRequestError as bad:
        if bad.status == STATUSES["TOO_LARGE"]:
            raise FileNotTaken("TOO_LARGE", str(largest // MEBIBYTE)) from None
        raise FileNotTaken("NOT_WHOLE") from None


def _told(file: FileRow) -> dict[str, Any]:
    return {
        "id": to_base64("File", file.id),
        "address": f"/files/{file.id}",
        "kind": file.kind,
        "name": file.name,
        "mediaType": file.media_type,
        "size": file.size,
        "width": file.width,
        "height": file.height,
    }


def _refusal(fact: Refusal, phrases: Phrases) -> Response:
    """Return why a file is not taken, as GraphQL's refusals say it: the code, a sentence and a remedy."""
    if isinstance(fact, FileNotTaken):
        code, (message, remedy) = fact.code, phrases.file(fact.code, fact.value)
    else:
        code, (message, remedy) = type(fact).__name__, phrases.refusal(fact)
    status = STATUSES.get(code, UNPROCESSABLE)
    headers = {"cache-control": "no-store"}
    if status in {STATUSES["TOO_LARGE"], STATUSES["NOT_WHOLE"], STATUSES["FROM_ELSEWHERE"], STATUSES["NotSignedIn"]}:
        headers["connection"] = "close"  # The rest of the body is not waited for.
    told = {"code": code, "message": message, "remedy": remedy}
    return JSONResponse({"refusal": told}, status_code=status, headers=headers)
