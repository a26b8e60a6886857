"""Where made-up resources and needs are: a wide country of constant density, and one crowded city.

Geography A is a square of 200 km up to a million resources, so 25 a square kilometre at a million and a tenth of
that at a hundred thousand; beyond a million the square grows and the density stays. Geography B is one city of
30 × 30 km whatever the number. A city is 40 km wide and holds 4 × 4 districts, these 4 × 4 streets, these 4 × 4
communities. A resource serves a radius, some regions, or everybody from afar.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching_facts import RESOURCES_A_PARTNER, Facts, Random, Values, choice, key, some
from benchmarks.matching_texts import CHUNK, SEED, Texts, chunks, text_maker
from matching import NeedRecord, Point, ResourceRecord

Kilometres = NDArray[np.float64]

SOUTH, WEST = 22.0, 100.0
KM_A_DEGREE = 111.195
CITY_KM = 40.0
SPLIT = 4
WHOLE_SIDE_KM, WHOLE = 200.0, 1_000_000
RADII_KM = {3.0: 25, 5.0: 28, 10.0: 24, 20.0: 14, 50.0: 9}
"""Class of radius and its share in hundredths of the resources that serve a radius."""
LEVELS = {16: 55, 12: 34, 8: 10.5, 4: 0.5}
"""Length of the paths that the others serve: a community, a street, a district, a whole city; and their shares."""
BY_REGION = 0.3
EXACT_RADIUS = 0.7
"""Share of radii that are the upper end of their class; the others lie anywhere down to half of it."""
NATIONWIDE = 100
"""Resources that serve from afar in geography A, however large it is."""
PARTNER_KM = 1.0
"""How far east or north of the partner its resources lie at most."""
METRE = 0.001
NO_BASE, SECOND_BASE = 0.02, 0.94
"""Below the one a resource has no base, above the other it has two."""
SAID_CATEGORY = 0.5
"""Share of resources whose category is set; the others' are read from their texts, as most needs' are."""


@dataclass(frozen=True, slots=True)
class Geography:
    """A square of land with its side in km, and the share of resources that serve from afar.

    Needs keep `margin_km` from the border, in geography A the widest radius, so that no border thins out a
    neighbourhood, however large the square.
    """

    name: str
    number: int
    side_km: float
    remote: float
    margin_km: float


def geography(name: str, total: int) -> Geography:
    """Return geography A or B for so many resources."""
    if name == "B":
        return Geography("B", 2, 30.0, 0.1, 0.0)
    side = WHOLE_SIDE_KM * max(1.0, total / WHOLE) ** 0.5
    return Geography("A", 1, side, NATIONWIDE / total, max(RADII_KM))


def resources(land: Geography, total: int) -> Iterator[list[ResourceRecord]]:
    """Give all resources of a geography, 50,000 at a time; only one list is held."""
    for chunk, count in chunks(total):
        yield _resources(land, chunk, count)


def needs(land: Geography, total: int, count: int, stream: int = 0) -> list[NeedRecord]:
    """Return needs all over the geography of so many resources; another stream gives others."""
    random = np.random.default_rng((SEED, 52, land.number, stream))
    texts = text_maker().needs(count, stream)
    inner = land.side_km - 2 * land.margin_km
    east, north = (land.margin_km + random.random(count) * inner for _ in range(2))
    fields = _facts().needs(random, total, count)
    fields["key"] = fields["need_key"] = [key(3, stream << 32 | number) for number in range(count)]
    fields["text"] = texts.bodies.tolist()
    fields["region_path"] = _paths(east, north)
    fields["point"] = some(random, 0.92, _points(east, north), None)
    fields["categories"] = some(random, 0.3, _categories(texts), ())
    return [NeedRecord(**dict(zip(fields, row, strict=True))) for row in zip(*fields.values(), strict=True)]


def _resources(land: Geography, chunk: int, count: int) -> list[ResourceRecord]:
    random = np.random.default_rng((SEED, 51, land.number, chunk))
    texts = text_maker().resources(chunk, count)
    east, north = (_together(random, land, count) for _ in range(2))
    homes = _paths(east, north)
    serves = choice(random, ("REMOTE", "REGIONS", "RADIUS"), count, _shares(land))
    fields = _facts().resources(random, chunk * CHUNK, count)
    fields["partner_name"] = texts.names.tolist()
    fields["title"] = texts.titles.tolist()
    fields["text"] = texts.bodies.tolist()
    fields["categories"] = some(random, SAID_CATEGORY, _categories(texts), ())
    fields["serves"] = serves
    fields["home_region_path"] = homes
    fields["region_paths"] = _served(random, serves, homes)
    fields["radius_m"] = _radii(random, serves)
    fields["bases"] = _bases(random, east, north)
    fields["travel"] = choice(random, ("PARTNER_COMES", "RESIDENT_COMES"), count, (70, 30))
    return [ResourceRecord(**dict(zip(fields, row, strict=True))) for row in zip(*fields.values(), strict=True)]


def _together(random: Random, land: Geography, count: int) -> Kilometres:
    """Return one coordinate of resources, those of a partner near one another."""
    partners = random.random(CHUNK // RESOURCES_A_PARTNER) * land.side_km
    apart = random.uniform(-PARTNER_KM, PARTNER_KM, CHUNK)
    return np.clip(np.repeat(partners, RESOURCES_A_PARTNER) + apart, 0.0, land.side_km - METRE)[:count]


def _shares(land: Geography) -> tuple[float, float, float]:
    near = 1.0 - land.remote
    return land.remote, near * BY_REGION, near * (1.0 - BY_REGION)


@cache
def _facts() -> Facts:
    return Facts()


@cache
def _within_city() -> NDArray[np.object_]:
    """Return the paths of communities from the city down, by row and column of their grid."""
    wide = SPLIT**3
    found = np.empty((wide, wide), dtype=object)
    for row in range(wide):
        for column in range(wide):
            steps = ((row // size % SPLIT * SPLIT + column // size % SPLIT) for size in (SPLIT**2, SPLIT, 1))
            found[row, column] = "".join(f"{step:04d}" for step in steps)
    return found


def _paths(east: Kilometres, north: Kilometres) -> Values:
    """Return the path of the community at each point."""
    wide = SPLIT**3
    city = (north // CITY_KM * 50 + east // CITY_KM).astype(np.int64)
    cities = np.array([f"{one:04d}" for one in range(50 * 50)], dtype=object)
    row, column = ((axis % CITY_KM / CITY_KM * wide).astype(np.int64) for axis in (north, east))
    paths: Values = (cities[city] + _within_city()[row, column]).tolist()
    return paths


def _points(east: Kilometres, north: Kilometres) -> Values:
    lat = SOUTH + north / KM_A_DEGREE
    lng = WEST + east / (KM_A_DEGREE * np.cos(np.radians(lat)))
    return [Point(*point) for point in zip(lat.tolist(), lng.tolist(), strict=True)]


def _categories(texts: Texts) -> Values:
    codes = [(one.code,) for one in text_maker().vocabulary.categories]
    return [codes[topic] for topic in texts.topics.tolist()]


def _served(random: Random, serves: Values, homes: Values) -> Values:
    """Return the regions served: that of the resource at some level, and now and then a neighbour of it."""
    lengths = choice(random, list(LEVELS), len(homes), list(LEVELS.values()))
    beside = random.integers(0, SPLIT**2 * 4, len(homes)).tolist()
    found: Values = []
    for one, home, length, neighbour in zip(serves, homes, lengths, beside, strict=True):
        path = home[:length]
        also = f"{path[:-4]}{neighbour:04d}"
        is_more = neighbour < SPLIT**2 and length > 4 and also != path  # noqa: PLR2004 - cities have no neighbours
        found.append(() if one != "REGIONS" else (path, also) if is_more else (path,))
    return found


def _radii(random: Random, serves: Values) -> Values:
    classes = np.array(choice(random, list(RADII_KM), len(serves), list(RADII_KM.values())))
    shrunk = np.where(random.random(len(serves)) < EXACT_RADIUS, 1.0, 0.5 + 0.5 * random.random(len(serves)))
    metres = np.ceil(classes * shrunk * 10).astype(np.int64) * 100
    return [one if way == "RADIUS" else 0 for way, one in zip(serves, metres.tolist(), strict=True)]


def _bases(random: Random, east: Kilometres, north: Kilometres) -> Values:
    """Return the bases: one for most, a second within 3 km for some, none for a few."""
    found: Values = [(point,) for point in _points(east, north)]
    fate = random.random(len(found))
    again = np.flatnonzero(fate > SECOND_BASE)
    second = _points(*(axis[again] + random.uniform(-3.0, 3.0, len(again)) for axis in (east, north)))
    for row, point in zip(again.tolist(), second, strict=True):
        found[row] = (*found[row], point)
    for row in np.flatnonzero(fate < NO_BASE).tolist():
        found[row] = ()
    return found
