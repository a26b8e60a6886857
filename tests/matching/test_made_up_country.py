"""The made-up texts and places that speed is measured on keep what the figures say of them."""

from itertools import islice

import pytest

from benchmarks.matching_facts import NOW
from benchmarks.matching_goals import LEAST_DENSITY
from benchmarks.matching_places import geography, needs, resources
from benchmarks.matching_texts import measured_density, need_texts, resource_texts
from matching import MatchSettings, Vocabulary, failures

FEW = 800


def test_a_need_touches_as_many_texts_as_in_real_letters() -> None:
    density = measured_density(resource_texts(FEW), need_texts(200))
    assert density["density"] >= LEAST_DENSITY
    assert density["resource_length"] == pytest.approx(58, abs=3)
    assert density["need_length"] == pytest.approx(46, abs=2)


def test_the_same_seed_makes_the_same_country() -> None:
    land = geography("A", FEW)
    assert list(resources(land, FEW)) == list(resources(land, FEW))
    assert needs(land, FEW, 20) == needs(land, FEW, 20)
    assert needs(land, FEW, 20) != needs(land, FEW, 20, stream=1)


def test_texts_do_not_depend_on_the_place() -> None:
    countryside, city = (next(resources(geography(name, FEW), FEW)) for name in "AB")
    assert [one.text for one in countryside] == [one.text for one in city]


def test_a_tenth_of_the_city_serves_from_afar_and_few_of_the_country() -> None:
    city = next(resources(geography("B", FEW), FEW))
    assert sum(one.serves == "REMOTE" for one in city) / FEW == pytest.approx(0.1, abs=0.03)
    whole = geography("A", 10_000_000)
    assert whole.side_km == pytest.approx(632.5, abs=0.1)
    assert whole.remote * 10_000_000 == pytest.approx(100)


def test_every_rule_keeps_somebody_out() -> None:
    land = geography("B", FEW)
    offered = next(resources(land, FEW))
    broken = {
        failure.rule
        for need in islice(needs(land, FEW, 40), 40)
        for resource in offered
        for failure in failures(need, resource, Vocabulary(), MatchSettings(), NOW)
    }
    assert broken >= {
        "KIND", "REGION", "RADIUS", "CAPACITY", "NOTICE", "WINDOW", "AGE", "GROUP", "MEMBERS", "PAUSED", "STALE",
    }  # fmt: skip
