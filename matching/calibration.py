"""Probability: the monotone image of a score, by a line in log-odds fitted on what became of logged decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from matching.settings import PLAIN_CALIBRATION
from matching.textual import Floats

FEWEST_OUTCOMES = 50
"""With fewer outcomes, or fewer than ten of either sort, the probability stays the plain sigmoid of the score."""
FEWEST_OF_A_SORT = 10

SLOPE_SPREAD, OFFSET_SPREAD = 0.5, 2.0
"""Standard deviations of the prior: how far the line may lie from the plain one before anything is seen."""
SMALLEST_SLOPE = 0.05
"""A better score never has a smaller probability, whatever the outcomes say."""

ROUNDS, PRECISION = 100, 1e-10
BINS = 10


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far probabilities agree with what came of them; smaller is better in every figure.

    `brier` is the mean squared difference, 0..1; `calibration_error` the mean distance, 0..1, between what was said
    and what came true over ten bins with equally many outcomes; `log_loss` is in nats per outcome.
    """

    count: int
    brier: float
    calibration_error: float
    log_loss: float


def calibrated(score: float, calibration: tuple[float, float] = PLAIN_CALIBRATION) -> float:
    """Return the probability, 0..1, of a score in log-odds: the sigmoid of slope · score + offset."""
    slope, offset = calibration
    return float(expit(slope * score + offset))


def fit_calibration(scores: Sequence[float], succeeded: Sequence[bool]) -> tuple[float, float]:
    """Fit slope and offset on outcomes: whether a resource sent at a score took and did it, and it solved the matter.

    Platt's line (1999), found by Newton's method as the most probable one under a normal prior around the plain
    sigmoid, (1, 0): few outcomes move it little. The slope stays above zero, so that the order never turns round.
    Returns the plain one while there are too few outcomes. Raises ValueError when the two differ in length.
    """
    if len(scores) != len(succeeded):
        message = f"{len(scores)} scores with {len(succeeded)} outcomes"
        raise ValueError(message)
    outcomes = np.asarray(succeeded, dtype=np.float64)
    good = int(outcomes.sum())
    if len(outcomes) < FEWEST_OUTCOMES or min(good, len(outcomes) - good) < FEWEST_OF_A_SORT:
        return PLAIN_CALIBRATION
    slope, offset = _most_probable(np.asarray(scores, dtype=np.float64), outcomes)
    if slope >= SMALLEST_SLOPE:
        return slope, offset
    return SMALLEST_SLOPE, _most_probable(np.asarray(scores, dtype=np.float64), outcomes, SMALLEST_SLOPE)[1]


def _most_probable(scores: Floats, outcomes: Floats, fixed_slope: float | None = None) -> tuple[float, float]:
    """Climb to the one maximum of likelihood times prior; with `fixed_slope` only the offset moves."""
    columns = np.stack((scores, np.ones_like(scores)), axis=1)
    prior = np.asarray(PLAIN_CALIBRATION)
    tightness = np.array((SLOPE_SPREAD**-2, OFFSET_SPREAD**-2))
    free = np.array((fixed_slope is None, True))
    line = prior.copy() if fixed_slope is None else np.array((fixed_slope, 0.0))
    for _ in range(ROUNDS):
        said = expit(columns @ line)
        gradient = columns.T @ (said - outcomes) + tightness * (line - prior)
        curvature = (columns.T * (said * (1 - said))) @ columns + np.diag(tightness)
        step = np.zeros(2)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        # Half a step at most where Newton's would overshoot: the function is convex, so this always arrives.
        before = _surprise(columns, outcomes, line, tightness)
        while _surprise(columns, outcomes, line - step, tightness) > before + PRECISION:
            step /= 2
        line = line - step
        if float(np.abs(step).max()) < PRECISION:
            break
    return float(line[0]), float(line[1])


def _surprise(columns: Floats, outcomes: Floats, line: Floats, tightness: Floats) -> float:
    """Negative logarithm of likelihood times prior, but for a constant."""
    logits = columns @ line
    prior = 0.5 * float(tightness @ (line - np.asarray(PLAIN_CALIBRATION)) ** 2)
    return float(np.sum(np.logaddexp(0.0, logits) - outcomes * logits)) + prior


def reliability(probabilities: Sequence[float], succeeded: Sequence[bool]) -> Reliability:
    """Measure probabilities against outcomes. Raises ValueError without outcomes or when the lengths differ."""
    if not probabilities or len(probabilities) != len(succeeded):
        message = f"{len(probabilities)} probabilities with {len(succeeded)} outcomes"
        raise ValueError(message)
    said = np.asarray(probabilities, dtype=np.float64)
    came = np.asarray(succeeded, dtype=np.float64)
    order = np.argsort(said, kind="stable")
    bins = [rows for rows in np.array_split(order, BINS) if rows.size]
    apart = sum(rows.size * abs(float(said[rows].mean()) - float(came[rows].mean())) for rows in bins)
    safe = np.clip(said, 1e-12, 1 - 1e-12)
    return Reliability(
        count=len(said),
        brier=float(np.mean((said - came) ** 2)),
        calibration_error=apart / len(said),
        log_loss=float(-np.mean(came * np.log(safe) + (1 - came) * np.log1p(-safe))),
    )
