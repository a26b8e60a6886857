"""The best plan as a flow: from each want over its candidates to what the resources can take.

Maximum flow of least cost (R. Ahuja, T. Magnanti, J. Orlin, Network Flows, 1993, chapter 9) serves the most units
first and then has the highest score among all plans that serve as many, so coverage comes before score without a
bonus that could overflow. Two things are beyond a flow: that times clash, and that a whole want takes more than one
unit. Both are left out here, so that what comes out is never worse than the best plan.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from matching.planning_placement import Placement
from matching.planning_records import Line, Pair

COST_PER_POINT = 10_000
"""Scores are compared to a ten-thousandth of a point of log-odds."""

MOST_POINTS = 1_000.0
"""Scores beyond this count as this, so that no sum of costs leaves 64 bits."""

SOURCE, SINK, FIRST_WANT = 0, 1, 2

_Given: TypeAlias = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]
"""Arcs as columns: tails, heads, capacities and costs a unit."""


def flow_lines(placement: Placement) -> tuple[Line, ...]:
    """Return the lines of the best flow for what `placement` leaves open, by want and resource.

    Deterministic: arcs are laid in the order of the keys.
    """
    arcs = _Arcs(placement)
    supply = arcs.supply
    if not supply:
        return ()
    flow = min_cost_flow.SimpleMinCostFlow()
    edges = flow.add_arcs_with_capacity_and_unit_cost(*arcs.edges())
    flow.add_arcs_with_capacity_and_unit_cost(*arcs.ends())
    flow.set_node_supply(SOURCE, supply)
    flow.set_node_supply(SINK, -supply)
    status = flow.solve_max_flow_with_min_cost()
    assert status == flow.OPTIMAL, f"a network from source to sink always has a flow, not {status}"
    taken = flow.flows(edges)
    return tuple(arcs.line(arc, int(taken[arc])) for arc in np.flatnonzero(taken).tolist())


class _Arcs:
    """The network, numbered: wants and resources in the order of their keys."""

    def __init__(self, placement: Placement) -> None:
        task, self._placement = placement.task, placement
        wants = [key for key, units in placement.left.items() if units and task.candidates[key]]
        offered = [task.candidates[key] for key in wants]
        resources = [resource for pairs in offered for resource, _ in pairs]
        self._resources = sorted(set(resources))
        number = {key: index for index, key in enumerate(self._resources)}
        self._want = np.repeat(np.arange(len(wants)), [len(pairs) for pairs in offered])
        self._resource = np.fromiter(map(number.__getitem__, resources), np.int64, len(resources))
        self._scores = np.fromiter((score for pairs in offered for _, score in pairs), np.float64, len(resources))
        self._wants = wants
        self._units = np.array([placement.left[key] for key in wants], dtype=np.int64)
        left = np.array([placement.room.left(key) for key in self._resources], dtype=np.int64)
        self._left = np.minimum(left, self.supply)
        self._widths = np.minimum(self._units[self._want], self._left[self._resource])
        self._narrow()

    @property
    def supply(self) -> int:
        """How many units are asked for altogether."""
        return int(self._units.sum())

    def _narrow(self) -> None:
        """Close the arcs on which a unit alone finds no room: for its time, as a whole, or beside a pin."""
        room, wants = self._placement.room, self._placement.task.wants
        special = [wants[key].window is not None or wants[key].is_whole for key in self._wants]
        pinned = {line.want for line in self._placement.lines}
        narrow = np.array(special, dtype=np.bool_) | np.array([key in pinned for key in self._wants], dtype=np.bool_)
        for arc in np.flatnonzero(narrow[self._want]).tolist():
            want, resource = self.pair(arc)
            is_held = self._placement.holds(want, resource)
            units = self._placement.left[want]
            self._widths[arc] = 0 if is_held else room.most_units(wants[want], resource, units)

    def pair(self, arc: int) -> Pair:
        """Return the want and the resource of an arc."""
        return self._wants[self._want[arc]], self._resources[self._resource[arc]]

    def line(self, arc: int, units: int) -> Line:
        """Return the line that so much flow on an arc stands for."""
        return Line(*self.pair(arc), units, float(self._scores[arc]))

    def edges(self) -> _Given:
        """Return the arcs from wants to resources."""
        wants = self._placement.task.wants
        points = self._scores + np.array([wants[key].worth for key in self._wants])[self._want]
        costs = -np.rint(np.clip(points, -MOST_POINTS, MOST_POINTS) * COST_PER_POINT)
        first_resource = FIRST_WANT + len(self._wants)
        return (
            (self._want + FIRST_WANT).astype(np.int32),
            (self._resource + first_resource).astype(np.int32),
            self._widths,
            costs.astype(np.int64),
        )

    def ends(self) -> _Given:
        """Return the arcs from the source, and to the sink: of each resource its chance, and what is beyond it."""
        count, rotation = len(self._wants), self._placement.task.rotation
        first_resource = FIRST_WANT + count
        nodes = np.arange(first_resource, first_resource + len(self._resources), dtype=np.int32)
        chances = self._placement.chances_left()
        free = np.minimum([chances[key] for key in self._resources], self._left) if rotation else self._left
        tails = np.concatenate([np.full(count, SOURCE, dtype=np.int32), nodes, nodes])
        heads = np.full(len(tails), SINK, dtype=np.int32)
        heads[:count] = np.arange(FIRST_WANT, first_resource, dtype=np.int32)
        widths = np.concatenate([self._units, free, self._left - free]).astype(np.int64)
        costs = np.zeros(len(tails), dtype=np.int64)
        costs[count + len(nodes) :] = round(rotation * COST_PER_POINT)
        return tails, heads, widths, costs
