"""Bugs to plant, each with the promise that must find it: a machine that finds none of them proves nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, event, select, update

from resolvers import changes, due
from resolvers.changes import Change
from resolvers.life import accepting, answering, doing, editing, ending, moves, sending, slots, verdicts
from storage.codes import DispatchStatus, NeedStatus
from storage.engine import Database
from storage.tables import DispatchRow, DispatchSlotRow, NeedPartRow, NeedRow, ResourceRow, ResourceSlotRow

HOLDS_NOTHING = "what ended holds nothing"
SLOTS_COUNT = "slots count what dispatches hold"
PARTS_COUNT = "promises count what was taken"
Plant = Callable[[pytest.MonkeyPatch], None]


def _nothing(database: Database) -> None:
    """Leave the database as it is."""


def _without_checks(database: Database) -> None:
    """Let SQLite forget its CHECKs, which would stop what is looked for."""

    def forget(dbapi: Any, record: Any) -> None:  # noqa: ARG001 - SQLAlchemy's hook passes both
        dbapi.cursor().execute("PRAGMA ignore_check_constraints=ON")

    event.listen(database.writing.sync_engine, "connect", forget)


@dataclass(frozen=True)
class Bug:
    """A bug, the promise that finds it, and what must be done to the database for it to show."""

    called: str
    promise: str
    plant: Plant
    prepare: Callable[[Database], None] = _nothing


async def _take_unseen(change: Change, dispatch: DispatchRow, resource: ResourceRow, part: NeedPartRow) -> None:
    """Take the slot without a time, whatever is left of it."""
    found = await change.session.scalars(select(ResourceSlotRow).where(ResourceSlotRow.resource_id == resource.id))
    quantity = dispatch.quantity if part.unit is resource.unit else 1
    for slot in found:
        slot.taken += quantity
        change.session.add(DispatchSlotRow(dispatch_id=dispatch.id, slot_id=slot.id, quantity=quantity))


def _oversell(patch: pytest.MonkeyPatch) -> None:
    held = slots.hold_slots

    async def hold(change: Change, dispatch: DispatchRow, resource: ResourceRow, part: NeedPartRow) -> None:
        found = select(ResourceSlotRow.id).where(ResourceSlotRow.resource_id == resource.id)
        if resource.kind == "GOODS" and await change.session.scalar(found) is not None:
            await _take_unseen(change, dispatch, resource, part)
        else:
            await held(change, dispatch, resource, part)

    patch.setattr(sending, "hold_slots", hold)


async def _end_without_release(change: Change, dispatch: DispatchRow, to: DispatchStatus) -> None:
    was_promised = dispatch.status in ending._PROMISED  # noqa: SLF001 - a bug is planted inside
    moves.move_dispatch(dispatch, to)
    if was_promised:
        given_back = NeedPartRow.promised - dispatch.quantity
        part = update(NeedPartRow).where(NeedPartRow.id == dispatch.part_id)
        await change.session.execute(part.values(promised=given_back))


def _begin_anywhere(dispatch: DispatchRow, to: DispatchStatus) -> None:
    if to is DispatchStatus.UNDER_WAY:
        dispatch.status = to
    else:
        moves.move_dispatch(dispatch, to)


async def _not_stale(change: Change, need: NeedRow, seen: int | None) -> None:
    """Refuse nobody."""


def _no_version_check(patch: pytest.MonkeyPatch) -> None:
    for module in (accepting, editing):
        patch.setattr(module, "refuse_stale", _not_stale)


async def _never_answered(change: Change) -> None:
    """Remember nothing."""


def _ignore_keys(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(changes, "_answered_before", _never_answered)


def _no_event(patch: pytest.MonkeyPatch) -> None:
    def note(change: Change, dispatch: DispatchRow, move: str, **given: Any) -> None:  # noqa: ARG001 - the shape of what it replaces
        dispatch.version += 1

    patch.setattr(doing, "note_dispatch", note)


def _most_advanced(patch: pytest.MonkeyPatch) -> None:
    order = [NeedStatus.ACCEPTED, NeedStatus.DISPATCHED, NeedStatus.TAKEN, NeedStatus.UNDER_WAY, NeedStatus.DONE]
    right = moves.part_status

    def wrong(part: NeedPartRow, dispatches: Any) -> NeedStatus:
        found = list(dispatches)
        each = [right(part, [one]) for one in found if one.status in moves.OPEN_DISPATCHES]
        return max(each, key=order.index) if each else right(part, found)

    patch.setattr(moves, "part_status", wrong)


def _count_what_was_sent(patch: pytest.MonkeyPatch) -> None:
    held = slots.hold_slots

    async def hold(change: Change, dispatch: DispatchRow, resource: ResourceRow, part: NeedPartRow) -> None:
        await held(change, dispatch, resource, part)
        part.promised += dispatch.quantity

    patch.setattr(sending, "hold_slots", hold)


def _recall_twice(patch: pytest.MonkeyPatch) -> None:
    right = ending.end_dispatch

    async def end(change: Change, dispatch: DispatchRow, to: DispatchStatus) -> None:
        again = ResourceSlotRow.resource_id == dispatch.resource_id, ResourceSlotRow.taken >= 1
        taken = await change.session.scalar(select(ResourceSlotRow.id).where(*again))
        if dispatch.status is not DispatchStatus.RECALLED or taken is None:
            await right(change, dispatch, to)
            return
        given_back = update(ResourceSlotRow).where(*again)
        await change.session.execute(given_back.values(taken=ResourceSlotRow.taken - 1))

    patch.setattr(answering, "end_dispatch", end)


async def _release_rows_only(change: Change, dispatch: DispatchRow) -> None:
    await change.session.execute(delete(DispatchSlotRow).where(DispatchSlotRow.dispatch_id == dispatch.id))


def _keep_version(patch: pytest.MonkeyPatch) -> None:
    def note(change: Change, need: NeedRow, move: str, **given: Any) -> None:  # noqa: ARG001 - the shape of what it replaces
        change.record(need, move, region_path=need.region_path, need_id=need.id)

    patch.setattr(verdicts, "note_move", note)
    patch.setattr(editing, "note_move", note)


async def _begin_round_counting_on(change: Change, need: NeedRow, open_parts: Any = None) -> None:  # noqa: ARG001 - the shape of what it replaces
    moves.move_need(need, NeedStatus.REOPENED)
    need.round += 1
    need.closed_at = need.done_at = None


def _keep_what_was_delivered(patch: pytest.MonkeyPatch) -> None:
    for module in (accepting, verdicts):
        patch.setattr(module, "begin_round", _begin_round_counting_on)


def _set(module: Any, name: str, value: Any) -> Plant:
    return lambda patch: patch.setattr(module, name, value)


BUGS = [
    Bug("more is dispatched than there is, without a CHECK", "no slot is oversold", _oversell, _without_checks),
    Bug("a return gives nothing back", HOLDS_NOTHING, _set(answering, "end_dispatch", _end_without_release)),
    Bug("an expiry gives nothing back", HOLDS_NOTHING, _set(due, "end_dispatch", _end_without_release)),
    Bug("a recall of what is recalled gives back again", SLOTS_COUNT, _recall_twice),
    Bug("holdings are forgotten, slots stay taken", SLOTS_COUNT, _set(ending, "release_slots", _release_rows_only)),
    Bug("work begins that nobody took", "dispatches make legal moves", _set(doing, "move_dispatch", _begin_anywhere)),
    Bug("nobody looks at the version", "who saw another version is refused", _no_version_check),
    Bug("the idempotency key is ignored", "what is sent again changes nothing", _ignore_keys),
    Bug("work leaves no event", "every change leaves its events", _no_event),
    Bug("the most advanced dispatch counts", "a need is as far as its least advanced part", _most_advanced),
    Bug("what was only sent counts as promised", PARTS_COUNT, _count_what_was_sent),
    Bug("what was promised is never given back", PARTS_COUNT, _set(ending, "_PROMISED", frozenset())),
    Bug("a need changes and keeps its version", "versions count the changes", _keep_version),
    Bug("a new round keeps what was delivered", PARTS_COUNT, _keep_what_was_delivered),
]
