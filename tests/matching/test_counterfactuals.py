"""The smallest change that puts a resource first: it really does, and nothing smaller that is listed does."""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    Change,
    Counterfactual,
    Matcher,
    MatchSettings,
    NeedRecord,
    Outcome,
    Point,
    ResourceRecord,
    WeeklyHours,
    Window,
    counterfactuals,
)
from matching.changes import changed, moved_wishes, possible_changes
from matching.counterfactuals import CLEAR_LEAD, effort
from tests.matching.makers import COMMUNITY, HOME, NOW, SETTINGS, VOCABULARY, matcher, need, resource

SHANGHAI = ZoneInfo(SETTINGS.time_zone)
DAY = timedelta(days=1)
SATURDAY = Window(datetime(2026, 3, 7, 9, tzinfo=SHANGHAI), datetime(2026, 3, 7, 12, tzinfo=SHANGHAI))
WEEKDAYS = tuple(WeeklyHours(weekday, 540, 1020) for weekday in range(5))
FRIEND = "KM01PL01JM01BT02"

WINDOWS = st.none() | st.builds(
    lambda day, start, length: Window(
        NOW + timedelta(days=day, hours=start), NOW + timedelta(days=day, hours=start + length)
    ),
    st.integers(0, 6),
    st.integers(0, 12),
    st.sampled_from([2, 5, 24, 60]),
)
NEEDS = st.builds(
    lambda window, quantity, categories: need(window=window, quantity=quantity, categories=categories),
    WINDOWS,
    st.integers(1, 8),
    st.sampled_from([(), ("HOME_ELECTRIC",)]),
)
OFFERS = st.builds(
    lambda key, text, hours, busy, stock, load, age, serves, base, radius, path, absent, asked: resource(
        key,
        text,
        weekly_hours=hours,
        busy=() if busy is None else (busy,),
        stock=stock,
        open_load=load,
        confirmed_at=None if age is None else NOW - timedelta(days=age),
        serves=serves,
        bases=(base,),
        radius_m=radius,
        region_paths=(path,),
        qualifications_absent=absent,
        outcomes=tuple(Outcome(NOW, taken=True, done=good) for good in asked),
    ),
    st.text("abcdefgh", min_size=1, max_size=2),
    st.sampled_from(["电工上门修跳闸、换灯泡", "电工上门修跳闸", "换灯泡"]),
    st.sampled_from([(), WEEKDAYS, (WeeklyHours(5, 600, 660), WeeklyHours(6, 0, 1440))]),
    st.none() | WINDOWS,
    st.none() | st.integers(0, 8),
    st.integers(0, 6),
    st.none() | st.sampled_from([0, 30, 89, 200]),
    st.sampled_from(["REGIONS", "REGIONS", "RADIUS"]),
    st.sampled_from([HOME, Point(25.05, 102.71), Point(25.06, 102.72)]),
    st.sampled_from([500, 1_500]),
    st.sampled_from([COMMUNITY[:12], COMMUNITY, FRIEND]),
    st.sampled_from([frozenset[str](), frozenset({"低压电工证"})]),
    st.lists(st.booleans(), max_size=3),
)
CATALOGUES = st.lists(OFFERS, min_size=2, max_size=5, unique_by=lambda offer: offer.key)


def come_true(change: Change, offer: ResourceRecord) -> ResourceRecord:
    """Change a record by what the change names, as somebody at a desk would enter it."""
    if change.kind == "FREE":
        assert change.when is not None
        return opened(offer, change.when)
    entered: dict[str, dict[str, Any]] = {
        "CONFIRMED": {"confirmed_at": NOW},
        "LOAD": {"open_load": offer.open_load - round(change.amount)},
        "STOCK": {"stock": (offer.stock or 0) + round(change.amount)},
        "RADIUS": {"radius_m": offer.radius_m + round(change.amount)},
        "REGION": {"region_paths": (*offer.region_paths, COMMUNITY)},
        "QUALIFICATION": {"qualifications_absent": offer.qualifications_absent - {change.subject}},
    }
    return replace(offer, **entered[change.kind])


def opened(offer: ResourceRecord, span: Window) -> ResourceRecord:
    """Open a resource minute by minute: its weekly hours grow, and what it had planned then is given up."""
    minutes: defaultdict[int, set[int]] = defaultdict(set)
    for hours in offer.weekly_hours:
        minutes[hours.weekday] |= set(range(hours.opens, hours.closes))
    busy = []
    for planned in offer.busy:
        moment = planned.start
        while moment < planned.end:
            if not span.start <= moment < span.end:
                busy.append(Window(moment, moment + timedelta(hours=1)))
            moment += timedelta(hours=1)
    moment = span.start
    while offer.weekly_hours and moment < span.end:
        local = moment.astimezone(SHANGHAI)
        minutes[local.weekday()].add(60 * local.hour + local.minute)
        moment += timedelta(minutes=1)
    joined = []
    for weekday, open_minutes in minutes.items():
        starts = sorted(minute for minute in open_minutes if minute - 1 not in open_minutes)
        ends = sorted(minute + 1 for minute in open_minutes if minute + 1 not in open_minutes)
        joined += [WeeklyHours(weekday, start, end) for start, end in zip(starts, ends, strict=True)]
    return replace(offer, weekly_hours=tuple(joined), busy=tuple(busy))


def explained(ranked: Matcher, asked: NeedRecord, catalogue: Sequence[ResourceRecord]) -> dict[str, Counterfactual]:
    offers = {offer.key: offer for offer in catalogue}
    ranking = ranked.rank(asked, first=10, now=NOW)
    return dict(counterfactuals(ranked, asked, ranking, offers.__getitem__, NOW))


def lead(ranked: Matcher, asked: NeedRecord, offer: ResourceRecord) -> float:
    """Return by how many points a resource, as the record describes it, leads all others; at most 0 if it does not."""
    matches = copy(ranked).update(changed=[offer]).rank(asked, first=2, now=NOW).matches
    if not matches or matches[0].key != offer.key:
        return -1.0
    return matches[0].score - matches[1].score if len(matches) > 1 else 99.0


@settings(deadline=None, max_examples=40)
@given(NEEDS, CATALOGUES)
def test_what_is_named_puts_a_resource_first_once_it_comes_true(
    asked: NeedRecord, catalogue: list[ResourceRecord]
) -> None:
    ranked = matcher(*catalogue)
    for key, found in explained(ranked, asked, catalogue).items():
        offer, moved = next(offer for offer in catalogue if offer.key == key), asked
        for change in found.changes:
            if change.kind == "MOVED":
                moved = replace(asked, window=change.when)
            else:
                offer = come_true(change, offer)
        ranking = copy(ranked).update(changed=[offer]).rank(moved, first=1, now=NOW)
        assert ranking.matches[0].key == key
        assert ranking.matches[0].score == pytest.approx(found.score, abs=1e-9)


@settings(deadline=None, max_examples=20)
@given(NEEDS, CATALOGUES)
def test_no_smaller_change_does_and_where_none_is_named_none_does(
    asked: NeedRecord, catalogue: list[ResourceRecord]
) -> None:
    ranked = matcher(*catalogue)
    ranking = ranked.rank(asked, first=10, now=NOW)
    found = explained(ranked, asked, catalogue)
    for key in [match.key for match in ranking.matches[1:]] + [miss.key for miss in ranking.near_misses]:
        offer = next(offer for offer in catalogue if offer.key == key)
        listed = possible_changes(asked, offer, VOCABULARY, SETTINGS, NOW)
        pairs = [pair for pair in combinations(listed, 2) if pair[0].kind != pair[1].kind]
        for choice in [*((change,) for change in listed), *pairs]:
            if key in found and effort(choice) >= effort(found[key].changes):
                continue
            version = offer
            for change in choice:
                version = changed(asked, version, change, SETTINGS, NOW)
            assert lead(ranked, asked, version) <= 2 * CLEAR_LEAD
        for move, moved in moved_wishes(asked, SETTINGS, NOW):
            if key not in found or effort((move,)) < effort(found[key].changes):
                assert [match.key for match in ranked.rank(moved, first=1, now=NOW).matches] != [key]


@settings(deadline=None, max_examples=25)
@given(NEEDS, OFFERS)
def test_every_listed_change_speaks_for_the_resource_and_says_how_much_it_is(
    asked: NeedRecord, offer: ResourceRecord
) -> None:
    ranked = matcher(offer)
    before = ranked.rank_one(asked, offer.key, NOW).score
    for change in possible_changes(asked, offer, VOCABULARY, SETTINGS, NOW):
        assert change.amount > 0
        version = changed(asked, offer, change, SETTINGS, NOW)
        assert ranked.score(asked, version, NOW).score >= before - 1e-9
        entered = ranked.score(asked, come_true(change, offer), NOW)
        assert entered.score == pytest.approx(ranked.score(asked, version, NOW).score, abs=1e-9)


def only(asked: NeedRecord, *catalogue: ResourceRecord, key: str) -> tuple[Change, ...]:
    return explained(matcher(*catalogue), asked, catalogue)[key].changes


def test_free_on_saturday_it_would_come_first() -> None:
    far = resource("far", bases=(Point(25.06, 102.73),), weekly_hours=(WeeklyHours(5, 540, 720),))
    near = resource("near", weekly_hours=WEEKDAYS)
    asked = need(window=SATURDAY)
    (change,) = only(asked, far, near, key="near")
    assert (change.kind, change.before, change.after, change.unit) == ("FREE", 0.0, 3.0, "HOUR")
    assert change.when == SATURDAY


def test_another_day_of_the_same_week_is_named_where_the_resource_is_free_then() -> None:
    sundays = resource("sundays", weekly_hours=(WeeklyHours(6, 540, 720),), paused_until=None)
    asked = need(window=SATURDAY)
    moves = [change.when for change, _ in moved_wishes(asked, SETTINGS, NOW)]
    assert [when.start - SATURDAY.start for when in moves if when] == [days * DAY for days in (-1, 1, -2, -3, -4, -5)]
    ranked = matcher(sundays)
    ranking = ranked.rank(asked, first=5, now=NOW)
    found = counterfactuals(ranked, asked, ranking, {"sundays": sundays}.__getitem__, NOW)
    assert [miss.rule for miss in ranking.near_misses] == ["WINDOW"]
    assert [change.kind for change in found["sundays"].changes] == ["FREE"]
    assert moved_wishes(need(), SETTINGS, NOW) == []
    assert moved_wishes(need(window=Window(SATURDAY.start, SATURDAY.start + 2 * DAY)), SETTINGS, NOW) == []


def test_a_day_on_which_it_is_free_already_is_named_when_notice_forbids_the_wished_one() -> None:
    slow = resource("slow", minimum_notice_hours=140)
    (change,) = only(need(window=SATURDAY), slow, key="slow")
    assert (change.kind, change.after, change.unit) == ("MOVED", 1.0, "DAY")


def test_one_day_of_a_long_wish_is_asked_for_before_all_of_it() -> None:
    week = Window(SATURDAY.start - 4 * DAY, SATURDAY.start + DAY)
    some, more = resource("some", weekly_hours=WEEKDAYS[:1]), resource("more", weekly_hours=WEEKDAYS[:2])
    (change,) = only(need(window=week), some, more, key="some")
    assert change.when is not None
    assert change.when.end - change.when.start <= timedelta(hours=12)


@pytest.mark.parametrize(
    ("worse", "kind", "before", "after"),
    [
        ({"open_load": 3}, "LOAD", 3, 0),
        ({"stock": 1}, "STOCK", 1, 5),
        ({"confirmed_at": NOW - 40 * DAY}, "CONFIRMED", 40, 0),
        ({"confirmed_at": None}, "CONFIRMED", None, 0),
        ({"serves": "RADIUS", "radius_m": 800, "bases": (Point(25.05, 102.71),)}, "RADIUS", 800, 1_500),
        ({"region_paths": (FRIEND,)}, "REGION", 1, 0),
        ({"qualifications_absent": frozenset({"低压电工证"})}, "QUALIFICATION", 0, 1),
    ],
)
def test_each_kind_says_from_what_to_what(worse: dict[str, Any], kind: str, before: float | None, after: float) -> None:
    fresh: dict[str, Any] = {"stock": 5, "confirmed_at": NOW - DAY / 100}
    other = resource("other", text="修灯", stock=5, confirmed_at=NOW - DAY / 100)
    asked = need(quantity=5, categories=("HOME_ELECTRIC",))
    if kind in ("LOAD", "STOCK", "CONFIRMED"):
        other = resource("other", **{**fresh, "confirmed_at": NOW - DAY})
    (change,) = only(asked, resource("worse", **{**fresh, **worse}), other, key="worse")
    assert (change.kind, change.before, change.after) == (kind, before, after)


def test_two_changes_are_named_where_one_is_not_enough() -> None:
    best = resource("best", stock=5, confirmed_at=NOW)
    worse = resource("worse", stock=1, open_load=1, confirmed_at=NOW - 50 * DAY)
    beaten = replace(best, key="beaten", open_load=1, confirmed_at=NOW - DAY)
    changes = only(need(quantity=5), beaten, worse, key="worse")
    assert sorted(change.kind for change in changes) == ["CONFIRMED", "STOCK"]


@pytest.mark.parametrize(
    "fixed",
    [{"partner_key": "barred"}, {"paused_until": NOW + DAY}, {"min_age": 90}, {"members_only": "x"}, {"kind": "GOODS"}],
)
def test_what_no_call_changes_is_never_named(fixed: dict[str, Any]) -> None:
    asked = need(age=70, kind="SERVICE", barred_partners=frozenset({"barred"}))
    catalogue = (resource("kept out", **fixed), resource("other", text="别的"))
    assert "kept out" not in explained(matcher(*catalogue), asked, catalogue)


@pytest.mark.parametrize("text", ["厨房跳闸,灯不亮", "the lamp is dark"])
def test_weights_learned_for_needs_in_chinese_count_for_those_alone(text: str) -> None:
    learned = MatchSettings(learned={"load": -4.0, "return_asked": -1.0}, weights={"freshness": 0.0})
    catalogue = (resource("laden", open_load=1), resource("asking", asks_in_return="请帮忙宣传"))
    ranked = matcher(*catalogue, settings=learned)
    found = explained(ranked, need(text=text), catalogue)["laden"]
    assert [change.kind for change in found.changes] == ["LOAD"]
    unladen = replace(catalogue[0], open_load=0)
    assert ranked.score(need(text=text), unladen, NOW).score == pytest.approx(found.score, abs=1e-9)


def test_the_first_needs_no_change_and_a_quarrel_of_texts_is_not_settled_by_a_call() -> None:
    catalogue = (resource("bulbs"), resource("lunch", "幸福食堂:送饭上门"))
    assert explained(matcher(*catalogue), need(), catalogue) == {}
