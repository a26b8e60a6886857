"""A plan of whom to ask for what, as staff look it through before anybody is asked."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers.plans.applying import dispatches_sent_with
from resolvers.plans.comparing import CANDIDATES
from resolvers.plans.preview import PlanLine, Uncovered, first_candidates
from resolvers.quantities import said
from schema.columns.need import NeedPart
from schema.connections import First
from schema.info import Info
from schema.nodes import Dispatch, Match, Need
from schema.phrases import phrases_in
from schema.places import Region
from schema.refusals import PlanOutdated, RankingUnknown
from schema.relations import shown, told
from schema.results import Asked, Success
from schema.rules import STAFF
from schema.words import Unit


@strawberry.type(name="PlanLine", description="方案的一行：请哪件资源办哪一项。")
class PlanLineType:
    """One dispatch as it would be sent."""

    number: int = shown(STAFF, "第几行，从 1 数起。")
    need: Need = strawberry.field(metadata=STAFF)
    part: NeedPart = strawberry.field(metadata=STAFF)
    starts_at: datetime | None = shown(STAFF, "约好的时间；为空就接单后商定。")
    ends_at: datetime | None = shown(STAFF)
    is_pinned: bool = shown(STAFF, "工作人员指定的。")

    @told(STAFF, "比较过的资源，每家一件，最合适的在前。", of=list[Match])
    def candidates(row: strawberry.Parent[PlanLine], first: First = CANDIDATES) -> Any:
        """Return whom the chosen one was compared with, itself among them."""
        return first_candidates(row, first)

    @told(STAFF, "选中的资源，和选它的理由。", of=Match)
    def match(row: strawberry.Parent[PlanLine]) -> Any:
        """Return the resource that was chosen, with its score and reasons."""
        return row.chosen

    @told(STAFF, "请对方出多少。")
    def quantity(row: strawberry.Parent[PlanLine]) -> Decimal:
        """Return what would be asked."""
        return said(row.quantity, row.part.unit)

    @told(STAFF, "计量单位。")
    def unit(row: strawberry.Parent[PlanLine]) -> Unit:
        """Return the unit of the part."""
        return Unit(row.part.unit)


@strawberry.type(name="PlanUncovered", description="没有排上的一项。")
class UncoveredType:
    """A part that is given to nobody."""

    need: Need = strawberry.field(metadata=STAFF)
    part: NeedPart = strawberry.field(metadata=STAFF)

    @told(STAFF, "合适而那天没有空的资源，最合适的在前。", of=list[Match])
    def candidates(row: strawberry.Parent[Uncovered], first: First = CANDIDATES) -> Any:
        """Return who fits and has no room left."""
        return first_candidates(row, first)

    @told(STAFF, "还缺多少。")
    def quantity(row: strawberry.Parent[Uncovered]) -> Decimal:
        """Return how much is left."""
        return said(row.quantity, row.part.unit)

    @told(STAFF, "为什么没有排上。")
    def sentence(row: strawberry.Parent[Uncovered], info: Info) -> str:
        """Return why, in words."""
        return phrases_in(info.context.language).uncovered[row.why]


@strawberry.type(name="PlanPreview", description="一天的派单方案，供工作人员看过、改过再派；还没有派出。")
class PlanPreviewType:
    """A plan before anybody is asked."""

    region: Region = strawberry.field(metadata=STAFF)
    day: date = shown(STAFF)
    stamp: str = shown(STAFF, "方案的凭据，派单时带回；一天内有效。")
    lines: list[PlanLineType] = shown(STAFF, "急的在前。")
    uncovered: list[UncoveredType] = shown(STAFF, "没有排上的。")
    covered: Decimal = shown(STAFF, "排上了几份；能拆分的按数量计，不拆分的一项算一份。")
    covered_at_most: Decimal = shown(STAFF, "最多能排上几份。")
    score: float = shown(STAFF, "各行分数之和(对数几率)。")
    points_short: float | None = shown(
        STAFF, "同样份数的方案最多还能高多少分，急的先排、机会均等都算在内；份数还能更多时为空。"
    )
    is_cut: bool = shown(STAFF, "待办的太多，只排了最急的。")
    partners_asked: int = shown(STAFF, "请了几家。")
    partners_possible: int = shown(STAFF, "比较过的共有几家。")
    most_of_one_partner: int = shown(STAFF, "最多的一家有几单。")
    rotation: float = shown(STAFF, "机会均等：同一家每多排一单，让出几分给别家。")
    least_probability: float = shown(STAFF, "把握低于它的没有排。")


@strawberry.type
class ApplyPlanSuccess(Success):
    """All dispatches of the plan, sent."""

    first: strawberry.Private[Any]

    @told(STAFF, "派出的全部派单。", of=list[Dispatch])
    async def dispatches(self, info: Info) -> Any:
        """Return the dispatches that were sent together."""
        return await dispatches_sent_with(info.context.context, self.first)


ApplyPlanResult: TypeAlias = Annotated[
    ApplyPlanSuccess | Asked | RankingUnknown | PlanOutdated,
    strawberry.union("ApplyPlanResult"),
]
