"""A machine that does anything to needs, dispatches and slots, and compares what it finds with what ought to be."""

from collections.abc import Awaitable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis.stateful import initialize, precondition, rule
from hypothesis.strategies import booleans, integers, lists, sampled_from

from resolvers import due
from resolvers.changes import Change, OnBehalf, make_change
from resolvers.life import accepting, answering, doing, editing, raising, sending, verdicts
from resolvers.refusals import Refusal
from storage.codes import Channel, Kind, Solved, Unit
from storage.codes import DispatchStatus as D
from storage.codes import NeedStatus as N
from storage.columns import Table
from tests.reliability.life_model import MATCHED, OPEN
from tests.reliability.life_seen import look, promised
from tests.reliability.life_stage import ALONE, CAPACITY, FIRST_TIME, HALF_HOUR, IS_TIMED
from tests.reliability.life_steps import LifeSteps

DESK = OnBehalf(Channel.DESK)
MOST_NEEDS = 4
MOST_WAITS = 2
LONG = timedelta(days=30)
CALM = 4
"""How many steps of dispatches there are at least between two that end or stop a need, so that life goes far."""
ANY = integers(0, 11)
RARELY = sampled_from([False, False, False, False, True])
QUANTITY = sampled_from([1, 1, 2, 3])
TIMES = sampled_from([(), (0, 1), (1, 2), (0, 1, 2)])
ASKED = sampled_from([*CAPACITY, *CAPACITY, ALONE])


class LifeMachine(LifeSteps):
    """Each rule is one step."""

    # Needs

    @initialize(first=lists(QUANTITY, min_size=1, max_size=2), second=QUANTITY)
    def begin(self, first: list[int], second: int) -> None:
        for quantities in (first, [second]):
            self._post(quantities)
            self.accept(len(self.needs) - 1, is_any=True, is_stale=False)

    @precondition(lambda self: len(self.needs) < MOST_NEEDS and self.calm >= CALM)
    @rule(quantities=lists(QUANTITY, min_size=1, max_size=2))
    def post(self, quantities: list[int]) -> None:
        self._post(quantities)

    def _post(self, quantities: list[int]) -> None:
        parts = tuple(raising.PartDraft(kind=Kind.GOODS, quantity=one, unit=Unit.PIECE) for one in quantities)
        draft = raising.NeedDraft("要换灯泡", self.town.compound.id, parts=parts)
        row = self._step(lambda model: model.post(quantities), lambda change: raising.post_need(change, draft))
        assert row is not None
        self.needs.append(row)
        of_need = [part for part in self.seen.parts.values() if part.need_id == row]
        self.parts.append([part.id for part in sorted(of_need, key=lambda part: part.position)])

    @precondition(lambda self: self._has_need(N.RAISED, N.REOPENED))
    @rule(which=ANY, is_any=RARELY, is_stale=RARELY)
    def accept(self, which: int, is_any: bool, is_stale: bool) -> None:
        at, key, seen = self._need(which, {N.RAISED, N.REOPENED}, is_any=is_any, is_stale=is_stale)
        self._step(
            lambda model: model.accept(model.needs[at], seen),
            lambda change: accepting.accept_need(change, key, version=seen),
        )

    @precondition(lambda self: self._has_need())
    @rule(which=ANY, is_stale=RARELY)
    def edit(self, which: int, is_stale: bool) -> None:
        at, key, seen = self._need(which, is_stale=is_stale)
        edit = editing.NeedEdit(seen, summary="换灯泡")
        self._step(lambda model: model.edit(model.needs[at], seen), lambda change: editing.edit_need(change, key, edit))

    @precondition(lambda self: self.calm >= CALM)
    @rule(which=ANY, is_any=RARELY)
    def hold(self, which: int, is_any: bool) -> None:
        self.calm = 0
        at, key, _ = self._need(which, MATCHED, is_any=is_any)
        until = self.clock() + timedelta(days=3)
        self._step(
            lambda model: model.hold(model.needs[at]),
            lambda change: accepting.hold_need(change, key, reason_text="等材料", until=until),
        )

    @precondition(lambda self: self.calm >= CALM)
    @rule(which=ANY, is_any=RARELY, is_declined=booleans())
    def end(self, which: int, is_any: bool, is_declined: bool) -> None:
        self.calm = 0
        at, key, _ = self._need(which, MATCHED, is_any=is_any)
        reason = {"reason_code": "MARKET", "reason_text": "可找附近店家", "next_step": "附近有两家店"}

        def work(change: Change) -> Awaitable[Table]:
            if is_declined:
                return accepting.decline_need(change, key, **reason)
            return accepting.withdraw_need(change, key)

        self._step(lambda model: model.end(model.needs[at], N.DECLINED if is_declined else N.WITHDRAWN), work)

    @precondition(lambda self: self._has_need(N.ON_HOLD, N.DECLINED, N.WITHDRAWN, N.CLOSED))
    @rule(which=ANY, is_any=RARELY)
    def reopen(self, which: int, is_any: bool) -> None:
        at, key, _ = self._need(which, {N.ON_HOLD, N.DECLINED, N.WITHDRAWN, N.CLOSED}, is_any=is_any)
        self._step(
            lambda model: model.reopen(model.needs[at]),
            lambda change: accepting.reopen_need(change, key, reason_text="还没好"),
        )

    @precondition(lambda self: self._has_need(N.DONE))
    @rule(which=ANY, is_any=RARELY, solved=sampled_from([Solved.YES, Solved.PARTLY, Solved.NO]))
    def evaluate(self, which: int, is_any: bool, solved: Solved) -> None:
        at, key, _ = self._need(which, {N.DONE}, is_any=is_any)
        self._step(
            lambda model: model.evaluate(model.needs[at], is_solved=solved is Solved.YES),
            lambda change: verdicts.evaluate_need(change, key, verdicts.Verdict(solved), on_behalf=DESK),
        )

    # Dispatches

    @rule(which=ANY, of=ASKED)
    def send_one(self, which: int, of: str) -> None:
        self._send(which, is_any=False, of=of, quantity=1, times=())

    @rule(which=ANY, is_any=RARELY, of=ASKED, quantity=QUANTITY, times=TIMES)
    def send(self, which: int, is_any: bool, of: str, quantity: int, times: tuple[int, ...]) -> None:
        self._send(which, is_any=is_any, of=of, quantity=quantity, times=times)

    def _send(self, which: int, *, is_any: bool, of: str, quantity: int, times: tuple[int, ...]) -> None:
        self.calm += 1
        at, _, _ = self._need(which, MATCHED, is_any=is_any)
        part = which // MOST_NEEDS % len(self.parts[at])
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

    @precondition(lambda self: self._has_dispatch(D.SENT))
    @rule(which=ANY, is_any=RARELY)
    def take(self, which: int, is_any: bool) -> None:
        at, key = self._dispatch(which, {D.SENT}, is_any=is_any)
        self._step(
            lambda model: model.take(model.dispatches[at]),
            lambda change: answering.take_dispatch(change, key, on_behalf=DESK),
        )

    @precondition(lambda self: self._has_dispatch(D.SENT))
    @rule(which=ANY, is_any=RARELY, quantity=QUANTITY, times=TIMES)
    def propose(self, which: int, is_any: bool, quantity: int, times: tuple[int, ...]) -> None:
        at, key = self._dispatch(which, {D.SENT}, is_any=is_any)
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

    @precondition(lambda self: self._has_dispatch(D.PROPOSED))
    @rule(which=ANY, is_any=RARELY)
    def confirm(self, which: int, is_any: bool) -> None:
        at, key = self._dispatch(which, {D.PROPOSED}, is_any=is_any)
        self._step(
            lambda model: model.confirm(model.dispatches[at]), lambda change: answering.confirm_dispatch(change, key)
        )

    @precondition(lambda self: self._has_dispatch(*OPEN))
    @rule(which=ANY, is_any=RARELY, to=sampled_from([D.RETURNED, D.RECALLED, D.FAILED]))
    def give_back(self, which: int, is_any: bool, to: D) -> None:
        at, key = self._dispatch(which, {D.UNDER_WAY} if to is D.FAILED else OPEN, is_any=is_any)

        def work(change: Change) -> Awaitable[Table]:
            if to is D.RETURNED:
                return answering.return_dispatch(change, key, reason_code="FULL", on_behalf=DESK)
            if to is D.RECALLED:
                return answering.recall_dispatch(change, key)
            return doing.fail_dispatch(change, key, reason_text="没有零件", on_behalf=DESK)

        self._step(lambda model: model.give_back(model.dispatches[at], to), work)

    @precondition(lambda self: self._has_dispatch(D.TAKEN))
    @rule(which=ANY, is_any=RARELY)
    def start(self, which: int, is_any: bool) -> None:
        at, key = self._dispatch(which, {D.TAKEN}, is_any=is_any)
        self._step(
            lambda model: model.start(model.dispatches[at]),
            lambda change: doing.start_dispatch(change, key, on_behalf=DESK),
        )

    @precondition(lambda self: self._has_dispatch(D.TAKEN, D.UNDER_WAY))
    @rule(which=ANY, is_any=RARELY, given=sampled_from([3, 2, 1, 1, 0]))
    def finish(self, which: int, is_any: bool, given: int) -> None:
        at, key = self._dispatch(which, {D.TAKEN, D.UNDER_WAY}, is_any=is_any)
        self._step(
            lambda model: model.finish(model.dispatches[at], given),
            lambda change: doing.finish_dispatch(
                change, key, minutes_spent=5, delivered=Decimal(given), on_behalf=DESK
            ),
        )

    # Time, and what is sent again

    @precondition(lambda self: self.calm >= CALM and self.waits < MOST_WAITS)
    @rule()
    def wait_long(self) -> None:
        self.calm = 0
        self.waits += 1
        self.done.clear()  # What was answered so long ago is not remembered.
        moment = self.clock.advance(days=LONG.days)
        expected = self.model.wait_long()
        self.runner.run(due.run_due(self.town.context, moment))
        self._look(expected)

    @precondition(lambda self: self.done and self.calm > 0)
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


def _moments(times: tuple[int, ...]) -> tuple[Any, Any]:
    if not times:
        return None, None
    return FIRST_TIME + times[0] * HALF_HOUR, FIRST_TIME + (times[-1] + 1) * HALF_HOUR
