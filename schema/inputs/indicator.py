"""Inputs about indicators: a period, and what was counted in it."""

from datetime import date, datetime

import strawberry

from resolvers.indicators.figures import Counted, Period, period_of
from schema.words import IndicatorKind, IndicatorPart


@strawberry.input(description="一段时间，首日和末日都算，最多 366 天；不写为到今天为止的 30 天。")
class PeriodInput:
    """Whole local days."""

    since: date | None = None
    until: date | None = None

    def period(self, now: datetime) -> Period:
        """Return the period as the resolvers take it."""
        return period_of(self.since, self.until, now)


@strawberry.input(description="某项指标在一段时间里数进分子或分母的需求。")
class CountedInput:
    """What an indicator counts."""

    indicator: IndicatorKind
    part: IndicatorPart = IndicatorPart.NUMERATOR
    period: PeriodInput | None = None

    def counted(self, now: datetime) -> Counted:
        """Return what is counted as the resolvers take it."""
        return Counted(self.indicator, self.part, (self.period or PeriodInput()).period(now))
