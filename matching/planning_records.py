"""What a plan is made of: wants of some units, what resources can take, and the lines that bring them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TypeAlias

from matching.records import Window

Candidates: TypeAlias = Mapping[str, Sequence[tuple[str, float]]]
"""By want: the resources that could serve it, each with its score in log-odds."""

Pair: TypeAlias = tuple[str, str]
"""The key of a want and of a resource."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """Something to be served: `quantity` units, each of which another resource may serve.

    A want that `is_whole` is served by one resource altogether and counts as one unit, whatever it takes there:
    `quantity` of the resources in `counted_by`, 1 of all others. With a window it takes that of the resource for
    this time. `worth` is how many points it counts, for each unit, that it is served at all: what decides who has to
    wait where not all can be served. Raises ValueError when the quantity is below 1 or the worth is no number.
    """

    key: str
    quantity: int = 1
    window: Window | None = None
    is_whole: bool = False
    counted_by: frozenset[str] = frozenset()
    worth: float = 0.0

    def __post_init__(self) -> None:
        """Keep impossible quantities out."""
        if self.quantity < 1:
            message = f"quantity must be at least 1, not {self.quantity}"
            raise ValueError(message)
        if not isfinite(self.worth):
            message = f"worth must be a number, not {self.worth}"
            raise ValueError(message)

    @property
    def units(self) -> int:
        """How much is covered when all of it is served."""
        return 1 if self.is_whole else self.quantity

    def takes(self, resource: str, units: int) -> int:
        """Return how much of a resource so many units occupy."""
        if not self.is_whole:
            return units
        return self.quantity if resource in self.counted_by else 1


@dataclass(frozen=True, slots=True)
class Booking:
    """Places of a resource that are taken already for a time."""

    window: Window
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What a resource can take: `total` altogether, and `at_once` at the same time (None: as much as there is).

    Raises ValueError when something is negative.
    """

    total: int
    at_once: int | None = None
    booked: tuple[Booking, ...] = ()

    def __post_init__(self) -> None:
        """Keep impossible amounts out."""
        if self.total < 0 or (self.at_once or 0) < 0 or any(one.quantity < 0 for one in self.booked):
            message = "total, at_once and what is booked must be 0 or more"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """Some units of a want given to a resource, with the score of the pair in log-odds."""

    want: str
    resource: str
    units: int
    score: float
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What a plan is worth, the first figure before the second.

    `points` is the sum over the lines of score and worth times their units, less what rotation takes.
    """

    covered: int = 0
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines by want and resource, what of each want is left, and how good a plan can be at most."""

    lines: tuple[Line, ...]
    left: Mapping[str, int]
    value: Value
    at_most: Value

    @property
    def units_short(self) -> int:
        """How many units more the upper bound covers; 0 when no plan covers more."""
        return self.at_most.covered - self.value.covered

    @property
    def points_short(self) -> float | None:
        """Points that the upper bound has more for the same units; None when it covers more."""
        return None if self.units_short else max(0.0, self.at_most.points - self.value.points)


class PinNotPossibleError(ValueError):
    """A pinned pair cannot be kept: it is no candidate, is forbidden, or finds no room beside the pins before it."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(f"{pair[0]} cannot be pinned to {pair[1]}")
        self.pair = pair


def refuse_unreadable(wants: Sequence[Want], candidates: Candidates) -> None:
    """Refuse keys that are there twice and scores that are no numbers, with ValueError."""
    if len({want.key for want in wants}) < len(wants):
        message = "two wants share a key"
        raise ValueError(message)
    for key, offered in candidates.items():
        scores = dict(offered)
        if len(scores) < len(offered):
            message = f"a resource is twice among the candidates of {key}"
            raise ValueError(message)
        if not all(map(isfinite, scores.values())):
            message = f"a candidate of {key} has a score that is no number"
            raise ValueError(message)
