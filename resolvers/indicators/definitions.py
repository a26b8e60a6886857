"""The indicators of a region's work: what counts, of what, and in which words.

All of them speak of the needs that were raised in a period, in a region with its subtree. A need that was merged is
counted as the one it was merged into, one that was transferred as somebody else's, and one that was withdrawn as
nobody's; only whoever waited too long counts among those that were not solved. No answer is neither good nor bad.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from storage.codes import DispatchStatus, NeedStatus, PartnerStatus, RemarkKind, ResourceStatus, Satisfied, Solved
from storage.tables import (
    DispatchRow,
    EndorsementRow,
    EvaluationRow,
    NeedRemarkRow,
    NeedRow,
    PartnerRow,
    RegionRow,
    ResourceRow,
)
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import ReasonFlag, ReasonList, Whose


class IndicatorKind(StrEnum):
    """What is measured."""

    ACCEPTED = "ACCEPTED"
    RESPONDED = "RESPONDED"
    FINISHED = "FINISHED"
    ON_TIME = "ON_TIME"
    SOLVED = "SOLVED"
    SATISFIED = "SATISFIED"
    FOLLOWED_UP = "FOLLOWED_UP"
    REPEATED = "REPEATED"
    RETURNED = "RETURNED"
    HOURS_TO_RESPOND = "HOURS_TO_RESPOND"
    HOURS_TO_FINISH = "HOURS_TO_FINISH"
    LOAD = "LOAD"


class IndicatorMeasure(StrEnum):
    """In what a value is told: a number, a share of 0 to 1, hours, or Gini's coefficient of 0 to 1."""

    COUNT = "COUNT"
    SHARE = "SHARE"
    HOURS = "HOURS"
    GINI = "GINI"


class IndicatorPart(StrEnum):
    """Above the line or below it."""

    NUMERATOR = "NUMERATOR"
    DENOMINATOR = "DENOMINATOR"


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator: which needs stand below the line, which of them above it, and the sentence that says so."""

    measure: IndicatorMeasure
    below: ColumnElement[bool]
    above: ColumnElement[bool]
    zh: str
    en: str


SOMEBODY_ELSES = (NeedStatus.MERGED, NeedStatus.TRANSFERRED, NeedStatus.WITHDRAWN)
FINISHED = (NeedStatus.DONE, NeedStatus.CLOSED)
ANSWERED_OTHERWISE = (NeedStatus.DECLINED, NeedStatus.TRANSFERRED, NeedStatus.MERGED)
GOOD = (Satisfied.VERY_SATISFIED, Satisfied.SATISFIED, Satisfied.FAIR)

finished_at = func.coalesce(NeedRow.done_at, NeedRow.closed_at)


def definitions(now: datetime, vocabulary: Vocabulary) -> Mapping[IndicatorKind, Definition]:
    """Return all indicators at the moment `now`, in the order of a bulletin."""
    withdrawals = vocabulary.reasons[ReasonList.WITHDRAW]
    unsolved = [code for code, one in withdrawals.items() if ReasonFlag.COUNTS_AS_UNSOLVED in one.flags]
    kind, measure = IndicatorKind, IndicatorMeasure
    kept = and_(NeedRow.accepted_at.is_not(None), NeedRow.status.not_in(SOMEBODY_ELSES))
    finished = and_(kept, NeedRow.status.in_(FINISHED))
    overdue = and_(kept, NeedRow.finish_by < now, NeedRow.status != NeedStatus.ON_HOLD)
    gave_up = and_(NeedRow.status == NeedStatus.WITHDRAWN, NeedRow.reason_code.in_(unsolved))
    judged, rated = _last_verdict(true()), _last_verdict(EvaluationRow.satisfied.is_not(None))
    taken = _some_dispatch(DispatchRow.taken_at.is_not(None))
    given_back = _some_dispatch(
        DispatchRow.taken_at.is_not(None),
        DispatchRow.status == DispatchStatus.RETURNED,
        DispatchRow.reason_code.in_(counted_returns(vocabulary)),
    )
    return {
        kind.ACCEPTED: Definition(
            measure.COUNT,
            true(),
            NeedRow.accepted_at.is_not(None),
            "受理量：这段时间提出的需求中，社区已经受理的件数；分母为提出的全部。",
            "Accepted: how many of the needs raised in the period were accepted; below the line stand all raised.",
        ),
        kind.RESPONDED: Definition(
            measure.SHARE,
            or_(NeedRow.status != NeedStatus.WITHDRAWN, NeedRow.accepted_at.is_not(None)),
            or_(NeedRow.accepted_at.is_not(None), NeedRow.status.in_(ANSWERED_OTHERWISE)),
            "响应率：提出的需求中，已受理、已转办、已并入或已答复暂不能受理的占几成；答复之前自己撤回的不算。",
            "Responded: the share accepted, transferred, merged or declined; not those withdrawn before any answer.",
        ),
        kind.FINISHED: Definition(
            measure.SHARE,
            kept,
            finished,
            "办结率：已受理的需求中已办结的占几成；并入、转办和撤回的不算。办结不等于解决。",
            "Finished: the share of accepted needs that are done or closed; not merged, transferred or withdrawn ones.",
        ),
        kind.ON_TIME: Definition(
            measure.SHARE,
            or_(finished, overdue),
            and_(finished, finished_at <= NeedRow.finish_by),
            "按时办结率：已办结和已到期未办结的需求中，在时限内办结的占几成；挂起的时限停走。",
            "On time: of needs finished or past their time, the share finished in time; the clock stops on hold.",
        ),
        kind.SOLVED: Definition(
            measure.SHARE,
            or_(judged, gave_up),
            and_(judged, _last_verdict(EvaluationRow.solved == Solved.YES)),
            "解决率：提出人回答过的需求中，最后一次回答「已解决」的占几成；等太久而撤回的算未解决，未评价的不算。",
            "Solved: of needs whose asker answered, the share last said to be solved; no answer counts as neither.",
        ),
        kind.SATISFIED: Definition(
            measure.SHARE,
            rated,
            and_(rated, _last_verdict(EvaluationRow.satisfied.in_(GOOD))),
            "满意率：提出人评过满意程度的需求中，最后一次为非常满意、满意或基本满意的占几成；未评价的不算。",
            "Satisfied: of needs rated by their asker, the share last rated fair or better; no rating is neither.",
        ),
        kind.FOLLOWED_UP: Definition(
            measure.SHARE,
            finished,
            and_(finished, _some_follow_up()),
            "回访率：已办结的需求中，有回访记录的占几成。",
            "Followed up: the share of finished needs with a follow-up call on record.",
        ),
        kind.REPEATED: Definition(
            measure.SHARE,
            true(),
            or_(NeedRow.status == NeedStatus.MERGED, NeedRow.round > 1),
            "重复率：提出的需求中，并入同一件事的，或办过以后又重开的占几成。",
            "Repeated: the share of needs that were merged into the same matter or opened again.",
        ),
        kind.RETURNED: Definition(
            measure.SHARE,
            taken,
            and_(taken, given_back),
            "退单率：有人接过单的需求中，接单后又退单的占几成；临时有事、排满等原因不算。",
            "Returned: of needs somebody took, the share given back after taking; neutral reasons do not count.",
        ),
        kind.HOURS_TO_RESPOND: Definition(
            measure.HOURS,
            NeedRow.accepted_at.is_not(None),
            NeedRow.accepted_at.is_not(None),
            "受理用时：从提出到受理的小时数，取中位数，昼夜都算。",
            "Hours to accept: the median of hours from raised to accepted, round the clock.",
        ),
        kind.HOURS_TO_FINISH: Definition(
            measure.HOURS,
            finished,
            finished,
            "办结用时：从提出到办结的小时数，取中位数，昼夜都算。",
            "Hours to finish: the median of hours from raised to finished, round the clock.",
        ),
        kind.LOAD: Definition(
            measure.GINI,
            taken,
            taken,
            "负担匀不匀：这些需求的接单次数在本辖区有资源的合伙人之间的基尼系数，0 为人人一样多；"
            "分子为接过单的合伙人数，分母为全部。只看匀不匀，不排名。",
            "Load: Gini's coefficient of dispatches taken over the region's partners that offer something, 0 when all"
            " have the same; above the line stand the partners that took any, below it all of them. No ranking.",
        ),
    }


def counted_returns(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the reasons for returning that are not neutral: a full calendar is held against nobody."""
    reasons = vocabulary.reasons[ReasonList.RETURN]
    return tuple(code for code, one in reasons.items() if one.whose is not Whose.N)


def offering_partners(region: RegionRow) -> ColumnElement[bool]:
    """Return the condition of confirmed partners of a region that have something to be asked for."""
    offering = select(ResourceRow.partner_id).where(
        ResourceRow.status == ResourceStatus.ACTIVE, ResourceRow.is_one_time.is_(False)
    )
    return and_(
        PartnerRow.region_path >= region.path,
        PartnerRow.region_path < region.path + "~",
        PartnerRow.status == PartnerStatus.CONFIRMED,
        PartnerRow.id.in_(offering),
    )


def _some_dispatch(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(DispatchRow.need_id == NeedRow.id, *conditions).correlate(NeedRow)


def _some_follow_up() -> ColumnElement[bool]:
    called = NeedRemarkRow.kind == RemarkKind.FOLLOW_UP
    return exists().where(NeedRemarkRow.need_id == NeedRow.id, called).correlate(NeedRow)


def _last_verdict(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that the asker's verdict of the latest round judged is such; neighbours are not asked."""
    later = aliased(EvaluationRow)
    is_later = exists().where(later.need_id == EvaluationRow.need_id, later.round > EvaluationRow.round, _asker(later))
    return (
        exists()
        .where(EvaluationRow.need_id == NeedRow.id, _asker(EvaluationRow), ~is_later.correlate(EvaluationRow, NeedRow))
        .where(condition)
        .correlate(NeedRow)
    )


def _asker(verdict: type[EvaluationRow]) -> ColumnElement[bool]:
    """Return the condition that a verdict is not that of a neighbour who needed it too."""
    too = exists().where(EndorsementRow.need_id == verdict.need_id, EndorsementRow.person_id == verdict.person_id)
    return or_(
        verdict.person_id == NeedRow.raised_by,
        verdict.person_id == NeedRow.for_person_id,
        and_(NeedRow.for_person_id.is_(None), ~too.correlate(verdict)),
    )
