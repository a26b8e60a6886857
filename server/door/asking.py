"""What a request asks, read by the letter of GraphQL over HTTP: a document, its variables, and which operation."""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request

logger = logging.getLogger(__name__)
LARGEST_BODY = 1_000_000
LONGEST_ADDRESS = 32_000
BODY_SECONDS = 15.0
HUNG_UP = 499
"""What proxies note for a visitor who did not wait; nobody is left to read it."""
ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class BadRequestError(Exception):
    """A request that is no GraphQL request, with the status it is answered with and what its sender reads."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or {}


@dataclass(frozen=True, slots=True)
class Asked:
    """One GraphQL request."""

    text: str
    operation_name: str | None
    variables: Mapping[str, Any]


async def asked_by_post(request: Request) -> Asked:
    """Return what the body of a POST asks; nothing but one JSON object of UTF-8 is read."""
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.replace(" ", "").removeprefix("charset=").strip('"')
    if kind.strip() != "application/json" or charset not in {"", "utf-8"}:
        raise BadRequestError(415, "请用 application/json,UTF-8。 Please send application/json in UTF-8.")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise BadRequestError(415, "正文不要压缩。 Please send the body as it is, without a content encoding.")
    return asked_of(read_json(await read_body(request, LARGEST_BODY)))


def asked_by_get(request: Request) -> Asked:
    """Return what the address of a GET asks."""
    query: bytes = request.scope["query_string"]
    if len(query) > LONGEST_ADDRESS:
        raise BadRequestError(414, "地址太长，请用 POST。 The address is too long; please use POST.")
    try:
        given: dict[str, Any] = dict(parse_qsl(query.decode("ascii"), errors="strict"))
    except ValueError as error:
        raise BadRequestError(400, "地址不是 UTF-8。 The address is not UTF-8.") from error
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = read_json(given[name].encode())
    if any("\0" in value for value in given.values() if isinstance(value, str)):
        raise _no_nul()
    return asked_of(given)


async def read_body(request: Request, largest: int, seconds: float | None = None) -> bytes:
    """Return the body of a request; one that is too large, or not there in BODY_SECONDS, is not waited for."""
    too_large = BadRequestError(413, "内容太长了。 The body is too large.", {"connection": "close"})
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:20]) > largest:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS if seconds is None else seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > largest:
                    raise too_large
    except TimeoutError as error:
        message = "内容没有传完。 The body did not come in time."
        raise BadRequestError(408, message, {"connection": "close"}) from error
    except ClientDisconnect as error:
        logger.info("the visitor hung up before the body had come")
        raise BadRequestError(HUNG_UP, "连接断了。 The connection was closed.") from error
    return bytes(body)


def read_json(text: bytes) -> Any:
    """Read JSON of whole Unicode text; lone surrogates are refused, and U+0000, which PostgreSQL cannot keep."""
    if ESCAPED_NUL.search(text):
        raise _no_nul()
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequestError(400, "正文不是 JSON。 The body is not JSON in UTF-8.") from error


def asked_of(given: object) -> Asked:
    """Return what an object asks that was read from JSON; one object asks one thing."""
    if isinstance(given, list):
        raise BadRequestError(400, "一次只能问一件事。 One request asks one thing; batches are not answered.")
    if not isinstance(given, dict):
        raise BadRequestError(400, "正文应是一个 JSON 对象。 The body must be a JSON object.")
    text, name = given.get("query"), given.get("operationName")
    variables, extensions = given.get("variables"), given.get("extensions")
    if not isinstance(text, str) or not text.strip():
        raise BadRequestError(400, "query 应是查询文本。 `query` must be a document.")
    if not isinstance(name, str | None):
        raise BadRequestError(400, "operationName 应是文字。 `operationName` must be a string.")
    if not isinstance(variables, dict | None) or not isinstance(extensions, dict | None):
        raise BadRequestError(400, "variables 和 extensions 应是对象。 `variables` and `extensions` must be objects.")
    return Asked(text, name, variables or {})


def _no_nul() -> BadRequestError:
    return BadRequestError(400, "文字里不能有 U+0000。 Texts cannot hold U+0000.")
