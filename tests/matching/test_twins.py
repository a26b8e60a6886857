"""The compiled engine against its slow twin: the same resources in the same order, for the same reasons."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Match, Matcher, NeedRecord, ResourceRecord
from matching.plain_matcher import PlainMatcher
from tests.matching.makers import NOW, SETTINGS, VOCABULARY
from tests.matching.random_town import random_need, random_resource

NEEDS_A_TOWN = 20
DIGITS = 9


def same(fast: Matcher, slow: PlainMatcher, asked: NeedRecord) -> None:
    found, expected = fast.rank(asked, first=20, now=NOW), slow.rank(asked, first=20, now=NOW)
    assert (found.eligible_count, found.considered_count, found.refused) == (
        expected.eligible_count,
        expected.considered_count,
        expected.refused,
    )
    assert [match.key for match in by_score(found.matches)] == [match.key for match in by_score(expected.matches)]
    for one, other in zip(by_score(found.matches), by_score(expected.matches), strict=True):
        assert [(part.code, part.unit, part.audience) for part in one.parts] == [
            (part.code, part.unit, part.audience) for part in other.parts
        ]
        assert [part.points for part in one.parts] == pytest.approx([part.points for part in other.parts], abs=1e-9)
        assert [part.value for part in one.parts] == pytest.approx([part.value for part in other.parts], abs=1e-6)
        assert one.remarks == other.remarks
    assert [(miss.key, miss.rule) for miss in found.near_misses] == [
        (miss.key, miss.rule) for miss in expected.near_misses
    ]
    for miss, other_miss in zip(found.near_misses, expected.near_misses, strict=True):
        assert [miss.value, miss.limit] == pytest.approx([other_miss.value, other_miss.limit], abs=1e-5)
        assert miss.unit == other_miss.unit


def by_score(matches: tuple[Match, ...]) -> list[Match]:
    return sorted(matches, key=lambda match: (-round(match.score, DIGITS), match.key))


def town(chance: Random, size: int) -> list[ResourceRecord]:
    return [random_resource(chance, number) for number in range(size)]


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 60))
def test_both_rank_alike(seed: int, size: int) -> None:
    chance = Random(seed)  # noqa: S311 -- a test wants the same chance again.
    resources = town(chance, size)
    fast = Matcher(VOCABULARY, SETTINGS).fit(resources)
    slow = PlainMatcher(VOCABULARY, SETTINGS).fit(resources)
    for _ in range(NEEDS_A_TOWN):
        same(fast, slow, random_need(chance, resources))


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_both_rank_alike_after_changes(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- a test wants the same chance again.
    resources = town(chance, 30)
    fast = Matcher(VOCABULARY, SETTINGS).fit(resources)
    slow = PlainMatcher(VOCABULARY, SETTINGS).fit(resources)
    for _ in range(3):
        gone = [one.key for one in chance.sample(resources, 3)]
        fresh = town(chance, 3)
        fast.update(fresh, gone)
        slow.update(fresh, gone)
        for _ in range(5):
            same(fast, slow, random_need(chance, resources))


def test_numbers_alone_are_those_of_the_ranking() -> None:
    chance = Random(5)  # noqa: S311 -- a test wants the same chance again.
    resources = town(chance, 60)
    matchers = (
        Matcher(VOCABULARY, SETTINGS).fit(resources),
        Matcher(VOCABULARY, SETTINGS).fit(resources).update(town(chance, 20)),
    )
    asked = [random_need(chance, resources) for _ in range(20)]
    for matcher in matchers:
        for need, many in zip(asked, matcher.best_of_many(asked, first=10, now=NOW), strict=True):
            numbers, ranking = matcher.best(need, first=10, now=NOW), matcher.rank(need, first=10, now=NOW)
            assert numbers.keys == many.keys == tuple(match.key for match in ranking.matches)
            assert numbers.scores == pytest.approx([match.score for match in ranking.matches], abs=1e-9)
            assert numbers.parts.sum(axis=1) == pytest.approx(numbers.scores, abs=1e-9)
            assert numbers.eligible_count == ranking.eligible_count
            assert numbers.parts.shape == (len(numbers.keys), len(numbers.codes))
