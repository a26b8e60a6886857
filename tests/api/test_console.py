"""What the desk asks besides the lists: gaps, what happened, who looks after a resource, and how lists are signed."""

from resolvers.life.accepting import list_gap
from resolvers.settings.editing import LineEdit, edit_settings
from resolvers.settings.named import SettingGroup
from storage.codes import NeedStatus, Serves
from tests.api.conftest import SignedIn
from tests.api.graph import Graph
from tests.api.ids import global_id, person_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

GAPS = """
query Gaps($region: ID!, $all: Boolean!) { gaps(region: $region, onlyWithout: $all) {
  category { code } needs listed resources nearest { resource { title } region { name } distanceM }
} }
"""
EVENTS = """
query Events($region: ID!, $first: Int!, $after: String, $filter: EventFilterInput) {
  events(region: $region, first: $first, after: $after, filter: $filter) {
    edges { cursor node { seq noun key move fields actor { called } actorId onBehalfOf channel } }
    pageInfo { hasNextPage }
} }
"""
RESOURCE = "query R($id: ID!) { resource(id: $id) { freshness confirmBy confirmedAt owner { called } } }"
SIGNED = "query S($region: ID!) { threeLists(region: $region) { madeBy checkedBy address at } }"


async def test_a_gap_says_what_lacks_and_where_the_nearest_help_is(town: Town, signed_in: SignedIn) -> None:
    for _ in range(3):
        need = await town.need(NeedStatus.ACCEPTED)
    await town.do(town.staff, list_gap, (await town.part(need)).id)
    region = global_id(town.community)
    officer = await signed_in(town.officer)
    for reader in (await signed_in(town.staff), officer):
        (gap,) = (await reader.ask(GAPS, region=region, all=True))["gaps"]
        assert gap == {
            "category": {"code": "HOME_ELECTRIC"},
            "needs": 3,
            "listed": 1,
            "resources": 0,
            "nearest": None,
        }
    other = town.other_community.id
    await town.resource(title="隔壁电工", region_id=other, regions=(other,))
    (gap,) = (await officer.ask(GAPS, region=region, all=True))["gaps"]
    assert gap["nearest"] == {"resource": {"title": "隔壁电工"}, "region": {"name": "茶花社区"}, "distanceM": None}
    await town.resource(regions=(town.street.id,))
    assert (await officer.ask(GAPS, region=region, all=True))["gaps"] == []
    assert [one["resources"] for one in (await officer.ask(GAPS, region=region, all=False))["gaps"]] == [1]


@on_sqlite_only
async def test_gaps_of_few_needs_are_for_those_who_read_them(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    await town.need(NeedStatus.ACCEPTED)
    region = global_id(town.community)
    found = {}
    for who in ("staff", "officer", "resident", "other_staff"):
        client = await signed_in(getattr(town, who))
        found[who] = (await client.ask(GAPS, region=region, all=True))["gaps"]
    assert len(found["staff"]) == 1
    assert (found["officer"], found["resident"], found["other_staff"]) == ([], None, None)
    assert (await anybody.ask(GAPS, region=region, all=True))["gaps"] is None


async def test_officers_and_administrators_look_through_what_happened(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    need = await town.need(NeedStatus.ACCEPTED, words="家里灯泡坏了，电话 13888880001")
    clock.advance(days=2)
    await town.need(region_id=town.other_community.id)
    officer, region = await signed_in(town.officer), global_id(town.community)

    async def moves(**given: object) -> list[str]:
        edges = (await officer.ask(EVENTS, region=region, first=100, filter=given))["events"]["edges"]
        return [f"{one['node']['noun']}.{one['node']['move']}" for one in edges]

    assert await moves(about=global_id(need)) == ["need.ACCEPTED", "need.RAISED"]
    assert await moves(about=global_id(need), actor=person_id(town.staff)) == ["need.ACCEPTED"]
    assert await moves(noun="need", period={"since": "2026-03-03", "until": "2026-03-04"}) == []
    street = await signed_in(town.administrator)
    page = (await street.ask(EVENTS, region=global_id(town.street), first=1))["events"]
    (latest,) = page["edges"]
    assert (latest["node"]["noun"], latest["node"]["move"], page["pageInfo"]["hasNextPage"]) == ("need", "RAISED", True)
    (before,) = (await street.ask(EVENTS, region=global_id(town.street), first=1, after=latest["cursor"]))["events"][
        "edges"
    ]
    assert before["node"]["seq"] < latest["node"]["seq"]
    everything = str(await street.ask(EVENTS, region=global_id(town.street), first=100))
    assert "13888880001" not in everything
    assert "灯泡" not in everything
    for reader in (town.staff, town.resident, town.shopkeeper, town.other_staff):
        reply = await (await signed_in(reader)).send(EVENTS, region=region, first=1)
        assert reply["errors"], "nobody else"


@on_sqlite_only
async def test_a_resource_says_how_fresh_it_is_and_who_answers_for_it(
    town: Town, signed_in: SignedIn, anybody: Graph, clock: HandClock
) -> None:
    resource = await town.resource(serves=Serves.REMOTE, confirm_every_days=50)
    staff = await signed_in(town.staff)
    assert (await staff.ask(RESOURCE, id=global_id(resource)))["resource"]["owner"] == {"called": "周老板"}
    assert (await anybody.ask(RESOURCE, id=global_id(resource)))["resource"]["owner"] is None
    seen = []
    for days in (0, 41, 10):
        clock.advance(days=days)
        seen.append((await anybody.ask(RESOURCE, id=global_id(resource)))["resource"]["freshness"])
    assert seen == ["FRESH", "DUE", "STALE"]


@on_sqlite_only
async def test_lists_are_signed_as_the_region_sets(town: Town, anybody: Graph) -> None:
    edits = [LineEdit("made_by", "李书记"), LineEdit("checked_by", "钱科长")]
    await town.do(town.administrator, edit_settings, town.street.id, SettingGroup.LISTS, 0, edits)
    lists = (await anybody.ask(SIGNED, region=global_id(town.community)))["threeLists"]
    assert (lists["madeBy"], lists["checkedBy"]) == ("李书记", "钱科长")
    assert lists["address"].startswith("https://partners.example/#/neighbourhood?region=")
