"""Walking the chain from its first seal to its last, and naming every row that is not as it was sealed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.audit.seals import EVENT_COLUMNS, FIRST, Head, follow, seal_hash
from resolvers.event_trail import EventTrail
from storage.engine import Database
from storage.tables import EventRow, EventSealRow

AT_ONCE = 1000

Events: TypeAlias = Mapping[int, Mapping[str, Any] | None]


class AuditFault(StrEnum):
    """What is wrong at one place of the chain."""

    EVENT_CHANGED = "EVENT_CHANGED"
    EVENT_MISSING = "EVENT_MISSING"
    EVENT_INSERTED = "EVENT_INSERTED"
    SEAL_CHANGED = "SEAL_CHANGED"
    SEAL_MISSING = "SEAL_MISSING"
    SEALED_TOO_LATE = "SEALED_TOO_LATE"
    CUT_OFF = "CUT_OFF"
    REWRITTEN = "REWRITTEN"


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One fault, with the numbers of the seal (the first and the last, of several) and the event it concerns."""

    fault: AuditFault
    seal: int | None = None
    event: int | None = None
    last_seal: int | None = None


@dataclass(slots=True)
class AuditReport:
    """What a walk found: how many seals there are, where they end, the faults, and how many events wait for a seal."""

    sealed: int = 0
    head: Head | None = None
    findings: list[AuditFinding] = field(default_factory=list)
    unsealed: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every row is as it was sealed."""
        return not self.findings


async def verify(database: Database, anchors: Iterable[Head] = ()) -> AuditReport:
    """Compare every event with its seal, and the chain with anchors that were kept elsewhere."""
    async with database.read() as session:
        walk = _Walk({anchor.seq: anchor.hash for anchor in anchors})
        while seals := await _seals_after(session, walk.seq):
            walk.take(seals, await _events(session, [seal.event_seq for seal in seals]))
        report = walk.end()
        await _look_beside(session, walk.trail, report)
    return report


@dataclass(slots=True)
class _Walk:
    """A walk along the chain.

    `before` is the hash of the last seal as it is stored, None where that seal is missing, and `otherwise` the hash it
    should have had, where that is another. `moment` holds the seals that were made at the moment of the last one.
    """

    anchors: Mapping[int, str]
    report: AuditReport = field(default_factory=AuditReport)
    trail: EventTrail = field(default_factory=EventTrail)
    seq: int = 0
    before: str | None = FIRST
    otherwise: str | None = None
    moment: list[EventSealRow] = field(default_factory=list)

    def take(self, seals: Iterable[EventSealRow], events: Events) -> None:
        """Look at the next seals."""
        for seal in seals:
            self._look_at_number(seal)
            self._look_at_hash(seal, events)
            if self.anchors.get(seal.seq, seal.hash) != seal.hash:
                self._find(AuditFault.REWRITTEN, seal)
            self.report.sealed += 1
            self.report.head = Head(seal.seq, seal.hash, seal.sealed_at)

    def end(self) -> AuditReport:
        """Return what was found, once there are no more seals."""
        self._look_at_moment()
        beyond = sorted(seq for seq in self.anchors if seq > self.seq)
        self.report.findings += [AuditFinding(AuditFault.CUT_OFF, seal=seq) for seq in beyond]
        return self.report

    def _find(self, fault: AuditFault, seal: EventSealRow) -> None:
        self.report.findings.append(AuditFinding(fault, seal.seq, seal.event_seq))

    def _look_at_number(self, seal: EventSealRow) -> None:
        if seal.seq > self.seq + 1:
            missing = AuditFinding(AuditFault.SEAL_MISSING, seal=self.seq + 1, last_seal=seal.seq - 1)
            self.report.findings.append(missing)
            self.before, self.otherwise = None, None
        self.seq = seal.seq
        if self.moment and self.moment[-1].sealed_at != seal.sealed_at:
            self._look_at_moment()
        self.moment.append(seal)

    def _look_at_moment(self) -> None:
        late = set(follow(self.trail, self.moment))
        for seal in self.moment:
            if seal.event_seq in late:
                self._find(AuditFault.SEALED_TOO_LATE, seal)
        self.moment = []

    def _look_at_hash(self, seal: EventSealRow, events: Events) -> None:
        before, otherwise = self.before, self.otherwise
        self.before, self.otherwise = seal.hash, None
        event = events.get(seal.event_seq)
        if event is None:
            is_there = seal.event_seq in events
            self._find(AuditFault.EVENT_CHANGED if is_there else AuditFault.EVENT_MISSING, seal)
            return
        if before is None:
            return
        due = seal_hash(before, seal.sealed_at, event)
        if due == seal.hash:
            return
        if otherwise is not None and seal_hash(otherwise, seal.sealed_at, event) == seal.hash:
            self._blame_seal(seal.seq - 1)
            return
        self.otherwise = due
        self._find(AuditFault.EVENT_CHANGED, seal)

    def _blame_seal(self, seq: int) -> None:
        """Say of the seal before that it was changed itself: its event and what follows fit the hash it had."""
        self.report.findings = [
            replace(one, fault=AuditFault.SEAL_CHANGED)
            if (one.fault, one.seal) == (AuditFault.EVENT_CHANGED, seq)
            else one
            for one in self.report.findings
        ]


async def _seals_after(session: AsyncSession, seq: int) -> Sequence[EventSealRow]:
    statement = select(EventSealRow).where(EventSealRow.seq > seq).order_by(EventSealRow.seq).limit(AT_ONCE)
    seals = (await session.scalars(statement)).all()
    session.expunge_all()
    return seals


async def _events(session: AsyncSession, numbers: Sequence[int]) -> Events:
    """Return the events by number; one that was changed into what cannot even be read is None."""
    statement = select(*EVENT_COLUMNS).where(EventRow.seq.in_(numbers))
    try:
        return {event["seq"]: dict(event) for event in (await session.execute(statement)).mappings()}
    except (ValueError, LookupError, TypeError):
        if len(numbers) == 1:
            return {numbers[0]: None}
    half = len(numbers) // 2
    return {**await _events(session, numbers[:half]), **await _events(session, numbers[half:])}


async def _look_beside(session: AsyncSession, trail: EventTrail, report: AuditReport) -> None:
    """Look at the events without a seal: new ones wait for theirs, others were slipped in."""
    unsealed = ~exists().where(EventSealRow.event_seq == EventRow.seq)
    for seq in await session.scalars(select(EventRow.seq).where(unsealed).order_by(EventRow.seq)):
        if trail.is_unseen(seq):
            report.unsealed += 1
        else:
            report.findings.append(AuditFinding(AuditFault.EVENT_INSERTED, event=seq))
