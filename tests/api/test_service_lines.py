"""Whom residents ring: the phone of the nearest region that has one, with its own hours."""

from tests.api.conftest import SignedIn
from tests.api.graph import Graph
from tests.api.ids import global_id
from tests.api.stored import refused
from tests.factories import Town

LINE = "query R($id: ID!) { node(id: $id) { ... on Region { version phone hours phoneOf { name } } } }"
EDITED = "... on RegionSuccess { region { version phone hours phoneOf { name } } }"


async def test_a_region_without_a_phone_has_that_of_the_region_above(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    admin = await signed_in(town.administrator)

    async def line(region: object) -> tuple[str | None, str | None, str | None]:
        node = (await anybody.ask(LINE, id=global_id(region)))["node"]
        return node["phone"], node["hours"], (node["phoneOf"] or {}).get("name")

    assert await line(town.compound) == (None, None, None)
    street = {"phone": "0871-65000001", "hours": "周一至周五 8:30—17:00"}
    done = await admin.do("editRegion", EDITED, region=global_id(town.street), version=1, **street)
    assert done["region"]["phoneOf"] == {"name": "联盟街道"}
    assert await line(town.compound) == ("0871-65000001", "周一至周五 8:30—17:00", "联盟街道")
    own = {"region": global_id(town.community), "version": 1}
    assert (await refused(town, admin, "editRegion", **own, hours="全天"))["fields"][0]["field"] == "phone"
    await admin.do("editRegion", EDITED, **own, phone=" 0871-65000002 ")
    assert await line(town.compound) == ("0871-65000002", None, "百合社区")
    assert (await line(town.other_community))[2] == "联盟街道"
    stale = await refused(town, admin, "editRegion", **own, phone="110")
    assert (stale["__typename"], stale["changed"]) == ("StaleVersion", ["phone"])
    await admin.do("editRegion", EDITED, region=own["region"], version=2, phone=None)
    assert (await line(town.compound))[2] == "联盟街道"
