from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, make_url, select
from sqlalchemy.exc import StatementError

from storage.columns import UtcDateTime
from storage.engine import Database
from storage.tables import RegionRow
from tests.storage.rows import Rows, keep

SHANGHAI = timezone(timedelta(hours=8))
DIALECTS = st.sampled_from(
    [make_url(f"{driver}://").get_dialect()() for driver in ("sqlite+aiosqlite", "postgresql+asyncpg")]
)
ZONES = st.integers(min_value=-23 * 60, max_value=23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(moment=st.datetimes(timezones=ZONES).filter(lambda moment: 1 < moment.year < 9999), dialect=DIALECTS)
def test_moment_comes_back_as_the_same_moment_in_utc(moment: datetime, dialect: Dialect) -> None:
    column = UtcDateTime()
    back = column.process_result_value(column.process_bind_param(moment, dialect), dialect)
    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC


@given(moment=st.datetimes(), dialect=DIALECTS)
def test_naive_moment_is_refused(moment: datetime, dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(moment, dialect)


async def test_moment_survives_the_database(database: Database, rows: Rows) -> None:
    written = datetime(2026, 3, 2, 9, 30, 0, 123_456, tzinfo=SHANGHAI)
    await keep(database, rows.region(created_at=written))
    async with database.read() as session:
        read = await session.scalar(select(RegionRow.created_at))
    assert read == written
    assert read is not None
    assert read.utcoffset() == timedelta(0)


async def test_moments_are_ordered_as_they_happened(database: Database, rows: Rows) -> None:
    moments = [datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 3, 2, 8, 59, tzinfo=SHANGHAI)]
    await keep(database, *(rows.region(f"000{n}", created_at=moment) for n, moment in enumerate(moments)))
    async with database.read() as session:
        ordered = (await session.scalars(select(RegionRow.created_at).order_by(RegionRow.created_at))).all()
    assert ordered == sorted(moments)


async def test_naive_moment_never_reaches_the_database(database: Database, rows: Rows) -> None:
    with pytest.raises(StatementError, match="time zone"):
        await keep(database, rows.region(created_at=rows.clock().replace(tzinfo=None)))


async def test_region_paths_are_ordered_byte_by_byte(database: Database, rows: Rows) -> None:
    paths = ["000a", "000B", "0001", "00010002", "0002"]
    await keep(database, *map(rows.region, paths))
    async with database.read() as session:
        assert (await session.scalars(select(RegionRow.path).order_by(RegionRow.path))).all() == sorted(paths)
        subtree = select(RegionRow.path).where(RegionRow.path >= "0001", RegionRow.path < "0002")
        assert set(await session.scalars(subtree)) == {"0001", "00010002"}
