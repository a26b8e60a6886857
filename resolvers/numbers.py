"""Numbers people can read out on the phone: PL-2026-000123."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

LOCAL = ZoneInfo("Asia/Shanghai")

_NEXT = text(
    "INSERT INTO number_counter (letters, year, last) VALUES (:letters, :year, :count)"
    " ON CONFLICT (letters, year) DO UPDATE SET last = number_counter.last + excluded.last RETURNING last",
)


async def next_numbers(session: AsyncSession, letters: str, now: datetime, count: int = 1) -> list[str]:
    """Return the next `count` numbers of a series in the local year of `now`; the counter's row queues writers."""
    year = now.astimezone(LOCAL).year
    last = (await session.execute(_NEXT, {"letters": letters, "year": year, "count": count})).scalar_one()
    return [f"{letters}-{year}-{running:06d}" for running in range(last - count + 1, last + 1)]


async def next_number(session: AsyncSession, letters: str, now: datetime) -> str:
    """Return the next number of a series."""
    return (await next_numbers(session, letters, now))[0]
