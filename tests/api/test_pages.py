"""Lists over GraphQL: pages that stay put while rows come, filters, any node by its id, and counts that agree."""

from typing import Any

import pytest

from resolvers.life.accepting import list_gap
from resolvers.projects import ProjectPlan, StepDraft, plan_project
from storage.codes import Kind, Manner, Nature, NeedStatus, PartnerKind, Role, Unit, Urgency
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id, person_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

NEEDS = """
query Page($first: Int!, $after: String, $filter: NeedFilterInput, $orderBy: NeedOrder! = NEWEST) {
  needs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    edges { cursor node { number } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
WAITING = ["RAISED", "ACCEPTED", "DISCUSSING", "DECIDED", "DISPATCHED", "TAKEN", "UNDER_WAY", "ON_HOLD", "REOPENED"]


async def numbers(client: Graph, **filters: Any) -> set[str]:
    page = (await client.ask(NEEDS, first=100, filter=filters))["needs"]
    return {edge["node"]["number"] for edge in page["edges"]}


@pytest.mark.parametrize("order", ["NEWEST", "DEADLINE", "URGENCY"])
async def test_a_walk_meets_every_row_once_while_rows_come_and_change(
    town: Town, signed_in: SignedIn, clock: HandClock, order: str
) -> None:
    staff = await signed_in(town.staff)
    there = set()
    for urgency in (Urgency.P3, Urgency.P1, Urgency.P3, Urgency.P4, Urgency.P2):
        there.add((await town.need(urgency=urgency)).number)
        clock.advance(seconds=1)
    walked: list[str] = []
    after = None
    while True:
        page = (await staff.ask(NEEDS, first=2, after=after, orderBy=order))["needs"]
        info = page["pageInfo"]
        walked += [edge["node"]["number"] for edge in page["edges"]]
        assert info["hasPreviousPage"] is (after is not None)
        assert [info["startCursor"], info["endCursor"]] == [page["edges"][0]["cursor"], page["edges"][-1]["cursor"]]
        await town.need(urgency=Urgency.P3)
        if not info["hasNextPage"] or len(walked) > 20:
            break
        after = info["endCursor"]
    assert there <= set(walked)
    assert len(walked) == len(set(walked))


@on_sqlite_only
async def test_each_filter_of_needs_is_heard(town: Town, signed_in: SignedIn) -> None:
    staff, anybody = await signed_in(town.staff), await signed_in(town.neighbour)
    odd = await town.need(
        NeedStatus.ACCEPTED,
        words="三号楼下水道堵了",
        nature=Nature.SUGGESTION,
        manner=Manner.URGENT,
        urgency=Urgency.P1,
        category="HOME_PLUMB",
    )
    plain = await town.published(await town.need(NeedStatus.ACCEPTED), is_claimable=True)
    elsewhere = await town.need(by=town.other_staff, region_id=town.other_community.id)
    await town.do(town.staff, list_gap, (await town.part(odd)).id)
    both = {odd.number, plain.number}
    compound, other = global_id(town.compound), global_id(town.other_community)
    expected: list[tuple[Json, set[str]]] = [
        ({}, both),
        ({"region": compound}, both),
        ({"region": other}, set()),
        ({"status": ["ACCEPTED"]}, both),
        ({"status": []}, set()),
        ({"status": ["CLOSED", "DONE"]}, set()),
        ({"nature": ["SUGGESTION"]}, {odd.number}),
        ({"manner": ["URGENT"], "urgency": ["P1", "P2"]}, {odd.number}),
        ({"category": ["HOME_PLUMB"]}, {odd.number}),
        ({"category": ["HOME"]}, both),
        ({"kind": ["VENUE"]}, set()),
        ({"text": "下水道"}, {odd.number}),
        ({"text": plain.number.lower()}, {plain.number}),
        ({"published": True}, {plain.number}),
        ({"claimable": True}, {plain.number}),
        ({"gap": True}, {odd.number}),
        ({"owner": person_id(town.staff)}, both),
        ({"owner": person_id(town.resident)}, set()),
        ({"mine": True}, set()),
        ({"open": True}, both),
        ({"open": False}, set()),
    ]
    for given, found in expected:
        assert await numbers(staff, **given) == found, given
    assert await numbers(anybody) == {plain.number}
    assert await numbers(anybody, text="下水道") == set()
    assert elsewhere.number not in await numbers(staff)
    wrong = await staff.send(NEEDS, first=5, filter={"region": global_id(town.shop)})
    assert wrong["errors"][0]["extensions"] == {"code": "BAD_REQUEST", "fields": ["filter.region"]}


@on_sqlite_only
async def test_the_other_lists_hear_their_filters(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    goods = await town.resource(kind=Kind.GOODS, unit=Unit.PIECE, title="大米", category=None)
    service = await town.resource()
    group = await town.partner("广场舞队", PartnerKind.GROUP)
    (dispatch,) = await town.dispatches(await town.need(NeedStatus.TAKEN))
    sent = await town.dispatch(await town.need(NeedStatus.ACCEPTED), group)
    region = f'region: "{global_id(town.community)}"'
    asked: list[tuple[str, str, set[Any]]] = [
        ("resources", f"{region}, kind: [GOODS]", {goods}),
        ("resources", 'text: "大米", fresh: true, status: [ACTIVE]', {goods}),
        ("resources", f'partner: "{global_id(town.shop)}", category: ["HOME_ELECTRIC"]', {service}),
        ("resources", region, {goods, service}),
        ("partners", f"{region}, kind: [GROUP]", {group}),
        ("partners", 'text: "五金", status: [CONFIRMED]', {town.shop}),
        ("dispatches", f"{region}, status: [TAKEN]", {dispatch}),
        ("dispatches", f'partner: "{global_id(group)}", open: true', {sent}),
        ("projects", f"{region}, listed: true", set()),
    ]
    for name, given, rows in asked:
        found = await staff.ask(f"{{ {name}(first: 100, filter: {{{given}}}) {{ edges {{ node {{ id }} }} }} }}")
        ids = {edge["node"]["id"] for edge in found[name]["edges"]}
        assert ids == {global_id(row) for row in rows}, f"{name} {given}"
    persons = "query P($r: ID!, $t: String, $role: Role) { persons(region: $r, first: 9, text: $t, role: $role) %s }"
    document = persons % "{ edges { node { called } } }"
    by_role = await staff.ask(document, r=global_id(town.compound), role=Role.GRID_WORKER.value)
    assert [edge["node"]["called"] for edge in by_role["persons"]["edges"]] == ["小孙"]
    by_name = await staff.ask(document, r=global_id(town.community), t="王阿")
    assert [edge["node"]["called"] for edge in by_name["persons"]["edges"]] == ["王阿姨"]


async def test_any_node_is_found_by_its_id(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    staff = await signed_in(town.staff)
    need = await town.need(NeedStatus.TAKEN)
    (dispatch,) = await town.dispatches(need)
    project = await town.do(town.staff, plan_project, need.id, ProjectPlan(title="换灯"))
    rows = [town.compound, town.shop, await town.resource(), need, await town.part(need), dispatch, project]
    ids = [*map(global_id, rows), person_id(town.resident)]
    document = "query N($id: ID!) { node(id: $id) { __typename id } }"
    found = [(await staff.ask(document, id=one))["node"] for one in ids]
    assert [node["id"] for node in found] == ids
    names = ["Region", "Partner", "Resource", "Need", "NeedPart", "Dispatch", "Project", "Person"]
    assert [node["__typename"] for node in found] == names
    public = [(await anybody.ask(document, id=one))["node"] is not None for one in ids]
    assert public == [True, True, True, False, False, False, False, False]
    for nothing in ("TmVlZDo3", global_id(need)[:-4] + "AAA="):
        assert (await staff.ask(document, id=nothing))["node"] is None


@on_sqlite_only
async def test_the_three_lists_count_what_the_lists_hold(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    await town.published(await town.need(NeedStatus.ACCEPTED))
    await town.need(NeedStatus.RAISED)
    await town.need(NeedStatus.DONE)
    await town.need(NeedStatus.CLOSED)
    taken = await town.need(NeedStatus.TAKEN)
    await town.do(town.staff, plan_project, taken.id, ProjectPlan(title="换灯", steps=(StepDraft("看现场"),)))
    await town.resource()
    document = """
    query Counts($id: ID!) { threeLists(region: $id) {
      needs { total open finished } resources { total open } projects { total open }
    } }
    """
    region = global_id(town.community)
    lists: dict[str, dict[str, Json]] = {
        "needs": {"total": {}, "open": {"status": WAITING}, "finished": {"status": ["DONE", "CLOSED"]}},
        "resources": {"total": {}, "open": {"status": ["ACTIVE"]}},
        "projects": {"total": {"listed": True}, "open": {"status": ["PLANNED", "UNDER_WAY"], "listed": True}},
    }
    for reader in (anybody, await signed_in(town.staff)):
        counts = (await reader.ask(document, id=region))["threeLists"]
        for name, figures in lists.items():
            kind = name[0].upper() + name[1:-1]
            page = f"query L($f: {kind}FilterInput) {{ {name}(first: 100, filter: $f) {{ edges {{ cursor }} }} }}"
            for figure, given in figures.items():
                found = await reader.ask(page, f={"region": region, **given})
                assert counts[name][figure] == len(found[name]["edges"]), f"{name} {figure}"


@on_sqlite_only
async def test_a_page_is_never_larger_than_a_hundred(anybody: Graph) -> None:
    for first in (0, -1, 101, 2_000_000_000):
        for name in ("needs", "resources", "partners", "projects", "dispatches", "regions"):
            reply = await anybody.send(f"{{ {name}(first: {first}) {{ edges {{ cursor }} }} }}")
            assert "一次请取 1 到 100 条" in reply["errors"][0]["message"], name
    unsaid = await anybody.send("{ needs { edges { cursor } } }")
    assert "first" in unsaid["errors"][0]["message"]
