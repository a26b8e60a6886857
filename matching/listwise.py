"""Weights of an additive score, learned from lists in which some members were right (Cao et al. 2007, ListNet)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matching.textual import Floats

MOST_STEPS = 300


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """Candidates of one need: a row of features each, and which share of being right each has (sums to 1)."""

    features: Floats
    shares: Floats


def learn_weights(
    lists: Sequence[ChoiceList],
    prior: Floats,
    bounds: Sequence[tuple[float | None, float | None]],
    strength: float,
) -> Floats:
    """Maximise the likelihood that a softmax over each list picks what was right, held near `prior`.

    The penalty is `strength` / 2 times the squared distance from `prior`, features measured in their own standard
    deviations, so a handful of lists moves little. Each weight stays within its bounds. Without lists: `prior`.
    """
    if not lists:
        return prior
    stacked = np.concatenate([choices.features for choices in lists])
    spread = np.where((deviation := stacked.std(axis=0)) > 0, deviation, 1.0)
    scaled = stacked / spread
    shares = np.concatenate([choices.shares for choices in lists])
    sizes = np.array([len(choices.shares) for choices in lists])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    of_list = np.repeat(np.arange(len(lists)), sizes)
    start = prior * spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights
        scores -= np.maximum.reduceat(scores, starts)[of_list]
        chances = np.exp(scores)
        sums = np.add.reduceat(chances, starts)
        chances /= sums[of_list]
        likelihood = float(shares @ (scores - np.log(sums)[of_list]))
        away = weights - start
        value = (-likelihood + strength / 2 * float(away @ away)) / len(lists)
        return value, (scaled.T @ (chances - shares) + strength * away) / len(lists)

    found = minimize(
        loss, _within(start, bounds), jac=True, method="L-BFGS-B", bounds=list(bounds), options={"maxiter": MOST_STEPS}
    )
    learned: NDArray[np.float64] = found.x / spread
    return learned


def _within(weights: Floats, bounds: Sequence[tuple[float | None, float | None]]) -> Floats:
    low = np.array([-np.inf if bound[0] is None else bound[0] for bound in bounds])
    high = np.array([np.inf if bound[1] is None else bound[1] for bound in bounds])
    return np.clip(weights, low, high)
