"""Clients who carry out errands over the API: each mutation has a key, and is sent again until it is answered."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import httpx2

from tests.reliability.errands import Errand, Errands

SEND = (
    "mutation Send($input: SendDispatchInput!) { sendDispatch(input: $input)"
    " { __typename ... on DispatchSuccess { dispatch { id } } ... on Refusal { message } } }"
)
TAKE = (
    "mutation Take($input: TakeDispatchInput!) { takeDispatch(input: $input)"
    " { __typename ... on DispatchSuccess { dispatch { id } } ... on Refusal { message } } }"
)
SUCCESS = "DispatchSuccess"
PAUSE_SECONDS = 0.1
TRIES = 600
RETRIED_EVERY = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one step of an errand: the name of the type, and the dispatch if there is one."""

    errand: int
    step: str
    outcome: str
    dispatch: str | None


@dataclass(slots=True)
class Outcome:
    """What all clients were told, and how long they waited."""

    answers: list[Answer] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    replays: int = 0
    replayed_otherwise: int = 0
    answered_at: list[float] = field(default_factory=list)

    @property
    def longest_wait(self) -> float:
        """The longest time between a question and its answer, in seconds."""
        return max(self.waits)

    def join(self, other: "Outcome") -> None:
        """Take in what other clients were told."""
        self.answers += other.answers
        self.waits += other.waits
        self.failures += other.failures
        self.replays += other.replays
        self.replayed_otherwise += other.replayed_otherwise
        self.answered_at += other.answered_at

    def of(self, step: str) -> list[Answer]:
        """Return the answers to one step."""
        return [answer for answer in self.answers if answer.step == step]

    def kinds(self) -> dict[str, int]:
        """Return how often each type of answer was given to each step."""
        return dict(sorted(Counter(f"{one.step} {one.outcome}" for one in self.answers).items()))


@dataclass(slots=True)
class Clients:
    """Several clients of one or more servers, who share the errands."""

    servers: Sequence[httpx2.AsyncClient]
    work: Errands
    outcome: Outcome = field(default_factory=Outcome)
    is_enough: bool = False
    """Set when no further errand is to be begun."""

    async def carry_out(self, errands: Sequence[Errand], *, at_once: int) -> Outcome:
        """Carry out the errands, `at_once` of them at a time."""
        waiting = iter(errands)
        await asyncio.gather(*(self._client(waiting, number) for number in range(at_once)))
        return self.outcome

    async def _client(self, waiting: Iterator[Errand], number: int) -> None:
        servers = cycle([*self.servers[number % len(self.servers) :], *self.servers[: number % len(self.servers)]])
        for errand in waiting:
            if self.is_enough:
                return
            await self._run(errand, servers)

    async def _run(self, errand: Errand, servers: Iterator[httpx2.AsyncClient]) -> None:
        sent = await self._step(errand, "send", SEND, errand.asked(), servers)
        if sent.dispatch is not None and errand.is_taken:
            given = {"dispatch": sent.dispatch, "onBehalf": {"channel": "PHONE"}}
            await self._step(errand, "take", TAKE, given, servers)

    async def _step(
        self, errand: Errand, step: str, document: str, given: dict[str, Any], servers: Iterator[httpx2.AsyncClient]
    ) -> Answer:
        """Take one step; some are sent twice at once, and some again afterwards, with the same key."""
        key = f"{step}-{errand.number}"
        at_once = 2 if errand.number % RETRIED_EVERY == 0 else 1
        told = [
            Answer(errand.number, step, one["__typename"], _dispatch(one))
            for one in await asyncio.gather(*(self._asked(document, given, key, servers) for _ in range(at_once)))
        ]
        # A refusal uses up no key: of two at once, the later may succeed where the earlier did not.
        answer = next((one for one in told if one.outcome == SUCCESS), told[0])
        if errand.number % RETRIED_EVERY == RETRIED_EVERY // 2 and answer.outcome == SUCCESS:
            again = await self._asked(document, given, key, servers)
            told.append(Answer(errand.number, step, again["__typename"], _dispatch(again)))
            self.outcome.replayed_otherwise += told[-1] != answer
        self.outcome.answers.append(answer)
        self.outcome.replays += len(told) - 1
        self.outcome.replayed_otherwise += len({one.dispatch for one in told if one.outcome == SUCCESS}) > 1
        return answer

    async def _asked(
        self, document: str, given: dict[str, Any], key: str, servers: Iterator[httpx2.AsyncClient]
    ) -> dict[str, Any]:
        """Ask until there is an answer, one server after the other."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        headers = {"authorization": f"Bearer {self.work.token}", "idempotency-key": key}
        for _ in range(TRIES):
            try:
                reply = await next(servers).post(
                    "/graphql", json={"query": document, "variables": {"input": given}}, headers=headers
                )
                body = reply.json()
            except (httpx2.TransportError, ValueError) as error:
                self.outcome.failures[type(error).__name__] += 1
            else:
                if body.get("data"):
                    self.outcome.answered_at.append(loop.time())
                    self.outcome.waits.append(loop.time() - begun)
                    answer: dict[str, Any] = next(iter(body["data"].values()))
                    return answer
                self.outcome.failures[f"{reply.status_code} {body}"[:200]] += 1
            await asyncio.sleep(PAUSE_SECONDS)
        message = f"no answer to {key} after {TRIES} tries: {self.outcome.failures}"
        raise AssertionError(message)


def _dispatch(answer: dict[str, Any]) -> str | None:
    dispatch = answer.get("dispatch")
    return None if dispatch is None else str(dispatch["id"])
