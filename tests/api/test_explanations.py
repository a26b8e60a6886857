"""What explains a ranking over GraphQL: to staff alone, without a further statement, and never to anybody else."""

from datetime import timedelta
from typing import Any

import pytest

from resolvers.coordinates import Place
from resolvers.life.answering import take_dispatch
from resolvers.life.doing import fail_dispatch, start_dispatch
from resolvers.life.raising import PartDraft
from resolvers.resource_drafts import Base, OpenHours
from resolvers.resources import confirm_resource
from schema.phrases.matches import FACTS
from storage.codes import NeedStatus, Serves
from storage.tables import NeedRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.test_budget import statements
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

EXPLAINED = """
query Explained($id: ID!) { need(id: $id) { matches(first: 10) {
  items { position score probability remarks sentences parts { code points sentence audience } resource { id title }
    counterfactual { ...Change } behind { points sentence parts { label points } } }
  nearMisses { rule sentence remedy value limit unit resource { title } counterfactual { ...Change } }
  loosenings { rule limit unit startsAt endsAt added sentence }
} } }
fragment Change on MatchCounterfactual {
  sentence position score gain changes { kind before after amount unit startsAt endsAt sentence }
}
"""
PLAIN = """
query Plain($id: ID!) { need(id: $id) { matches(first: 10) {
  items { position resource { title } } nearMisses { rule resource { title } }
} } }
"""
FOR_THE_PARTNER = """
query Reverse($id: ID!) { resource(id: $id) { matches(first: 5) { position score sentences } } }
"""


async def explained(graph: Graph, need: NeedRow) -> Json:
    found = await graph.ask(EXPLAINED, id=global_id(need))
    answer: Json = found["need"]["matches"]
    return answer


def on_weekdays(*weekdays: int) -> tuple[OpenHours, ...]:
    return tuple(OpenHours(weekday, 540, 1_080) for weekday in weekdays)


async def wished_on_saturday(town: Town, clock: HandClock, **given: Any) -> NeedRow:
    saturday = clock() + timedelta(days=5)
    part = PartDraft(category="HOME_ELECTRIC", earliest=saturday, latest=saturday + timedelta(hours=3))
    return await town.need(NeedStatus.ACCEPTED, parts=(part,), **given)


async def test_staff_read_what_would_put_a_resource_first(town: Town, signed_in: SignedIn, clock: HandClock) -> None:
    await town.resource(await town.partner("周末队"), title="换灯", text="换灯", hours=on_weekdays(5))
    await town.resource(hours=on_weekdays(0, 1, 2, 3, 4))
    need = await wished_on_saturday(town, clock)
    staff = await signed_in(town.staff)
    found = await explained(staff, need)
    (first,), (miss,) = found["items"], found["nearMisses"]
    assert (first["resource"]["title"], first["counterfactual"]) == ("换灯", None)
    assert (miss["rule"], miss["sentence"], miss["value"], miss["unit"]) == ("WINDOW", "约的时间没有空", 0.0, "HOUR")
    assert miss["remedy"] == "可与居民商量改时间，或请对方腾出时间"
    would = miss["counterfactual"]
    assert (would["sentence"], would["position"]) == ("3月7日周六上午有空则排第一", 1)
    assert would["score"] > first["score"]
    (change,) = would["changes"]
    assert (change["kind"], change["before"], change["after"], change["unit"]) == ("FREE", 0.0, 3.0, "HOUR")
    assert change["startsAt"] == "2026-03-07T01:00:00+00:00"
    staff.language = "en"
    in_english = (await explained(staff, need))["nearMisses"][0]["counterfactual"]
    assert in_english["sentence"] == "Would come first: free Saturday 7/3 morning"


@on_sqlite_only
async def test_a_second_place_reads_what_it_lacks_and_what_comes_true_puts_it_first(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    stale = await town.resource(confirm_every_days=90)
    clock.advance(days=80)
    await town.resource(await town.partner("电工队"), confirm_every_days=90, asks_in_return="请帮忙宣传")
    need = await town.need(NeedStatus.ACCEPTED, category="HOME_ELECTRIC")
    staff = await signed_in(town.staff)
    found = await explained(staff, need)
    second = found["items"][1]
    assert (second["resource"]["id"], found["items"][0]["counterfactual"]) == (global_id(stale), None)
    behind = second["behind"]
    assert found["items"][0]["behind"] is None
    assert behind["points"] == pytest.approx(found["items"][0]["score"] - second["score"], abs=1e-9)
    assert "信息确认" in behind["sentence"]
    would = second["counterfactual"]
    assert (would["sentence"], would["changes"][0]["before"]) == ("今天确认信息则排第一", 80.0)
    assert would["score"] == pytest.approx(second["score"] + would["gain"])
    await town.do(town.shopkeeper, confirm_resource, stale.id)
    again = await explained(staff, need)
    assert again["items"][0]["resource"]["id"] == global_id(stale)
    assert again["items"][0]["score"] == pytest.approx(would["score"])


async def test_where_candidates_are_few_staff_read_which_rule_to_loosen(town: Town, signed_in: SignedIn) -> None:
    for number in range(3):
        far = Base(Place(25.06, 102.71))
        partner = await town.partner(f"{number}号队")
        await town.resource(partner, serves=Serves.RADIUS, radius_m=1_000, bases=(far,))
    need = await town.need(NeedStatus.ACCEPTED, category="HOME_ELECTRIC", lat=25.04, lng=102.71)
    found = await explained(await signed_in(town.staff), need)
    assert found["items"] == []
    (radius,) = found["loosenings"]
    assert (radius["rule"], radius["limit"], radius["unit"], radius["added"]) == ("RADIUS", 3_000, "METRE", 3)
    assert radius["sentence"] == "服务半径放宽到3公里：多3家"
    assert [miss["counterfactual"]["sentence"] for miss in found["nearMisses"]] == ["服务半径放宽到2.5公里则排第一"] * 3
    assert found["nearMisses"][0]["remedy"] == "可与对方商量，把服务半径放宽到2.5公里"


@on_sqlite_only
async def test_explaining_costs_no_further_statement(town: Town, signed_in: SignedIn, clock: HandClock) -> None:
    for number in range(6):
        partner = await town.partner(f"{number}号队")
        await town.resource(partner, title=f"换灯泡{number}", hours=on_weekdays(number % 2 + 4))
    need = await wished_on_saturday(town, clock)
    staff = await signed_in(town.staff)
    costs = []
    for document in (PLAIN, PLAIN, EXPLAINED):
        with statements(town.context.database) as sent:
            await staff.ask(document, id=global_id(need))
        costs.append(len(sent))
    assert costs[2] == costs[1]


@on_sqlite_only
async def test_nobody_but_staff_reads_a_figure_or_anything_against_somebody(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    weak = await town.resource(asks_in_return="请帮忙宣传")
    await town.resource(await town.partner("电工队"), title="修灯", hours=on_weekdays(0))
    for _ in range(5):
        dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=weak.id)
        await town.do(town.shopkeeper, take_dispatch, dispatch.id)
        await town.do(town.shopkeeper, start_dispatch, dispatch.id)
        await town.do(town.shopkeeper, fail_dispatch, dispatch.id, reason_text="零件买不到")
    await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=weak.id)
    clock.advance(days=60)
    need = await town.published(await wished_on_saturday(town, clock))
    staff = await explained(await signed_in(town.staff), need)
    against = [part["sentence"] for part in staff["items"][0]["parts"] if part["points"] < 0]
    assert any("办成的不多" in sentence for sentence in against)
    for part in staff["items"][0]["parts"]:
        assert "STAFF" in part["audience"]
        if part["points"] < 0 and "ASKER" in part["audience"]:
            assert part["code"] in FACTS
    asker = await explained(await signed_in(town.resident), need)
    assert (asker["nearMisses"], asker["loosenings"]) == ([], [])
    for one in asker["items"]:
        kept_back = [one[name] for name in ("score", "probability", "parts", "counterfactual", "behind")]
        assert (kept_back, one["remarks"]) == ([None] * 5, [])
        assert not set(one["sentences"]) & set(against)
    shop = await signed_in(town.shopkeeper)
    found = (await shop.ask(FOR_THE_PARTNER, id=global_id(weak)))["resource"]["matches"]
    assert found
    assert all(one["score"] is None and not set(one["sentences"]) & set(against) for one in found)
    neighbour = await (await signed_in(town.neighbour)).ask(EXPLAINED, id=global_id(need))
    assert neighbour["need"]["matches"] is None
