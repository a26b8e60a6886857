"""The figures of a region: one statement counts all indicators asked for in a period.

Figures that point at few people are for those who read these needs anyway; for everybody else they begin at the
number from which neighbours are told one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching.fairness import spread_of_chances
from resolvers.access import OFFICERS, READERS, within
from resolvers.context import Context
from resolvers.indicators.definitions import (
    Definition,
    IndicatorKind,
    IndicatorMeasure,
    IndicatorPart,
    definitions,
    finished_at,
    offering_partners,
)
from resolvers.indicators.elapsed import Elapsed
from resolvers.numbers import LOCAL
from resolvers.refusals import InvalidInput
from storage.standing import Purpose
from storage.tables import DispatchRow, NeedRow, PartnerRow, RegionRow

LONGEST_DAYS = 366
USUAL_DAYS = 30
MOST_MONTHS = 24
MONTHS_A_YEAR = 12
A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days, the first and the last both included."""

    since: date
    until: date

    def moments(self) -> tuple[datetime, datetime]:
        """Return when it begins, and when it is over."""
        return (
            datetime.combine(self.since, time.min, LOCAL),
            datetime.combine(self.until + A_DAY, time.min, LOCAL),
        )

    def before(self) -> "Period":
        """Return as many days just before."""
        return Period(self.since - (self.until - self.since) - A_DAY, self.since - A_DAY)

    def months(self, count: int) -> list["Period"]:
        """Return so many whole months, oldest first, the last one that in which the period ends."""
        last = self.until.year * MONTHS_A_YEAR + self.until.month - 1
        return [_month(one) for one in range(last - count + 1, last + 1)]


def _month(number: int) -> Period:
    begins = date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)
    ends = date((number + 1) // MONTHS_A_YEAR, (number + 1) % MONTHS_A_YEAR + 1, 1)
    return Period(begins, ends - A_DAY)


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one period.

    `value` is None where nothing stands below the line, and where so few needs do that the figure is kept back.
    """

    kind: IndicatorKind
    period: Period
    value: float | None
    numerator: int | None
    denominator: int | None
    is_kept_back: bool = False


@dataclass(frozen=True, slots=True)
class Indicators:
    """What a viewer may be told of a region's work in a period."""

    region: RegionRow
    period: Period


@dataclass(frozen=True, slots=True)
class Counted:
    """The needs that stand above or below the line of an indicator."""

    kind: IndicatorKind
    part: IndicatorPart
    period: Period

    def conditions(self, context: Context) -> list[ColumnElement[bool]]:
        """Return what a need must meet; only needs of regions whose needs the viewer reads are told apart."""
        defined = definitions(context.now(), context.vocabulary)[self.kind]
        counted = defined.above if self.part is IndicatorPart.NUMERATOR else defined.below
        return [
            *raised_in(self.period),
            counted,
            within(NeedRow.region_path, context.viewer.paths(*READERS)),
        ]


def period_of(since: date | None, until: date | None, now: datetime) -> Period:
    """Return the period asked for, the last thirty days by default; refuses one that is reversed or over a year."""
    today = now.astimezone(LOCAL).date()
    until = until or (today if since is None else max(since, today))
    since = since or until - (USUAL_DAYS - 1) * A_DAY
    if since > until:
        raise InvalidInput.at("period.until", "REVERSED")
    if (until - since).days >= LONGEST_DAYS:
        raise InvalidInput.at("period.since", "AT_MOST", LONGEST_DAYS)
    return Period(since, until)


async def indicators_in(context: Context, region_id: UUID, period: Period) -> Indicators | None:
    """Return the indicators of a region; None for whoever is neither its staff nor its officer."""
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
    if region is None or not context.viewer.reaches(region.path, *OFFICERS):
        return None
    return Indicators(region, period)


def raised_in(period: Period) -> list[ColumnElement[bool]]:
    """Return the conditions of needs that were raised in a period."""
    begins, ends = period.moments()
    return [NeedRow.created_at >= begins, NeedRow.created_at < ends]


async def figures_of(
    context: Context, region: RegionRow, asked: Sequence[tuple[IndicatorKind, Period]]
) -> list[Figure]:
    """Return the figures asked for, in order; periods that several ask for are read once."""
    kinds: dict[Period, list[IndicatorKind]] = defaultdict(list)
    for kind, period in dict.fromkeys(asked):
        kinds[period].append(kind)
    least = 0 if context.viewer.reaches(region.path, *READERS) else context.vocabulary.settings.similar_needs_shown_from
    found: dict[tuple[IndicatorKind, Period], Figure] = {}
    async with context.opened_for(Purpose.SYSTEM).database.read() as session:
        reading = _Reading(session, region, definitions(context.now(), context.vocabulary))
        for period, wanted in kinds.items():
            for figure in await reading.figures(period, wanted):
                found[figure.kind, period] = _told(figure, least)
    return [found[one] for one in asked]


def _told(figure: Figure, least: int) -> Figure:
    """Return a figure, emptied where fewer needs than `least` make it, above the line or beside it."""
    above, below = figure.numerator or 0, figure.denominator or 0
    if figure.kind is IndicatorKind.LOAD or not any(0 < count < least for count in (above, below, below - above)):
        return figure
    return Figure(figure.kind, figure.period, None, None, None, is_kept_back=True)


@dataclass(frozen=True, slots=True)
class _Reading:
    session: AsyncSession
    region: RegionRow
    defined: Mapping[IndicatorKind, Definition]

    async def figures(self, period: Period, kinds: Collection[IndicatorKind]) -> list[Figure]:
        counts = await self._counts(period, kinds)
        found = []
        for kind in kinds:
            above, below = counts[kind]
            value: float | None = None
            match self.defined[kind].measure:
                case IndicatorMeasure.COUNT:
                    value = above
                case IndicatorMeasure.SHARE:
                    value = above / below if below else None
                case IndicatorMeasure.HOURS:
                    value = await self._median(period, kind, below)
                case IndicatorMeasure.GINI:
                    value, above, below = await self._load(period)
            found.append(Figure(kind, period, value, above, below))
        return found

    def _needs(self, period: Period) -> list[ColumnElement[bool]]:
        return [within(NeedRow.region_path, [self.region.path]), *raised_in(period)]

    async def _counts(self, period: Period, kinds: Collection[IndicatorKind]) -> dict[IndicatorKind, tuple[int, int]]:
        columns: list[ColumnElement[int]] = []
        for kind in kinds:
            one = self.defined[kind]
            columns += [func.count().filter(one.above), func.count().filter(one.below)]
        statement = select(*columns).select_from(NeedRow).where(*self._needs(period))
        line = (await self.session.execute(statement)).one()
        return {kind: (line[2 * at], line[2 * at + 1]) for at, kind in enumerate(kinds)}

    async def _median(self, period: Period, kind: IndicatorKind, count: int) -> float | None:
        """Return the median of the hours; of an even number of needs, the mean of the two in the middle."""
        if not count:
            return None
        end: Any = finished_at if kind is IndicatorKind.HOURS_TO_FINISH else NeedRow.accepted_at
        middle = await self.session.execute(
            select(NeedRow.created_at, end)
            .where(*self._needs(period), self.defined[kind].below)
            .order_by(Elapsed(end, NeedRow.created_at))
            .offset((count - 1) // 2)
            .limit(2 - count % 2)
        )
        hours: list[float] = [(ended - raised) / AN_HOUR for raised, ended in middle]
        return sum(hours) / len(hours)

    async def _load(self, period: Period) -> tuple[float | None, int, int]:
        partners = (await self.session.scalars(select(PartnerRow.id).where(offering_partners(self.region)))).all()
        if not partners:
            return None, 0, 0
        taken = await self.session.execute(
            select(DispatchRow.partner_id, func.count())
            .join(NeedRow, NeedRow.id == DispatchRow.need_id)
            .where(*self._needs(period), DispatchRow.taken_at.is_not(None))
            .group_by(DispatchRow.partner_id)
        )
        times = {partner: count for partner, count in taken}  # noqa: C416 - a row is no pair to the type checker
        spread = spread_of_chances([times.get(one, 0) for one in partners])
        return spread.gini, spread.with_chance, spread.partners
