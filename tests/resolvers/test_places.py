"""Places nearby: the nearest first, by a walk anybody can check, kept by staff."""

from typing import Any

import pytest
from sqlalchemy import update

from resolvers.coordinates import Place as Point
from resolvers.loading import load_one
from resolvers.places import (
    DETOUR,
    PlaceDraft,
    close_place,
    confirm_place,
    confirm_place_by,
    edit_place,
    places_near,
    record_place,
)
from resolvers.refusals import InvalidInput, NotAllowed, NotFound, StaleVersion
from resolvers.viewer import NOBODY
from storage.codes import Datum, PlaceKind
from storage.tables import PlaceRow, RegionRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

HOME = Point(25.0400, 102.7300)
A_HUNDRED_METRES = 100 / 111_195
"""In degrees of latitude."""


def draft(town: Town, name: str, metres: float, **given: Any) -> PlaceDraft:
    point = Point(HOME.lat + metres / 100 * A_HUNDRED_METRES, HOME.lng)
    return PlaceDraft(
        **{
            "region_id": town.community.id,
            "kind": PlaceKind.CARING,
            "name": name,
            "address": "蓝花路 3 号",
            "point": point,
            **given,
        }
    )


async def test_the_nearest_come_first_with_the_way_to_them(town: Town) -> None:
    for name, metres in (("远", 2_900), ("近", 100), ("中", 700), ("太远", 3_200)):
        await town.do(town.staff, record_place, draft(town, name, metres))
    await town.do(town.staff, record_place, draft(town, "书屋", 300, kind=PlaceKind.LEARNING))
    found = await places_near(town.seen_by(NOBODY), near=HOME, first=10)
    assert [one.place.name for one in found] == ["近", "书屋", "中", "远"]
    assert [one.distance_m for one in found] == [round(DETOUR * metres) for metres in (100, 300, 700, 2_900)]
    assert [one.walking_minutes for one in found] == [2, 6, 13, 54]
    caring = await places_near(town.seen_by(NOBODY), near=HOME, kind=PlaceKind.CARING, first=2)
    assert [one.place.name for one in caring] == ["近", "中"]


@on_sqlite_only
async def test_of_a_region_the_way_begins_at_its_own_point(town: Town) -> None:
    await town.do(town.staff, record_place, draft(town, "食堂", 500))
    context = town.seen_by(NOBODY)
    (unknown,) = await places_near(context, region_id=town.community.id, first=5)
    assert (unknown.distance_m, unknown.walking_minutes) == (None, None)
    async with town.context.database.write() as session:
        here = update(RegionRow).where(RegionRow.id == town.street.id)
        await session.execute(here.values(lat=HOME.lat, lng=HOME.lng, datum=Datum.WGS84))
    (found,) = await places_near(context, region_id=town.community.id, first=5)
    assert found.distance_m == 650
    assert await places_near(context, region_id=town.other_community.id, first=5) == []
    assert await places_near(context, region_id=town.other_community.id, near=HOME, first=5) == []
    for wrong in ({"first": 5}, {"first": 0, "near": HOME}):
        with pytest.raises(InvalidInput):
            await places_near(context, **wrong)


@on_sqlite_only
async def test_staff_keep_a_place_true(town: Town, clock: HandClock) -> None:
    place = await town.do(town.staff, record_place, draft(town, "食堂", 500))
    clock.advance(days=100)
    place = await town.do(town.staff, edit_place, place.id, 1, {"hours": " 11:00—13:00 ", "point": HOME})
    assert (place.hours, place.lat, place.version, place.confirmed_at) == ("11:00—13:00", HOME.lat, 2, clock())
    with pytest.raises(StaleVersion) as stale:
        await town.do(town.staff, edit_place, place.id, 1, {"name": "饭堂"})
    assert "hours" in stale.value.changed
    clock.advance(days=181)
    assert confirm_place_by(place) < clock()
    assert confirm_place_by(await town.do(town.staff, confirm_place, place.id)) > clock()
    await town.do(town.staff, close_place, place.id)
    assert await places_near(town.seen_by(NOBODY), near=HOME, first=5) == []
    assert await load_one(town.seen_by(NOBODY), "place", [place.id]) == [None]
    (kept,) = await load_one(town.seen_by(town.staff), "place", [place.id])
    assert isinstance(kept, PlaceRow)
    with pytest.raises(NotFound):
        await town.do(town.staff, confirm_place, place.id)


@on_sqlite_only
async def test_a_place_without_a_name_or_of_another_community_is_refused(town: Town) -> None:
    with pytest.raises(InvalidInput):
        await town.do(town.staff, record_place, draft(town, " ", 0))
    with pytest.raises(InvalidInput):
        await town.do(town.staff, record_place, draft(town, "食堂", 0, point=Point(95, 0)))
    with pytest.raises(NotAllowed):
        await town.do(town.other_staff, record_place, draft(town, "食堂", 0))


@on_sqlite_only
async def test_points_of_chinese_maps_are_turned(town: Town) -> None:
    shown = Point(25.0400, 102.7300, Datum.GCJ02)
    place = await town.do(town.staff, record_place, draft(town, "食堂", 0, point=shown))
    assert place.datum is Datum.GCJ02
    assert abs(place.lat - shown.lat) > 0.001
