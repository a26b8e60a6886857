"""What is refused of dispatches: nobody is asked who may not be, and nothing is promised that is not there."""

from datetime import timedelta
from typing import Any

from resolvers.partners import PartnerDraft, register_partner
from resolvers.resources import pause_resource
from storage.codes import Kind, Nature, NeedStatus, PartnerKind, Travel, Unit
from storage.tables import PartnerQualificationRow
from tests.api.conftest import SignedIn
from tests.api.graph import Json
from tests.api.ids import global_id, unknown_id
from tests.api.stored import refused
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def part_of(town: Town, **given: Any) -> str:
    """Return the id of the part of a new accepted need."""
    return global_id(await town.part(await town.need(NeedStatus.ACCEPTED, **given)))


async def test_who_may_not_be_asked_is_barred_with_the_reason(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    electric = {"category": "HOME_ELECTRIC"}
    complained_about = await part_of(town, complained_about=town.shop.id)
    answer = await refused(town, staff, "sendDispatch", part=complained_about, partner=global_id(town.shop))
    assert answer["__typename"] == "CandidateBarred"
    assert answer["message"] == "这一家暂不能承接：这件事反映的就是它。"
    unconfirmed = PartnerDraft(PartnerKind.VOLUNTEER, "张叔", town.community.id)
    volunteer = await town.do(town.neighbour, register_partner, unconfirmed)
    answer = await refused(town, staff, "sendDispatch", part=await part_of(town), partner=global_id(volunteer))
    assert "合伙人还没有确认" in answer["message"]
    absent = {"code": "ELECTRICIAN_LICENCE", "is_held": False, "recorded_at": town.context.now()}
    async with town.context.database.write() as session:
        session.add(PartnerQualificationRow(partner_id=town.shop.id, **absent))
    answer = await refused(
        town, staff, "sendDispatch", part=await part_of(town, **electric), partner=global_id(town.shop)
    )
    assert "已登记为没有相应资质" in answer["message"]
    resource = await town.resource()
    await town.do(town.shopkeeper, pause_resource, resource.id)
    answer = await refused(town, staff, "sendDispatch", part=await part_of(town), resource=global_id(resource))
    assert "资源暂停或已撤下" in answer["message"]
    question = await part_of(town, nature=Nature.QUESTION)
    answer = await refused(town, staff, "sendDispatch", part=question, partner=global_id(town.shop))
    assert "咨询和投诉不派给合伙人" in answer["message"]


async def test_a_partner_that_stood_aside_or_lacks_the_licence_is_not_asked_again(
    town: Town, signed_in: SignedIn
) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    electric = {"category": "HOME_ELECTRIC"}
    for reason, rule in (("CONFLICT_OF_INTEREST", "需要回避"), ("NO_QUALIFICATION", "没有相应资质")):
        part = await part_of(town, **electric)
        answer = "... on DispatchSuccess { dispatch { id } }"
        sent = await staff.do("sendDispatch", answer, part=part, partner=global_id(town.shop))
        await shop.do("returnDispatch", "", dispatch=sent["dispatch"]["id"], reasonCode=reason)
        again = await refused(town, staff, "sendDispatch", part=part, partner=global_id(town.shop))
        assert rule in again["message"]
    other = await refused(
        town, staff, "sendDispatch", part=await part_of(town, **electric), partner=global_id(town.shop)
    )
    assert other["__typename"] == "CandidateBarred"


async def test_the_same_partner_is_not_asked_twice_at_once(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    resource = await town.resource()
    asked: Json = {"part": await part_of(town), "partner": global_id(town.shop)}
    await staff.do("sendDispatch", "", **asked)
    for again in (asked, {"part": asked["part"], "resource": global_id(resource)}):
        answer = await refused(town, staff, "sendDispatch", **again)
        assert (answer["__typename"], answer["message"]) == ("AlreadyThere", "已经派给这一家，正在等答复。")


async def test_more_than_is_left_is_refused_with_what_is_left(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    rice: Json = {"kind": Kind.GOODS, "unit": Unit.PIECE, "travel": Travel.RESIDENT_COMES, "category": None}
    resource = await town.resource(title="大米", slot_capacity=5, **rice)
    resident = await signed_in(town.resident)
    posted = await resident.do(
        "postNeed",
        "... on NeedSuccess { need { id parts { id } } }",
        words="想领些大米",
        region=global_id(town.compound),
        parts=[{"kind": "GOODS", "quantity": "8", "unit": "PIECE"}],
    )
    await staff.do("acceptNeed", "", need=posted["need"]["id"])
    asked = {"part": posted["need"]["parts"][0]["id"], "resource": global_id(resource)}
    for quantity, left, said in (("6", 5, "需要 6，还剩 5"), ("9", 8, "需要 9，还剩 8")):
        answer = await refused(town, staff, "sendDispatch", **asked, quantity=quantity)
        assert (answer["__typename"], answer["left"]) == ("NothingLeft", left)
        assert said in answer["message"]
    for quantity in ("0", "-1", "1.5", "NaN", "1E+30", "1E+999999"):
        answer = await refused(town, staff, "sendDispatch", **asked, quantity=quantity)
        assert [fault["field"] for fault in answer["fields"]] == ["quantity"], quantity


async def test_times_are_refused_that_are_closed_over_or_too_soon(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    staff = await signed_in(town.staff)
    resource = await town.resource(kind=Kind.VENUE, unit=Unit.PLACE, slot_capacity=1, minimum_notice_hours=24)
    asked = {"part": await part_of(town), "resource": global_id(resource)}
    begins = clock() + timedelta(days=2)
    for starts, ends, field in (
        (None, None, "startsAt"),
        (begins, begins, "endsAt"),
        (begins, begins - timedelta(hours=1), "endsAt"),
        (begins, begins + timedelta(days=8), "endsAt"),
        (clock() + timedelta(hours=2), clock() + timedelta(hours=3), "startsAt"),
    ):
        times = {"startsAt": starts and starts.isoformat(), "endsAt": ends and ends.isoformat()}
        answer = await refused(town, staff, "sendDispatch", **asked, **times)
        assert [fault["field"] for fault in answer["fields"]] == [field]
    naive = await staff.send(
        "mutation S($input: SendDispatchInput!) { sendDispatch(input: $input) { __typename } }",
        input={**asked, "startsAt": "2026-03-04T09:00:00"},
    )
    (error,) = naive["errors"]
    assert ".startsAt" in error["message"]
    assert "要带时区" in error["message"]


async def test_a_dispatch_that_moved_on_names_where_it_can_go(town: Town, signed_in: SignedIn) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    (taken,) = await town.dispatches(await town.need(NeedStatus.TAKEN))
    one = {"dispatch": global_id(taken)}
    again = await refused(town, shop, "takeDispatch", **one)
    assert (again["__typename"], again["possible"]) == ("MoveNotPossible", ["RECALLED", "RETURNED", "UNDER_WAY"])
    assert again["remedy"] == "现在可以走到：已撤单、不接或退单、办理中。"
    assert (await refused(town, staff, "confirmDispatch", **one))["possible"] == again["possible"]
    early = await refused(town, shop, "failDispatch", **one, reasonText="缺零件")
    assert early["possible"] == again["possible"]
    (sent,) = await town.dispatches(await town.need(NeedStatus.DISPATCHED))
    refusal = await refused(town, shop, "startDispatch", dispatch=global_id(sent))
    assert "TAKEN" in refusal["possible"]


@on_sqlite_only
async def test_answers_are_refused_field_by_field(town: Town, signed_in: SignedIn, clock: HandClock) -> None:
    shop, staff = await signed_in(town.shopkeeper), await signed_in(town.staff)
    (sent,) = await town.dispatches(await town.need(NeedStatus.DISPATCHED))
    (working,) = await town.dispatches(await town.need(NeedStatus.UNDER_WAY))
    asked, under_way = {"dispatch": global_id(sent)}, {"dispatch": global_id(working)}
    past = (clock() - timedelta(hours=1)).isoformat()
    wrong: list[tuple[str, Json, str]] = [
        ("takeDispatch", {**asked, "quantity": "2"}, "quantity"),
        ("takeDispatch", {**asked, "proposedStartsAt": past}, "proposedStartsAt"),
        ("takeDispatch", {**asked, "helper": "好" * 41}, "helperName"),
        ("returnDispatch", {**asked, "reasonCode": "NO_SUCH"}, "reasonCode"),
        ("returnDispatch", {**asked, "reasonCode": "FULL", "reasonText": "好" * 501}, "reasonText"),
        ("finishDispatch", {**under_way, "minutesSpent": -1}, "minutesSpent"),
        ("finishDispatch", {**under_way, "minutesSpent": 1, "delivered": "2"}, "delivered"),
        ("failDispatch", {**under_way, "reasonText": " "}, "reasonText"),
    ]
    for name, given, field in wrong:
        assert [fault["field"] for fault in (await refused(town, shop, name, **given))["fields"]] == [field], name
    part = await part_of(town)
    both = await refused(town, staff, "sendDispatch", part=part)
    assert both["fields"][0]["message"] == "资源和合伙人请选其中一个"
    for nothing in ({"partner": unknown_id("Partner")}, {"resource": unknown_id("Resource")}):
        assert (await refused(town, staff, "sendDispatch", part=part, **nothing))["__typename"] == "NotFound"
    stranger = {"channel": "PHONE", "partner": unknown_id("Partner")}
    assert (await refused(town, staff, "takeDispatch", **asked, onBehalf=stranger))["__typename"] == "NotFound"


async def test_a_ranking_that_is_not_ours_too_old_or_of_another_part_is_unknown(
    town: Town, signed_in: SignedIn, clock: HandClock
) -> None:
    staff = await signed_in(town.staff)
    await town.resource()
    need, other = await town.need(NeedStatus.ACCEPTED), await town.need(NeedStatus.ACCEPTED)
    document = "query R($id: ID!) { need(id: $id) { matches(first: 1) { part { id } ranking { id } } } }"
    ours, theirs = [
        (await staff.ask(document, id=global_id(one)))["need"]["matches"]["ranking"]["id"] for one in (need, other)
    ]
    asked: Json = {"part": global_id(await town.part(need)), "partner": global_id(town.shop)}
    for ranking in ("nonsense", ours + "x", theirs):
        shown: Json = {"ranking": ranking, "candidates": []}
        answer = await refused(town, staff, "sendDispatch", **asked, shown=shown)
        assert (answer["__typename"], answer["remedy"]) == ("RankingUnknown", "请刷新推荐后再派。")
    clock.advance(days=1, seconds=1)
    answer = await refused(town, staff, "sendDispatch", **asked, shown={"ranking": ours, "candidates": []})
    assert answer["__typename"] == "RankingUnknown"


async def test_a_claim_is_for_confirmed_partners_and_published_needs(town: Town, signed_in: SignedIn) -> None:
    shop, neighbour = await signed_in(town.shopkeeper), await signed_in(town.neighbour)
    need = await town.need(NeedStatus.DISPATCHED)
    hidden = await refused(town, shop, "claimNeed", part=global_id(await town.part(need)), partner=global_id(town.shop))
    assert hidden["__typename"] == "NotAllowed"
    public = await town.published(await town.need(NeedStatus.ACCEPTED), is_claimable=True)
    part = global_id(await town.part(public))
    volunteer = await town.do(
        town.neighbour, register_partner, PartnerDraft(PartnerKind.VOLUNTEER, "张叔", town.community.id)
    )
    barred = await refused(town, neighbour, "claimNeed", part=part, partner=global_id(volunteer))
    assert "合伙人还没有确认" in barred["message"]
    foreign = await refused(town, neighbour, "claimNeed", part=part, partner=global_id(town.shop))
    assert foreign["__typename"] == "NotAllowed"
    answer = "... on DispatchSuccess { dispatch { status isClaim } }"
    claimed = await shop.do("claimNeed", answer, part=part, partner=global_id(town.shop))
    assert claimed["dispatch"] == {"status": "TAKEN", "isClaim": True}
    late = await refused(town, shop, "claimNeed", part=part, partner=global_id(town.shop))
    assert late["__typename"] == "AlreadyThere"
