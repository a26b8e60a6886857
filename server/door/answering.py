"""How an answer is written: in which media type, under which status, and never kept by anybody on the way."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.responses import Response

from server.door.asking import BadRequestError

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
EVENTS = "text/event-stream"
NOT_OURS = "不能用这种格式回答。 Please accept application/graphql-response+json or application/json."
WRITTEN_OUT = {GRAPHQL, JSON, EVENTS}


def accepted(header: str | None, *, explicitly: bool = False) -> str:
    """Return the media type to answer in, by the Accept header; plain JSON where it leaves the choice.

    With `explicitly` a wildcard does not count: no page, image or form of a browser asks for JSON by name. Raises
    `BadRequestError` (406) where nothing fits.
    """
    offered: dict[str, float] = {}
    for part in (header or "*/*").lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        offered[kind] = max(offered.get(kind, 0.0), _weight(parameters))
    if offered.get(EVENTS, 0.0) > 0 and not explicitly:
        return EVENTS
    wildcard = 0.0 if explicitly else max(offered.get("*/*", 0.0), offered.get("application/*", 0.0))
    best = max((JSON, GRAPHQL), key=lambda kind: (offered.get(kind, wildcard), kind in offered and kind == GRAPHQL))
    if offered.get(best, wildcard) <= 0:
        raise BadRequestError(406, NOT_OURS)
    return best


def _weight(parameters: list[str]) -> float:
    """Return the q-value among the parameters of a media type."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def encode(data: object) -> bytes:
    """Write JSON; whole numbers that orjson refuses fall back to the library's way."""
    try:
        return orjson.dumps(data)
    except TypeError:
        return json.dumps(data).encode()


def told(errors: list[GraphQLError]) -> dict[str, Any]:
    """Return the answer to a request that was not executed."""
    return {"errors": [error.formatted for error in errors]}


def result_of(data: Any, errors: list[GraphQLError] | None) -> dict[str, Any]:
    """Return the answer to a request that was executed; there is no data where an error came before execution."""
    if not errors:
        return {"data": data}
    if data is None and all(error.path is None for error in errors):
        return told(errors)
    return {"data": data, **told(errors)}


def written(answer: Mapping[str, Any], media_type: str, status: int | None = None) -> Response:
    """Return the response that carries an answer.

    Without a status of its own an answer without data is 400 in the GraphQL media type, and 200 in plain JSON, whose
    readers expect it there.
    """
    if status is None:
        status = 400 if media_type == GRAPHQL and "data" not in answer else 200
    response = Response(encode(answer), status_code=status)
    # Set by hand, since Starlette would leave out the charset that the specification names.
    response.headers["content-type"] = f"{media_type}; charset=utf-8"
    response.headers["cache-control"] = "no-store"
    response.headers["vary"] = "accept, accept-language, authorization, cookie, origin"
    return response
