"""Every hard rule keeps out what it names, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from matching import Point, ResourceRecord, WeeklyHours, Window, failures, free_windows, levels_apart, metres_between
from tests.matching.makers import COMMUNITY, HOME, NOW, SETTINGS, VOCABULARY, matcher, need, resource

MONDAY_MORNING = Window(datetime(2026, 3, 9, 1, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC))
MONDAY_NINE_TO_ELEVEN = WeeklyHours(0, 9 * 60, 11 * 60)


@pytest.mark.parametrize(
    ("rule", "of_need", "of_resource"),
    [
        ("KIND", {"kind": "GOODS"}, {}),
        ("REGION", {"region_path": "KM01PL01JM02"}, {}),
        ("RADIUS", {}, {"serves": "RADIUS", "radius_m": 500, "bases": (Point(25.05, 102.71),)}),
        ("REGION", {"point": None, "region_path": "KM01WH01"}, {"serves": "RADIUS", "radius_m": 500}),
        ("CAPACITY", {}, {"stock": 0}),
        ("NOTICE", {"window": Window(NOW, NOW + timedelta(hours=2))}, {"minimum_notice_hours": 3.0}),
        ("WINDOW", {"window": MONDAY_MORNING}, {"weekly_hours": (WeeklyHours(1, 540, 660),)}),
        ("AGE", {"age": 59}, {"min_age": 60}),
        ("AGE", {"age": 13}, {"max_age": 12}),
        ("GROUP", {"groups": frozenset({"STUDENT"})}, {"groups": frozenset({"VETERAN"})}),
        ("MEMBERS", {}, {"members_only": "union"}),
        ("PAUSED", {}, {"paused_until": NOW + timedelta(days=1)}),
        ("STALE", {}, {"confirmed_at": NOW - timedelta(days=181), "confirm_every_days": 90}),
        ("BARRED", {"barred_partners": frozenset({"partner of resource"})}, {}),
        ("RETURNED", {"returned_resources": frozenset({"resource"})}, {}),
        ("QUALIFICATION", {"categories": ("HOME_ELECTRIC",)}, {"qualifications_absent": frozenset({"低压电工证"})}),
        ("COUNTERPARTY", {"categories": ("ESTATE_FEE",)}, {"partner_name": "某物业公司"}),
    ],
)
def test_a_rule_keeps_a_resource_out_and_says_so(
    rule: str,
    of_need: dict[str, Any],
    of_resource: dict[str, Any],
) -> None:
    asked, offered = need(**of_need), resource(**of_resource)
    assert [failure.rule for failure in failures(asked, offered, VOCABULARY, SETTINGS, NOW)] == [rule]
    ranking = matcher(offered, resource("other", serves="REMOTE", kind=asked.kind or "SERVICE")).rank(
        asked,
        first=5,
        now=NOW,
    )
    assert [match.key for match in ranking.matches] == ["other"]
    assert [(miss.key, miss.rule) for miss in ranking.near_misses] == [("resource", rule)]


@pytest.mark.parametrize("nature", ["QUESTION", "COMPLAINT"])
def test_only_help_and_suggestions_are_matched(nature: str) -> None:
    ranking = matcher(resource()).rank(need(nature=nature), first=5, now=NOW)
    assert (ranking.matches, ranking.refused) == ((), "NATURE")


def test_a_plain_resource_breaks_no_rule() -> None:
    assert failures(need(), resource(), VOCABULARY, SETTINGS, NOW) == []


def test_a_remote_resource_serves_everywhere() -> None:
    assert failures(need(region_path="XX99"), resource(serves="REMOTE"), VOCABULARY, SETTINGS, NOW) == []


def test_a_need_without_a_place_may_be_served_by_anybody() -> None:
    assert failures(need(region_path="", point=None), resource(), VOCABULARY, SETTINGS, NOW) == []


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert metres_between(Point(25, 102), Point(26, 102)) == pytest.approx(111_194.9, abs=0.1)


@pytest.mark.parametrize(
    ("there", "levels"),
    [(COMMUNITY, 0), ("KM01PL01JM01BT02", 1), ("KM01PL01JM02", 2), ("KM01WH01", 3), ("CD01", 4)],
)
def test_levels_are_climbed_to_the_shared_region(there: str, levels: int) -> None:
    assert levels_apart(COMMUNITY, there) == levels


def test_free_time_is_the_weekly_hours_without_what_is_taken() -> None:
    nine = datetime(2026, 3, 9, 1, tzinfo=UTC)
    taken = Window(nine + timedelta(minutes=30), nine + timedelta(minutes=60))
    offered = resource(weekly_hours=(MONDAY_NINE_TO_ELEVEN,), busy=(taken,))
    free = free_windows(offered, Window(NOW, NOW + timedelta(days=8)), "Asia/Shanghai")
    minutes = [(window.start - nine, window.end - nine) for window in free]
    half_hour = timedelta(minutes=30)
    week = timedelta(days=7)
    assert minutes == [(-week, -week + 4 * half_hour), (timedelta(0), half_hour), (2 * half_hour, 4 * half_hour)]


def test_a_closed_day_has_no_free_time() -> None:
    closed: ResourceRecord = resource(
        weekly_hours=(MONDAY_NINE_TO_ELEVEN,), closed_days=frozenset({datetime(2026, 3, 9, tzinfo=UTC).date()})
    )
    assert free_windows(closed, MONDAY_MORNING, "Asia/Shanghai") == ()


def test_home_is_where_it_is() -> None:
    assert metres_between(HOME, HOME) == 0
