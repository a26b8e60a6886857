"""Weights from choices: what they must explain, and what no choices may teach."""

from functools import partial
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime, minimize
from sklearn.linear_model import LogisticRegression

from matching import choices as module
from matching.choice_parts import SPREADS, TAUGHT, bounds, shipped_weights, spreads
from matching.choices import STIFFNESS, Choice, Choices, Explained, Habit, explain, explain_habit, log_likelihoods
from matching.settings import AUDIENCES, TEXT_WEIGHTS, WEIGHTS
from matching.textual import Floats
from tests.matching.simulated_choices import SHOWN, best, features

SHIPPED = Explained(shipped_weights(), Habit())
FREE = (np.full(2, -np.inf), np.full(2, np.inf))
SEEDS = st.integers(0, 2**32 - 1)


def lists(seed: int, count: int, columns: int = 2, size: int = 5) -> list[Choice]:
    """Draw lists with choices, places and grades of all sorts."""
    random = np.random.default_rng(seed)
    return [
        Choice(
            random.normal(size=(size, columns)),
            random.permutation(np.arange(1.0, size + 1)),
            int(random.integers(size)),
            grade=float(random.choice([0.0, 0.5, 1.0])),
            evidence=float(random.choice([0.5, 1.0])),
        )
        for _ in range(count)
    ]


def slow_surprise(made: list[Choice], theta: Floats) -> float:
    """Add the negative log-likelihoods up one by one."""
    total = 0.0
    for one in made:
        wishes = [
            exp(theta[-2]) * sum(w * x for w, x in zip(theta[:-2], row, strict=True)) - theta[-1] * log(position)
            for row, position in zip(one.features, one.positions, strict=True)
        ]
        chance = exp(wishes[one.chosen]) / sum(map(exp, wishes))
        total -= one.evidence * (one.grade * log(chance) + (1 - one.grade) * log(1 - chance))
    return total


@given(SEEDS)
def test_the_likelihood_is_that_of_the_slow_twin_and_its_slope_is_right(seed: int) -> None:
    made = lists(seed, 6)
    theta = np.array([0.7, -0.4, log(1.3), 0.8])
    explained = Explained(theta[:2], Habit(1.3, 0.8))
    assert -log_likelihoods(Choices.of(made), explained).sum() == pytest.approx(slow_surprise(made, theta), rel=1e-9)
    slope = module._surprise(Choices.of(made), theta)[1]  # noqa: SLF001 - the slope is used only inside
    assert slope == pytest.approx(approx_fprime(theta, partial(slow_surprise, made), 1e-6), abs=1e-3)


def test_the_weights_are_those_of_a_plain_search() -> None:
    made = lists(5, 40)
    prior, width = Explained(np.array([0.5, -0.5]), Habit()), np.array([1.0, 2.0])
    found = explain(Choices.of(made), prior, width, FREE, stiffness=3.0)

    def slow(theta: Floats) -> float:
        away = theta - np.array([0.5, -0.5, 0.0, prior.habit.pull])
        held = np.array([3.0, 12.0, module.SHARPNESS_SPREAD**-2, module.PULL_SPREAD**-2])
        return slow_surprise(made, theta) + float(held @ away**2) / 2

    plain = minimize(slow, np.array([0.5, -0.5, 0.0, 0.3]), method="Nelder-Mead", options={"xatol": 1e-6}).x
    assert [*found.weights, log(found.habit.sharpness), found.habit.pull] == pytest.approx(plain, abs=2e-3)


def test_between_two_it_is_logistic_regression(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAST_SHARPNESS", 1.0)
    monkeypatch.setattr(module, "MOST_SHARPNESS", 1.0)
    random = np.random.default_rng(3)
    pairs = random.normal(size=(300, 2, 2))
    chosen = (random.random(300) < 1 / (1 + np.exp(-(pairs[:, 1] - pairs[:, 0]) @ [1.0, -2.0]))).astype(int)
    made = [Choice(pair, np.ones(2), int(one)) for pair, one in zip(pairs, chosen, strict=True)]
    found = explain(Choices.of(made), Explained(np.zeros(2), Habit()), np.ones(2), FREE, stiffness=2.0)
    twin = LogisticRegression(C=0.5, fit_intercept=False, tol=1e-9).fit(pairs[:, 1] - pairs[:, 0], chosen)
    assert found.weights == pytest.approx(twin.coef_[0], abs=1e-3)


@given(SEEDS)
def test_neither_the_order_of_lists_nor_that_within_them_matters(seed: int) -> None:
    made = lists(seed, 8)
    random = np.random.default_rng(seed)
    turned = []
    for number in random.permutation(len(made)):
        one, order = made[number], random.permutation(len(made[number].positions))
        place = int(np.flatnonzero(order == one.chosen)[0])
        turned.append(Choice(one.features[order], one.positions[order], place, one.grade, one.evidence))
    prior = Explained(np.zeros(2), Habit())
    found = [explain(Choices.of(each), prior, np.ones(2), FREE).weights for each in (made, turned)]
    assert found[0] == pytest.approx(found[1], abs=1e-4)


@given(SEEDS, st.lists(st.integers(0, 4), min_size=1, max_size=9))
def test_taking_lists_is_stacking_them(seed: int, numbers: list[int]) -> None:
    made = lists(seed, 5)
    taken = Choices.of(made).take(np.array(numbers))
    stacked = Choices.of([made[number] for number in numbers])
    for name in Choices.__slots__:
        assert np.array_equal(getattr(taken, name), getattr(stacked, name)), name


def test_without_choices_the_prior_stays() -> None:
    none = Choices.of(lists(1, 1, len(TAUGHT))).take(np.empty(0, dtype=np.int64))
    assert explain(none, SHIPPED, spreads(), bounds()) is SHIPPED


@given(SEEDS, st.integers(1, 60))
def test_no_choices_turn_a_sign_or_let_a_shipped_part_fall_to_nothing(seed: int, count: int) -> None:
    made = lists(seed, count, len(TAUGHT))
    found = explain(Choices.of(made), SHIPPED, np.full(len(TAUGHT), 0.01), bounds({"time": 0.7}))
    for code, shipped, weight in zip(TAUGHT, SHIPPED.weights, found.weights, strict=True):
        if code == "time":
            assert weight == 0.7
        elif shipped:
            assert 0.25 - 1e-9 <= weight / shipped <= 4 + 1e-9
        else:
            assert 0 <= weight <= 2 / SPREADS[code]


@given(SEEDS, st.sampled_from([*TAUGHT, "last"]))
def test_ten_choices_do_not_overturn_sense(seed: int, whim: str) -> None:
    random = np.random.default_rng(seed)
    offered = features(random, 10)
    shown = np.take_along_axis(offered, best(offered, SHIPPED.weights, SHOWN)[:, :, None], axis=1)
    against = -np.sign(SHIPPED.weights) + (SHIPPED.weights == 0)
    made = [
        Choice(
            one,
            np.arange(1.0, SHOWN + 1),
            SHOWN - 1 if whim == "last" else int((one * against)[:, TAUGHT.index(whim)].argmax()),
        )
        for one in shown
    ]
    found = explain(Choices.of(made), SHIPPED, spreads(), bounds())
    assert np.abs((found.weights - SHIPPED.weights) * spreads()).max() < 0.25
    fresh = features(random, 200)
    before, after = fresh @ SHIPPED.weights, fresh @ found.weights
    leads = np.sort(before, axis=1)[:, -1] - np.sort(before, axis=1)[:, -2] > 1
    assert (before.argmax(axis=1) == after.argmax(axis=1))[leads].all()


def test_the_pull_of_the_top_is_told_from_merit_and_teaches_nothing() -> None:
    random = np.random.default_rng(11)
    shown = features(random, 600)[:, :SHOWN]
    chances = 1 / np.arange(1.0, SHOWN + 1)
    made = [
        Choice(one, np.arange(1.0, SHOWN + 1), int(random.choice(SHOWN, p=chances / chances.sum()))) for one in shown
    ]
    habit = explain_habit(Choices.of(made), SHIPPED.weights, Habit(1.0, 0.0))
    assert habit.pull == pytest.approx(1.0, abs=0.15)
    assert habit.sharpness < 0.1
    found = explain(Choices.of(made), SHIPPED, spreads(), bounds())
    assert np.abs((found.weights - SHIPPED.weights) * spreads()).max() < 0.15


def test_what_was_returned_for_fit_speaks_against_what_was_chosen() -> None:
    column = TAUGHT.index("covered")
    rows = np.zeros((3, len(TAUGHT)))
    rows[0, column] = 1.0
    good, bad = (
        explain(Choices.of([Choice(rows, np.arange(1.0, 4), 0, grade)] * 40), SHIPPED, spreads(), bounds())
        for grade in (1.0, 0.0)
    )
    assert good.weights[column] > 0.5
    assert bad.weights[column] == 0


def test_an_outcome_counts_from_the_day_it_is_known() -> None:
    made = Choices.of([Choice(np.ones((2, 1)), np.arange(1.0, 3), 0, 0.0, 1.0, judged_at=5.0)] * 2)
    assert made.as_known(4.9).grades.tolist() == [1.0, 1.0]
    assert made.as_known(4.9).evidence.tolist() == [0.5, 0.5]
    assert made.as_known(5.0).grades.tolist() == [0.0, 0.0]


def test_the_parts_taught_are_parts_with_a_weight_and_never_those_by_which_chances_go_round() -> None:
    assert set(TAUGHT) <= (TEXT_WEIGHTS.keys() | WEIGHTS.keys()) & AUDIENCES.keys()
    assert not {"load", "rest", "counterparty", "prior"} & set(TAUGHT)
    assert STIFFNESS > 10
