"""Bodies and headers that are not what they should be, made out of some that are; the same in every run of a seed."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from schema.limits.prices import PAGE

DOCUMENTS = (
    "{ __typename }",
    "query Q($n: Int!) { regions(first: $n) { edges { node { id name parent { name } } } } }",
    'query N { need(id: "TmVlZDox") { number ...F } } fragment F on Need { title region { name } }',
    '{ suggestMatches(draft: {words: "灯泡坏了"}, first: 1) { dangers { show } } }',
    "mutation M($i: SignInInput!) { signIn(input: $i) { __typename } }",
    "subscription { needChanged(region: 1) { seq } }",
    "query A { __typename } query B { viewer { isDemo } }",
    '{ __type(name: "Need") { name fields { name } } }',
)
VARIABLES: tuple[Any, ...] = ({"n": 1}, {"n": 10**30}, {"n": "x"}, {"i": {"userName": 7}}, {}, None, {"n": None})
WORDS = (
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "!",
    "...",
    "@skip(if: true)",
    "$n",
    "first: 9",
    '"',
    '"""',
    "#",
    ",",
    "fragment",
)
TEXTS = (
    "\0",
    "\\u0000",
    "\ud800",
    "\\ud800",
    "🈚\u202e",
    "x" * 5_000,
    "\ufeff",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%00",
)
ODD: tuple[Any, ...] = (None, True, 7, -1.5, 10**400, [], [[]], {}, {"a": {}}, "", "x", *TEXTS[4:])
TYPES = ("application/json", "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", "")
ACCEPTS = ("*/*", "application/json", "application/graphql-response+json", "text/html", "text/event-stream;q=0", ";;,q")
ENCODINGS = ("identity", "gzip", "br", "\xff")
TOKENS = ("Bearer ", "Bearer \xff", "Basic x", "Bearer " + "x" * 9_000)
ORIGINS = ("null", "https://evil.example", "http://test", "nonsense", "http://[")
DEEPEST = 3_000
HUGE = 1_100_000

Headers = list[tuple[bytes, bytes]]


@dataclass
class Request:
    """One odd request."""

    method: str
    query: bytes
    headers: Headers
    body: bytes


@dataclass
class Bodies:
    """Makes requests from a seed."""

    seed: int
    dice: random.Random = field(init=False)
    ways: tuple[Callable[[bytes], bytes], ...] = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - a proof must be able to run again
        self.ways = (
            self.flipped,
            self.cut,
            self.spliced,
            self.deep,
            self.numbered,
            self.swapped,
            self.worded,
            self.plain,
        )

    def next(self) -> Request:
        """Return the next request."""
        chance = self.dice.random()
        body = self.dice.choice(self.ways)(self.valid())
        if chance < 0.002:
            body += b" " * HUGE
        if chance > 0.95:
            return Request("GET", self.address(body), self.headers(), b"")
        return Request("POST", b"", self.headers(), body)

    def valid(self) -> bytes:
        asked = {"query": self.dice.choice(DOCUMENTS), "variables": self.dice.choice(VARIABLES)}
        if self.dice.random() < 0.2:
            asked["operationName"] = self.dice.choice(("Q", "A", "x", "", None))
        return json.dumps(asked, ensure_ascii=self.dice.random() < 0.5).encode("utf-8", "surrogatepass")

    def headers(self) -> Headers:
        usual = self.dice.random() < 0.8
        headers = {"host": "test", "content-type": TYPES[0] if usual else self.dice.choice(TYPES)}
        for name, values in {"accept": ACCEPTS, "content-encoding": ENCODINGS, "origin": ORIGINS}.items():
            if self.dice.random() < (0.3 if name == "accept" else 0.03):
                headers[name] = self.dice.choice(values)
        if self.dice.random() < 0.05:
            headers["authorization"] = self.dice.choice(("Bearer ", "Bearer \xff", "Basic x", "Bearer " + "x" * 9_000))
        return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]

    def address(self, body: bytes) -> bytes:
        try:
            asked = json.loads(body)
            return "&".join(f"{name}={quote(str(value))}" for name, value in asked.items()).encode("utf-8", "replace")
        except (ValueError, AttributeError, RecursionError):
            return quote(body[:200]).encode()

    def plain(self, body: bytes) -> bytes:
        return body

    def flipped(self, body: bytes) -> bytes:
        changed = bytearray(body)
        for _ in range(self.dice.randint(1, 5)):
            changed[self.dice.randrange(len(changed))] = self.dice.randrange(256)
        return bytes(changed)

    def cut(self, body: bytes) -> bytes:
        return body[: self.dice.randrange(len(body))]

    def spliced(self, body: bytes) -> bytes:
        other, at = self.valid(), self.dice.randrange(len(body))
        return body[:at] + other[self.dice.randrange(len(other)) :]

    def deep(self, body: bytes) -> bytes:
        times = self.dice.randint(2, DEEPEST)
        opening, closing = self.dice.choice((("[", "]"), ('{"a":', "}"), ("{a", "}"), ("...{", "}"), ("(a:[", "])")))
        nest = opening * times + ("1" if self.dice.random() < 0.5 else "") + closing * self.dice.choice((0, times))
        if self.dice.random() < 0.5:
            return self.dice.choice((b"", body[:-1])) + nest.encode()
        key = self.dice.choice(("query", "variables", "operationName"))
        return json.dumps({"query": "{ __typename }", key: nest}).encode()

    def numbered(self, body: bytes) -> bytes:
        digits = self.dice.choice(("9" * 5_000, "-0", "1e999", "0.1e-999", "00", "1_0", "NaN", "Infinity"))
        return body.replace(b"1", digits.encode(), 1) if b"1" in body else digits.encode()

    def swapped(self, body: bytes) -> bytes:
        asked = json.loads(body)
        asked[self.dice.choice(("query", "variables", "operationName", "extensions", "x"))] = self.dice.choice(ODD)
        return json.dumps(asked).encode()

    def worded(self, body: bytes) -> bytes:
        asked = json.loads(body)
        words = asked["query"].split(" ")
        for _ in range(self.dice.randint(1, 4)):
            words.insert(self.dice.randrange(len(words) + 1), self.dice.choice((*WORDS, *TEXTS[:4], PAGE)))
        asked["query"] = " ".join(words * self.dice.choice((1, 1, 1, 40)))
        return json.dumps(asked, ensure_ascii=False).encode("utf-8", "surrogatepass")
