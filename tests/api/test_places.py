"""Places over the API."""

from resolvers.coordinates import Place as Point
from resolvers.places import PlaceDraft, record_place
from storage.codes import PlaceKind
from tests.api.conftest import SignedIn
from tests.api.graph import Graph
from tests.databases import on_sqlite_only
from tests.factories import Town

NEAR = """
query Near($near: PointInput!) { places(near: $near, kind: CARING, first: 5) {
  distanceM walkingMinutes place { id name kind hours phone isFresh confirmBy viewerCanEdit region { name } }
} }
"""


@on_sqlite_only
async def test_anybody_finds_what_is_near_and_staff_edit_it(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    draft = PlaceDraft(town.community.id, PlaceKind.CARING, "长者食堂", "蓝花路 3 号", Point(25.041, 102.73))
    await town.do(town.staff, record_place, draft)
    here = {"lat": 25.04, "lng": 102.73}
    (found,) = (await anybody.ask(NEAR, near=here))["places"]
    assert (found["distanceM"], found["walkingMinutes"]) == (145, 3)
    assert (found["place"]["name"], found["place"]["isFresh"], found["place"]["viewerCanEdit"]) == (
        "长者食堂",
        True,
        False,
    )
    place = found["place"]
    staff = await signed_in(town.staff)
    read = "... on PlaceSuccess { place { phone version } }"
    edited = await staff.do("editPlace", read, place=place["id"], version=1, phone="0871-60000001")
    assert edited["place"] == {"phone": "0871-60000001", "version": 2}
    cleared = await staff.do("editPlace", read, place=place["id"], version=2, phone=None)
    assert cleared["place"]["phone"] is None
    refused = await staff.do("editPlace", "", place=place["id"], version=3, name=None)
    assert refused["fields"][0]["field"] == "name"
    reply = await anybody.send("{ places(first: 5) { distanceM } }")
    assert "请给出辖区，或者一个点" in reply["errors"][0]["message"]
