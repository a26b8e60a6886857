"""The decision log: what was shown where, and what somebody did with it.

A ranking carries a stamp that we signed. Whoever decides sends it back with what was on the screen, and the server
computes the scores again by itself, so that nothing in the log rests on what a client claims.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Any
from uuid import UUID

from sqlalchemy import select

from matching import NeedRecord, Part, is_chinese, normalise
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.records.needs import need_record
from resolvers.refusals import FieldFault, InvalidInput, RankingUnknown
from resolvers.stamps import RANKING
from storage.codes import DecisionAction
from storage.tables import DecisionCandidateRow, DecisionRow, NeedPartRow, NeedRow, ResourceRow

RANKING_LASTS = timedelta(days=1)
MOST_SHOWN = 100
NOT_OFFERED = "NOT_OFFERED"


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A resource that was on the screen, and where in the list, from 1."""

    resource_id: UUID
    position: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The stamp of a ranking with what of it was shown."""

    ranking: str
    candidates: tuple[ShownCandidate, ...]
    by_plan: bool = False
    """Whether a plan of many chose among them, and no person looked at the list."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What a ranking's stamp says."""

    part_id: UUID
    model_version: str
    index_position: int
    ranked_at: datetime

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "_Stamp":
        """Return the stamp that `stamp_ranking` made."""
        ranked_at = datetime.fromisoformat(content["at"])
        return cls(UUID(content["part"]), content["model"], content["position"], ranked_at)


def stamp_ranking(
    context: Context, part_id: UUID, model_version: str, now: datetime, *, position: int | None = None
) -> str:
    """Return the stamp of a ranking made at `now` from the index as it is, or was at `position`; good for a day."""
    content = {
        "part": str(part_id),
        "model": model_version,
        "position": context.index.position if position is None else position,
        "at": now.isoformat(),
    }
    return context.stamps.make(RANKING, content, lifetime=RANKING_LASTS)


async def record_decision(
    change: Change,
    part: NeedPartRow,
    shown: Shown,
    action: DecisionAction,
    *,
    chosen_resource_id: UUID | None = None,
    reason_code: str | None = None,
    reason_text: str = "",
) -> UUID:
    """Log what was decided over what, in the transaction of the decision, and return its key.

    Refuses a stamp that is too old, was not made by us or belongs to another part.
    """
    stamp = _stamp_of(change.context, part, shown)
    await _refuse_candidates(change, shown.candidates)
    await _reach(change.context, stamp.index_position)
    need = await change.session.get_one(NeedRow, part.need_id)
    record = await need_record(change.session, need, part, stamp.ranked_at)
    decision = DecisionRow(
        id=change.key(),
        part_id=part.id,
        action=DecisionAction.PLAN if shown.by_plan else action,
        chosen_resource_id=chosen_resource_id,
        reason_code=reason_code,
        reason_text=reason_text.strip(),
        model_version=stamp.model_version,
        is_chinese=is_chinese(normalise(record.text)),
        index_position=stamp.index_position,
        ranked_at=stamp.ranked_at,
        decided_by=change.person_id,
        created_at=change.now,
    )
    change.session.add(decision)
    await change.session.flush()
    for candidate in shown.candidates:
        change.session.add(_candidate(change.context, decision, candidate, record))
    await change.session.flush()
    return decision.id


def _stamp_of(context: Context, part: NeedPartRow, shown: Shown) -> _Stamp:
    content = context.stamps.read(RANKING, shown.ranking)
    if content is None:
        raise RankingUnknown
    stamp = _Stamp.read(content)
    if stamp.part_id != part.id:
        raise RankingUnknown
    return stamp


async def _refuse_candidates(change: Change, candidates: Sequence[ShownCandidate]) -> None:
    """Refuse a list that cannot have been on a screen."""
    keys = [candidate.resource_id for candidate in candidates]
    faults = []
    if len(candidates) > MOST_SHOWN:
        faults.append(FieldFault("shown.candidates", "AT_MOST", str(MOST_SHOWN)))
    elif len(set(keys)) < len(keys):
        faults.append(FieldFault("shown.candidates", "TWICE"))
    faults.extend(
        FieldFault(f"shown.candidates[{index}].position", "POSITIVE", str(candidate.position))
        for index, candidate in enumerate(candidates)
        if candidate.position < 1
    )
    if not faults:
        known = set(await change.session.scalars(select(ResourceRow.id).where(ResourceRow.id.in_(keys))))
        faults.extend(
            FieldFault(f"shown.candidates[{index}].resource", "UNKNOWN_ID", str(key))
            for index, key in enumerate(keys)
            if key not in known
        )
    if faults:
        raise InvalidInput(faults)


async def _reach(context: Context, position: int) -> None:
    """Let the index of this process see at least what the ranking was made from, which another may have made."""
    if context.index.is_loaded and context.index.position >= position:
        return
    async with context.database.read() as session:
        await context.index.catch_up(session, context.now())


def _candidate(
    context: Context, decision: DecisionRow, candidate: ShownCandidate, need: NeedRecord
) -> DecisionCandidateRow:
    key, index = str(candidate.resource_id), context.index
    row = DecisionCandidateRow(
        decision_id=decision.id, resource_id=candidate.resource_id, position=candidate.position, parts=[]
    )
    if index.record(key) is None:
        row.is_eligible, row.failed_rule = False, NOT_OFFERED
        return row
    failures = index.why_not(need, key, decision.ranked_at)
    match = index.rank_one(need, key, decision.ranked_at)
    row.is_eligible, row.failed_rule = not failures, failures[0].rule if failures else None
    row.score, row.parts = match.score, [_logged(part) for part in match.parts]
    row.features = dict(index.features(need, key, decision.ranked_at))
    return row


def _logged(part: Part) -> dict[str, Any]:
    """Return a part as JSON, which knows no infinity."""
    value = part.value if isfinite(part.value) else None
    return {"code": part.code, "value": value, "unit": part.unit, "points": part.points}
