"""Places 附近: recorded, edited, confirmed and closed by staff, and found by everybody within a walk.

Nobody knows the pavements here: a walk is the straight line times a detour that is usual in towns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from math import ceil, cos, radians
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from matching import Point as MapPoint
from matching.eligibility import metres_between
from resolvers.access import readable_places, require_staff
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.coordinates import Place as Point
from resolvers.coordinates import to_wgs84
from resolvers.keyset import LARGEST_PAGE
from resolvers.narrowing import in_subtree
from resolvers.refusals import FieldFault, InvalidInput, NotFound
from resolvers.regions import ancestors
from resolvers.versions import refuse_stale_row, set_given
from storage.codes import PlaceKind
from storage.tables import PlaceRow, RegionRow

DETOUR = 1.3
"""How much longer a walk is than the straight line."""
WALKING_M_A_MINUTE = 70.0
"""4.2 km an hour, as older people walk."""
FARTHEST_M = 3_000.0
"""Straight; whatever lies beyond is not near."""
CONFIRM_EVERY = timedelta(days=180)
METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place as it is recorded; the point in the map system it was read from."""

    region_id: UUID
    kind: PlaceKind
    name: str
    address: str
    point: Point
    hours: str = ""
    phone: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NearbyPlace:
    """A place with the way to it: metres walked and whole minutes, both None where nobody said from where."""

    place: PlaceRow
    distance_m: int | None
    walking_minutes: int | None


def confirm_place_by(place: PlaceRow) -> datetime:
    """Return until when what is said of a place counts as known."""
    return place.confirmed_at + CONFIRM_EVERY


async def record_place(change: Change, draft: PlaceDraft) -> PlaceRow:
    """Record a place of a region in the viewer's charge."""
    region = await change.session.get(RegionRow, draft.region_id)
    if region is None:
        raise NotFound("region")
    require_staff(change.viewer, region.path)
    said = {one.name: getattr(draft, one.name) for one in fields(draft) if one.name not in ("region_id", "point")}
    place = PlaceRow(
        id=change.key(),
        region_id=region.id,
        region_path=region.path,
        confirmed_at=change.now,
        confirmed_by=change.person_id,
        created_at=change.now,
        version=1,
        **_cleaned(said),
        **_where(draft.point),
    )
    _refuse_faults(place)
    change.session.add(place)
    _note(change, place, "RECORDED", [*said, "point"])
    return place


async def edit_place(change: Change, place_id: UUID, version: int, given: Mapping[str, Any]) -> PlaceRow:
    """Change what is given of a place, by the names of `PlaceDraft` save the region; that also confirms it."""
    place = await _find(change, place_id)
    await refuse_stale_row(change, place, version, region_path=place.region_path)
    said = {name: value for name, value in given.items() if name != "point"}
    values = _cleaned(said) | (_where(given["point"]) if "point" in given else {})
    changed = set_given(place, values)
    _refuse_faults(place)
    place.confirmed_at, place.confirmed_by = change.now, change.person_id
    if changed:
        _note(change, place, "EDITED", changed)
    return place


async def confirm_place(change: Change, place_id: UUID) -> PlaceRow:
    """Say that all that is said of a place still holds."""
    place = await _find(change, place_id)
    place.confirmed_at, place.confirmed_by, place.version = change.now, change.person_id, place.version + 1
    _note(change, place, "CONFIRMED", ["confirmed_at"])
    return place


async def close_place(change: Change, place_id: UUID) -> PlaceRow:
    """Take a place that is no more off the map; it stays on record."""
    place = await _find(change, place_id)
    place.closed_at, place.version = change.now, place.version + 1
    _note(change, place, "CLOSED", ["closed_at"])
    return place


async def places_near(
    context: Context,
    *,
    region_id: UUID | None = None,
    near: Point | None = None,
    kind: PlaceKind | None = None,
    first: int,
) -> list[NearbyPlace]:
    """Return the nearest places, at most `first` (1 to 100).

    Around a point, within three kilometres; of a region with its subtree, from the region's own point or that of the
    nearest region above it. Refuses to be asked for neither.
    """
    if not 1 <= first <= LARGEST_PAGE:
        raise InvalidInput.at("first", "PAGE_SIZE", LARGEST_PAGE)
    if region_id is None and near is None:
        raise InvalidInput.at("near", "ONE_OF_REGION_NEAR")
    start = None if near is None else to_wgs84(near)
    conditions = [readable_places(context.viewer), PlaceRow.closed_at.is_(None)]
    conditions += in_subtree(PlaceRow.region_path, region_id)
    if kind is not None:
        conditions.append(PlaceRow.kind == kind)
    if start is not None:
        conditions.append(_around(start))
    async with context.database.read() as session:
        if start is None and region_id is not None:
            region = await session.get(RegionRow, region_id)
            points = select(RegionRow).where(
                RegionRow.path.in_(ancestors(region.path if region else "")), RegionRow.lat.is_not(None)
            )
            found = await session.scalar(points.order_by(RegionRow.path.desc()).limit(1))
            start = None if found is None or found.lat is None or found.lng is None else Point(found.lat, found.lng)
        order = PlaceRow.name if start is None else _straightness(start)
        rows = await session.scalars(select(PlaceRow).where(*conditions).order_by(order, PlaceRow.id).limit(first))
        return [_walked(row, start) for row in rows]


def _walked(place: PlaceRow, start: Point | None) -> NearbyPlace:
    if start is None:
        return NearbyPlace(place, None, None)
    metres = DETOUR * metres_between(MapPoint(start.lat, start.lng), MapPoint(place.lat, place.lng))
    return NearbyPlace(place, round(metres), max(1, ceil(metres / WALKING_M_A_MINUTE)))


def _around(start: Point) -> ColumnElement[bool]:
    """Return the condition that a place lies in the square around a point; an index serves it."""
    north = FARTHEST_M / METRES_A_DEGREE
    east = north / max(cos(radians(start.lat)), 0.01)
    return PlaceRow.lat.between(start.lat - north, start.lat + north) & PlaceRow.lng.between(
        start.lng - east, start.lng + east
    )


def _straightness(start: Point) -> ColumnElement[float]:
    """Return what grows with the straight line to a place, in a plane that touches the globe at the start."""
    north, east = PlaceRow.lat - start.lat, (PlaceRow.lng - start.lng) * cos(radians(start.lat))
    return north * north + east * east


async def _find(change: Change, place_id: UUID) -> PlaceRow:
    place = await change.session.scalar(
        select(PlaceRow)
        .where(PlaceRow.id == place_id, PlaceRow.closed_at.is_(None), readable_places(change.viewer))
        .with_for_update()
    )
    if place is None:
        raise NotFound("place")
    require_staff(change.viewer, place.region_path)
    return place


def _cleaned(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) and name != "kind" else value for name, value in said.items()}


def _where(point: Point) -> dict[str, Any]:
    stored = to_wgs84(point)
    return {"lat": stored.lat, "lng": stored.lng, "datum": point.datum}


def _refuse_faults(place: PlaceRow) -> None:
    if faults := [FieldFault(name, "EMPTY") for name in ("name", "address") if not getattr(place, name)]:
        raise InvalidInput(faults)


def _note(change: Change, place: PlaceRow, move: str, changed: list[str]) -> None:
    details = {"version": place.version, "fields": changed}
    change.record(place, move, region_path=place.region_path, details=details)
