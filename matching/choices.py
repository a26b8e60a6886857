"""What staff chose from the lists they were shown, and the weights that explain it best.

The likelihood is that of a conditional logit (McFadden 1974) with a nuisance for the place in the list,

    p(j) ∝ exp(sharpness · Σ weight_k · feature_k(j) − pull · ln position(j)),

because staff read a list from the top, and what stands there is taken for standing there. The pull is learned from
the logged places and left out when a score is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, minimize

from matching.textual import Floats, Rows

STIFFNESS = 40.0
"""What holds each weight near its prior: as much as this many choices in which a typical step counts one point."""
SHARPNESS_SPREAD, PULL_SPREAD = 0.5, 0.3
"""Standard deviations of ln sharpness and of the pull around those of the region above."""
LEAST_SHARPNESS, MOST_SHARPNESS, MOST_PULL = 0.01, 10.0, 5.0
MOST_STEPS = 200
SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Choice:
    """One list as it was shown: a row of features for each candidate, its place from 1, and which was chosen.

    `grade`, 0 to 1, is how well the chosen one proved, `evidence` from 0 how much that is worth; both are known from
    the moment `judged_at` on, in seconds since some epoch, and until then the choice counts as good with the evidence
    `unjudged`, that of the choice alone. `judged_at` is infinite while nothing is known.
    """

    features: Floats
    positions: Floats
    chosen: int
    grade: float = 1.0
    evidence: float = 1.0
    judged_at: float = np.inf
    unjudged: float = 0.5


@dataclass(frozen=True, slots=True)
class Choices:
    """Many lists, one under the other: `starts` and `sizes` say which rows are whose, `chosen` is a row of all."""

    features: Floats
    log_positions: Floats
    starts: Rows
    sizes: Rows
    chosen: Rows
    grades: Floats
    evidence: Floats
    judged_at: Floats
    unjudged: Floats

    @classmethod
    def of(cls, lists: Sequence[Choice]) -> "Choices":
        """Stack lists of the same columns. Raises ValueError without any list."""
        sizes = np.array([len(one.positions) for one in lists], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
        return cls(
            np.concatenate([one.features for one in lists]),
            np.log(np.concatenate([one.positions for one in lists])),
            starts,
            sizes,
            starts + np.array([one.chosen for one in lists], dtype=np.int64),
            np.array([one.grade for one in lists]),
            np.array([one.evidence for one in lists]),
            np.array([one.judged_at for one in lists]),
            np.array([one.unjudged for one in lists]),
        )

    def __len__(self) -> int:
        """Return how many lists there are."""
        return len(self.sizes)

    def take(self, lists: Rows) -> "Choices":
        """Take the given lists, in their order."""
        sizes = self.sizes[lists]
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64) if len(lists) else sizes
        rows = np.arange(int(sizes.sum())) + np.repeat(self.starts[lists] - starts, sizes)
        return Choices(
            self.features[rows],
            self.log_positions[rows],
            starts,
            sizes,
            starts + self.chosen[lists] - self.starts[lists],
            self.grades[lists],
            self.evidence[lists],
            self.judged_at[lists],
            self.unjudged[lists],
        )

    def as_known(self, moment: float) -> "Choices":
        """Return the lists as they were known at a moment, with what was judged later still open."""
        later = self.judged_at > moment
        return replace(
            self,
            grades=np.where(later, 1.0, self.grades),
            evidence=np.where(later, self.unjudged, self.evidence),
        )

    def as_scores(self, weights: Floats) -> "Choices":
        """Return the lists with the score under `weights` as their only column."""
        return replace(self, features=(self.features @ weights)[:, None])


@dataclass(frozen=True, slots=True)
class Habit:
    """How staff follow a ranking: how sharply they tell scores apart, and how strongly the top of a list pulls."""

    sharpness: float = 1.0
    pull: float = 1.0


@dataclass(frozen=True, slots=True)
class Explained:
    """Weights, one per column, and the habit with which they explain the choices."""

    weights: Floats
    habit: Habit


def log_likelihoods(choices: Choices, explained: Explained) -> Floats:
    """Return for each list ln p of what was chosen, weighed by its evidence; nearer to 0 is better.

    A choice that proved well with grade g counts as g · ln p + (1 − g) · ln(1 − p).
    """
    theta = np.array([*explained.weights, np.log(explained.habit.sharpness), explained.habit.pull])
    return choices.evidence * _graded(choices, _chances(choices, theta))


def explain(
    choices: Choices,
    prior: Explained,
    spreads: Floats,
    bounds: tuple[Floats, Floats],
    stiffness: float = STIFFNESS,
) -> Explained:
    """Find the weights and the habit that explain the choices best, held near `prior` and within the bounds.

    A weight may wander from the prior's by a standard deviation of 1 / (spread · √stiffness): what a typical step of
    the part counts changes by about 0.16 points. So ten choices move little. Without choices: the prior.
    """
    if not len(choices):
        return prior
    centre = np.array([*prior.weights, np.log(prior.habit.sharpness), prior.habit.pull])
    held = np.array([*(stiffness * spreads**2), SHARPNESS_SPREAD**-2, PULL_SPREAD**-2])
    # Steps are taken in units of the prior's own width, in which the loss is round.
    unit = 1 / np.sqrt(held)
    low = np.array([*bounds[0], np.log(LEAST_SHARPNESS), 0.0])
    high = np.array([*bounds[1], np.log(MOST_SHARPNESS), MOST_PULL])

    def loss(steps: Floats) -> tuple[float, Floats]:
        theta = centre + steps * unit
        value, slope = _surprise(choices, theta)
        return (value + float(steps @ steps) / 2) / len(choices), (slope * unit + steps) / len(choices)

    room = ((low - centre) / unit, (high - centre) / unit)
    found = minimize(
        loss,
        np.clip(np.zeros(len(centre)), *room),
        jac=True,
        method="L-BFGS-B",
        bounds=Bounds(*room),
        options={"maxiter": MOST_STEPS},
    )
    theta = np.clip(centre + found.x * unit, low, high)
    return Explained(theta[:-2], Habit(float(np.exp(theta[-2])), float(theta[-1])))


def explain_habit(choices: Choices, weights: Floats, prior: Habit) -> Habit:
    """Find the habit alone, the weights being given."""
    one = np.ones(1)
    return explain(choices.as_scores(weights), Explained(one, prior), one, (one, one)).habit


def _chances(choices: Choices, theta: Floats) -> Floats:
    """Return the chance of every row to be the one chosen of its list."""
    wishes = np.exp(theta[-2]) * (choices.features @ theta[:-2]) - theta[-1] * choices.log_positions
    wishes -= np.repeat(np.maximum.reduceat(wishes, choices.starts), choices.sizes)
    chances = np.exp(wishes)
    chances /= np.repeat(np.add.reduceat(chances, choices.starts), choices.sizes)
    return np.asarray(chances)


def _graded(choices: Choices, chances: Floats) -> Floats:
    chosen = np.maximum(chances[choices.chosen], SMALLEST)
    others = np.maximum(1 - chosen, SMALLEST)
    return np.asarray(choices.grades * np.log(chosen) + (1 - choices.grades) * np.log(others))


def _surprise(choices: Choices, theta: Floats) -> tuple[float, Floats]:
    """Return the negative log-likelihood of all choices with its slope in every parameter."""
    chances = _chances(choices, theta)
    value = -float(choices.evidence @ _graded(choices, chances))
    # The slope of ln p in a wish is 1 − p for the chosen and −p for the others; that of ln(1 − p) is
    # −p of the chosen for itself and p · p of the chosen / (1 − p of the chosen) for the others.
    chosen = chances[choices.chosen]
    against = (1 - choices.grades) * chosen / np.maximum(1 - chosen, SMALLEST)
    pushes = chances * np.repeat(against - choices.grades, choices.sizes)
    pushes[choices.chosen] = choices.grades * (1 - chosen) - (1 - choices.grades) * chosen
    pushes *= np.repeat(choices.evidence, choices.sizes)
    sharpness = np.exp(theta[-2])
    slope = sharpness * (choices.features.T @ pushes)
    return value, -np.array([*slope, slope @ theta[:-2], -choices.log_positions @ pushes])
