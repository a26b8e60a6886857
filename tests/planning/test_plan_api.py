"""A plan as clients see it: looked through, edited, sent."""

import httpx2

from storage.codes import NeedStatus
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town

PLAN = """
query Plan($region: ID!, $day: Date!, $pinned: [PlanPairInput!], $forbidden: [PlanForbiddenInput!]) {
  planDispatches(region: $region, day: $day, pinned: $pinned, forbidden: $forbidden) {
    day stamp covered coveredAtMost score pointsShort isCut region { name }
    partnersAsked partnersPossible mostOfOnePartner rotation leastProbability
    lines { number quantity unit startsAt endsAt isPinned need { id } part { id }
      match { score probability sentences resource { id title } } candidates(first: 1) { position resource { id } } }
    uncovered { quantity sentence need { id } part { id } candidates { resource { id } } }
  }
}
"""
SENT = "... on ApplyPlanSuccess { dispatches { id status quantity } } ... on PlanOutdated { lines }"


def given(plan: Json) -> Json:
    lines = [
        {"part": one["part"]["id"], "resource": one["match"]["resource"]["id"], "quantity": one["quantity"]}
        for one in plan["lines"]
    ]
    return {"stamp": plan["stamp"], "lines": lines}


async def plan_of(town: Town, graph: Graph, **more: object) -> Json:
    data = await graph.ask(PLAN, region=global_id(town.community), day="2026-03-02", **more)
    plan: Json = data["planDispatches"]
    return plan


@on_sqlite_only
async def test_staff_look_a_plan_through_and_send_it_once(town: Town, desk: Graph) -> None:
    resource = await town.resource()
    for _ in range(2):
        await town.need(NeedStatus.ACCEPTED)
    plan = await plan_of(town, desk)
    assert [line["match"]["resource"]["id"] for line in plan["lines"]] == [global_id(resource)] * 2
    assert all(line["match"]["sentences"] for line in plan["lines"])
    assert (plan["covered"], plan["coveredAtMost"], plan["pointsShort"], plan["isCut"]) == ("2", "2", 0.0, False)
    assert (plan["partnersAsked"], plan["partnersPossible"], plan["mostOfOnePartner"]) == (1, 1, 2)
    once = {"Idempotency-Key": "one-plan"}
    sent = await desk.do("applyPlan", SENT, headers=once, **given(plan))
    assert [one["status"] for one in sent["dispatches"]] == ["SENT", "SENT"]
    assert await desk.do("applyPlan", SENT, headers=once, **given(plan)) == sent
    again = await desk.do("applyPlan", SENT, **given(plan))
    assert (again["__typename"], again["lines"]) == ("PlanOutdated", [1, 2])
    assert again["message"] == "方案排好以后情况有变：第 1、2 行。还没有派出任何一单。"


@on_sqlite_only
async def test_pins_and_what_is_forbidden_are_given_by_global_ids(town: Town, desk: Graph) -> None:
    await town.resource()
    other = await town.resource(await town.partner("蓝天家电"), title="帮忙", category=None)
    first, second = [await town.part(await town.need(NeedStatus.ACCEPTED)) for _ in range(2)]
    plan = await plan_of(
        town,
        desk,
        pinned=[{"part": global_id(first), "resource": global_id(other)}],
        forbidden=[{"part": global_id(second)}],
    )
    (line,) = plan["lines"]
    assert (line["part"]["id"], line["match"]["resource"]["id"]) == (global_id(first), global_id(other))
    assert line["isPinned"]


@on_sqlite_only
async def test_what_is_not_covered_says_why_in_both_languages(
    town: Town, desk: Graph, http: httpx2.AsyncClient
) -> None:
    await town.need(NeedStatus.ACCEPTED)
    (left,) = (await plan_of(town, desk))["uncovered"]
    assert (left["quantity"], left["sentence"]) == ("1", "暂时没有合适的资源")
    (left,) = (await plan_of(town, Graph(http, desk.token, "en")))["uncovered"]
    assert left["sentence"] == "nothing fits yet"


@on_sqlite_only
async def test_strangers_get_no_plan(town: Town, http: httpx2.AsyncClient) -> None:
    assert await plan_of(town, Graph(http)) is None


@on_sqlite_only
async def test_what_has_no_room_names_those_who_would_fit(town: Town, desk: Graph) -> None:
    resource = await town.resource(slot_capacity=1)
    for _ in range(5):
        await town.need(NeedStatus.ACCEPTED)
    (left,) = (await plan_of(town, desk))["uncovered"]
    assert left["sentence"] == "合适的资源当天不开放，或者已经排满"
    assert [one["resource"]["id"] for one in left["candidates"]] == [global_id(resource)]


@on_sqlite_only
async def test_a_pin_that_cannot_be_kept_is_named_by_its_place(town: Town, desk: Graph) -> None:
    await town.resource()
    elsewhere = await town.resource(title="茶花社区的电工", region_id=town.other_community.id)
    part = await town.part(await town.need(NeedStatus.ACCEPTED))
    pinned = [{"part": global_id(part), "resource": global_id(elsewhere)}]
    reply = await desk.send(PLAN, region=global_id(town.community), day="2026-03-02", pinned=pinned)
    (error,) = reply["errors"]
    assert error["extensions"] == {"code": "BAD_REQUEST", "fields": ["pinned[0]"]}
    assert "指定的这件资源那天接不了这一项" in error["message"]
