"""Dates as people write them: 2024.9.16, 2024年9月16日, 9月16日, and two of them with a dash between."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from matching import normalise
from resolvers.lists.sheet import Cell
from resolvers.numbers import LOCAL

FIRST_SERIAL, LAST_SERIAL = 30_000, 80_000
SERIAL_ORIGIN = date(1899, 12, 30)
JUST_MISSED = timedelta(days=60)
"""A wish that old is a wish of this year, not of the next."""

FARTHEST_YEARS = 4
"""29 February comes at least that often."""

_SEPARATOR = r"\s*[-./年]\s*"
_FULL = re.compile(rf"(20\d\d){_SEPARATOR}(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*[日号]?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d{1,2})\s*[月./]\s*(\d{1,2})\s*[日号]?")
_MONTH = re.compile(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*月?")
_TIME = re.compile(r"\s*(?:t|上午|下午)?\s*\d{1,2}[:时点]\d{0,2}(?::\d\d)?(?:分)?$")
_RANGE = re.compile(r"\s*(?:至|到|~|—+|--|-(?=\s*\d+\s*月)|(?<=[日号])-|-(?=\s*20\d\d))\s*")
_END_WORDS = re.compile(r"(?:之前|以前|前|之内|内|止|截止|完成|底)+$")
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?:\s*年|[-._]|(?!\d))")


class ImpossibleDateError(ValueError):
    """A date that is written in full but stands in no calendar."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


def year_named_in(text: str) -> int | None:
    """Return the year a heading or a file name speaks of.

    >>> year_named_in("白塔社区2024年需求清单"), year_named_in("需求清单"), year_named_in("13800020241")
    (2024, None, None)
    """
    found = _YEAR.search(text)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a date without a year means: the year of the list, else the year that makes sense.

    `looks_ahead` is for wishes and deadlines, which lie before us; other dates lie behind us.
    """

    today: date
    year: int | None = None
    looks_ahead: bool = True

    def day(self, month: int, number: int) -> date:
        """Return the day that a month and a number name."""
        if self.year is not None:
            return _calendar_day(self.year, month, number)
        years = range(self.today.year - FARTHEST_YEARS, self.today.year + FARTHEST_YEARS + 1)
        days = [day for day in (_day_or_none(year, month, number) for year in years) if day is not None]
        if self.looks_ahead:
            days = [day for day in days if day >= self.today - JUST_MISSED]
        else:
            days = [day for day in reversed(days) if day <= self.today]
        if not days:
            raise ImpossibleDateError
        return days[0]


def read_date(cell: Cell, calendar: Calendar) -> date | None:
    """Return the day a cell names, the last one of several; None when it names none.

    Raises
    ------
    ImpossibleDateError
        For 2024.2.30 and the like.
    """
    span = read_span(cell, calendar)
    return None if span is None else span.last


def read_span(cell: Cell, calendar: Calendar) -> Span | None:
    """Return the days a cell names, one day or from one to another; see `read_date`."""
    if isinstance(cell, datetime):
        return Span(cell.date(), cell.date())
    if isinstance(cell, date):
        return Span(cell, cell)
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    return _span_of_text(cell, calendar) if isinstance(cell, str) else None


@lru_cache(maxsize=1_024)
def _span_of_text(text: str, calendar: Calendar) -> Span | None:
    first_text, *more = _RANGE.split(normalise(text), maxsplit=1)
    first = _one_day(first_text, calendar)
    if first is None or not more:
        return first
    last = _one_day(more[0], Calendar(first.first + JUST_MISSED, calendar.year))
    return Span(first.first, last.last) if last is not None and first.first <= last.last else None


@lru_cache(maxsize=1_024)
def end_of_day(day: date) -> datetime:
    """Return the last second of a local day, as an aware moment in UTC."""
    return datetime.combine(day, time(23, 59, 59), LOCAL).astimezone(UTC)


@lru_cache(maxsize=1_024)
def start_of_day(day: date) -> datetime:
    """Return the first moment of a local day, as an aware moment in UTC."""
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)


def _from_number(number: float) -> Span | None:
    """Read 20240916, or the count of days a spreadsheet stores a date as."""
    if FIRST_SERIAL < number < LAST_SERIAL:
        day = SERIAL_ORIGIN + timedelta(days=int(number))
        return Span(day, day)
    compact = _COMPACT.fullmatch(str(number))
    if compact is None:
        return None
    day = _calendar_day(*map(int, compact.groups()))
    return Span(day, day)


def _one_day(text: str, calendar: Calendar) -> Span | None:
    plain = _END_WORDS.sub("", _TIME.sub("", text.strip()).strip())
    full = _FULL.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if full is not None:
        day = _calendar_day(*map(int, full.groups()))
        return Span(day, day)
    month = _MONTH.fullmatch(plain)
    if month is not None:
        first = _calendar_day(int(month[1]), int(month[2]), 1)
        return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    short = _SHORT.fullmatch(plain)
    if short is not None:
        day = calendar.day(int(short[1]), int(short[2]))
        return Span(day, day)
    return None


def _calendar_day(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise ImpossibleDateError from None


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
