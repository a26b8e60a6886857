"""Whether a database is whole after many writers: slots, promises, dispatches and events agree with what was told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from strawberry.relay import from_base64

from resolvers.life.moves import OPEN_DISPATCHES, PROMISED_DISPATCHES
from storage.engine import Database
from storage.tables import DispatchRow, DispatchSlotRow, EventRow, NeedPartRow, ResourceSlotRow
from tests.reliability.clients import Outcome


@dataclass(frozen=True, slots=True)
class Wrongs:
    """How many rows of each kind are wrong; nothing else is ever acceptable than none."""

    oversold_slots: int
    """Slots of which more is taken than there is."""
    drifted_slots: int
    """Slots of which another quantity is taken than dispatches hold."""
    idle_holders: int
    """Dispatches that ended and still hold a slot."""
    empty_handed: int
    """Dispatches that are open and hold nothing."""
    drifted_parts: int
    """Parts that count another promise than was taken, or more than they want."""
    lost: int
    """Successes that were told and are not stored."""
    doubled: int
    """Errands with more than one dispatch."""
    untold: int
    """Dispatches that nobody was told of, though everybody got an answer."""
    wrong_events: int
    """Dispatches whose events are not one of being sent, and one of being taken where that was told."""
    replayed_otherwise: int
    """Retries that were told something else than the first time."""

    def sum(self) -> int:
        """Return how many wrongs there are."""
        return sum(getattr(self, one.name) for one in fields(self))


async def look_for_wrongs(database: Database, outcome: Outcome) -> Wrongs:
    """Count what is wrong in a database on which nothing but errands was carried out."""
    async with database.read() as session:

        async def rows(*columns: Any) -> Sequence[Any]:
            return (await session.execute(select(*columns))).all()

        slots = await rows(ResourceSlotRow.id, ResourceSlotRow.capacity, ResourceSlotRow.taken)
        holdings = await rows(DispatchSlotRow.dispatch_id, DispatchSlotRow.slot_id, DispatchSlotRow.quantity)
        dispatches = await rows(
            DispatchRow.id, DispatchRow.part_id, DispatchRow.resource_id, DispatchRow.status, DispatchRow.quantity
        )
        parts = await rows(NeedPartRow.id, NeedPartRow.quantity, NeedPartRow.promised)
        events = await rows(EventRow.key, EventRow.move)
    held: Counter[UUID] = Counter()
    for one in holdings:
        held[one.slot_id] += one.quantity
    promised: Counter[UUID] = Counter()
    for one in dispatches:
        promised[one.part_id] += one.quantity if one.status in PROMISED_DISPATCHES else 0
    holders = {one.dispatch_id for one in holdings}
    open_ones = {one.id for one in dispatches if one.status in OPEN_DISPATCHES}
    stored = {one.id for one in dispatches}
    told, taken = _told(outcome, "send"), _told(outcome, "take")
    moves = Counter((one.key, one.move) for one in events)
    return Wrongs(
        oversold_slots=sum(not 0 <= one.taken <= one.capacity for one in slots),
        drifted_slots=sum(one.taken != held[one.id] for one in slots),
        idle_holders=len(holders - open_ones),
        empty_handed=len(open_ones - holders),
        drifted_parts=sum(one.promised != promised[one.id] or one.promised > one.quantity for one in parts),
        lost=len(told - stored),
        doubled=sum(count - 1 for count in Counter((one.part_id, one.resource_id) for one in dispatches).values()),
        untold=len(stored - told),
        wrong_events=sum(
            moves[one, "SENT"] != 1 or moves[one, "TAKEN"] != (1 if one in taken else 0) for one in stored
        ),
        replayed_otherwise=outcome.replayed_otherwise,
    )


def _told(outcome: Outcome, step: str) -> set[UUID]:
    """Return the dispatches of which somebody was told that the step was done."""
    return {UUID(from_base64(one.dispatch)[1]) for one in outcome.of(step) if one.dispatch}


async def is_sound(database: Database) -> bool:
    """Whether SQLite finds its own file in order, and the numbers of the events are all different."""
    async with database.read() as session:
        numbers = await session.execute(select(func.count(EventRow.seq), func.count(func.distinct(EventRow.seq))))
        count, distinct = numbers.one()
        is_in_order = not database.is_sqlite or (await session.scalar(text("PRAGMA integrity_check"))) == "ok"
    return is_in_order and bool(count == distinct)
