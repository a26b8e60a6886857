"""A machine that does anything to needs, dispatches and slots, and compares what it finds with what ought to be."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from hypothesis.strategies import booleans, integers, lists, sampled_from

from resolvers import due
from resolvers.changes import Change, OnBehalf, make_change
from resolvers.context import Request
from resolvers.life import accepting, answering, doing, editing, raising, sending, verdicts
from resolvers.refusals import Refusal
from storage.codes import Channel, Kind, Solved, Unit
from storage.codes import DispatchStatus as D
from storage.codes import NeedStatus as N
from storage.columns import Table
from storage.engine import Database
from storage.standing import SYSTEM
from tests.clock import HandClock
from tests.reliability.life_model import OPEN, Events, Model, Need, Refused
from tests.reliability.life_seen import (
    Seen,
    keep_promises_of_advance,
    keep_promises_of_moves,
    keep_promises_of_slots,
    look,
    promised,
)
from tests.reliability.life_stage import ALONE, CAPACITY, FIRST_TIME, HALF_HOUR, IS_TIMED, Stage

DESK = OnBehalf(Channel.DESK)
MOST_NEEDS = 4
MOST_WAITS = 2
LONG = timedelta(days=30)
STALE = "StaleVersion"
ANY = integers(0, 11)
QUANTITY = integers(1, 3)
TIMES = sampled_from([(), (0, 1), (1, 2), (0, 1, 2)])
Work = Callable[[Change], Awaitable[Table]]


@dataclass(frozen=True)
class Done:
    """A step that was done, to be sent again."""

    key: str
    work: Work
    row: UUID


class LifeMachine(RuleBasedStateMachine):
    """Each rule takes one step, in the model and in the product, and then looks at everything."""

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
        self.seen: Seen = self.runner.run(look(self.database))

    def prepare(self, database: Database) -> None:
        """Do to the database what a run needs; nothing by itself."""

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.run(self.open_ones.aclose())
        self.runner.close()

    # Needs

    @precondition(lambda self: len(self.needs) < MOST_NEEDS)
    @rule(quantities=lists(QUANTITY, min_size=1, max_size=2))
    def post(self, quantities: list[int]) -> None:
        parts = tuple(raising.PartDraft(kind=Kind.GOODS, quantity=one, unit=Unit.PIECE) for one in quantities)
        draft = raising.NeedDraft("要换灯泡", self.town.compound.id, parts=parts)
        row = self._step(lambda model: model.post(quantities), lambda change: raising.post_need(change, draft))
        assert row is not None
        self.needs.append(row)
        of_need = [part for part in self.seen.parts.values() if part.need_id == row]
        self.parts.append([part.id for part in sorted(of_need, key=lambda part: part.position)])

    @precondition(lambda self: self.needs)
    @rule(which=ANY, is_stale=sampled_from([False, False, False, True]))
    def accept(self, which: int, is_stale: bool) -> None:
        at, key, seen = self._need(which, is_stale=is_stale)
        self._step(
            lambda model: model.accept(model.needs[at], seen),
            lambda change: accepting.accept_need(change, key, version=seen),
        )

    @precondition(lambda self: self.needs)
    @rule(which=ANY, is_stale=booleans())
    def edit(self, which: int, is_stale: bool) -> None:
        at, key, seen = self._need(which, is_stale=is_stale)
        edit = editing.NeedEdit(seen, summary="换灯泡")
        self._step(lambda model: model.edit(model.needs[at], seen), lambda change: editing.edit_need(change, key, edit))

    @precondition(lambda self: self.needs)
    @rule(which=ANY)
    def hold(self, which: int) -> None:
        at, key, _ = self._need(which)
        until = self.clock() + timedelta(days=3)
        self._step(
            lambda model: model.hold(model.needs[at]),
            lambda change: accepting.hold_need(change, key, reason_text="等材料", until=until),
        )

    @precondition(lambda self: self.needs)
    @rule(which=ANY, is_declined=booleans())
    def end(self, which: int, is_declined: bool) -> None:
        at, key, _ = self._need(which)
        reason = {"reason_code": "MARKET", "reason_text": "可找附近店家", "next_step": "附近有两家店"}

        def work(change: Change) -> Awaitable[Table]:
            if is_declined:
                return accepting.decline_need(change, key, **reason)
            return accepting.withdraw_need(change, key)

        self._step(lambda model: model.end(model.needs[at], N.DECLINED if is_declined else N.WITHDRAWN), work)

    @precondition(lambda self: self.needs)
    @rule(which=ANY)
    def reopen(self, which: int) -> None:
        at, key, _ = self._need(which)
        self._step(
            lambda model: model.reopen(model.needs[at]),
            lambda change: accepting.reopen_need(change, key, reason_text="还没好"),
        )

    @precondition(lambda self: self.needs)
    @rule(which=ANY, solved=sampled_from([Solved.YES, Solved.PARTLY, Solved.NO]))
    def evaluate(self, which: int, solved: Solved) -> None:
        at, key, _ = self._need(which)
        self._step(
            lambda model: model.evaluate(model.needs[at], is_solved=solved is Solved.YES),
            lambda change: verdicts.evaluate_need(change, key, verdicts.Verdict(solved), on_behalf=DESK),
        )

    # Dispatches

    @precondition(lambda self: self.needs)
    @rule(
        which=ANY, part=integers(0, 1), of=sampled_from([*CAPACITY, *CAPACITY, ALONE]), quantity=QUANTITY, times=TIMES
    )
    def send(self, which: int, part: int, of: str, quantity: int, times: tuple[int, ...]) -> None:
        at = which % len(self.needs)
        part %= len(self.parts[at])
        starts_at, ends_at = _moments(times if IS_TIMED.get(of) else ())
        ask = sending.Ask(
            self.parts[at][part],
            resource_id=self.stage.resources.get(of),
            partner_id=self.stage.helper if of == ALONE else None,
            quantity=Decimal(quantity),
            starts_at=starts_at,
            ends_at=ends_at,
        )
        row = self._step(
            lambda model: model.send(model.needs[at], model.needs[at].parts[part], of, quantity, times),
            lambda change: sending.send_dispatch(change, ask),
        )
        if row is not None:
            self.dispatches.append(row)

    @precondition(lambda self: self.dispatches)
    @rule(which=ANY, is_any=booleans())
    def take(self, which: int, is_any: bool) -> None:
        at, key = self._dispatch(which, is_any=is_any)
        self._step(
            lambda model: model.take(model.dispatches[at]),
            lambda change: answering.take_dispatch(change, key, on_behalf=DESK),
        )

    @precondition(lambda self: self.dispatches)
    @rule(which=ANY, quantity=QUANTITY, times=TIMES)
    def propose(self, which: int, quantity: int, times: tuple[int, ...]) -> None:
        at, key = self._dispatch(which)
        stands = self.model.dispatches[at]
        times = times if IS_TIMED.get(stands.resource) else ()
        if quantity == stands.quantity and times[:1] in {(), stands.times[:1]}:
            return  # That is no other proposal than what was asked.
        starts_at, ends_at = _moments(times)
        proposal = answering.Proposal(Decimal(quantity), starts_at, ends_at)
        self._step(
            lambda model: model.propose(model.dispatches[at], quantity, times),
            lambda change: answering.take_dispatch(change, key, proposal=proposal, on_behalf=DESK),
        )

    @precondition(lambda self: self.dispatches)
    @rule(which=ANY)
    def confirm(self, which: int) -> None:
        at, key = self._dispatch(which)
        self._step(
            lambda model: model.confirm(model.dispatches[at]), lambda change: answering.confirm_dispatch(change, key)
        )

    @precondition(lambda self: self.dispatches)
    @rule(which=ANY, is_any=booleans(), to=sampled_from([D.RETURNED, D.RECALLED, D.FAILED]))
    def give_back(self, which: int, is_any: bool, to: D) -> None:
        at, key = self._dispatch(which, is_any=is_any)

        def work(change: Change) -> Awaitable[Table]:
            if to is D.RETURNED:
                return answering.return_dispatch(change, key, reason_code="FULL", on_behalf=DESK)
            if to is D.RECALLED:
                return answering.recall_dispatch(change, key)
            return doing.fail_dispatch(change, key, reason_text="没有零件", on_behalf=DESK)

        self._step(lambda model: model.give_back(model.dispatches[at], to), work)

    @precondition(lambda self: self.dispatches)
    @rule(which=ANY, is_any=booleans())
    def start(self, which: int, is_any: bool) -> None:
        at, key = self._dispatch(which, is_any=is_any)
        self._step(
            lambda model: model.start(model.dispatches[at]),
            lambda change: doing.start_dispatch(change, key, on_behalf=DESK),
        )

    @precondition(lambda self: self.dispatches)
    @rule(which=ANY, given=integers(0, 3))
    def finish(self, which: int, given: int) -> None:
        at, key = self._dispatch(which)
        self._step(
            lambda model: model.finish(model.dispatches[at], given),
            lambda change: doing.finish_dispatch(
                change, key, minutes_spent=5, delivered=Decimal(given), on_behalf=DESK
            ),
        )

    # Time, and what is sent again

    @precondition(lambda self: self.dispatches and self.waits < MOST_WAITS)
    @rule()
    def wait_long(self) -> None:
        self.waits += 1
        self.done.clear()  # What was answered so long ago is not remembered.
        moment = self.clock.advance(days=LONG.days)
        expected = self.model.wait_long()
        self.runner.run(due.run_due(self.town.context, moment))
        self._look(expected)

    @precondition(lambda self: self.done)
    @rule(which=ANY)
    def send_again(self, which: int) -> None:
        done = self.done[-1 - which % len(self.done)]
        try:
            told: object = self.runner.run(make_change(self._context(done.key), done.work)).id  # type: ignore[attr-defined]  # all rows here have a key `id`
        except Refusal as fact:
            told = type(fact).__name__
        seen = self.runner.run(look(self.database))
        promised((told, seen) == (done.row, self.seen), "what is sent again changes nothing", told)
        self._count()

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

    def _need(self, which: int, *, is_stale: bool = False) -> tuple[int, UUID, int]:
        at = which % len(self.needs)
        need: Need = self.model.needs[at]
        return at, self.needs[at], need.version - is_stale

    def _dispatch(self, which: int, *, is_any: bool = False) -> tuple[int, UUID]:
        """Return one of the open dispatches, or of all."""
        open_ones = [at for at, one in enumerate(self.model.dispatches) if one.status in OPEN]
        of = list(range(len(self.dispatches))) if is_any or not open_ones else open_ones
        at = of[which % len(of)]
        return at, self.dispatches[at]


def _moments(times: tuple[int, ...]) -> tuple[Any, Any]:
    if not times:
        return None, None
    return FIRST_TIME + times[0] * HALF_HOUR, FIRST_TIME + (times[-1] + 1) * HALF_HOUR
