"""A whole community at once: open wants are given to resources, the most of them first, then the best fitting."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from matching.planning_flow import flow_lines
from matching.planning_placement import Placement, Task, value_of
from matching.planning_records import (
    Booking,
    Candidates,
    Capacity,
    Line,
    Pair,
    PinNotPossibleError,
    Plan,
    Value,
    Want,
    refuse_unreadable,
)
from matching.planning_repair import place

__all__ = ["Booking", "Capacity", "Line", "PinNotPossibleError", "Plan", "Value", "Want", "assign"]


def assign(
    wants: Sequence[Want],
    candidates: Candidates,
    capacities: Mapping[str, Capacity],
    *,
    pinned: Collection[Pair] = (),
    forbidden: Collection[Pair] = (),
    rotation: float = 0.0,
) -> Plan:
    """Return the plan that covers the most units and, of those, has the highest sum of scores.

    Exact, with nothing short of its bound, when no times clash and no whole want takes more than one unit of a
    resource; otherwise near it, with what it may be short. `rotation` is how many points (0 or more) a resource
    gives away for every unit beyond its chance, the most that one want could give it, so that a resource that fits
    almost as well gets one too. Pinned pairs come first and take all they can. Everything depends on keys and
    figures alone, never on the order in which they are given.

    Raises ValueError for two wants of one key and for scores that are no numbers, PinNotPossibleError for a pinned
    pair that is no candidate, is forbidden or finds no room.
    """
    refuse_unreadable(wants, candidates)
    if not rotation >= 0:
        message = f"rotation must be 0 or more, not {rotation}"
        raise ValueError(message)
    task = Task(
        wants={want.key: want for want in sorted(wants, key=lambda want: want.key)},
        candidates=_allowed(wants, candidates, forbidden),
        capacities=capacities,
        pinned=tuple(sorted(set(pinned))),
        rotation=rotation,
    )
    pins = Placement.with_pins(task)
    best = flow_lines(pins)
    at_most = value_of([*pins.lines, *best], task)
    placement = place(pins, best, at_most.covered)
    return Plan(
        lines=placement.lines,
        left={key: units for key, units in placement.left.items() if units},
        value=placement.value(),
        at_most=at_most,
    )


def _allowed(wants: Sequence[Want], candidates: Candidates, forbidden: Collection[Pair]) -> Candidates:
    """Return the candidates of the wants in the order of their keys, without the forbidden pairs."""
    barred: defaultdict[str, set[str]] = defaultdict(set)
    for want, resource in forbidden:
        barred[want].add(resource)
    return {
        key: sorted(one for one in candidates.get(key, ()) if one[0] not in barred[key])
        if key in barred
        else sorted(candidates.get(key, ()))
        for key in sorted(want.key for want in wants)
    }
