"""What staff tell to many: on its days, in its region and below; and what they keep for colleagues."""

from datetime import timedelta

from sqlalchemy import select

from storage.tables import EventRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.stored import refused
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

BULLETIN = "... on BulletinSuccess { bulletin { id version title from until isPinned isInForce withdrawnAt } }"
TOLD = """query B($region: ID!, $first: Int!, $after: String, $inForce: Boolean! = true) {
  bulletins(region: $region, first: $first, after: $after, inForce: $inForce) {
    edges { cursor node { title text from until isPinned isInForce viewerCanEdit region { name } postedBy { called } } }
    pageInfo { hasNextPage endCursor }
} }"""
TEMPLATES = """query T($region: ID!) { replyTemplates(region: $region, first: 10) {
  edges { node { id title text version viewerCanEdit region { name } } }
} }"""
KEPT = "... on ReplyTemplateSuccess { replyTemplate { id version title text } }"


async def titles(reader: Graph, region: str, **given: object) -> list[str]:
    found = await reader.ask(TOLD, region=region, **{"first": 50, **given})
    return [edge["node"]["title"] for edge in found["bulletins"]["edges"]]


async def test_a_bulletin_is_read_in_its_region_and_below_while_its_days_last(
    town: Town, signed_in: SignedIn, anybody: Graph, clock: HandClock
) -> None:
    staff, officer = await signed_in(town.staff), await signed_in(town.officer)
    here, there = global_id(town.compound), global_id(town.other_community)
    today = clock().date()
    posts: list[tuple[Graph, Json]] = [
        (officer, {"region": global_id(town.street), "title": "免费体检", "text": "周六上午"}),
        (staff, {"title": "停水通知", "text": "周三停水", "isPinned": True, "until": (today).isoformat()}),
        (staff, {"title": "周末集市", "text": "下周六", "from": (today + timedelta(days=1)).isoformat()}),
        (staff, {"title": "议事会", "text": "周五晚上", "from": (today - timedelta(days=1)).isoformat()}),
    ]
    for writer, given in posts:
        posted = await writer.do("postBulletin", BULLETIN, **{"region": global_id(town.community), **given})
        assert posted["bulletin"]["isInForce"] == ("集市" not in given["title"])
    assert await titles(anybody, here) == ["停水通知", "免费体检", "议事会"]
    assert await titles(anybody, there) == ["免费体检"]
    first = (await anybody.ask(TOLD, region=here, first=1))["bulletins"]
    assert first["edges"][0]["node"] == {
        "title": "停水通知",
        "text": "周三停水",
        "from": "2026-03-02",
        "until": "2026-03-02",
        "isPinned": True,
        "isInForce": True,
        "viewerCanEdit": False,
        "region": {"name": "百合社区"},
        "postedBy": None,
    }
    rest = await titles(anybody, here, after=first["pageInfo"]["endCursor"])
    assert rest == ["免费体检", "议事会"]
    assert await titles(anybody, here, inForce=False) == ["停水通知", "免费体检", "议事会"]
    assert await titles(staff, here, inForce=False) == ["停水通知", "周末集市", "免费体检", "议事会"]
    clock.advance(days=1)
    assert await titles(anybody, here) == ["周末集市", "免费体检", "议事会"]
    wrong = await anybody.send(TOLD, region=here, first=1, after="x|y|z")
    assert wrong["errors"]


async def test_a_bulletin_is_edited_once_a_version_and_taken_back(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    staff = await signed_in(town.staff)
    region = global_id(town.community)
    one = (await staff.do("postBulletin", BULLETIN, region=region, title=" 停水 ", text="周三"))["bulletin"]
    assert one["title"] == "停水"
    given = {"bulletin": one["id"], "version": one["version"]}
    edited = await staff.do("editBulletin", BULLETIN, **given, until="2026-03-09", isPinned=True)
    assert (edited["bulletin"]["until"], edited["bulletin"]["version"]) == ("2026-03-09", 2)
    stale = await refused(town, staff, "editBulletin", **given, title="停电")
    assert (stale["__typename"], stale["changed"]) == ("StaleVersion", ["until", "isPinned"])
    given["version"] = 2
    reversed_days = await refused(town, staff, "editBulletin", **given, until="2026-03-01")
    assert reversed_days["fields"] == [{"field": "until", "message": "结束时间早于开始时间"}]
    emptied = await refused(town, staff, "editBulletin", **given, title=None)
    assert emptied["fields"][0]["field"] == "title"
    endless = await staff.do("editBulletin", BULLETIN, **given, until=None)
    assert endless["bulletin"]["until"] is None
    long = await refused(town, staff, "postBulletin", region=region, title="好" * 81, text=" ")
    assert long["fields"][0]["field"] == "text"
    await staff.do("withdrawBulletin", BULLETIN, bulletin=one["id"])
    assert await titles(anybody, region, inForce=False) == []
    assert await titles(staff, region, inForce=False) == ["停水"]
    assert (await refused(town, staff, "withdrawBulletin", bulletin=one["id"]))["message"].startswith(
        "没有找到这条公告"
    )
    node = "query N($id: ID!) { node(id: $id) { ... on Bulletin { title } } }"
    assert [(await reader.ask(node, id=one["id"]))["node"] for reader in (anybody, staff)] == [None, {"title": "停水"}]
    events = await town.rows(select(EventRow).where(EventRow.noun == "bulletin").order_by(EventRow.seq))
    assert [event.move for event in events] == ["POSTED", "EDITED", "EDITED", "WITHDRAWN"]


@on_sqlite_only
async def test_reply_templates_are_had_by_the_staff_of_all_below(
    town: Town, signed_in: SignedIn, anybody: Graph
) -> None:
    staff, officer, grid = [await signed_in(who) for who in (town.staff, town.officer, town.grid_worker)]
    for writer, region, title in ((officer, town.street, "已转街道"), (staff, town.community, "已派单")):
        words = {"region": global_id(region), "title": title, "text": "您好。"}
        made = (await writer.do("createReplyTemplate", KEPT, **words))["replyTemplate"]

    async def offered(reader: Graph, region: object = town.community) -> list[tuple[str, bool]]:
        found = await reader.ask(TEMPLATES, region=global_id(region))
        nodes = [edge["node"] for edge in found["replyTemplates"]["edges"]]
        return [(node["title"], node["viewerCanEdit"]) for node in nodes]

    assert await offered(staff) == [("已派单", True), ("已转街道", False)]
    assert await offered(grid, town.compound) == [("已派单", False), ("已转街道", False)]
    assert await offered(officer) == [("已派单", True), ("已转街道", True)]
    other = await signed_in(town.other_staff)
    assert await offered(other, town.other_community) == [("已转街道", False)]
    for reader in (anybody, await signed_in(town.resident), await signed_in(town.administrator)):
        assert await offered(reader) == []
    one = {"replyTemplate": made["id"]}
    edited = await staff.do("editReplyTemplate", KEPT, **one, version=1, text="您好，师傅明天到。")
    assert edited["replyTemplate"]["text"] == "您好，师傅明天到。"
    stale = await refused(town, staff, "editReplyTemplate", **one, version=1, text="好")
    assert (stale["__typename"], stale["changed"]) == ("StaleVersion", ["text"])
    await staff.do("removeReplyTemplate", "", **one)
    assert await offered(staff) == [("已转街道", False)]
    assert (await refused(town, staff, "removeReplyTemplate", **one))["__typename"] == "NotFound"
    assert (await refused(town, staff, "createReplyTemplate", **{**words, "text": ""}))["fields"][0]["field"] == "text"
