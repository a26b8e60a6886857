import random
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.numbers import LOCAL
from resolvers.resource_drafts import OpenHours
from server.demo_base import DemoKeys, region_rows
from server.demo_life import plan_needs
from server.demo_records import read_demo_city
from server.demo_stage import Stage
from server.demo_times import Bookable, Bookings, by_day_after, by_day_before, open_hours

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is added


def test_hours_are_read_from_lines() -> None:
    assert open_hours(["6-7 09:00-12:30"]) == (OpenHours(5, 540, 750), OpenHours(6, 540, 750))
    assert open_hours(["2 00:00-24:00"]) == (OpenHours(1, 0, 1440),)


@given(MOMENTS)
def test_days_end_in_the_evening_and_begin_in_the_morning(moment: datetime) -> None:
    before, after = by_day_before(moment), by_day_after(moment)
    assert before <= moment <= after
    for one in (before, after):
        assert time(8, 30) <= one.astimezone(LOCAL).time() <= time(19, 30)
    assert after - before < timedelta(hours=13, microseconds=1)


def test_a_time_is_the_first_that_is_open_and_free() -> None:
    monday = datetime(2026, 3, 2, 9, 0, tzinfo=LOCAL)
    hall = Bookable("hall", open_hours(["2 09:00-11:00", "4 14:00-16:00"]), capacity=1, notice_hours=0)
    bookings = Bookings()
    first = bookings.first_free(hall, monday, 120, 1)
    assert first == datetime(2026, 3, 3, 9, 0, tzinfo=LOCAL)
    bookings.book(hall, first, 120, 1)
    second = bookings.first_free(hall, monday, 90, 1)
    assert second == datetime(2026, 3, 5, 14, 0, tzinfo=LOCAL)
    assert bookings.first_free(hall, monday, 180, 1) is None
    assert bookings.first_free(hall, monday, 60, 2) is None


@pytest.mark.parametrize("hours", range(0, 7 * 24, 31))
def test_lives_fit_before_any_moment_of_the_week(hours: int) -> None:
    city = read_demo_city()
    bits = random.Random(hours).getrandbits  # noqa: S311 - keys of a test
    now = datetime(2026, 12, 28, 0, 7, tzinfo=UTC) + timedelta(hours=hours)
    keys = DemoKeys(regions=region_rows(city.regions, lambda: UUID(int=bits(128)), now))
    steps = plan_needs(Stage(city, keys, now))
    assert max(step.at for step in steps) <= now
    assert {step.about for step in steps} == city.needs.keys()
    assert [step.at for step in steps] == sorted(step.at for step in steps)
