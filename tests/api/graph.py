"""A client that speaks GraphQL to the real application, as one viewer."""

from dataclasses import dataclass, field
from typing import Any

import httpx2

Json = dict[str, Any]


@dataclass
class Graph:
    """Sends operations with a viewer's token; Chinese unless another language is asked for."""

    http: httpx2.AsyncClient
    token: str | None = None
    language: str = "zh-CN"
    headers: dict[str, str] = field(default_factory=dict)

    async def send(self, document: str, /, *, headers: dict[str, str] | None = None, **variables: Any) -> Json:
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

    async def do(self, name: str, answer: str, /, *, headers: dict[str, str] | None = None, **given: Any) -> Json:
        """Make a change and return its result; `answer` is the selection on the success, refusals are always read."""
        kind = name[0].upper() + name[1:]
        refusals = "... on Refusal { message remedy } ... on InvalidInput { fields { field message } }"
        document = (
            f"mutation Change($input: {kind}Input!) {{ {name}(input: $input) {{ __typename {answer} {refusals} }} }}"
        )
        reply = await self.send(document, headers=headers, input=given)
        assert "errors" not in reply, reply["errors"]
        result: Json = reply["data"][name]
        return result
