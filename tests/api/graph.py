"""A client that speaks GraphQL to the real application, as one viewer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx2
from graphql import GraphQLNamedType, GraphQLUnionType, build_ast_schema, parse

from schema.build import build_schema

Json = dict[str, Any]

PARTICULARS = {
    "InvalidInput": "fields { field message }",
    "StaleVersion": "changed",
    "MoveNotPossible": "possible",
    "NothingLeft": "left",
    "ListRefused": "line",
    "PublishWarning": "warnings",
    "StillPromised": "needs",
    "UrgedToday": "againAt",
}
"""What the refusals that have particulars are asked for."""


@cache
def _types() -> Mapping[str, GraphQLNamedType]:
    return build_ast_schema(parse(build_schema().as_str())).type_map


@cache
def _refusals(result: str) -> str:
    """Return the selection of all that the refusals of a result say."""
    union = _types()[result]
    assert isinstance(union, GraphQLUnionType)
    said = (f"... on {one.name} {{ {PARTICULARS[one.name]} }}" for one in union.types if one.name in PARTICULARS)
    return " ".join(("... on Refusal { message remedy }", *said))


@dataclass
class Graph:
    """Sends operations with a viewer's token; Chinese unless another language is asked for."""

    http: httpx2.AsyncClient
    token: str | None = None
    language: str = "zh-CN"
    headers: dict[str, str] = field(default_factory=dict)

    async def send(self, document: str, /, *, headers: Any = None, **variables: Any) -> Json:
        """Return the whole reply."""
        sent = {"accept-language": self.language, **self.headers, **(headers or {})}
        if self.token is not None:
            sent["authorization"] = f"Bearer {self.token}"
        reply = await self.http.post("/graphql", json={"query": document, "variables": variables}, headers=sent)
        body: Json = reply.json()
        return body

    async def ask(self, document: str, /, **variables: Any) -> Json:
        """Return the data of a reply that must be free of errors."""
        reply = await self.send(document, **variables)
        assert "errors" not in reply, reply["errors"]
        data: Json = reply["data"]
        return data

    async def do(self, name: str, answer: str, /, *, headers: Any = None, **given: Any) -> Json:
        """Make a change and return its result; `answer` is the selection on the success, refusals are always read."""
        kind = name[0].upper() + name[1:]
        read = f"__typename {answer} {_refusals(f'{kind}Result')}"
        document = f"mutation Change($input: {kind}Input!) {{ {name}(input: $input) {{ {read} }} }}"
        reply = await self.send(document, headers=headers, input=given)
        assert "errors" not in reply, reply["errors"]
        result: Json = reply["data"][name]
        return result
