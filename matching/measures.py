"""How good a ranking is against judgments, and how sure we are of a difference."""

from collections.abc import Sequence

import numpy as np

from matching.textual import Floats

LONGEST_LIST = 1_000
"""Places of a list that count for the reciprocal rank."""


def ndcg_score(ranked: Sequence[float], judged: Sequence[float], places: int = 10) -> float:
    """Normalised discounted cumulative gain, 0..1: gain 2^grade - 1, discount log2(rank + 1).

    `ranked` holds the grades in the order of the list (0 where unjudged), `judged` every grade above 0 there is.
    """
    ideal = _discounted(sorted(judged, reverse=True)[:places])
    return _discounted(ranked[:places]) / ideal if ideal else 0.0


def reciprocal_rank_score(ranked: Sequence[float]) -> float:
    """1 / rank of the first relevant one within 1,000 places, else 0."""
    return next((1 / rank for rank, grade in enumerate(ranked[:LONGEST_LIST], start=1) if grade > 0), 0.0)


def recall_score(ranked: Sequence[float], relevant: int, places: int) -> float:
    """Share of all relevant ones that stand in the first `places`, 0..1."""
    return sum(grade > 0 for grade in ranked[:places]) / relevant if relevant else 0.0


def precision_score(ranked: Sequence[float], places: int) -> float:
    """Relevant ones among the first `places`, divided by `places`, 0..1."""
    return sum(grade > 0 for grade in ranked[:places]) / places


def bootstrap_interval(values: Sequence[float], samples: int = 2_000, seed: int = 1) -> tuple[float, float]:
    """95 % percentile interval of the mean of `values`, drawn again `samples` times with a fixed seed."""
    if not values:
        return 0.0, 0.0
    drawn = np.random.default_rng(seed).integers(len(values), size=(samples, len(values)))
    means: Floats = np.asarray(values, dtype=np.float64)[drawn].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def _discounted(grades: Sequence[float]) -> float:
    return float(sum((2.0**grade - 1) / np.log2(rank + 1) for rank, grade in enumerate(grades, start=1)))
