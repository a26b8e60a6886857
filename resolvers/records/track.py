"""What became of earlier dispatches: the track record, the present load and the rest of a resource.

Of the reasons for a return only those marked M (kind, area, qualification) count against a resource; whatever is
neutral, the asker's or an authority's matter counts neither way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import Outcome
from storage.codes import DispatchStatus, PartnerKind, Satisfied, Solved
from storage.tables import DispatchRow, EvaluationLineRow, EvaluationRow, PartnerRow, ResourceRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import ReasonList, Whose

_OPEN = frozenset(
    {
        DispatchStatus.SENT,
        DispatchStatus.PROPOSED,
        DispatchStatus.CLAIMED,
        DispatchStatus.TAKEN,
        DispatchStatus.UNDER_WAY,
    }
)
_WAS_TAKEN = frozenset(
    {DispatchStatus.TAKEN, DispatchStatus.UNDER_WAY, DispatchStatus.DONE, DispatchStatus.FAILED},
)
_SOLVED = {Solved.YES: 1.0, Solved.PARTLY: 0.5, Solved.NO: 0.0}
_SATISFIED = {
    Satisfied.VERY_SATISFIED: 1.0,
    Satisfied.SATISFIED: 0.75,
    Satisfied.FAIR: 0.5,
    Satisfied.DISSATISFIED: 0.25,
    Satisfied.VERY_DISSATISFIED: 0.0,
}
_NOBODYS_FAULT = frozenset({Whose.R, Whose.A})


@dataclass(frozen=True, slots=True)
class Track:
    """Earlier dispatches of one resource; a volunteer's load and rest are those of the person, not of one offer."""

    outcomes: tuple[Outcome, ...] = ()
    open_load: int = 0
    last_dispatched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Dispatch:
    id: UUID
    resource_id: UUID
    partner_id: UUID
    partner_kind: PartnerKind
    need_id: UUID
    status: DispatchStatus
    reason_code: str | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Verdict:
    id: UUID
    need_id: UUID
    round: int
    solved: Solved
    satisfied: Satisfied | None
    reasons: Sequence[str]
    created_at: datetime


class Tracks:
    """The tracks of some resources, looked up by resource."""

    def __init__(self, dispatches: Iterable[_Dispatch], verdicts: "_Verdicts", vocabulary: Vocabulary) -> None:
        self._verdicts = verdicts
        self._vocabulary = vocabulary
        self._of_resource: defaultdict[UUID, list[_Dispatch]] = defaultdict(list)
        self._of_volunteer: defaultdict[UUID, list[_Dispatch]] = defaultdict(list)
        self._by_key: dict[UUID, _Dispatch] = {}
        for dispatch in dispatches:
            self._by_key[dispatch.id] = dispatch
            self._of_resource[dispatch.resource_id].append(dispatch)
            if dispatch.partner_kind is PartnerKind.VOLUNTEER:
                self._of_volunteer[dispatch.partner_id].append(dispatch)

    def of(self, resource_id: UUID, partner_id: UUID) -> Track:
        """Return the track of a resource; empty when it was never asked."""
        own = self._of_resource.get(resource_id, [])
        loading = self._of_volunteer.get(partner_id, own)
        outcomes = (self._outcome(dispatch) for dispatch in own)
        return Track(
            outcomes=tuple(outcome for outcome in outcomes if outcome is not None),
            open_load=sum(dispatch.status in _OPEN for dispatch in loading),
            last_dispatched_at=max((dispatch.created_at for dispatch in loading), default=None),
        )

    def outcome(self, dispatch_id: UUID) -> Outcome | None:
        """Return what became of one dispatch; None while, or where, that says nothing of the fit."""
        dispatch = self._by_key.get(dispatch_id)
        return None if dispatch is None else self._outcome(dispatch)

    def _outcome(self, dispatch: _Dispatch) -> Outcome | None:
        at = dispatch.ended_at or dispatch.created_at
        if dispatch.status is DispatchStatus.RETURNED:
            reason = self._vocabulary.reasons[ReasonList.RETURN].get(dispatch.reason_code or "")
            return Outcome(at, taken=False) if reason is not None and reason.whose is Whose.M else None
        if dispatch.status not in _WAS_TAKEN:
            return None
        if dispatch.status is DispatchStatus.FAILED:
            ended_by_others = dispatch.reason_code is not None
            return Outcome(at, taken=True, done=None if ended_by_others else False)
        if dispatch.status is not DispatchStatus.DONE:
            return Outcome(at, taken=True)
        solved, satisfied = self._verdicts.of(dispatch, at)
        return Outcome(at, taken=True, done=True, solved=solved, satisfied=satisfied)


class _Verdicts:
    """What askers and their neighbours said, looked up by dispatch."""

    def __init__(
        self, verdicts: Iterable[_Verdict], lines: Iterable[tuple[UUID, UUID, Satisfied | None]], vocabulary: Vocabulary
    ) -> None:
        self._of_need: defaultdict[UUID, list[_Verdict]] = defaultdict(list)
        for verdict in verdicts:
            self._of_need[verdict.need_id].append(verdict)
        self._line = {(verdict_id, dispatch_id): satisfied for verdict_id, dispatch_id, satisfied in lines}
        self._forgiven = {
            code
            for words in (ReasonList.NOT_SOLVED, ReasonList.NOT_SATISFIED)
            for code, reason in vocabulary.reasons[words].items()
            if reason.whose in _NOBODYS_FAULT
        }

    def of(self, dispatch: _Dispatch, done_at: datetime) -> tuple[float | None, float | None]:
        """Return solved and satisfied, 0 to 1, as the mean of the first round judged after the work was done."""
        later = [verdict for verdict in self._of_need.get(dispatch.need_id, ()) if verdict.created_at >= done_at]
        judged = min((verdict.round for verdict in later), default=0)
        heard = [verdict for verdict in later if verdict.round == judged and not self._is_forgiven(verdict)]
        levels = (self._line.get((verdict.id, dispatch.id)) or verdict.satisfied for verdict in heard)
        satisfied = [_SATISFIED[level] for level in levels if level is not None]
        solved = [_SOLVED[verdict.solved] for verdict in heard]
        return (fmean(solved) if solved else None, fmean(satisfied) if satisfied else None)

    def _is_forgiven(self, verdict: _Verdict) -> bool:
        """Whether every reason given is the asker's own matter or an authority's."""
        return bool(verdict.reasons) and set(verdict.reasons) <= self._forgiven


async def tracks(session: AsyncSession, vocabulary: Vocabulary, chosen: Collection[UUID] | None) -> Tracks:
    """Return the tracks of the chosen resources, of all by default, in three statements."""
    dispatches = select(
        DispatchRow.id,
        DispatchRow.resource_id,
        DispatchRow.partner_id,
        PartnerRow.kind,
        DispatchRow.need_id,
        DispatchRow.status,
        DispatchRow.reason_code,
        DispatchRow.created_at,
        DispatchRow.ended_at,
    ).join(PartnerRow, PartnerRow.id == DispatchRow.partner_id)
    judged = select(DispatchRow.need_id).where(DispatchRow.status == DispatchStatus.DONE)
    if chosen is not None:
        partners = select(ResourceRow.partner_id).where(ResourceRow.id.in_(chosen))
        dispatches = dispatches.where(DispatchRow.partner_id.in_(partners))
        judged = judged.where(DispatchRow.partner_id.in_(partners))
    verdicts = select(
        EvaluationRow.id,
        EvaluationRow.need_id,
        EvaluationRow.round,
        EvaluationRow.solved,
        EvaluationRow.satisfied,
        EvaluationRow.reasons,
        EvaluationRow.created_at,
    ).where(EvaluationRow.need_id.in_(judged))
    lines = (
        select(EvaluationLineRow.evaluation_id, EvaluationLineRow.dispatch_id, EvaluationLineRow.satisfied)
        .join(EvaluationRow, EvaluationRow.id == EvaluationLineRow.evaluation_id)
        .where(EvaluationRow.need_id.in_(judged))
    )
    found = [_Dispatch(*row) for row in await session.execute(dispatches.order_by(DispatchRow.id))]
    said = [_Verdict(*row) for row in await session.execute(verdicts)]
    of_dispatches = await session.execute(lines)
    return Tracks(found, _Verdicts(said, of_dispatches, vocabulary), vocabulary)
