"""Laws every ranking keeps, whatever is asked and offered."""

import string
from dataclasses import replace
from itertools import pairwise
from math import exp, fsum, isfinite
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Matcher, NeedRecord, Point, ResourceRecord, Window, contrast, failures
from tests.matching.makers import COMMUNITY, NOW, SETTINGS, VOCABULARY, matcher, need, resource

PIECES = st.sampled_from(
    ["跳闸", "灯不亮", "送饭上门", "换灯泡", "老人", "电单车", "理发", "开锁", "help", "room", "🙂"]
)
TEXTS = st.lists(PIECES, max_size=6).map("".join)
PATHS = st.integers(0, 4).map(lambda levels: COMMUNITY[: 4 * levels]) | st.just("KM01WH01")
POINTS = st.builds(Point, st.floats(24.9, 25.2), st.floats(102.5, 102.9))
NEEDS = st.builds(
    lambda text, path, point, quantity, age, kind: need(
        text=text,
        region_path=path,
        point=point,
        quantity=quantity,
        age=age,
        kind=kind,
    ),
    TEXTS,
    PATHS,
    st.none() | POINTS,
    st.integers(1, 20),
    st.none() | st.integers(0, 100),
    st.sampled_from([None, "SERVICE", "GOODS"]),
)
OFFERS = st.builds(
    lambda key, text, serves, path, base, radius, stock, kind, load: resource(
        key,
        text,
        serves=serves,
        region_paths=(path,),
        bases=(base,),
        radius_m=radius,
        stock=stock,
        kind=kind,
        open_load=load,
    ),
    st.text(string.ascii_lowercase, min_size=1, max_size=3),
    TEXTS,
    st.sampled_from(["REGIONS", "RADIUS", "REMOTE"]),
    PATHS,
    POINTS,
    st.integers(0, 20_000),
    st.none() | st.integers(0, 20),
    st.sampled_from(["SERVICE", "GOODS"]),
    st.integers(0, 5),
)
CATALOGUES = st.lists(OFFERS, max_size=12, unique_by=lambda offer: offer.key)


def plainly(ranked: Matcher, asked: NeedRecord, catalogue: list[ResourceRecord]) -> list[str]:
    """Rank slowly and obviously: every resource by itself, the rules one by one."""
    scores = {
        offer.key: ranked.rank_one(asked, offer.key, NOW).score
        for offer in catalogue
        if not failures(asked, offer, VOCABULARY, SETTINGS, NOW)
    }
    return sorted(scores, key=lambda key: (-round(scores[key], 9), key))


@settings(deadline=None)
@given(NEEDS, CATALOGUES)
def test_the_ranking_is_that_of_its_slow_twin(asked: NeedRecord, catalogue: list[ResourceRecord]) -> None:
    ranked = matcher(*catalogue)
    found = ranked.rank(asked, first=100, now=NOW)
    by_rounded_score = sorted(found.matches, key=lambda match: (-round(match.score, 9), match.key))
    assert [match.key for match in by_rounded_score] == plainly(ranked, asked, catalogue)
    assert found.eligible_count == len(found.matches)


@settings(deadline=None)
@given(NEEDS, CATALOGUES)
def test_parts_add_up_and_order_holds(asked: NeedRecord, catalogue: list[ResourceRecord]) -> None:
    matches = matcher(*catalogue).rank(asked, first=100, now=NOW).matches
    for match in matches:
        assert match.score == pytest.approx(fsum(part.points for part in match.parts), abs=1e-9)
        assert match.probability == pytest.approx(1 / (1 + exp(-match.score)), abs=1e-12)
        assert 0 <= match.probability <= 1
    for better, worse in pairwise(matches):
        assert better.score >= worse.score - 1e-9


@settings(deadline=None)
@given(NEEDS, CATALOGUES)
def test_what_a_match_lies_behind_adds_up_to_the_difference_of_scores(
    asked: NeedRecord, catalogue: list[ResourceRecord]
) -> None:
    matches = matcher(*catalogue).rank(asked, first=100, now=NOW).matches
    for behind in matches[1:]:
        lags = contrast(matches[0], behind)
        assert fsum(lag.points for lag in lags) == pytest.approx(matches[0].score - behind.score, abs=1e-9)
        assert [lag.points for lag in lags] == sorted((lag.points for lag in lags), reverse=True)


@settings(deadline=None)
@given(NEEDS, CATALOGUES, st.randoms(use_true_random=False))
def test_the_order_resources_come_in_changes_nothing(
    asked: NeedRecord,
    catalogue: list[ResourceRecord],
    shuffler: Random,
) -> None:
    shuffled = list(catalogue)
    shuffler.shuffle(shuffled)
    assert matcher(*shuffled).rank(asked, first=9, now=NOW) == matcher(*catalogue).rank(asked, first=9, now=NOW)


@settings(deadline=None)
@given(NEEDS, OFFERS, POINTS)
def test_nearer_is_never_worse(asked: NeedRecord, offer: ResourceRecord, base: Point) -> None:
    asked = replace(asked, point=asked.point or Point(25.0, 102.7))
    halfway = Point((asked.point.lat + base.lat) / 2, (asked.point.lng + base.lng) / 2) if asked.point else base
    ranked = matcher(replace(offer, key="far", bases=(base,)), replace(offer, key="near", bases=(halfway,)))
    assert ranked.rank_one(asked, "near", NOW).score >= ranked.rank_one(asked, "far", NOW).score - 1e-9


@settings(deadline=None)
@given(NEEDS, OFFERS, st.integers(0, 20), st.integers(0, 20))
def test_more_capacity_is_never_worse(asked: NeedRecord, offer: ResourceRecord, some: int, more: int) -> None:
    ranked = matcher(replace(offer, key="some", stock=some), replace(offer, key="more", stock=some + more))
    assert ranked.rank_one(asked, "more", NOW).score >= ranked.rank_one(asked, "some", NOW).score


@settings(deadline=None)
@given(NEEDS, CATALOGUES, OFFERS)
def test_a_copy_ties(asked: NeedRecord, catalogue: list[ResourceRecord], offer: ResourceRecord) -> None:
    ranked = matcher(*catalogue).update(changed=[replace(offer, key="copy 1"), replace(offer, key="copy 2")])
    assert ranked.rank_one(asked, "copy 1", NOW).score == ranked.rank_one(asked, "copy 2", NOW).score


@settings(deadline=None)
@given(NEEDS, CATALOGUES, OFFERS)
def test_a_new_resource_changes_no_other_score(
    asked: NeedRecord,
    catalogue: list[ResourceRecord],
    offer: ResourceRecord,
) -> None:
    ranked = matcher(*catalogue)
    before = {match.key: match.score for match in ranked.rank(asked, first=99, now=NOW).matches}
    ranked.update(changed=[replace(offer, key="newcomer")])
    after = {match.key: match.score for match in ranked.rank(asked, first=99, now=NOW).matches}
    after.pop("newcomer", None)
    assert after == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize(
    "text", ["", " \n", "🙂🙃" * 50, "跳闸" * 50_000, "\x00￿", "跳闸 trip SWITCH 電箱", "。。。", "a"]
)
def test_any_text_gives_a_sane_ranking(text: str) -> None:
    ranked = matcher(resource("a"), resource("b", text))
    for match in ranked.rank(need(text=text), first=5, now=NOW).matches:
        assert isfinite(match.score)


@pytest.mark.parametrize("lat", [float("nan"), float("inf"), 91.0])
def test_impossible_places_are_refused(lat: float) -> None:
    with pytest.raises(ValueError, match="lat must lie"):
        Point(lat, 102.7)


def test_reversed_windows_are_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Window(NOW, NOW.replace(year=2025))


@pytest.mark.parametrize("quantity", [0, -1])
def test_quantities_below_one_are_refused(quantity: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        need(quantity=quantity)


def test_negative_stock_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        resource(stock=-1)
