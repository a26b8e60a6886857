"""The indicators of a region: each with its definition, the period before and its own trend; no ranking of anybody."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from resolvers.indicators.definitions import Definition, IndicatorKind, IndicatorMeasure, definitions
from resolvers.indicators.figures import MOST_MONTHS, Figure, Indicators, Period, figures_of
from resolvers.refusals import InvalidInput
from schema.info import Info
from schema.phrases.language import ENGLISH
from schema.relations import shown, told
from schema.rules import OFFICER
from storage.tables import RegionRow

MONTHS = 12


@strawberry.type(name="IndicatorFigure", description="一项指标在一段时间里的数。")
class IndicatorFigureType:
    """One figure."""

    value: float | None = shown(OFFICER, "分母为零时为空；件数太少、可能让人认出是谁时也为空。")
    numerator: int | None = shown(OFFICER)
    denominator: int | None = shown(OFFICER)
    is_kept_back: bool = shown(OFFICER, "不到三件，不显示；能查看这些需求的工作人员总能看到。")

    @told(OFFICER, "首日。")
    def since(row: strawberry.Parent[Figure]) -> date:
        """Return the first day."""
        return row.period.since

    @told(OFFICER, "末日。")
    def until(row: strawberry.Parent[Figure]) -> date:
        """Return the last day."""
        return row.period.until

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Figure)


@strawberry.type(name="Indicator", description="一项指标：数、定义、上一段时间和自己的走势。")
class IndicatorType:
    """One indicator of a region."""

    region: strawberry.Private[RegionRow]
    figure: strawberry.Private[Figure]
    defined: strawberry.Private[Definition]

    @classmethod
    async def all_of(cls, info: Info, asked: Indicators) -> "list[IndicatorType]":
        """Return all indicators of a region in a period."""
        context = info.context.context
        defined = definitions(context.now(), context.vocabulary)
        figures = await _figures(info, asked.region, [(kind, asked.period) for kind in defined])
        return [cls(region=asked.region, figure=one, defined=defined[one.kind]) for one in figures]

    @told(OFFICER, "哪一项。")
    def kind(self) -> IndicatorKind:
        """Return which it is."""
        return self.figure.kind

    @told(OFFICER, "用什么来表示。")
    def measure(self) -> IndicatorMeasure:
        """Return in what its value is told."""
        return self.defined.measure

    @told(OFFICER, "定义：数的是什么，除以什么。")
    def definition(self, info: Info) -> str:
        """Return the sentence that defines it."""
        return self.defined.en if info.context.language == ENGLISH else self.defined.zh

    @told(OFFICER, "分母为零，或件数太少不便显示时为空。")
    def value(self) -> float | None:
        """Return the figure."""
        return self.figure.value

    @told(OFFICER, "分子；用 needs 的 counted 可以看到是哪些。")
    def numerator(self) -> int | None:
        """Return what stands above the line."""
        return self.figure.numerator

    @told(OFFICER, "分母。")
    def denominator(self) -> int | None:
        """Return what stands below the line."""
        return self.figure.denominator

    @told(OFFICER, "不到三件，不显示。")
    def is_kept_back(self) -> bool:
        """Whether so few needs make it that it is not told."""
        return self.figure.is_kept_back

    @told(OFFICER, "紧接着的前一段时间，天数相同。", of=IndicatorFigureType)
    async def previous(self, info: Info) -> Any:
        """Return the figure of as many days before."""
        (found,) = await _figures(info, self.region, [(self.figure.kind, self.figure.period.before())])
        return found

    @told(OFFICER, "按月的走势，旧的在前；只和自己比。", of=list[IndicatorFigureType])
    async def series(
        self,
        info: Info,
        months: Annotated[int, strawberry.argument(description="几个月，1 到 24。")] = MONTHS,
    ) -> Any:
        """Return the figures of whole months up to the one in which the period ends."""
        if not 1 <= months <= MOST_MONTHS:
            raise InvalidInput.at("months", "AT_MOST", MOST_MONTHS)
        periods = self.figure.period.months(months)
        return await _figures(info, self.region, [(self.figure.kind, one) for one in periods])


async def _figures(info: Info, region: RegionRow, asked: Sequence[tuple[IndicatorKind, Period]]) -> list[Figure]:
    """Return figures; those of several indicators in the same period are read together."""
    load = cast("Any", partial(figures_of, info.context.context, region))
    loader = info.context.loaders.batch(f"indicators {region.id}", load)
    return await loader.load_many(cast("list[UUID]", list(asked)))
