"""How evenly chances fall, and that they go round at a small price."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import MatchSettings
from matching.fairness import shares_of_groups, spread_of_chances
from tests.matching.simulated_rotation import Quarter, quarter

COUNTS = st.lists(st.integers(0, 50), max_size=40)
UNTURNED = MatchSettings(weights={"load": 0.0, "rest": 0.0})


def slow_gini(counts: list[int]) -> float:
    """Half the mean difference of all pairs, over the mean."""
    total = sum(counts)
    apart = sum(abs(one - other) for one in counts for other in counts)
    return apart / (2 * len(counts) * total) if total else 0.0


@given(COUNTS)
def test_the_spread_is_counted_as_by_hand(counts: list[int]) -> None:
    spread = spread_of_chances(counts)
    assert (spread.partners, spread.with_chance) == (len(counts), sum(count > 0 for count in counts))
    assert spread.chances == sum(counts)
    assert spread.gini == pytest.approx(slow_gini(counts))
    assert sum(spread.tenths) == pytest.approx(1 if sum(counts) else 0)
    assert len(spread.tenths) == 10
    assert 0 <= spread.share_with_chance <= 1


def test_the_tenths_rise() -> None:
    assert spread_of_chances(range(20)).tenths == pytest.approx([(4 * tenth + 1) / 190 for tenth in range(10)])
    assert spread_of_chances([3, 1]).tenths == (0, 0, 0, 0, 0.25, 0, 0, 0, 0, 0.75)


def test_one_who_has_all_is_as_uneven_as_it_gets() -> None:
    assert spread_of_chances([2, 2, 2]).gini == 0
    assert [spread_of_chances([9] + [0] * rest).gini for rest in (1, 3, 9)] == pytest.approx([0.5, 0.75, 0.9])


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.integers(0, 9), st.sampled_from("ABC")), min_size=1))
def test_the_shares_of_groups_are_those_of_the_whole(partners: dict[str, tuple[int, str]]) -> None:
    chances = {key: count for key, (count, _) in partners.items()}
    groups = shares_of_groups(chances, {key: group for key, (_, group) in partners.items()})
    assert sum(group.partners for group in groups) == len(partners)
    assert sum(group.chances for group in groups) == sum(chances.values())
    assert sum(group.share_of_partners for group in groups) == pytest.approx(1)
    assert sum(group.share_of_chances for group in groups) == pytest.approx(1 if sum(chances.values()) else 0)
    assert all(before.group < after.group for before, after in pairwise(groups))


@pytest.fixture(scope="module")
def quarters() -> tuple[Quarter, Quarter]:
    """Give three months in which chances do not go round, and the same with the shipped weights."""
    return quarter(1, UNTURNED), quarter(1)


def test_chances_go_round_at_a_small_price(quarters: tuple[Quarter, Quarter]) -> None:
    still, turning = quarters
    more = turning.spread.with_chance / still.spread.with_chance - 1
    lost = 1 - turning.score / still.score
    print(  # noqa: T201 - pytest -s tells the figures
        f"partners with a chance {still.spread.with_chance} → {turning.spread.with_chance} ({more:+.1%}), "
        f"mean score {still.score:.2f} → {turning.score:.2f} ({-lost:+.2%}), "
        f"Gini {still.spread.gini:.2f} → {turning.spread.gini:.2f}"
    )
    assert more >= 0.08
    assert lost <= 0.01
    assert turning.spread.gini < still.spread.gini
