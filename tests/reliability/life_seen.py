"""What a database shows of needs, dispatches and slots, and the promises that every state of it keeps."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from storage.codes import DispatchStatus as D
from storage.codes import NeedStatus as N
from storage.engine import Database
from storage.tables import DispatchRow, DispatchSlotRow, EventRow, NeedPartRow, NeedRow, ResourceSlotRow
from tests.reliability.life_model import DISPATCH_MOVES, MATCHED, NEED_MOVES, OPEN, Events, least_advanced

NOUNS = ("need", "dispatch", "project", "resource")


class BrokenPromiseError(AssertionError):
    """A promise was broken; `promise` names it."""

    def __init__(self, promise: str, detail: object) -> None:
        super().__init__(f"{promise}: {detail}")
        self.promise = promise


def promised(is_kept: object, promise: str, detail: object = "") -> None:
    """Raise when a promise is not kept."""
    if not is_kept:
        raise BrokenPromiseError(promise, detail)


@dataclass(frozen=True)
class Seen:
    """All rows that matter, by their keys, and the events so far."""

    needs: dict[UUID, Any]
    parts: dict[UUID, Any]
    dispatches: dict[UUID, Any]
    slots: dict[UUID, Any]
    holdings: list[Any]
    events: list[Any]

    def events_since(self, earlier: "Seen") -> Events:
        """Return what happened between two looks."""
        later = self.events[len(earlier.events) :]
        return Events(Counter((one.noun, one.move) for one in later if one.move != "WENT_STALE"))


async def look(database: Database) -> Seen:
    """Read everything."""
    async with database.read() as session:

        async def rows(*columns: Any) -> list[Any]:
            return list((await session.execute(select(*columns))).all())

        needs = await rows(NeedRow.id, NeedRow.status, NeedRow.version, NeedRow.round)
        parts = await rows(
            NeedPartRow.id,
            NeedPartRow.need_id,
            NeedPartRow.position,
            NeedPartRow.quantity,
            NeedPartRow.promised,
            NeedPartRow.delivered,
        )
        dispatches = await rows(
            DispatchRow.id, DispatchRow.part_id, DispatchRow.status, DispatchRow.version, DispatchRow.quantity
        )
        slots = await rows(
            ResourceSlotRow.id,
            ResourceSlotRow.resource_id,
            ResourceSlotRow.starts_at,
            ResourceSlotRow.capacity,
            ResourceSlotRow.taken,
        )
        holdings = await rows(DispatchSlotRow.dispatch_id, DispatchSlotRow.slot_id, DispatchSlotRow.quantity)
        happened = select(EventRow.noun, EventRow.move).where(EventRow.noun.in_(NOUNS)).order_by(EventRow.seq)
        events = list((await session.execute(happened)).all())
    return Seen(_by_key(needs), _by_key(parts), _by_key(dispatches), _by_key(slots), holdings, events)


def _by_key(rows: list[Any]) -> dict[UUID, Any]:
    return {row.id: row for row in rows}


def keep_promises_of_slots(seen: Seen) -> None:
    """Nothing is oversold, slots count what is held, and what ended holds nothing."""
    held: Counter[UUID] = Counter()
    for one in seen.holdings:
        held[one.slot_id] += one.quantity
    for slot in seen.slots.values():
        promised(0 <= slot.taken <= slot.capacity, "no slot is oversold", slot)
        promised(slot.taken == held[slot.id], "slots count what dispatches hold", slot)
    for one in seen.holdings:
        status = seen.dispatches[one.dispatch_id].status
        promised(status in OPEN or status is D.DONE, "what ended holds nothing", status)


def keep_promises_of_moves(seen: Seen, earlier: Seen) -> None:
    """Needs and dispatches go only where they may."""
    for key, one in seen.dispatches.items():
        before = earlier.dispatches.get(key)
        is_legal = before is None or before.status is one.status or one.status in DISPATCH_MOVES.get(before.status, ())
        promised(is_legal, "dispatches make legal moves", (before, one))
    for key, one in seen.needs.items():
        before = earlier.needs.get(key)
        is_legal = before is None or before.status is one.status or one.status in NEED_MOVES[before.status]
        promised(is_legal, "needs make legal moves", (before, one))


def keep_promises_of_advance(seen: Seen) -> None:
    """A need is as far as its least advanced part, once something was asked of somebody."""
    for need in seen.needs.values():
        parts = [part for part in seen.parts.values() if part.need_id == need.id]
        states = [
            (
                part.quantity,
                part.delivered,
                [one.status for one in seen.dispatches.values() if one.part_id == part.id and one.status in OPEN],
            )
            for part in parts
        ]
        if need.status in MATCHED | {N.DONE} and any(part[2] for part in states):
            least = least_advanced(states, need.round)
            is_accepted_again = (need.status, least) == (N.ACCEPTED, N.REOPENED)
            promised(
                need.status is least or is_accepted_again, "a need is as far as its least advanced part", (need, states)
            )
