"""Map systems: what Chinese maps show is shifted on purpose; what is stored is WGS-84.

GCJ-02 is the state's shift of WGS-84, with the constants of the published open algorithm ("eviltransform"); BD-09 is
Baidu's further shift of GCJ-02. Forward formulas are known, backward ones are not, so backward is a search that ends
below a tenth of a metre.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from resolvers.refusals import InvalidInput
from storage.codes import Datum

_SEMI_MAJOR_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
_BD_TURN = math.pi * 3_000 / 180
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
_CLOSE_ENOUGH_DEGREES = 1e-7
_MOST_STEPS = 20

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees, in the map system it was given in."""

    lat: float
    lng: float
    datum: Datum = Datum.WGS84


def is_on_earth(lat: float, lng: float) -> bool:
    """Whether degrees name a point of the globe."""
    return -90 <= lat <= 90 and -180 <= lng <= 180  # noqa: PLR2004 - degrees of the globe


def to_wgs84(place: Place) -> Place:
    """Return the same point in WGS-84; refuses what is no point on earth."""
    if not is_on_earth(place.lat, place.lng):
        raise InvalidInput.at("lat", "COORDINATES", f"{place.lat}, {place.lng}")
    if place.datum is Datum.WGS84:
        return place
    shown = (place.lat, place.lng)
    if place.datum is Datum.BD09:
        shown = _search(gcj_to_bd, shown)
    return Place(*_search(wgs_to_gcj, shown))


def wgs_to_gcj(lat: float, lng: float) -> Point:
    """Return a point of WGS-84 as GCJ-02 shows it; outside China nothing is shifted."""
    if not (_SOUTH <= lat <= _NORTH and _WEST <= lng <= _EAST):
        return lat, lng
    north, east = _shift_metres(lng - 105, lat - 35)
    turned = math.radians(lat)
    flat = 1 - _ECCENTRICITY_SQUARED * math.sin(turned) ** 2
    meridian_m = _SEMI_MAJOR_AXIS_M * (1 - _ECCENTRICITY_SQUARED) / flat**1.5
    parallel_m = _SEMI_MAJOR_AXIS_M / math.sqrt(flat) * math.cos(turned)
    return lat + math.degrees(north / meridian_m), lng + math.degrees(east / parallel_m)


def gcj_to_bd(lat: float, lng: float) -> Point:
    """Return a point of GCJ-02 as BD-09 shows it."""
    radius = math.hypot(lng, lat) + 0.000_02 * math.sin(lat * _BD_TURN)
    angle = math.atan2(lat, lng) + 0.000_003 * math.cos(lng * _BD_TURN)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def _search(shift: Callable[[float, float], Point], shown: Point) -> Point:
    """Return the point that a shift shows at `shown`, by correcting a guess with its own error.

    The shifts are so smooth that each step leaves a small share of the error; five or so suffice.
    """
    lat, lng = shown
    for _ in range(_MOST_STEPS):
        at_lat, at_lng = shift(lat, lng)
        error_lat, error_lng = at_lat - shown[0], at_lng - shown[1]
        lat, lng = lat - error_lat, lng - error_lng
        if max(abs(error_lat), abs(error_lng)) < _CLOSE_ENOUGH_DEGREES:
            break
    return lat, lng


def _shift_metres(x: float, y: float) -> tuple[float, float]:
    """Return the shift north and east in metres, `x` and `y` being degrees from 105°E 35°N."""
    ripple = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + ripple
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + ripple
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    return north, east
