"""From lines that may clash to lines that fit together: clashes are taken out and what is open is given anew."""

from collections.abc import Iterable

from matching.planning_placement import Placement, open_pairs
from matching.planning_records import Line

MOST_MOVES = 20_000
"""How many moves are tried before the plan is taken as it is."""


def place(pinned: Placement, lines: Iterable[Line], most_units: int) -> Placement:
    """Return a placement near `lines` that covers no fewer units than giving greedily does.

    `most_units` is what a plan can cover at most; when the lines fit they are taken as they are.
    """
    repaired = pinned.copy()
    worth = {key: want.worth for key, want in pinned.task.wants.items()}
    for line in sorted(lines, key=lambda line: (-line.score - worth[line.want], line.want, line.resource)):
        repaired.put(line.want, line.resource, line.score, line.units)
    if repaired.covered == most_units:
        return repaired
    _fill(repaired)
    _make_way(repaired, most_units)
    greedy = pinned.copy()
    _fill(greedy)
    return max(repaired, greedy, key=_worth)


def _worth(placement: Placement) -> tuple[int, float]:
    value = placement.value()
    return value.covered, value.points


def _fill(placement: Placement) -> None:
    """Give what is open to the best candidates that have room, the best pair first."""
    for want, resource, score in open_pairs(placement):
        placement.put(want, resource, score)


def _make_way(placement: Placement, most_units: int) -> None:
    """Serve a want that found no room where another one can move elsewhere."""
    moves = MOST_MOVES
    for want, resource, score in open_pairs(placement):
        if placement.covered == most_units or moves <= 0:
            return
        for line in placement.movable(resource):
            moves -= 1
            if placement.left[want] and _move(placement, line, want, score):
                break


def _move(placement: Placement, line: Line, want: str, score: float) -> bool:
    """Give the place of a line to a want if the line, whole, finds another; otherwise all stays as it was."""
    if line.want == want:
        return False
    placement.take_off(line)
    if placement.put(want, line.resource, score):
        for resource, other_score in sorted(placement.task.candidates[line.want], key=lambda one: (-one[1], one[0])):
            if resource != line.resource and not placement.holds(line.want, resource):
                units = placement.put(line.want, resource, other_score, line.units)
                if units == line.units:
                    return True
                if units:
                    placement.take_off(placement.line(line.want, resource))
        placement.take_off(placement.line(want, line.resource))
    placement.put(line.want, line.resource, line.score, line.units)
    return False
