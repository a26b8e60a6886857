"""The scores of a ranking by hand arithmetic, and what a reader may know of them."""

from datetime import timedelta
from math import log1p
from typing import Any

import pytest

from matching import Matcher, MatchSettings, Outcome, Point, Window
from tests.matching.makers import NOW, VOCABULARY, matcher, need, resource

QUIET = MatchSettings(weights={"words": 0.0, "likeness": 0.0, "spelling": 0.0, "category": 0.0})


def part(points_of: Matcher, code: str, **changes: Any) -> tuple[float, float]:
    match = points_of.rank_one(need(**changes), "resource", NOW)
    found = next(part for part in match.parts if part.code == code)
    return found.value, found.points


def test_the_best_wording_comes_first() -> None:
    ranking = matcher(resource("bulbs"), resource("lunch", "幸福食堂:送饭上门")).rank(need(), first=2, now=NOW)
    assert [match.key for match in ranking.matches] == ["bulbs", "lunch"]
    assert [match.position for match in ranking.matches] == [1, 2]
    assert (ranking.eligible_count, ranking.considered_count) == (2, 2)


def test_distance_costs_half_a_point_per_unit_of_log_kilometres() -> None:
    far = resource(bases=(Point(25.05, 102.71),))
    km, points = part(matcher(far, settings=QUIET), "distance")
    assert km == pytest.approx(1.111949, abs=1e-6)
    assert points == pytest.approx(-0.5 * log1p(km))


def test_an_urgent_need_feels_distance_twice() -> None:
    far = matcher(resource(bases=(Point(25.05, 102.71),)))
    assert part(far, "distance", urgency="P1")[1] == pytest.approx(2 * part(far, "distance")[1])


def test_half_the_quantity_gives_half_the_points() -> None:
    assert part(matcher(resource(stock=5)), "capacity", quantity=10) == (0.5, 0.3)


def test_half_the_window_gives_half_the_points() -> None:
    window = Window(NOW, NOW + timedelta(hours=4))
    half = resource(busy=(Window(NOW, NOW + timedelta(hours=2)),))
    assert part(matcher(half), "time", window=window) == (2.0, 0.4)


def test_a_newcomer_is_neither_praised_nor_blamed() -> None:
    assert part(matcher(resource()), "track") == pytest.approx((0.7, 0.0))


def test_an_outcome_counts_half_after_its_half_life() -> None:
    old = resource(outcomes=(Outcome(NOW - timedelta(days=180), taken=True, done=True),))
    expected = (0.5 + 2.8) / 4.5
    assert part(matcher(old), "track")[0] == pytest.approx(expected)


def test_load_is_felt_by_its_logarithm() -> None:
    assert part(matcher(resource(open_load=3)), "load") == pytest.approx((3, -0.4 * log1p(3)))


def test_the_asker_never_reads_what_speaks_against_somebody() -> None:
    busy = matcher(resource(open_load=3, asks_in_return="场地", bases=(Point(25.1, 102.8),)))
    for part_ in busy.rank_one(need(), "resource", NOW).parts:
        assert part_.points >= 0 or "ASKER" not in part_.audience


def test_a_qualification_not_recorded_is_a_remark() -> None:
    match = matcher(resource()).rank(need(categories=("HOME_ELECTRIC",)), first=1, now=NOW).matches[0]
    assert match.remarks == ("QUALIFICATION_UNKNOWN:低压电工证",)


def test_a_category_said_by_staff_counts_wholly() -> None:
    agreed = matcher(resource(text="师傅", categories=("HOME_ELECTRIC",)))
    assert part(agreed, "category", categories=("HOME_ELECTRIC",))[0] == 1.0


def test_a_changed_resource_is_seen_and_a_removed_one_is_gone() -> None:
    ranked = matcher(resource("a"), resource("b", "送饭上门"), resource("c", "理发"))
    ranked.update(changed=[resource("b", "电工上门修跳闸、换灯泡", stock=0), resource("d")], removed=["c"])
    keys = [match.key for match in ranked.rank(need(), first=9, now=NOW).matches]
    assert keys == ["a", "d"]


def test_one_candidate_alone_scores_as_in_the_ranking() -> None:
    ranked = matcher(resource("a"), resource("b", "送饭上门"))
    for match in ranked.rank(need(), first=2, now=NOW).matches:
        assert ranked.rank_one(need(), match.key, NOW).score == pytest.approx(match.score, abs=1e-12)


def test_needs_ranked_for_a_resource_score_as_the_resource_does_for_them() -> None:
    ranked = matcher(resource("a"), resource("b", "送饭上门"))
    needs = [need("lights"), need("meals", "老人下不了楼,想有人送饭上门"), need("report", nature="COMPLAINT")]
    found = ranked.rank_needs(resource("b", "送饭上门"), needs, first=5, now=NOW)
    assert [match.key for match in found.matches] == ["meals", "lights"]
    assert found.matches[0].score == pytest.approx(ranked.rank_one(needs[1], "b", NOW).score, abs=1e-12)


def test_two_resources_may_not_share_a_key() -> None:
    with pytest.raises(ValueError, match="share a key"):
        Matcher(VOCABULARY, QUIET).fit([resource("a"), resource("a")])
