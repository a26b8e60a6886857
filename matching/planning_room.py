"""How much room resources still have while lines are put on them and taken off."""

from collections import defaultdict
from collections.abc import Mapping

from matching.planning_records import Capacity, Line, Want
from matching.records import Window


class Room:
    """Keeps account of what lies on each resource; nothing is ever put where it does not fit.

    A resource without a capacity has none.
    """

    def __init__(self, capacities: Mapping[str, Capacity], wants: Mapping[str, Want]) -> None:
        self._capacities = capacities
        self._wants = wants
        self._taken: defaultdict[str, int] = defaultdict(int)
        self._timed: defaultdict[str, list[tuple[Window, int]]] = defaultdict(list)
        for key, capacity in capacities.items():
            if capacity.booked:
                self._timed[key] = [(one.window, one.quantity) for one in capacity.booked]

    def most_units(self, want: Want, resource: str, units: int) -> int:
        """Return how many of so many units of a want fit on a resource; of a whole want all or none."""
        capacity = self._capacities.get(resource)
        if capacity is None:
            return 0
        free = capacity.total - self._taken[resource]
        if want.window is not None and capacity.at_once is not None:
            free = min(free, capacity.at_once - self._peak(resource, want.window))
        if want.is_whole:
            return units if want.takes(resource, units) <= free else 0
        return max(0, min(units, free))

    def put(self, line: Line) -> None:
        """Put a line on its resource."""
        self._taken[line.resource] += self._takes(line)
        window = self._wants[line.want].window
        if window is not None:
            self._timed[line.resource].append((window, self._takes(line)))

    def take_off(self, line: Line) -> None:
        """Take a line off its resource."""
        self._taken[line.resource] -= self._takes(line)
        window = self._wants[line.want].window
        if window is not None:
            self._timed[line.resource].remove((window, self._takes(line)))

    def left(self, resource: str) -> int:
        """Return what of the total of a resource is left."""
        capacity = self._capacities.get(resource)
        return 0 if capacity is None else capacity.total - self._taken[resource]

    def _takes(self, line: Line) -> int:
        return self._wants[line.want].takes(line.resource, line.units)

    def _peak(self, resource: str, window: Window) -> int:
        """Return the most that is taken at any one moment of a window: reached where something begins."""
        beside = [(other, taken) for other, taken in self._timed[resource] if overlap(other, window)]
        moments = {max(other.start, window.start) for other, _ in beside}
        return max(
            (sum(taken for other, taken in beside if other.start <= moment < other.end) for moment in moments),
            default=0,
        )


def overlap(one: Window, other: Window) -> bool:
    """Whether two windows have a moment in common."""
    return one.start < other.end and other.start < one.end
