"""Whether a resource was confirmed within its rhythm: in Python for one row, in SQL for many."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement

from storage.columns import UtcDateTime
from storage.tables import ResourceRow

A_DAY = timedelta(days=1)


def confirm_by(resource: ResourceRow) -> datetime:
    """Return until when a resource counts as offered; afterwards its partner is asked again."""
    return resource.confirmed_at + resource.confirm_every_days * A_DAY


def is_fresh(resource: ResourceRow, now: datetime) -> bool:
    """Whether a resource was confirmed in time."""
    return confirm_by(resource) >= now


class Freshness(StrEnum):
    """确认过, 快到期, 已过期."""

    FRESH = "FRESH"
    DUE = "DUE"
    STALE = "STALE"


def freshness(resource: ResourceRow, now: datetime) -> Freshness:
    """Return how its confirmation stands; a fifth of the rhythm before its end it is due."""
    left = confirm_by(resource) - now
    if left < timedelta(0):
        return Freshness.STALE
    return Freshness.DUE if left < resource.confirm_every_days * A_DAY / 5 else Freshness.FRESH


class DaysBefore(FunctionElement[datetime]):
    """The moment so many whole days of 24 hours before another: `DaysBefore(moment, days)`."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(DaysBefore, "postgresql")
def _in_postgresql(element: DaysBefore, compiler: SQLCompiler, **options: Any) -> str:
    moment, days = element.clauses
    return f"({compiler.process(moment, **options)} - {compiler.process(days, **options)} * interval '24 hours')"


@compiles(DaysBefore, "sqlite")
def _in_sqlite(element: DaysBefore, compiler: SQLCompiler, **options: Any) -> str:
    """Give the moment in the very form in which moments are stored, so that texts compare as moments do."""
    moment, days = element.clauses
    days_back = literal("-") + cast(days, String) + literal(" days")
    return compiler.process(func.strftime("%Y-%m-%d %H:%M:%f000", moment, days_back), **options)


def fresh_resources(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a resource was confirmed in time, exact to the millisecond."""
    return ResourceRow.confirmed_at >= DaysBefore(literal(now, UtcDateTime), ResourceRow.confirm_every_days)
