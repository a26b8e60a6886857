"""The decision log as learning reads it: lists as they were shown, what was chosen, and what became of it.

A return counts only where its reason speaks of fit: kind, area, qualification. A personal reason leaves the choice as
it was. What a plan of many chose nobody picked from a list: it teaches only where it is given back for fit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import fsum
from statistics import fmean
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import MatchSettings, Outcome
from matching.choice_parts import TAUGHT
from matching.choices import Choice
from matching.textual import Floats
from resolvers.access import within
from resolvers.records.track import Tracks, tracks
from storage.codes import DecisionAction
from storage.tables import DecisionCandidateRow, DecisionRow, DispatchRow, NeedPartRow, NeedRow, ResourceRow
from storage.vocabulary import Vocabulary

MOST_DECISIONS = 20_000
"""The newest decisions of a tree of regions that are read; older ones have had their say."""
AT_ONCE = 500
LEAST_SHOWN = 2
GIVEN_BACK = 0.0
OF_THE_CHOICE_ALONE = 0.5
"""What a choice is worth as evidence before anything became of it; afterwards it is worth 1."""
SHIPPED = MatchSettings()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One decision that teaches: where, when, the list, and the partners on it in the order of its rows.

    `beside` are the points of each row's parts that no choice may teach, load and rest among them, as shipped.
    """

    region_path: str
    at: datetime
    choice: Choice
    partner_ids: tuple[UUID, ...]
    beside: Floats


@dataclass(frozen=True, slots=True)
class _Decided:
    id: UUID
    action: DecisionAction
    chosen: UUID | None
    at: datetime
    region_path: str
    dispatch_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    resource_id: UUID
    partner_id: UUID
    position: int
    features: Mapping[str, float]


async def evidence_in(session: AsyncSession, vocabulary: Vocabulary, region_path: str) -> list[Evidence]:
    """Return what decisions on needs in Chinese of a subtree teach, in the order of time."""
    newest = (
        select(
            DecisionRow.id,
            DecisionRow.action,
            DecisionRow.chosen_resource_id,
            DecisionRow.created_at,
            NeedRow.region_path,
            DispatchRow.id,
        )
        .join(NeedPartRow, NeedPartRow.id == DecisionRow.part_id)
        .join(NeedRow, NeedRow.id == NeedPartRow.need_id)
        .outerjoin(DispatchRow, DispatchRow.decision_id == DecisionRow.id)
        .where(
            within(NeedRow.region_path, [region_path]),
            DecisionRow.chosen_resource_id.is_not(None),
            DecisionRow.is_chinese,
        )
        .order_by(DecisionRow.created_at.desc(), DecisionRow.id.desc())
        .limit(MOST_DECISIONS)
    )
    decided = [_Decided(*row) for row in (await session.execute(newest)).all()][::-1]
    chosen = {one.chosen for one in decided if one.chosen is not None}
    became = await tracks(session, vocabulary, chosen if len(chosen) <= AT_ONCE else None)
    found: list[Evidence] = []
    for start in range(0, len(decided), AT_ONCE):
        some = decided[start : start + AT_ONCE]
        shown = await _shown(session, [one.id for one in some])
        found.extend(_taught(some, shown, became))
    return found


async def _shown(session: AsyncSession, decision_ids: Sequence[UUID]) -> Mapping[UUID, list[_Candidate]]:
    """Return what each list held that could have been chosen, in the order of places."""
    found = await session.execute(
        select(
            DecisionCandidateRow.decision_id,
            DecisionCandidateRow.resource_id,
            ResourceRow.partner_id,
            DecisionCandidateRow.position,
            DecisionCandidateRow.features,
        )
        .join(ResourceRow, ResourceRow.id == DecisionCandidateRow.resource_id)
        .where(DecisionCandidateRow.decision_id.in_(decision_ids), DecisionCandidateRow.is_eligible)
        .order_by(DecisionCandidateRow.position, DecisionCandidateRow.resource_id)
    )
    lists: defaultdict[UUID, list[_Candidate]] = defaultdict(list)
    for row in found:
        lists[row.decision_id].append(_Candidate(row.resource_id, row.partner_id, row.position, row.features))
    return lists


def _taught(
    decided: Iterable[_Decided], shown: Mapping[UUID, Sequence[_Candidate]], became: Tracks
) -> Iterable[Evidence]:
    for one in decided:
        candidates = shown.get(one.id, ())
        keys = [candidate.resource_id for candidate in candidates]
        if len(keys) < LEAST_SHOWN or one.chosen is None or one.chosen not in keys:
            continue
        outcome = None if one.dispatch_id is None else became.outcome(one.dispatch_id)
        choice = _choice(candidates, keys.index(one.chosen), outcome, by_plan=one.action is DecisionAction.PLAN)
        if choice is not None:
            partners = tuple(candidate.partner_id for candidate in candidates)
            beside = np.array([_beside(candidate.features) for candidate in candidates])
            yield Evidence(one.region_path, one.at, choice, partners, beside)


def _choice(candidates: Sequence[_Candidate], chosen: int, outcome: Outcome | None, *, by_plan: bool) -> Choice | None:
    grade = None if outcome is None else grade_of(outcome)
    if by_plan and grade != GIVEN_BACK:
        return None
    features = [[candidate.features.get(code, 0.0) for code in TAUGHT] for candidate in candidates]
    alone = Choice(
        np.array(features, dtype=np.float64),
        np.array([candidate.position for candidate in candidates], dtype=np.float64),
        chosen,
        unjudged=0.0 if by_plan else OF_THE_CHOICE_ALONE,
        evidence=OF_THE_CHOICE_ALONE,
    )
    if outcome is None or grade is None:
        return alone
    return replace(alone, grade=grade, evidence=1.0, judged_at=seconds(outcome.at))


def _beside(features: Mapping[str, float]) -> float:
    return fsum(SHIPPED.weight(code, chinese=True) * value for code, value in features.items() if code not in TAUGHT)


def grade_of(outcome: Outcome) -> float | None:
    """Return how well a choice proved, 0 to 1, as the mean of what is known; None while nothing is."""
    known = [
        float(fact) for fact in (outcome.taken, outcome.done, outcome.solved, outcome.satisfied) if fact is not None
    ]
    return fmean(known) if known else None


def seconds(moment: datetime) -> float:
    """Return a moment in seconds since 1970."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
