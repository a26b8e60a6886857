"""Probabilities: a monotone image of the score that agrees with what comes of decisions."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from matching import PLAIN_CALIBRATION, MatchSettings, calibrated, fit_calibration, reliability
from matching.calibration import SMALLEST_SLOPE
from tests.matching.makers import NOW, matcher, need, resource

SCORES = st.floats(-30, 30)


def outcomes(slope: float, offset: float, count: int, seed: int = 1) -> tuple[list[float], list[bool]]:
    """Draw scores of resources sent, and whether each came to a good end, by a true line."""
    random = np.random.default_rng(seed)
    scores = random.normal(2.0, 2.0, count)
    succeeded = random.random(count) < 1 / (1 + np.exp(-(slope * scores + offset)))
    return scores.tolist(), succeeded.tolist()


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=200), st.lists(SCORES, min_size=2, max_size=9))
def test_a_better_score_never_has_a_smaller_probability_whatever_came_of_it(
    seen: list[tuple[float, bool]], asked: list[float]
) -> None:
    line = fit_calibration([score for score, _ in seen], [good for _, good in seen])
    said = [calibrated(score, line) for score in sorted(asked)]
    assert all(0 <= one <= 1 for one in said)
    assert all(lower <= higher for lower, higher in pairwise(said))
    assert line[0] >= SMALLEST_SLOPE


@pytest.mark.parametrize(("slope", "offset"), [(0.4, -1.0), (1.0, -2.5), (1.6, 0.5), (0.3, 1.0)])
def test_after_fitting_the_probabilities_agree_with_fresh_outcomes(slope: float, offset: float) -> None:
    line = fit_calibration(*outcomes(slope, offset, 2_000))
    scores, succeeded = outcomes(slope, offset, 2_000, seed=2)
    before = reliability([calibrated(score) for score in scores], succeeded)
    after = reliability([calibrated(score, line) for score in scores], succeeded)
    assert after.calibration_error < 0.05 < before.calibration_error
    assert after.brier < before.brier
    assert after.log_loss < before.log_loss


def test_more_outcomes_come_nearer_to_the_truth_and_few_change_nothing() -> None:
    apart = [abs(fit_calibration(*outcomes(0.4, -1.0, count))[0] - 0.4) for count in (60, 600, 6_000)]
    assert apart[0] > apart[1] > apart[2]
    assert fit_calibration(*outcomes(0.4, -1.0, 49)) == PLAIN_CALIBRATION
    assert fit_calibration([1.0] * 500, [True] * 500) == PLAIN_CALIBRATION
    assert fit_calibration([], []) == PLAIN_CALIBRATION


def test_outcomes_that_contradict_the_scores_flatten_the_line_and_never_turn_it() -> None:
    scores, succeeded = outcomes(-1.0, 2.0, 1_000)
    slope, offset = fit_calibration(scores, succeeded)
    assert slope == SMALLEST_SLOPE
    said = np.mean([calibrated(score, (slope, offset)) for score in scores])
    assert said == pytest.approx(np.mean(succeeded), abs=0.01)


def test_without_much_prior_the_line_is_that_of_logistic_regression() -> None:
    scores, succeeded = outcomes(0.7, -1.0, 20_000)
    twin = LogisticRegression(C=1e9, tol=1e-9).fit(np.array(scores).reshape(-1, 1), succeeded)
    found = fit_calibration(scores, succeeded)
    assert found == pytest.approx((twin.coef_[0, 0], twin.intercept_[0]), abs=5e-3)


def test_reliability_is_counted_as_by_hand() -> None:
    found = reliability([0.5, 0.5, 1.0, 0.0], [True, False, True, False])
    assert (found.count, found.brier) == (4, 0.125)
    assert found.calibration_error == pytest.approx(0.25)
    assert found.log_loss == pytest.approx(2 * np.log(2) / 4)


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 scores with 1"):
        fit_calibration([1.0, 2.0], [True])
    with pytest.raises(ValueError, match="0 probabilities"):
        reliability([], [])


def test_settings_say_how_a_score_becomes_a_probability_and_the_order_stays() -> None:
    offers = [resource(key, load * "随手", open_load=load) for load, key in enumerate("abc")]
    plain = matcher(*offers).rank(need(), first=9, now=NOW).matches
    flat = matcher(*offers, settings=MatchSettings(calibration=(0.3, -1.0))).rank(need(), first=9, now=NOW).matches
    assert [one.key for one in plain] == [one.key for one in flat]
    assert [one.score for one in plain] == [one.score for one in flat]
    assert [one.probability for one in flat] == [calibrated(one.score, (0.3, -1.0)) for one in plain]
    assert calibrated(-5_000.0) == 0
    with pytest.raises(ValueError, match="slope"):
        MatchSettings(calibration=(0.0, 1.0))
