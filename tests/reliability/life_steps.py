"""Steps through the life of needs: each is taken in the model and in the product, and then everything is compared."""

import asyncio
from collections.abc import Awaitable, Callable, Container
from contextlib import AsyncExitStack
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from hypothesis.stateful import RuleBasedStateMachine

from resolvers.changes import Change, make_change
from resolvers.context import Request
from resolvers.refusals import Refusal
from storage.codes import DispatchStatus as D
from storage.codes import NeedStatus as N
from storage.columns import Table
from storage.engine import Database
from storage.standing import SYSTEM
from tests.clock import HandClock
from tests.reliability.life_model import Events, Model, Refused
from tests.reliability.life_seen import (
    Seen,
    keep_promises_of_advance,
    keep_promises_of_moves,
    keep_promises_of_slots,
    look,
    promised,
)
from tests.reliability.life_stage import CAPACITY, FIRST_TIME, HALF_HOUR, IS_TIMED, Stage

STALE = "StaleVersion"
TRIED_ANYHOW = 6
Work = Callable[[Change], Awaitable[Table]]


@dataclass(frozen=True)
class Done:
    """A step that was done, to be sent again."""

    key: str
    work: Work
    row: UUID


class LifeSteps(RuleBasedStateMachine):
    """Takes steps in the model and in the product, and looks at everything after each."""

    stage: ClassVar[Stage]
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.open_ones = AsyncExitStack()
        address = self.runner.run(self.open_ones.enter_async_context(self.stage.copy()))
        self.database = Database.open(address).standing_as(SYSTEM)
        self.prepare(self.database)
        self.clock = HandClock()
        self.town = self.stage.opened(self.database, self.clock)
        self.model = Model(CAPACITY, IS_TIMED)
        self.needs: list[UUID] = []
        self.parts: list[list[UUID]] = []
        self.dispatches: list[UUID] = []
        self.done: list[Done] = []
        self.waits = 0
        self.keys = 0
        self.calm = 0
        self.seen: Seen = self.runner.run(look(self.database))

    def prepare(self, database: Database) -> None:
        """Do to the database what a run needs; nothing by itself."""

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.run(self.open_ones.aclose())
        self.runner.close()

    # The step itself

    def _step(self, expect: Callable[[Model], Events], work: Work) -> UUID | None:
        """Take a step in the model and in the product; return the key of the row it gave, if it was not refused."""
        trial = deepcopy(self.model)
        refusal, events = "", Events()
        try:
            events = expect(trial)
        except Refused as fact:
            refusal = str(fact)
        else:
            self.model = trial
        self.keys += 1
        told, row = "", None
        try:
            row = self.runner.run(make_change(self._context(f"key-{self.keys}"), work)).id  # type: ignore[attr-defined]  # all rows here have a key `id`
        except Refusal as fact:
            told = type(fact).__name__
        else:
            self.done.append(Done(f"key-{self.keys}", work, row))
        if refusal == STALE:
            promised(told == STALE, "who saw another version is refused", told)
        self._look(events)
        promised(told == refusal, "what is refused is refused as it should be", (told, refusal))
        return row

    def _look(self, expected: Events) -> None:
        """Compare what is stored with the model, promise by promise."""
        earlier, self.seen = self.seen, self.runner.run(look(self.database))
        keep_promises_of_slots(self.seen)
        keep_promises_of_moves(self.seen, earlier)
        self._compare_parts()
        keep_promises_of_advance(self.seen)
        self._compare_versions()
        found = self.seen.events_since(earlier)
        promised(found == +expected, "every change leaves its events", (found, expected))
        self._compare_rest()
        self._count()

    def _compare_parts(self) -> None:
        for keys, need in zip(self.parts, self.model.needs, strict=False):
            for key, part in zip(keys, need.parts, strict=True):
                row = self.seen.parts[key]
                counts = (row.promised, row.delivered)
                promised(counts == (part.promised, part.delivered), "promises count what was taken", (row, part))

    def _compare_versions(self) -> None:
        for key, need in zip(self.needs, self.model.needs, strict=False):
            promised(self.seen.needs[key].version == need.version, "versions count the changes", need)
        for key, dispatch in zip(self.dispatches, self.model.dispatches, strict=False):
            promised(self.seen.dispatches[key].version == dispatch.version, "versions count the changes", dispatch)

    def _compare_rest(self) -> None:
        known = "all is as the model says"
        promised(len(self.seen.needs) == len(self.model.needs), known)
        promised(len(self.seen.dispatches) == len(self.model.dispatches), known)
        for key, need in zip(self.needs, self.model.needs, strict=False):
            row = self.seen.needs[key]
            promised((row.status, row.round) == (need.status, need.round), known, (row, need))
        for key, dispatch in zip(self.dispatches, self.model.dispatches, strict=False):
            one = self.seen.dispatches[key]
            promised((one.status, one.quantity) == (dispatch.status, dispatch.quantity), known, (one, dispatch))
        names = {key: name for name, key in self.stage.resources.items()}
        taken = {
            (names[slot.resource_id], None if slot.starts_at is None else (slot.starts_at - FIRST_TIME) // HALF_HOUR): (
                slot.taken
            )
            for slot in self.seen.slots.values()
            if slot.resource_id in names and slot.taken
        }
        promised(taken == +self.model.taken, known, (taken, self.model.taken))

    def _count(self) -> None:
        type(self).steps += 1

    def _context(self, key: str) -> Any:
        return replace(self.town.seen_by(self.town.staff), request=Request(key, key))

    def _has_need(self, *among: N) -> bool:
        """Whether a need stands so; now and then it does not matter, so that what is illegal is tried as well."""
        return self.keys % TRIED_ANYHOW == 0 or any(one.status in among for one in self.model.needs)

    def _has_dispatch(self, *among: D) -> bool:
        """Whether a dispatch stands so; now and then it does not matter, as long as there is one."""
        is_any = self.keys % TRIED_ANYHOW == 0 and bool(self.dispatches)
        return is_any or any(one.status in among for one in self.model.dispatches)

    def _need(
        self, which: int, among: Container[N] = frozenset(N), *, is_any: bool = False, is_stale: bool = False
    ) -> tuple[int, UUID, int]:
        """Return a need that stands as wanted, or any: where it is in the model, its key and the version seen."""
        at = _chosen(which, [one.status in among for one in self.model.needs], is_any=is_any)
        return at, self.needs[at], self.model.needs[at].version - is_stale

    def _dispatch(self, which: int, among: Container[D], *, is_any: bool) -> tuple[int, UUID]:
        """Return a dispatch that stands as wanted, or any."""
        at = _chosen(which, [one.status in among for one in self.model.dispatches], is_any=is_any)
        return at, self.dispatches[at]


def _chosen(which: int, is_wanted: list[bool], *, is_any: bool) -> int:
    wanted = [at for at, wanted in enumerate(is_wanted) if wanted or is_any] or range(len(is_wanted))
    return wanted[which % len(wanted)]
