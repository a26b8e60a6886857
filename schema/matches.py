"""What is said of matches: columns of the types in schema/nodes, whose objects are those of resolvers/matches."""

from math import isfinite

import strawberry

from matching import Part
from resolvers.dangers import FoundDanger
from resolvers.matches.of_need import PartMatches
from resolvers.matches.shown import Audience, NeedMatch, ResourceMatch, ResourceNearMiss
from schema.info import Info
from schema.phrases import phrases_in
from schema.phrases.matches import Telling, match_phrases_in
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


@strawberry.type(description="一次排序的凭据,派单时带回,用来改进匹配。")
class RankingStamp:
    """Proof of what was ranked when."""

    id: str = shown(CONCERNED)
    model_version: str = shown(CONCERNED)


@strawberry.type(description="分数里的一项。")
class ScorePart:
    """One named share of a score."""

    code: str = shown(STAFF)
    label: str = shown(STAFF)
    value: float | None = shown(STAFF, "看到的数值,以 unit 计。")
    unit: str | None = shown(STAFF)
    points: float = shown(STAFF, "加了或减了多少分(对数几率)。")
    sentence: str = shown(STAFF)

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
        )


@strawberry.type
class MatchColumns:
    """A ranked resource, without the resource."""

    @told(CONCERNED, "第几,从 1 起。")
    def position(row: strawberry.Parent[ResourceMatch]) -> int:
        """Return where it stands."""
        return row.match.position

    @told(STAFF, "对数几率,等于各项之和;只给工作人员。")
    def score(row: strawberry.Parent[ResourceMatch]) -> float | None:
        """Return the score, to staff."""
        return row.match.score if row.audience is Audience.STAFF else None

    @told(STAFF, "0 到 1;只给工作人员。")
    def probability(row: strawberry.Parent[ResourceMatch]) -> float | None:
        """Return the score's image between 0 and 1, to staff."""
        return row.match.probability if row.audience is Audience.STAFF else None

    @told(STAFF, "分数由哪几项组成;只给工作人员。")
    def parts(row: strawberry.Parent[ResourceMatch], info: Info) -> list[ScorePart] | None:
        """Return what the score is the sum of, to staff."""
        if row.audience is not Audience.STAFF:
            return None
        return [ScorePart.of(info, part, _telling(row)) for part in row.match.parts]

    @told(CONCERNED, "理由,最要紧的在前。")
    def sentences(row: strawberry.Parent[ResourceMatch], info: Info) -> list[str]:
        """Return why it stands there, as far as the reader is concerned."""
        return sentences_of(info, row)

    @told(STAFF, "派单前要核实的事;只给工作人员。")
    def remarks(row: strawberry.Parent[ResourceMatch], info: Info) -> list[str]:
        """Return what to look into, to staff."""
        if row.audience is not Audience.STAFF:
            return []
        qualifications = info.context.context.vocabulary.qualifications
        phrases = match_phrases_in(info.context.language)
        return [phrases.remark(remark, qualifications) for remark in row.match.remarks]


@strawberry.type
class NearMissColumns:
    """A resource kept out by one rule, without the resource."""

    @told(STAFF, "规则代码。")
    def rule(row: strawberry.Parent[ResourceNearMiss]) -> str:
        """Return the code of the rule."""
        return row.near_miss.rule

    @told(STAFF, "卡在哪里、差多少。")
    def sentence(row: strawberry.Parent[ResourceNearMiss], info: Info) -> str:
        """Return the rule and by how much it was missed."""
        return match_phrases_in(info.context.language).near_miss(row.near_miss)


@strawberry.type
class MatchesColumns:
    """The matches of a part, without the rows."""

    eligible_count: int = shown(CONCERNED, "符合条件的有几家。")

    @told(CONCERNED, "派单时带回。")
    def ranking(row: strawberry.Parent[PartMatches]) -> RankingStamp:
        """Return the stamp of this ranking."""
        return RankingStamp(id=row.ranking, model_version=row.model_version)

    @told(CONCERNED, "原话里的危险信号,先看这个。")
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


@strawberry.type
class NeedMatchColumns:
    """A need ranked for a resource, without the need."""

    @told(PARTNER, "第几,从 1 起。")
    def position(row: strawberry.Parent[NeedMatch]) -> int:
        """Return where it stands."""
        return row.match.position

    @told(STAFF, "对数几率;只给工作人员。")
    def score(row: strawberry.Parent[NeedMatch]) -> float | None:
        """Return the score, to staff."""
        return row.match.score if row.audience is Audience.STAFF else None

    @told(PARTNER, "理由,最要紧的在前。")
    def sentences(row: strawberry.Parent[NeedMatch], info: Info) -> list[str]:
        """Return why it stands there, as far as the reader is concerned."""
        return sentences_of(info, row)


def sentences_of(info: Info, shown_match: ResourceMatch | NeedMatch) -> list[str]:
    """Return the reasons of a match in the reader's language."""
    return match_phrases_in(info.context.language).sentences(shown_match.match, _telling(shown_match))


def _telling(shown_match: ResourceMatch | NeedMatch) -> Telling:
    return Telling(shown_match.audience, shown_match.resource, shown_match.wished)
