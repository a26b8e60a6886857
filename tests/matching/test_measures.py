"""The measures by hand arithmetic."""

from math import log2

import pytest

from matching.bm25 import PlainBm25, plain_terms
from matching.measures import (
    bootstrap_interval,
    ndcg_score,
    precision_score,
    recall_score,
    reciprocal_rank_score,
)


def test_gain_is_discounted_by_the_logarithm_of_the_rank() -> None:
    found = (3 / log2(2) + 1 / log2(4)) / (3 / log2(2) + 1 / log2(3))
    assert ndcg_score([2, 0, 1], [1, 2]) == pytest.approx(found)


def test_only_the_first_places_count_for_gain() -> None:
    assert ndcg_score([0] * 10 + [1], [1]) == 0


def test_a_list_without_judgments_scores_nothing() -> None:
    assert (ndcg_score([0], []), recall_score([0], 0, 10)) == (0, 0)


@pytest.mark.parametrize(("ranked", "score"), [([0, 0, 1, 1], 1 / 3), ([0], 0), ([0] * 1000 + [1], 0)])
def test_the_first_right_one_counts(ranked: list[float], score: float) -> None:
    assert reciprocal_rank_score(ranked) == pytest.approx(score)


def test_recall_and_precision_count_the_first_places() -> None:
    ranked = [1, 0, 1, 0, 0, 1]
    assert recall_score(ranked, 4, 5) == 0.5
    assert precision_score(ranked, 5) == 0.4
    assert precision_score([1], 5) == 0.2


def test_an_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0]
    low, high = bootstrap_interval(values)
    assert low < sum(values) / len(values) < high
    assert bootstrap_interval(values) == (low, high)
    assert bootstrap_interval([0.25] * 9) == (0.25, 0.25)


def test_bm25_by_hand() -> None:
    from_formula = 0.6931471805599453 * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 2 / 1.5))
    scores = PlainBm25(["lamp lamp", "door"], chinese=False).scores("the lamp and a lamp")
    assert scores == {0: pytest.approx(from_formula)}


@pytest.mark.parametrize(
    ("text", "terms"),
    [("灯", ["灯"]), ("A3区", ["A3", "3区"]), ("ABC", ["abc"]), ("开锁,12", ["开锁", "12"])],
)
def test_chinese_is_read_in_pairs(text: str, terms: list[str]) -> None:
    assert plain_terms(text, chinese=True) == terms
