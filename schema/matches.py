"""What is said of matches: columns of the types in schema/nodes, whose objects are those of resolvers/matches."""

from math import isfinite

import strawberry

from matching import Part
from resolvers.dangers import FoundDanger
from resolvers.matches.explanation import Explanation
from resolvers.matches.of_need import PartMatches
from resolvers.matches.shown import Audience, NeedMatch, ResourceMatch, ResourceNearMiss
from schema.explanations import MatchCounterfactual, MatchLag, MatchLoosening, figure
from schema.info import Info
from schema.phrases import phrases_in
from schema.phrases.explanations import explanation_phrases_in
from schema.phrases.matches import Telling, match_phrases_in, may_be_told
from schema.relations import shown, told
from schema.rules import CONCERNED, PARTNER, STAFF


@strawberry.type(description="原话里的危险信号。")
class Danger:
    """Something that may not wait."""

    pattern: str = shown(description="哪几个字说明有危险。")
    show: str = shown(description="先做什么、打什么电话。")

    @classmethod
    def of(cls, info: Info, found: FoundDanger) -> "Danger":
        """Return a danger in the reader's language."""
        is_chinese = phrases_in(info.context.language).is_chinese
        return cls(pattern=found.found, show=found.danger.zh if is_chinese else found.danger.en)


@strawberry.type(description="一次排序的凭据，派单时带回，用来改进匹配。")
class RankingStamp:
    """Proof of what was ranked when."""

    id: str = shown(CONCERNED)
    model_version: str = shown(CONCERNED)


@strawberry.type(description="分数里的一项。")
class ScorePart:
    """One named share of a score."""

    code: str = shown(STAFF)
    label: str = shown(STAFF)
    value: float | None = shown(STAFF, "看到的数值，以 unit 计。")
    unit: str | None = shown(STAFF)
    points: float = shown(STAFF, "加了或减了多少分(对数几率)。")
    sentence: str = shown(STAFF)
    audience: list[str] = shown(STAFF, "谁可以知道：STAFF 工作人员，PARTNER 合伙人自己，ASKER 提出需求的人。")

    @classmethod
    def of(cls, info: Info, part: Part, telling: Telling) -> "ScorePart":
        """Return a part in the reader's language."""
        phrases = match_phrases_in(info.context.language)
        return cls(
            code=part.code,
            label=phrases.label(part.code),
            value=part.value if isfinite(part.value) else None,
            unit=part.unit,
            points=part.points,
            sentence=phrases.staff_sentence(part, telling),
            audience=[one for one in Audience if may_be_told(part, one)],
        )


@strawberry.type
class MatchColumns:
    """A ranked resource, without the resource."""

    @told(CONCERNED, "第几，从 1 起。")
    def position(row: strawberry.Parent[ResourceMatch]) -> int:
        """Return where it stands."""
        return row.match.position

    @told(STAFF, "对数几率，等于各项之和；只给工作人员。")
    def score(row: strawberry.Parent[ResourceMatch]) -> float | None:
        """Return the score, to staff."""
        return row.match.score if row.audience is Audience.STAFF else None

    @told(STAFF, "把握，0 到 1：分数越高越大，按以往派单的结果校准；只给工作人员。")
    def probability(row: strawberry.Parent[ResourceMatch]) -> float | None:
        """Return the score's image between 0 and 1, to staff."""
        return row.match.probability if row.audience is Audience.STAFF else None

    @told(STAFF, "分数由哪几项组成；只给工作人员。")
    def parts(row: strawberry.Parent[ResourceMatch], info: Info) -> list[ScorePart] | None:
        """Return what the score is the sum of, to staff."""
        if row.audience is not Audience.STAFF:
            return None
        return [ScorePart.of(info, part, _telling(row)) for part in row.match.parts]

    @told(CONCERNED, "理由，最要紧的在前。")
    def sentences(row: strawberry.Parent[ResourceMatch], info: Info) -> list[str]:
        """Return why it stands there, as far as the reader is concerned."""
        return sentences_of(info, row)

    @told(STAFF, "派单前要核实的事；只给工作人员。")
    def remarks(row: strawberry.Parent[ResourceMatch], info: Info) -> list[str]:
        """Return what to look into, to staff."""
        if row.audience is not Audience.STAFF:
            return []
        qualifications = info.context.context.vocabulary.qualifications
        phrases = match_phrases_in(info.context.language)
        return [phrases.remark(remark, qualifications) for remark in row.match.remarks]

    @told(STAFF, "比第一名差多少、差在哪几项；第一名为空；只给工作人员。")
    def behind(row: strawberry.Parent[ResourceMatch], info: Info) -> MatchLag | None:
        """Return how far it lies behind the first, to staff."""
        lags = () if row.explanation is None else row.explanation.lags(row.match)
        return MatchLag.of(info, lags) if lags else None

    @told(STAFF, "差在哪里：最小的变化，有了它就排第一。第一名、没有这样的变化、第十名以后为空；只给工作人员。")
    async def counterfactual(row: strawberry.Parent[ResourceMatch], info: Info) -> MatchCounterfactual | None:
        """Return what would put it first, to staff."""
        return await _counterfactual(info, row.explanation, row.match.key)


@strawberry.type
class NearMissColumns:
    """A resource kept out by one rule, without the resource."""

    @told(STAFF, "规则代码。")
    def rule(row: strawberry.Parent[ResourceNearMiss]) -> str:
        """Return the code of the rule."""
        return row.near_miss.rule

    @told(STAFF, "放宽这条规则后的分数(对数几率)。")
    def score(row: strawberry.Parent[ResourceNearMiss]) -> float:
        """Return what it would score if the rule let it serve."""
        return row.near_miss.score

    @told(STAFF, "卡在哪里、差多少。")
    def sentence(row: strawberry.Parent[ResourceNearMiss], info: Info) -> str:
        """Return the rule and by how much it was missed."""
        return match_phrases_in(info.context.language).near_miss(row.near_miss)

    @told(STAFF, "看到的数值，以 unit 计；不是数值的规则为空。")
    def value(row: strawberry.Parent[ResourceNearMiss]) -> float | None:
        """Return what was seen."""
        return _figure(row, row.near_miss.value)

    @told(STAFF, "规则允许到多少，以 unit 计。")
    def limit(row: strawberry.Parent[ResourceNearMiss]) -> float | None:
        """Return what the rule allows."""
        return _figure(row, row.near_miss.limit)

    @told(STAFF, "METRE 米，LEVEL 级，HOUR 小时，DAY 天，YEAR 岁，或需求的数量单位。")
    def unit(row: strawberry.Parent[ResourceNearMiss]) -> str | None:
        """Return what both are counted in."""
        return row.near_miss.unit or None

    @told(STAFF, "可以怎么办。")
    def remedy(row: strawberry.Parent[ResourceNearMiss], info: Info) -> str:
        """Return what staff can do about it."""
        return explanation_phrases_in(info.context.language).remedy(row.near_miss)

    @told(STAFF, "怎样就能承接，而且排第一；没有这样的小变化时为空。")
    async def counterfactual(row: strawberry.Parent[ResourceNearMiss], info: Info) -> MatchCounterfactual | None:
        """Return what would let it serve, and put it first."""
        return await _counterfactual(info, row.explanation, row.near_miss.key)


@strawberry.type
class MatchesColumns:
    """The matches of a part, without the rows."""

    eligible_count: int = shown(CONCERNED, "符合条件的有几家。")

    @told(CONCERNED, "派单时带回。")
    def ranking(row: strawberry.Parent[PartMatches]) -> RankingStamp:
        """Return the stamp of this ranking."""
        return RankingStamp(id=row.ranking, model_version=row.model_version)

    @told(CONCERNED, "原话里的危险信号，先看这个。")
    def dangers(row: strawberry.Parent[PartMatches], info: Info) -> list[Danger]:
        """Return what may not wait."""
        return [Danger.of(info, found) for found in row.dangers]

    @told(CONCERNED, "这类事情还可以找哪里。")
    def handoff(row: strawberry.Parent[PartMatches], info: Info) -> str | None:
        """Return where else to turn with such a matter."""
        if row.handoff is None:
            return None
        is_chinese = phrases_in(info.context.language).is_chinese
        return row.handoff.handoff_zh if is_chinese else row.handoff.handoff_en

    @told(STAFF, "符合条件的不到三家时，放宽哪一条能多几家，多的在前；只给工作人员。")
    async def loosenings(row: strawberry.Parent[PartMatches], info: Info) -> list[MatchLoosening]:
        """Return which rules could be loosened, to staff, while there are too few to choose from."""
        found = () if row.explanation is None else await row.explanation.loosenings()
        return [MatchLoosening.of(info, one) for one in found]


@strawberry.type
class NeedMatchColumns:
    """A need ranked for a resource, without the need."""

    @told(PARTNER, "第几，从 1 起。")
    def position(row: strawberry.Parent[NeedMatch]) -> int:
        """Return where it stands."""
        return row.match.position

    @told(STAFF, "对数几率；只给工作人员。")
    def score(row: strawberry.Parent[NeedMatch]) -> float | None:
        """Return the score, to staff."""
        return row.match.score if row.audience is Audience.STAFF else None

    @told(PARTNER, "理由，最要紧的在前。")
    def sentences(row: strawberry.Parent[NeedMatch], info: Info) -> list[str]:
        """Return why it stands there, as far as the reader is concerned."""
        return sentences_of(info, row)


def _figure(row: ResourceNearMiss, value: float) -> float | None:
    return figure(value, row.near_miss.unit) if row.near_miss.unit and isfinite(value) else None


async def _counterfactual(info: Info, explanation: Explanation | None, key: str) -> MatchCounterfactual | None:
    found = None if explanation is None else await explanation.counterfactual(key)
    return None if found is None else MatchCounterfactual.of(info, found)


def sentences_of(info: Info, shown_match: ResourceMatch | NeedMatch) -> list[str]:
    """Return the reasons of a match in the reader's language."""
    return match_phrases_in(info.context.language).sentences(shown_match.match, _telling(shown_match))


def _telling(shown_match: ResourceMatch | NeedMatch) -> Telling:
    return Telling(shown_match.audience, shown_match.resource, shown_match.wished)
