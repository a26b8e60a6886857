"""What explains a ranking to staff: the change that would put a resource first, and rules that could be loosened."""

from collections.abc import Sequence
from datetime import datetime
from math import fsum

import strawberry

from matching import Change, Counterfactual, Lag, Loosening
from resolvers.quantities import said
from schema.info import Info
from schema.phrases.explanations import explanation_phrases_in
from schema.relations import shown
from schema.rules import STAFF
from storage.codes import Unit


@strawberry.type(description="一处变化：原来多少、变成多少。")
class MatchChange:
    """One fact that would have to be otherwise."""

    kind: str = shown(
        STAFF,
        "CONFIRMED 今天确认信息，FREE 那时有空，MOVED 改时间，LOAD 少几件在办，STOCK 添数量，RADIUS 放宽半径，"
        "REGION 也服务本辖区，QUALIFICATION 取得资质。",
    )
    before: float | None = shown(STAFF, "原来多少，以 unit 计；从没有过时为空。")
    after: float = shown(STAFF, "变成多少，以 unit 计。")
    amount: float = shown(STAFF, "变多少，以 unit 计；确认信息算一次。")
    unit: str = shown(STAFF, "DAY、HOUR、DISPATCH、METRE、LEVEL、FLAG，或需求的数量单位。")
    starts_at: datetime | None = shown(STAFF, "哪段时间有空，或改到哪段时间。")
    ends_at: datetime | None = shown(STAFF)
    sentence: str = shown(STAFF, "例如「3月7日周六上午有空」。")

    @classmethod
    def of(cls, info: Info, change: Change) -> "MatchChange":
        """Return a change in the reader's language."""
        qualifications = info.context.context.vocabulary.qualifications
        before = None if change.before is None else figure(change.before, change.unit)
        return cls(
            kind=change.kind,
            before=before,
            after=figure(change.after, change.unit),
            amount=figure(change.amount, change.unit),
            unit=change.unit,
            starts_at=None if change.when is None else change.when.start,
            ends_at=None if change.when is None else change.when.end,
            sentence=explanation_phrases_in(info.context.language).change(change, qualifications),
        )


@strawberry.type(description="差在哪里：最小的变化，有了它就排第一。")
class MatchCounterfactual:
    """The smallest change that would put a resource first."""

    sentence: str = shown(STAFF, "例如「3月7日周六上午有空则排第一」。")
    position: int = shown(STAFF, "变化后排第几。")
    score: float = shown(STAFF, "变化后的分数(对数几率)。")
    gain: float = shown(STAFF, "分数比现在多多少。")
    changes: list[MatchChange] = shown(STAFF, "一处或两处变化。")

    @classmethod
    def of(cls, info: Info, found: Counterfactual) -> "MatchCounterfactual":
        """Return it in the reader's language."""
        qualifications = info.context.context.vocabulary.qualifications
        return cls(
            sentence=explanation_phrases_in(info.context.language).first(found.changes, qualifications),
            position=found.position,
            score=found.score,
            gain=found.gain,
            changes=[MatchChange.of(info, change) for change in found.changes],
        )


@strawberry.type(description="比第一名差的一项。")
class MatchLagPart:
    """By how much a match lies behind the first in one part."""

    code: str = shown(STAFF)
    label: str = shown(STAFF)
    points: float = shown(STAFF)


@strawberry.type(description="比第一名差多少、差在哪几项。")
class MatchLag:
    """How far a match lies behind the first."""

    points: float = shown(STAFF, "一共差多少分(对数几率)，等于各项之和。")
    parts: list[MatchLagPart] = shown(STAFF, "各项，差得多的在前；负数是比第一名强的。")
    sentence: str = shown(STAFF, "例如「比第一名少4.20分，主要差在类别」。")

    @classmethod
    def of(cls, info: Info, lags: Sequence[Lag]) -> "MatchLag":
        """Return it in the reader's language."""
        phrases = explanation_phrases_in(info.context.language)
        return cls(
            points=fsum(lag.points for lag in lags),
            parts=[
                MatchLagPart(code=lag.code, label=phrases.matches.label(lag.code), points=lag.points) for lag in lags
            ],
            sentence=phrases.behind(lags),
        )


@strawberry.type(description="放宽一条规则，能多几家。")
class MatchLoosening:
    """How many more resources could serve if one rule were loosened."""

    rule: str = shown(STAFF, "规则代码：STALE、TIME、RADIUS、REGION、KIND、AGE、GROUP 或 MEMBERS。")
    limit: float | None = shown(STAFF, "放宽到多少，以 unit 计；整条不要时为空。")
    unit: str | None = shown(STAFF, "METRE 米，LEVEL 级，YEAR 岁，DAY 前后各几天，WEEK 那一周。")
    starts_at: datetime | None = shown(STAFF, "时间放宽后从何时起。")
    ends_at: datetime | None = shown(STAFF)
    added: int = shown(STAFF, "多几家。")
    sentence: str = shown(STAFF, "例如「服务半径放宽到3公里：多7家」。")

    @classmethod
    def of(cls, info: Info, found: Loosening) -> "MatchLoosening":
        """Return it in the reader's language."""
        return cls(
            rule=found.rule,
            limit=found.limit if found.unit else None,
            unit=found.unit or None,
            starts_at=None if found.when is None else found.when.start,
            ends_at=None if found.when is None else found.when.end,
            added=found.added,
            sentence=explanation_phrases_in(info.context.language).loosening(found),
        )


def figure(value: float, unit: str) -> float:
    """Return a figure as people say it: money in yuan, everything else as it is."""
    return float(said(round(value), Unit.YUAN)) if unit == Unit.YUAN else value
