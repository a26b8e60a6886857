"""The slow obvious twin: all plans there are, looked through for the best."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from matching.planning import Capacity, Line, Value, Want
from matching.planning_records import Candidates, Pair


def best_value(
    wants: Sequence[Want],
    candidates: Candidates,
    capacities: Mapping[str, Capacity],
    *,
    pinned: Collection[Pair] = (),
    forbidden: Collection[Pair] = (),
    rotation: float = 0.0,
) -> Value | None:
    """Return the value of the best plan that keeps the pins whole; None when no plan does."""
    most = [
        (plan_value(lines, wants, candidates, rotation).covered, plan_value(lines, wants, candidates, rotation).points)
        for lines in every_plan(wants, candidates, forbidden)
        if is_possible(lines, wants, capacities) and set(pinned) <= {(line.want, line.resource) for line in lines}
    ]
    return Value(*max(most)) if most else None


def every_plan(wants: Sequence[Want], candidates: Candidates, forbidden: Collection[Pair]) -> Iterator[list[Line]]:
    """Give every way to spread the units of the wants over their candidates, whether it is possible or not."""
    choices = [
        [
            list(lines)
            for lines in product(
                *(
                    [None, *(Line(want.key, resource, units, score) for units in range(1, want.units + 1))]
                    for resource, score in candidates.get(want.key, ())
                    if (want.key, resource) not in forbidden
                )
            )
            if sum(line.units for line in lines if line) <= want.units
        ]
        for want in wants
    ]
    for chosen in product(*choices):
        yield [line for lines in chosen for line in lines if line]


def is_possible(lines: Sequence[Line], wants: Sequence[Want], capacities: Mapping[str, Capacity]) -> bool:
    """Whether no resource is over its capacity, altogether and at any moment."""
    want_of = {want.key: want for want in wants}
    for key in {line.resource for line in lines}:
        capacity = capacities.get(key, Capacity(total=0))
        taken = [
            (want_of[line.want], want_of[line.want].takes(key, line.units)) for line in lines if line.resource == key
        ]
        if sum(quantity for _, quantity in taken) > capacity.total:
            return False
        if capacity.at_once is None:
            continue
        timed = [(want.window, quantity) for want, quantity in taken if want.window]
        booked = [(one.window, one.quantity) for one in capacity.booked]
        for moment in {window.start for window, _ in timed + booked}:
            # What was booked beforehand may be over by itself; only moments that a line shares are ours.
            if not any(window.start <= moment < window.end for window, _ in timed):
                continue
            at_the_moment = sum(quantity for window, quantity in timed + booked if window.start <= moment < window.end)
            if at_the_moment > capacity.at_once:
                return False
    return True


def plan_value(lines: Sequence[Line], wants: Sequence[Want], candidates: Candidates, rotation: float) -> Value:
    """Return what lines are worth, computed from the definition."""
    worth = {want.key: want.worth for want in wants}
    points = sum(line.units * (line.score + worth[line.want]) for line in lines)
    for resource in {line.resource for line in lines}:
        units = sum(line.units for line in lines if line.resource == resource)
        chance = max(want.units for want in wants if resource in {key for key, _ in candidates.get(want.key, ())})
        points -= rotation * max(0, units - chance)
    return Value(sum(line.units for line in lines), points)
