"""Sealing events as they are committed: one writer at a time, whatever the number of processes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.audit.seals import EVENT_COLUMNS, FIRST, Head, follow, seal_hash
from resolvers.context import Context
from resolvers.event_trail import PATIENCE, EventTrail
from storage.alone import be_alone
from storage.tables import EventRow, EventSealRow

AT_ONCE = 500
ALONE = "event_seal"


class Sealer:
    """Seals what is new, and remembers between two rounds where the chain ends and which numbers are still missing."""

    def __init__(self) -> None:
        self._head: Head | None = None
        self._trail = EventTrail()

    async def seal(self, context: Context) -> int:
        """Seal the events committed so far, `AT_ONCE` at most, and return how many there were."""
        async with context.database.read() as session:
            await self._follow(session)
            if await session.scalar(select(EventRow.seq).where(self._unsealed()).limit(1)) is None:
                return 0
        async with context.database.write(rings=False) as session:
            await be_alone(session, ALONE)
            await self._follow(session)
            found = select(*EVENT_COLUMNS).where(self._unsealed()).order_by(EventRow.seq).limit(AT_ONCE)
            events = [dict(event) for event in (await session.execute(found)).mappings()]
            now = context.now() if self._head is None else max(context.now(), self._head.sealed_at)
            trail, head = self._trail.copy(), self._head
            new = trail.take((event["seq"] for event in events), now)
            seals: list[dict[str, Any]] = []
            for event in events:
                if event["seq"] in new:
                    before, seq = (head.hash, head.seq) if head else (FIRST, 0)
                    head = Head(seq + 1, seal_hash(before, now, event), now)
                    seals.append(
                        {"seq": head.seq, "event_seq": event["seq"], "hash": head.hash, "sealed_at": head.sealed_at}
                    )
            if seals:
                await session.execute(insert(EventSealRow), seals)
        self._trail, self._head = trail, head
        return len(seals)

    def _unsealed(self) -> ColumnElement[bool]:
        """Return the condition of events that may be sealed now; the trail says which of them are."""
        lowest = self._trail.gaps[0].first if self._trail.gaps else self._trail.position + 1
        return (EventRow.seq >= lowest) & ~exists().where(EventSealRow.event_seq == EventRow.seq)

    async def _follow(self, session: AsyncSession) -> None:
        """Take in what other processes sealed; at first, the last minute of the chain."""
        if self._head is None:
            await self._begin(session)
            return
        seals = await _seals_after(session, self._head.seq)
        follow(self._trail, seals)
        if seals:
            self._head = _head(seals[-1])

    async def _begin(self, session: AsyncSession) -> None:
        last = await session.scalar(select(EventSealRow).order_by(EventSealRow.seq.desc()).limit(1))
        if last is None:
            return
        older = EventSealRow.sealed_at < last.sealed_at - PATIENCE
        before = await session.scalar(select(EventSealRow.seq).where(older).order_by(EventSealRow.seq.desc()).limit(1))
        passed = await session.scalar(
            select(EventSealRow.event_seq)
            .where(EventSealRow.seq <= (before or 0))
            .order_by(EventSealRow.event_seq.desc())
            .limit(1),
        )
        self._trail = EventTrail(passed or 0)
        seals = await _seals_after(session, before or 0)
        follow(self._trail, seals)
        self._head = _head(seals[-1])


async def seal_all(context: Context) -> int:
    """Seal everything that was committed so far and return how many events there were."""
    sealer, sealed = Sealer(), 0
    while done := await sealer.seal(context):
        sealed += done
    return sealed


async def head_of(session: AsyncSession) -> Head | None:
    """Return the end of the chain; None before the first seal."""
    last = await session.scalar(select(EventSealRow).order_by(EventSealRow.seq.desc()).limit(1))
    return None if last is None else _head(last)


async def _seals_after(session: AsyncSession, seq: int) -> Sequence[EventSealRow]:
    found = await session.scalars(select(EventSealRow).where(EventSealRow.seq > seq).order_by(EventSealRow.seq))
    return found.all()


def _head(seal: EventSealRow) -> Head:
    return Head(seal.seq, seal.hash, seal.sealed_at)
