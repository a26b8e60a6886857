"""Learning is believed only when a replay of the past proves it."""

from dataclasses import replace

import numpy as np
import pytest

from matching.choice_parts import TAUGHT, bounds, shipped_weights, spreads
from matching.choice_replay import (
    FIRST_TRAINED,
    GROWTH,
    LEAST_TRIED,
    Gain,
    Teaching,
    as_weights,
    learn_from_choices,
)
from matching.choices import Choices, Explained, Habit, explain, explain_habit, log_likelihoods
from tests.matching.simulated_choices import LACKING, Staff, choices, knowing, learned, moments, played, regret

SHIPPED = shipped_weights()
PRIOR = Explained(SHIPPED, Habit())
STAFF = Staff(knowing().weights, sharpness=0.6)
SEEDS, NOISE_SEEDS = 20, 100


def test_learning_closes_most_of_the_regret() -> None:
    lost, left, proven = 0.0, 0.0, 0
    for seed in range(SEEDS):
        taught = learned(choices(seed, 300, STAFF, SHIPPED))
        proven += taught.gain.is_proven
        before = regret(seed, STAFF, SHIPPED)
        lost += before
        left += regret(seed, STAFF, taught.explained.weights) if taught.gain.is_proven else before
    print(  # noqa: T201 - pytest -s tells the figures
        f"regret {lost / SEEDS:.3f} → {left / SEEDS:.3f} points a list, {1 - left / lost:.0%} closed, {proven} proven"
    )
    assert 1 - left / lost >= 0.5


def test_correcting_for_the_place_in_the_list_loses_less() -> None:
    eager = Staff(knowing().weights, sharpness=0.6, pull=2.0)
    left = {"corrected": 0.0, "as if every place were equal": 0.0}
    for seed in range(6):
        made = choices(seed, 800, eager, SHIPPED)
        blind = replace(made, log_positions=np.zeros_like(made.log_positions))
        for name, seen in zip(left, (made, blind), strict=True):
            left[name] += regret(seed, eager, explain(seen, PRIOR, spreads(), bounds()).weights)
    assert left["corrected"] < 0.8 * left["as if every place were equal"]


@pytest.mark.parametrize(
    "staff",
    [
        pytest.param(Staff(SHIPPED, sharpness=0.0), id="choices at random, from the top"),
        pytest.param(Staff(SHIPPED), id="choices as shipped"),
    ],
)
def test_where_there_is_nothing_to_learn_hardly_anything_is_activated(staff: Staff) -> None:
    proven = sum(learned(choices(seed, 120, staff, SHIPPED)).gain.is_proven for seed in range(NOISE_SEEDS))
    print(f"activated on {proven} of {NOISE_SEEDS}")  # noqa: T201 - pytest -s tells the figures
    assert proven <= 5


def test_the_replay_is_that_of_a_slow_twin() -> None:
    made, when = choices(7, 90, STAFF, SHIPPED), moments(90)
    gains = []
    for number in range(FIRST_TRAINED, 90):
        cut = float(FIRST_TRAINED)
        while int(cut * GROWTH) <= number:
            cut *= GROWTH
        past = made.as_known(when[int(cut)]).take(np.arange(int(cut)))
        new = explain(past, PRIOR, spreads(), bounds())
        old = Explained(SHIPPED, explain_habit(past, SHIPPED, Habit()))
        one = made.take(np.array([number]))
        gains.append(float(log_likelihoods(one, new)[0] - log_likelihoods(one, old)[0]))
    gain = learned(made).gain
    assert gain.tried == len(gains)
    assert gain.mean == pytest.approx(float(np.mean(gains)), abs=1e-6)
    assert gain.low < gain.mean < gain.high


def street(first: Staff, second: Staff, few: int, many: int) -> tuple[Choices, list[Teaching]]:
    """Play a street with a community of few choices and one of many, in turn."""
    both = Choices.of(played(1, few, first, SHIPPED) + played(2, many, second, SHIPPED))
    order = np.argsort(np.concatenate([np.linspace(0, 1, few), np.linspace(0, 1, many)]), kind="stable")
    is_first = order < few
    regions = [
        Teaching("street", None, np.arange(few + many), SHIPPED),
        Teaching("few", "street", np.flatnonzero(is_first), SHIPPED),
        Teaching("many", "street", np.flatnonzero(~is_first), SHIPPED),
    ]
    return both.take(order), regions


def test_a_community_of_few_choices_leans_on_its_street() -> None:
    made, regions = street(STAFF, STAFF, 6, 400)
    taught = learn_from_choices(made, moments(len(made)), regions, {"street": PRIOR})
    weights = {key: one.explained.weights for key, one in taught.items()}
    column = TAUGHT.index(LACKING)
    assert weights["street"][column] > 3
    assert weights["few"] == pytest.approx(weights["street"], rel=0.2, abs=0.5)
    assert taught["few"].trained == 6
    assert not taught["few"].gain.is_proven


def test_a_community_with_a_mind_of_its_own_leaves_its_street() -> None:
    made, regions = street(Staff(SHIPPED, sharpness=0.6), STAFF, 400, 400)
    taught = learn_from_choices(made, moments(len(made)), regions, {"street": PRIOR})
    own = {key: as_weights(one.explained)[LACKING] for key, one in taught.items()}
    assert own["few"] + 1 < own["street"] < own["many"] - 1


def test_a_community_must_beat_what_its_street_learned() -> None:
    made, regions = street(STAFF, STAFF, 150, 400)
    few = learn_from_choices(made, moments(len(made)), regions, {"street": PRIOR})["few"]
    assert few.over.keys() == {None, "street"}
    assert few.gain.is_proven
    assert not few.over["street"].is_proven


def test_what_taught_the_weights_in_force_is_not_tried_again() -> None:
    made = choices(3, 200, STAFF, SHIPPED)
    known = Teaching("city", None, np.arange(200), learned(made).explained.weights, known_before=200)
    again = learn_from_choices(made, moments(200), [known], {"city": PRIOR})["city"]
    assert (again.gain.tried, again.gain.is_proven) == (0, False)


def test_what_a_community_set_itself_is_not_touched() -> None:
    made = choices(4, 200, STAFF, SHIPPED)
    fixed = Teaching("city", None, np.arange(200), SHIPPED, fixed={LACKING: 1.5, "time": 0.1})
    weights = as_weights(learn_from_choices(made, moments(200), [fixed], {"city": PRIOR})["city"].explained)
    assert (weights[LACKING], weights["time"]) == (1.5, 0.1)


def test_a_gain_needs_enough_choices_and_a_whole_interval_above_nothing() -> None:
    assert Gain(LEAST_TRIED, 0.1, 0.01, 0.2).is_proven
    assert not Gain(LEAST_TRIED - 1, 0.1, 0.01, 0.2).is_proven
    assert not Gain(LEAST_TRIED, 0.1, 0.0, 0.2).is_proven
