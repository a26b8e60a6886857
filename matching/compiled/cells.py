"""Where resources are listed: by region, or by the cell of the globe they reach from, so that a need finds them."""

from math import acos, asin, atan2, cos, floor, pi, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.compiling import compiled, lean
from matching.eligibility import EARTH_RADIUS_M
from matching.hashing import Keys

LIST_REMOTE, LIST_REGION, LIST_CELL, LIST_HOME, LIST_HOME_PLACED = (np.uint64(each << 60) for each in range(1, 6))
"""Kinds of lists: for anybody; of a region served; of a cell; of a home region, without bases and with."""

REACHES: Final = np.array([1e3, 3e3, 5e3, 1e4, 2e4, 5e4, 1e5, 3e5, 1e6, 3e6, 2.1e7])
"""Classes of radius in metres; a resource is listed by the least that holds its own."""

CLASSES = len(REACHES)
Ranges = NDArray[np.uint64]
_NARROWEST = 0.02


@lean
def class_of(radius: float) -> int:
    """Return the least class of radius that holds `radius` metres; the last holds all."""
    for number in range(len(REACHES) - 1):
        if radius <= REACHES[number]:
            return number
    return len(REACHES) - 1


@lean
def _edge(number: int) -> float:
    """Return the height of a cell in radians: a quarter of the radius of its class."""
    return min(REACHES[number] / EARTH_RADIUS_M / 4, pi / 4)


@lean
def _width(line: int, edge: float) -> float:
    """Return the width in radians of the cells of one line, about as wide as high on the ground."""
    return edge / max(cos((line + 0.5) * edge - pi / 2), _NARROWEST)


@lean
def cell_key(x: float, y: float, z: float, number: int) -> np.uint64:
    """Return the list of the cell that holds a point of the unit sphere, in a class of radius."""
    edge = _edge(number)
    line = int(floor((asin(max(-1.0, min(1.0, z))) + pi / 2) / edge))
    column = int(floor((atan2(y, x) + pi) / _width(line, edge)))
    return _key(number, line, column)


@lean
def _key(number: int, line: int, column: int) -> np.uint64:
    return LIST_CELL | np.uint64(number) << np.uint64(56) | np.uint64(line) << np.uint64(28) | np.uint64(column)


@lean
def first_cell(number: int) -> np.uint64:
    """Return the first list any cell of a class may have."""
    return _key(number, 0, 0)


@compiled
def classes_in(lists: Keys) -> int:
    """Return a bit for each class of radius that any of some lists, which are sorted, is of."""
    found = 0
    for number in range(CLASSES):
        if np.searchsorted(lists, first_cell(number)) < np.searchsorted(lists, first_cell(number + 1)):
            found |= 1 << number
    return found


@compiled
def cells_around(x: float, y: float, z: float, factor: float, more: float, least: float, classes: int) -> Ranges:
    """Return ranges of lists, first and last, with every cell from which a point may be reached.

    Each class of radius, a bit of `classes`, is searched as far as its radius times `factor` and `more` metres, and
    `least` metres at least.
    """
    lat, lng = asin(max(-1.0, min(1.0, z))), atan2(y, x)
    lines = 0
    for number in range(len(REACHES)):
        if classes >> number & 1:
            reach = max(REACHES[number] * factor + more, least)
            lines += 2 * (int(2 * reach / EARTH_RADIUS_M / _edge(number)) + 4)
    found = np.empty((lines, 2), dtype=np.uint64)
    count = 0
    for number in range(len(REACHES)):
        if not classes >> number & 1:
            continue
        edge = _edge(number)
        reach = min(max(REACHES[number] * factor + more, least) / EARTH_RADIUS_M * 1.0001 + 1e-9, pi)
        lowest, highest = max(lat - reach, -pi / 2), min(lat + reach, pi / 2)
        for line in range(int(floor((lowest + pi / 2) / edge)), int(floor((highest + pi / 2) / edge)) + 1):
            aside = _half_width(lat, reach, line * edge - pi / 2, (line + 1) * edge - pi / 2)
            width = _width(line, edge)
            last = int(floor(2 * pi / width))
            left, right = lng - aside + pi, lng + aside + pi
            if aside >= pi:
                left, right = 0.0, 2 * pi
            found[count, 0] = _key(number, line, int(floor(max(left, 0.0) / width)))
            found[count, 1] = _key(number, line, min(int(floor(right / width)), last))
            count += 1
            if left < 0:
                found[count, 0] = _key(number, line, int(floor((left + 2 * pi) / width)))
                found[count, 1] = _key(number, line, last)
                count += 1
            elif right > 2 * pi:
                found[count, 0] = _key(number, line, 0)
                found[count, 1] = _key(number, line, int(floor((right - 2 * pi) / width)))
                count += 1
    return found[:count]


@lean
def _half_width(lat: float, reach: float, south: float, north: float) -> float:
    """Return how far east or west a circle of angle `reach` about `lat` goes between two latitudes, in radians."""
    if lat + reach >= pi / 2 or lat - reach <= -pi / 2:
        return pi
    widest = asin(max(-1.0, min(1.0, sin(lat) / cos(reach))))
    at = min(max(widest, south), north)
    cosine = (cos(reach) - sin(lat) * sin(at)) / max(cos(lat) * cos(at), 1e-12)
    return acos(max(-1.0, min(1.0, cosine))) * 1.0001 + 1e-9


@lean
def chord(metres: float) -> float:
    """Return the straight length, on the unit sphere, of a great-circle distance."""
    return 2 * sin(min(metres / EARTH_RADIUS_M / 2, pi / 2))
