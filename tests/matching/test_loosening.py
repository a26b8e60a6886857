"""What loosening one rule brings: as many candidates as it says, whoever counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Loosening, NeedRecord, Point, ResourceRecord, WeeklyHours, Window, loosenings
from matching.loosening import FEW, RULES
from tests.matching.makers import COMMUNITY, HOME, NOW, matcher, need, resource

DAY = timedelta(days=1)
FAR = Point(25.06, 102.71)
"""2.2 km from home."""

NEEDS = st.builds(
    lambda point, day, hours, kind, age, groups: need(
        point=point,
        window=None if day is None else Window(NOW + day * DAY, NOW + day * DAY + timedelta(hours=hours)),
        kind=kind,
        age=age,
        groups=groups,
    ),
    st.sampled_from([None, HOME]),
    st.none() | st.integers(0, 5),
    st.sampled_from([2, 8, 30]),
    st.sampled_from([None, "SERVICE"]),
    st.none() | st.sampled_from([50, 58, 70]),
    st.sampled_from([frozenset[str](), frozenset({"老人"})]),
)
OFFERS = st.builds(
    lambda key, serves, base, radius, path, hours, notice, kind, least, groups, members, age, paused: resource(
        key,
        serves=serves,
        bases=(base,),
        radius_m=radius,
        region_paths=(path,),
        home_region_path=path,
        weekly_hours=hours,
        minimum_notice_hours=notice,
        kind=kind,
        min_age=least,
        groups=groups,
        members_only=members,
        confirmed_at=NOW - age * DAY,
        paused_until=NOW + DAY if paused else None,
    ),
    st.text("abcdefgh", min_size=1, max_size=2),
    st.sampled_from(["REGIONS", "RADIUS", "RADIUS"]),
    st.sampled_from([HOME, Point(25.05, 102.71), FAR, Point(25.2, 102.8)]),
    st.sampled_from([500, 1_500, 9_000]),
    st.sampled_from([COMMUNITY, COMMUNITY[:12], "KM01PL01JM01BT02", "KM01PL01JM02", "KM01WH01AB01CD01", "QJ01"]),
    st.sampled_from([(), (), (WeeklyHours(5, 540, 720),), (WeeklyHours(1, 540, 720),)]),
    st.sampled_from([0, 0, 60]),
    st.sampled_from(["SERVICE", "SERVICE", "GOODS"]),
    st.sampled_from([None, None, 55, 60]),
    st.sampled_from([frozenset[str](), frozenset[str](), frozenset({"残疾人"})]),
    st.sampled_from([None, None, "another partner"]),
    st.sampled_from([1, 1, 400]),
    st.sampled_from([False, False, False, True]),
)


def found(asked: NeedRecord, catalogue: Sequence[ResourceRecord]) -> tuple[Loosening, ...]:
    ranked = matcher(*catalogue)
    count = ranked.rank(asked, first=1, now=NOW).eligible_count
    offers = {offer.key: offer for offer in catalogue}
    return loosenings(ranked, asked, count, offers.__getitem__, NOW)


def loosened(one: Loosening, offer: ResourceRecord) -> ResourceRecord:
    """Give a record as it is where the rule is loosened for all."""
    limit = round(one.limit)
    changes: dict[str, dict[str, Any]] = {
        "STALE": {"confirmed_at": NOW},
        "RADIUS": {"radius_m": max(offer.radius_m, limit)},
        "AGE": {"min_age": None if offer.min_age is None else offer.min_age - limit},
        "GROUP": {"groups": frozenset()},
        "MEMBERS": {"members_only": None},
    }
    if one.rule == "REGION" and offer.serves == "REGIONS":
        return replace(offer, region_paths=tuple(climbed(path, limit) for path in offer.region_paths))
    if one.rule == "REGION":
        return replace(offer, home_region_path=climbed(offer.home_region_path[:12], limit))
    return replace(offer, **changes.get(one.rule, {}))


def climbed(path: str, levels: int) -> str:
    """Give the region that many levels up, at most the city."""
    return path[: max(4, len(path) - 4 * levels)]


def candidates(asked: NeedRecord, catalogue: Sequence[ResourceRecord]) -> set[str]:
    return {match.key for match in matcher(*catalogue).rank(asked, first=99, now=NOW).matches}


@settings(deadline=None, max_examples=50)
@given(NEEDS, st.lists(OFFERS, max_size=9, unique_by=lambda offer: offer.key))
def test_loosening_a_rule_adds_just_those_that_are_named(asked: NeedRecord, catalogue: list[ResourceRecord]) -> None:
    before = candidates(asked, catalogue)
    for one in found(asked, catalogue):
        wider = replace(asked, window=one.when) if one.rule == "TIME" else asked
        wider = replace(wider, kind=None) if one.rule == "KIND" else wider
        after = candidates(wider, [loosened(one, offer) for offer in catalogue])
        assert one.added > 0
        assert after - before == set(one.joining)
        assert before <= after


@settings(deadline=None, max_examples=50)
@given(NEEDS, st.lists(OFFERS, max_size=9, unique_by=lambda offer: offer.key))
def test_each_rule_is_named_once_the_best_first_and_only_where_candidates_are_few(
    asked: NeedRecord, catalogue: list[ResourceRecord]
) -> None:
    named = found(asked, catalogue)
    assert [one.added for one in named] == sorted((one.added for one in named), reverse=True)
    assert len({one.rule for one in named}) == len(named)
    assert {one.rule for one in named} <= set(RULES)
    if len(candidates(asked, catalogue)) >= FEW:
        assert named == ()


def test_widening_to_three_kilometres_brings_seven() -> None:
    near_by = [resource(f"{number}", serves="RADIUS", radius_m=1_000, bases=(FAR,)) for number in range(7)]
    farther = resource("far", serves="RADIUS", radius_m=1_000, bases=(Point(25.2, 102.8),))
    asked = need()
    (one,) = found(asked, [*near_by, farther])
    assert (one.rule, one.limit, one.unit, one.added) == ("RADIUS", 3_000, "METRE", 7)


def test_the_smallest_step_is_named_that_brings_enough() -> None:
    bases = (Point(25.045, 102.71), Point(25.055, 102.71), FAR, Point(25.08, 102.71))
    offers = [resource(str(at), serves="RADIUS", radius_m=100, bases=(base,)) for at, base in enumerate(bases)]
    (one,) = found(need(), offers)
    assert (one.limit, one.added) == (3_000, FEW)
    (one,) = found(need(), [*offers, resource("here"), resource("here too")])
    assert (one.limit, one.added) == (1_000, 1)
    assert found(need(), [*offers, *(resource(f"here {number}") for number in range(FEW))]) == ()


SATURDAY = Window(NOW + 5 * DAY, NOW + 5 * DAY + timedelta(hours=3))


def test_a_time_grows_by_a_day_each_way_and_then_to_the_week() -> None:
    fridays, tuesdays = (
        resource(weekly_hours=(WeeklyHours(4, 540, 720),)),
        resource(weekly_hours=(WeeklyHours(1, 540, 720),)),
    )
    (by_a_day,), (by_the_week,) = (found(need(window=SATURDAY), [one]) for one in (fridays, tuesdays))
    assert (by_a_day.rule, by_a_day.unit, by_a_day.added) == ("TIME", "DAY", 1)
    assert by_a_day.when == Window(SATURDAY.start - DAY, SATURDAY.end + DAY)
    assert (by_the_week.rule, by_the_week.unit) == ("TIME", "WEEK")
    assert by_the_week.when == Window(NOW, NOW + timedelta(days=6, hours=15))


def test_what_is_past_does_not_come_back() -> None:
    early_mondays = resource(weekly_hours=(WeeklyHours(0, 0, 60),))
    assert found(need(window=SATURDAY), [early_mondays]) == ()


@pytest.mark.parametrize(
    "fixed",
    [
        {"partner_key": "barred"},
        {"key": "returned"},
        {"paused_until": NOW + DAY},
        {"stock": 0},
        {"qualifications_absent": frozenset({"低压电工证"})},
    ],
)
def test_rules_of_safety_fairness_and_free_will_are_never_loosened(fixed: dict[str, Any]) -> None:
    asked = need(
        categories=("HOME_ELECTRIC",),
        barred_partners=frozenset({"barred"}),
        returned_resources=frozenset({"returned"}),
    )
    assert found(asked, [resource(**fixed)]) == ()
