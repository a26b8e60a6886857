"""The checks of graphql-cop (Dolev Farhi and Nick Aleks, MIT), each under its name there, asked of the shipped door.

Twelve are its checks of queries and responses; the query that goes round in fragments stands in its sources beside
them. They are asked by a stranger, and once more with a token: whoever has one may read the schema, and no more.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

from tests.databases import on_sqlite_only

JSON = {"content-type": "application/json", "accept": "application/json"}
IDE_WORDS = ("graphiql.min.css", "GraphQL Playground", "GraphiQL", "graphql-playground")
ROUND = (
    "{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }"
)

Client = httpx2.AsyncClient
Finds = Callable[[Client], Awaitable[bool]]


async def ask(client: Client, query: str) -> Any:
    return (await client.post("/graphql", content=json.dumps({"query": query}), headers=JSON)).json()


async def alias_overloading(client: Client) -> bool:
    aliases = " ".join(f"alias{n}: __typename" for n in range(101))
    told = await ask(client, f"query {{ {aliases} }}")
    return bool(told.get("data"))


async def batch_query(client: Client) -> bool:
    batch = json.dumps([{"query": "query { __typename }"}] * 11)
    return isinstance((await client.post("/graphql", content=batch, headers=JSON)).json(), list)


async def circular_fragment(client: Client) -> bool:
    circle = "query { ...A } fragment A on Query { __typename ...B } fragment B on Query { __typename ...A }"
    return bool((await ask(client, circle)).get("data"))


async def circular_query_introspection(client: Client) -> bool:
    return bool((await ask(client, ROUND)).get("data"))


async def directive_overloading(client: Client) -> bool:
    return len((await ask(client, "query { __typename " + "@aa" * 10 + " }")).get("errors", ())) >= 10


async def field_duplication(client: Client) -> bool:
    return bool((await ask(client, "query { " + "__typename " * 500 + "}")).get("data"))


async def field_suggestions(client: Client) -> bool:
    nearly = ("{ __schema { directive } }", "{ need { i } }", "{ viewr { isDemo } }")
    told = [await ask(client, query) for query in nearly]
    return "Did you mean" in json.dumps(told)


async def get_based_mutation(client: Client) -> bool:
    params = {"query": "mutation { __typename }"}
    replies = [await client.get("/graphql", params=params, headers=one) for one in ({}, {"accept": "application/json"})]
    return any("data" in reply.text for reply in replies)


async def get_method_support(client: Client) -> bool:
    return "data" in (await client.get("/graphql", params={"query": "{ __typename }"})).text


async def detect_graphiql(client: Client) -> bool:
    places = ("/", "/graphiql", "/playground", "/console", "/graphql")
    pages = [await client.get(place, headers={"accept": "text/html"}) for place in places]
    return any(word in page.text for page in pages for word in IDE_WORDS)


async def post_based_csrf(client: Client) -> bool:
    forms: list[dict[str, Any]] = [{"params": {"query": "{ __typename }"}}, {"data": {"query": "{ __typename }"}}]
    replies = [await client.post("/graphql", **form) for form in forms]
    return any("data" in reply.text for reply in replies)


async def trace_mode(client: Client) -> bool:
    told = json.dumps([await ask(client, "query { __typename }"), await ask(client, "query { nothing }")]).lower()
    return "tracing" in told or "stacktrace" in told or "traceback" in told


async def unhandled_error_detection(client: Client) -> bool:
    return "exception" in json.dumps(await ask(client, "qwerty cop { abc }")).lower()


async def introspection(client: Client) -> bool:
    return bool((await ask(client, "{ __schema { types { name } } }")).get("data"))


CHECKS: tuple[Finds, ...] = (
    alias_overloading,
    batch_query,
    circular_fragment,
    circular_query_introspection,
    directive_overloading,
    field_duplication,
    field_suggestions,
    get_based_mutation,
    get_method_support,
    detect_graphiql,
    post_based_csrf,
    trace_mode,
    unhandled_error_detection,
)


@on_sqlite_only
async def test_graphql_cop_finds_nothing(http: Client, token: str) -> None:
    found = [check.__name__ for check in (*CHECKS, introspection) if await check(http)]
    http.headers["authorization"] = f"Bearer {token}"
    found += [f"{check.__name__} with a token" for check in CHECKS if await check(http)]
    assert found == []
    assert await introspection(http)


async def test_its_checks_do_find_what_they_look_for() -> None:
    """Asked of a server that answers everything, each check finds something."""

    def careless(request: httpx2.Request) -> httpx2.Response:
        if request.content.startswith(b"["):
            return httpx2.Response(200, json=[{"data": {}}])
        text = "Did you mean GraphiQL? stacktrace exception"
        return httpx2.Response(200, json={"data": {"__typename": text}, "errors": [{"message": text}] * 10})

    async with Client(transport=httpx2.MockTransport(careless), base_url="http://test") as client:
        assert [check.__name__ for check in (*CHECKS, introspection) if not await check(client)] == []
