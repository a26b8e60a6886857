"""Working time: days by the public calendar with 调休, hours by the community's desk.

The calendar of a year that is not published yet falls back to weekends and the statutory feasts the package knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from resolvers.numbers import LOCAL

DAY = timedelta(days=1)
WorkingHours = Sequence[tuple[time, time]]


@cache
def _china() -> holidays.HolidayBase:
    return holidays.country_holidays("CN", language="zh_CN")


@cache
def is_working_day(day: date) -> bool:
    """Whether a day is worked, make-up Saturdays and Sundays included."""
    return _china().is_working_day(day)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Local working hours of a working day, in order and not overlapping; at least one span."""

    hours: tuple[tuple[time, time], ...]

    def add_days(self, start: datetime, days: int) -> datetime:
        """Return the end of work on the `days`-th working day after the day of `start` (itself not counted)."""
        day = start.astimezone(LOCAL).date()
        left = days
        while left > 0:
            day += DAY
            left -= is_working_day(day)
        return datetime.combine(day, self.hours[-1][1], LOCAL)

    def add_hours(self, start: datetime, hours: int) -> datetime:
        """Return the moment when `hours` hours of work have passed since `start`."""
        left = timedelta(hours=hours)
        at = start.astimezone(LOCAL)
        day = at.date()
        while True:
            if is_working_day(day):
                for opens, closes in self.hours:
                    begin = max(at, datetime.combine(day, opens, LOCAL))
                    end = datetime.combine(day, closes, LOCAL)
                    if begin < end:
                        if left <= end - begin:
                            return begin + left
                        left -= end - begin
            day += DAY
