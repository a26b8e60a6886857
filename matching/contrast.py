"""Where a resource lies behind another: part by part, so that the differences add up to that of the scores."""

from dataclasses import dataclass

from matching.records import Match


@dataclass(frozen=True, slots=True)
class Lag:
    """By how many points a match lies behind another in one part; below 0 where it lies ahead."""

    code: str
    points: float


def contrast(ahead: Match, behind: Match) -> tuple[Lag, ...]:
    """Return the difference of every part of two matches for the same need, the greatest lag first."""
    points = {part.code: part.points for part in ahead.parts}
    for part in behind.parts:
        points[part.code] = points.get(part.code, 0.0) - part.points
    lags = (Lag(code, difference) for code, difference in points.items())
    return tuple(sorted(lags, key=lambda lag: (-lag.points, lag.code)))
