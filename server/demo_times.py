"""When things happen in the demo: by day, in order, and at hours when those who are asked are open."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from resolvers.life.slots import HALF_HOUR, half_hours
from resolvers.numbers import LOCAL
from resolvers.resource_drafts import OpenHours

MORNING = time(8, 30)
EVENING = time(19, 30)
FURTHEST = timedelta(days=30)
DAY = timedelta(days=1)


def open_hours(lines: Sequence[str]) -> tuple[OpenHours, ...]:
    """Return open hours from lines such as "1-5 09:00-17:00" or "6 09:00-12:00"; Monday is 1.

    >>> open_hours(["6-7 09:00-12:30"])
    (OpenHours(weekday=5, opens=540, closes=750), OpenHours(weekday=6, opens=540, closes=750))
    """
    return tuple(hours for line in lines for hours in _line(line))


def _line(line: str) -> Iterator[OpenHours]:
    days, times = line.split()
    opens, closes = (_minutes(each) for each in times.split("-"))
    for weekday in range(int(days[0]), int(days[-1]) + 1):
        yield OpenHours(weekday - 1, opens, closes)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def by_day_before(moment: datetime) -> datetime:
    """Return the latest moment of the day's working time at or before `moment`."""
    local = moment.astimezone(LOCAL)
    if local.time() < MORNING:
        return datetime.combine(local.date() - DAY, EVENING, LOCAL)
    return datetime.combine(local.date(), EVENING, LOCAL) if local.time() > EVENING else local


def by_day_after(moment: datetime) -> datetime:
    """Return the earliest moment of the day's working time at or after `moment`."""
    local = moment.astimezone(LOCAL)
    if local.time() > EVENING:
        return datetime.combine(local.date() + DAY, MORNING, LOCAL)
    return datetime.combine(local.date(), MORNING, LOCAL) if local.time() < MORNING else local


@dataclass(frozen=True, slots=True)
class Bookable:
    """What a time is looked for at: a resource's key, hours, places in a half hour and notice in hours."""

    key: str
    hours: tuple[OpenHours, ...]
    capacity: int
    notice_hours: int

    def is_open(self, at: datetime) -> bool:
        """Whether the half hour that begins at `at` lies in the open hours; without hours it always does."""
        local = at.astimezone(LOCAL)
        minute = local.hour * 60 + local.minute
        return not self.hours or any(
            one.weekday == local.weekday() and one.opens <= minute < one.closes for one in self.hours
        )


@dataclass(slots=True)
class Bookings:
    """The half hours the demo has given away, so that nothing is asked for that is taken."""

    taken: Counter[tuple[str, datetime]] = field(default_factory=Counter)

    def first_free(self, what: Bookable, after: datetime, minutes: int, quantity: int) -> datetime | None:
        """Return the first start from `after` at which everything is open and free by day; None within a month."""
        start = half_hours(after + HALF_HOUR - timedelta(microseconds=1), after + DAY)[0]
        last = start + FURTHEST
        while start < last:
            times = half_hours(start, start + timedelta(minutes=minutes))
            if by_day_after(start) == start and all(self._fits(what, at, quantity) for at in times):
                return start
            start += HALF_HOUR
        return None

    def book(self, what: Bookable, start: datetime, minutes: int, quantity: int) -> None:
        """Give the half hours away."""
        for at in half_hours(start, start + timedelta(minutes=minutes)):
            self.taken[what.key, at] += quantity

    def _fits(self, what: Bookable, at: datetime, quantity: int) -> bool:
        return what.is_open(at) and self.taken[what.key, at] + quantity <= what.capacity
