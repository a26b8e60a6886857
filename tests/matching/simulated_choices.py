"""A made-up community whose staff know something the shipped weights lack, and read their lists from the top."""

from dataclasses import dataclass

import numpy as np

from matching.choice_parts import SPREADS, TAUGHT, shipped_weights
from matching.choice_replay import Taught, Teaching, learn_from_choices
from matching.choices import Choice, Choices, Explained, Habit
from matching.textual import Floats, Rows

OFFERED, SHOWN = 30, 10
FRESH_LISTS = 400
LACKING = "covered"
DAY = 86_400.0


@dataclass(frozen=True)
class Staff:
    """What staff go by: the true weights, how sharply they tell scores apart, and how the top of a list pulls."""

    weights: Floats
    sharpness: float = 1.0
    pull: float = 1.0


def knowing(points: float = 1.6) -> Staff:
    """Return staff to whom a part matters that the shipped weights leave out: so many points per typical step."""
    weights = shipped_weights()
    weights[TAUGHT.index(LACKING)] = points / SPREADS[LACKING]
    return Staff(weights)


def features(random: np.random.Generator, lists: int) -> Floats:
    """Draw features as lists × candidates × parts, each varying by its typical step."""
    drawn = random.gamma(2.0, 1 / np.sqrt(2.0), (lists, OFFERED, len(TAUGHT)))
    return np.asarray(drawn * np.array(list(SPREADS.values())))


def best(offered: Floats, weights: Floats, count: int) -> Rows:
    """Return the numbers of the best candidates of each list under some weights, best first."""
    return np.argsort(-(offered @ weights), axis=1, kind="stable")[:, :count]


def played(seed: int, count: int, staff: Staff, ranked_by: Floats) -> list[Choice]:
    """Play `count` decisions: lists ranked by some weights, choices with their pull, and what became of them.

    Who truly fits badly gives the matter back for fit; half of those who fit well are judged some days later.
    """
    random = np.random.default_rng(seed)
    offered = features(random, count)
    order = best(offered, ranked_by, SHOWN)
    shown = np.take_along_axis(offered, order[:, :, None], axis=1)
    positions = np.arange(1.0, SHOWN + 1)
    true = shown @ staff.weights
    wishes = staff.sharpness * true - staff.pull * np.log(positions) + random.gumbel(size=true.shape)
    chosen = wishes.argmax(axis=1)
    fit = 1 / (1 + np.exp(-(true[np.arange(count), chosen] - true.mean(axis=1))))
    returned, judged = random.random(count) > 0.6 + 0.4 * fit, random.random(count) < 0.5
    made = []
    for number in range(count):
        known = (0.0, 1.0, number * DAY + 3 * DAY) if returned[number] else (1.0, 1.0, number * DAY + 5 * DAY)
        outcome = known if returned[number] or judged[number] else (1.0, 0.5, np.inf)
        made.append(Choice(shown[number], positions, int(chosen[number]), *outcome))
    return made


def choices(seed: int, count: int, staff: Staff, ranked_by: Floats) -> Choices:
    """Play decisions and stack them."""
    return Choices.of(played(seed, count, staff, ranked_by))


def moments(count: int) -> Floats:
    """Return one moment a day."""
    return np.arange(count, dtype=np.float64) * DAY


def learned(made: Choices) -> Taught:
    """Learn from the choices of one region by itself, ranked by the shipped weights so far."""
    alone = Teaching("city", None, np.arange(len(made)), shipped_weights())
    return learn_from_choices(made, moments(len(made)), [alone], {"city": Explained(shipped_weights(), Habit())})[
        "city"
    ]


def regret(seed: int, staff: Staff, ranked_by: Floats) -> float:
    """Return how many true points are lost per list when its first is taken, against ranking by the truth."""
    offered = features(np.random.default_rng(seed + 1_000_000), FRESH_LISTS)
    true = offered @ staff.weights
    taken = np.take_along_axis(true, best(offered, ranked_by, 1), axis=1)
    return float((true.max(axis=1, keepdims=True) - taken).mean())
