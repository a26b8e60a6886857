"""Lines being put on resources: what is left of each want, and what all of it is worth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Self

from matching.planning_records import Candidates, Capacity, Line, Pair, PinNotPossibleError, Value, Want
from matching.planning_room import Room


@dataclass(frozen=True, slots=True)
class Task:
    """All that a plan is made for; candidates stand in the order of their keys and hold no forbidden pair."""

    wants: Mapping[str, Want]
    candidates: Candidates
    capacities: Mapping[str, Capacity]
    pinned: tuple[Pair, ...]
    rotation: float

    def chances(self) -> dict[str, int]:
        """Return by resource the most units that one want could give it: its chance, on which rotation is silent."""
        most: dict[str, int] = {}
        for key, offered in self.candidates.items():
            units = self.wants[key].units
            for resource, _ in offered:
                if most.get(resource, 0) < units:
                    most[resource] = units
        return most


class Placement:
    """Lines that fit together: never over a capacity, never more of a want than was asked.

    `left` is what of each want is not served yet, `covered` how many units are.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.room = Room(task.capacities, task.wants)
        self.left = {key: want.units for key, want in task.wants.items()}
        self.covered = 0
        self._lines: dict[Pair, Line] = {}
        self._on: defaultdict[str, set[str]] = defaultdict(set)

    @classmethod
    def with_pins(cls, task: Task) -> "Placement":
        """Return the placement of the pinned pairs alone. Raises PinNotPossibleError when one finds no room."""
        placement = cls(task)
        for want, resource in task.pinned:
            scores = dict(task.candidates.get(want, ()))
            if resource not in scores or not placement.put(want, resource, scores[resource], is_pinned=True):
                raise PinNotPossibleError((want, resource))
        return placement

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines by want and resource."""
        return tuple(self._lines[pair] for pair in sorted(self._lines))

    def copy(self) -> Self:
        """Return a placement of the same lines that goes on by itself."""
        copied = type(self)(self.task)
        for line in self._lines.values():
            copied.add(line)
        return copied

    def holds(self, want: str, resource: str) -> bool:
        """Whether a resource serves a want already."""
        return (want, resource) in self._lines

    def line(self, want: str, resource: str) -> Line:
        """Return the line of a pair. Raises KeyError when there is none."""
        return self._lines[want, resource]

    def movable(self, resource: str) -> list[Line]:
        """Return the lines on a resource that nobody pinned, by want."""
        lines = (self._lines[want, resource] for want in sorted(self._on[resource]))
        return [line for line in lines if not line.is_pinned]

    def chances_left(self) -> dict[str, int]:
        """Return by resource how many units more it may serve before rotation counts."""
        chances = self.task.chances() if self.task.rotation else {}
        for line in self._lines.values():
            chances[line.resource] = max(0, chances.get(line.resource, 0) - line.units)
        return chances

    def put(self, want: str, resource: str, score: float, units: int | None = None, *, is_pinned: bool = False) -> int:
        """Put as many units as fit, all that is left by default, and return how many; a pair has one line only."""
        asked = self.left[want] if units is None else min(units, self.left[want])
        if not asked or self.holds(want, resource):
            return 0
        fitting = self.room.most_units(self.task.wants[want], resource, asked)
        if fitting:
            self.add(Line(want, resource, fitting, score, is_pinned))
        return fitting

    def take_off(self, line: Line) -> None:
        """Take a line off again."""
        del self._lines[line.want, line.resource]
        self._on[line.resource].remove(line.want)
        self.room.take_off(line)
        self.left[line.want] += line.units
        self.covered -= line.units

    def add(self, line: Line) -> None:
        """Add a line that is known to fit."""
        self._lines[line.want, line.resource] = line
        self._on[line.resource].add(line.want)
        self.room.put(line)
        self.left[line.want] -= line.units
        self.covered += line.units

    def value(self) -> Value:
        """Return what the lines are worth together."""
        return value_of(self._lines.values(), self.task)


def value_of(lines: Iterable[Line], task: Task) -> Value:
    """Return what lines are worth together: units first, then points.

    Points are scores and worths, less `rotation` for every unit beyond a resource's chance.
    """
    given = list(lines)
    points = fsum(line.units * (line.score + task.wants[line.want].worth) for line in given)
    if task.rotation:
        chances, on = task.chances(), defaultdict[str, int](int)
        for line in given:
            on[line.resource] += line.units
        points -= task.rotation * sum(max(0, units - chances[key]) for key, units in on.items())
    return Value(sum(line.units for line in given), points)


def open_pairs(placement: Placement) -> list[tuple[str, str, float]]:
    """Return want, resource and score of every candidate of a want that is not covered yet, the best pair first."""
    wants = placement.task.wants
    pairs = [
        (key, resource, score)
        for key, offered in placement.task.candidates.items()
        if placement.left[key]
        for resource, score in offered
    ]
    return sorted(pairs, key=lambda pair: (-pair[2] - wants[pair[0]].worth, pair[:2]))
