"""Which weights choices may teach, how far, and in which direction."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from matching.settings import MatchSettings
from matching.textual import Floats

SPREADS: Mapping[str, float] = MappingProxyType(
    {
        # part: its standard deviation within a list as staff see it, as measured on the demo city or, where all are
        # alike there, as a plain guess
        "words": 0.06,
        "likeness": 0.08,
        "pieces": 0.05,
        "piece_likeness": 0.09,
        "ideas": 0.05,
        "idea_likeness": 0.06,
        "context": 0.08,
        "covered": 0.12,
        "explained": 0.05,
        "category": 0.3,
        "distance": 0.35,
        "time": 0.3,
        "capacity": 0.3,
        "track": 0.15,
        "freshness": 0.1,
        "return_asked": 0.2,
        "ties": 0.5,
    },
)
"""The parts that choices teach. Not among them: what is the same for all, what keeps the accused away, and load and
rest, by which chances go round: the habit of always asking the same three must not unlearn that."""

TAUGHT = tuple(SPREADS)
"""The taught parts in the order of every column of choices."""

MOST_FACTOR = 4.0
"""A weight is never more than so many times its shipped value, nor less than that part of it."""
MOST_POINTS = 2.0
"""What a typical step of a part that weighs nothing as shipped may count at most, in points."""


def spreads() -> Floats:
    """Return the typical steps of the taught parts."""
    return np.array(list(SPREADS.values()), dtype=np.float64)


def shipped_weights(settings: MatchSettings | None = None) -> Floats:
    """Return the weights of the taught parts for needs in Chinese, as shipped or as `settings` have them."""
    return np.array([(settings or MatchSettings()).weight(code, chinese=True) for code in TAUGHT], dtype=np.float64)


def bounds(fixed: Mapping[str, float] = MappingProxyType({})) -> tuple[Floats, Floats]:
    """Return the lowest and the highest weight of each taught part; parts in `fixed` have no room at all.

    No weight changes its sign, and none that is shipped ever falls to nothing.
    """
    shipped = shipped_weights()
    ends = np.sort(np.stack((shipped / MOST_FACTOR, shipped * MOST_FACTOR)), axis=0)
    none = shipped == 0
    low, high = np.where(none, 0.0, ends[0]), np.where(none, MOST_POINTS / spreads(), ends[1])
    for column, code in enumerate(TAUGHT):
        if code in fixed:
            low[column] = high[column] = fixed[code]
    return low, high
