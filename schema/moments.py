"""Days and moments as clients write them: a moment says its offset from UTC, and neither lies outside living memory."""

from datetime import UTC, date, datetime
from operator import methodcaller
from typing import Any

import strawberry
from strawberry.exceptions import StrawberryInputCoercionError

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Sums with days beyond these would leave the calendar, and break whoever reads them later."""

NO_MOMENT = (
    "时间请写成 2026-03-02T09:00:00+08:00 的样子，要带时区。"
    " A moment is written like 2026-03-02T09:00:00+08:00, with its offset."
)
NO_DAY = "日期请写成 2026-03-02 的样子。 A day is written like 2026-03-02."


def _moment(given: object) -> datetime:
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise StrawberryInputCoercionError(NO_MOMENT)
    return moment.astimezone(UTC)


def _day(given: object) -> date:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise StrawberryInputCoercionError(NO_DAY)
    return day


SCALARS: dict[object, Any] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="时刻，ISO 8601，带时区，例如 2026-03-02T09:00:00+08:00。",
        serialize=methodcaller("isoformat"),
        parse_value=_moment,
    ),
    date: strawberry.scalar(
        name="Date", description="日期，例如 2026-03-02。", serialize=methodcaller("isoformat"), parse_value=_day
    ),
}
"""What stands for these types in the schema."""
