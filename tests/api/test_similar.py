"""What is like what, over GraphQL: the same matter again, and resources that are listed already."""

from resolvers.life.answering import return_dispatch
from storage.codes import NeedStatus
from tests.api.conftest import SignedIn
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town

DRAFT = """
query Draft($draft: NeedDraft!) {
  similarNeeds(draft: $draft, first: 5) { sentence count items { relation sentence need { id } } }
}
"""
BESIDE = """
query Beside($need: ID!) { similarToNeed(need: $need, first: 5) { count items { relation similarity need { id } } } }
"""
COPIES = """
query Copies($wording: ResourceWording!) { resourceCopies(wording: $wording) { similarity sentence resource { id } } }
"""


async def test_staff_and_askers_are_told_when_the_same_matter_is_raised_again(town: Town, signed_in: SignedIn) -> None:
    need = await town.need(NeedStatus.ACCEPTED, words="3栋2单元楼道灯不亮")
    other = await town.need(NeedStatus.ACCEPTED, words="5栋1单元楼道灯不亮", by=town.neighbour)
    again = {"text": "三幢二单元的楼道灯还是没人来修", "region": global_id(town.compound)}
    staff = (await (await signed_in(town.staff)).ask(DRAFT, draft=again))["similarNeeds"]
    assert (staff["count"], [(one["need"]["id"], one["relation"]) for one in staff["items"]]) == (
        2,
        [(global_id(need), "ESCALATION"), (global_id(other), "ME_TOO")],
    )
    asker = (await (await signed_in(town.resident)).ask(DRAFT, draft=again))["similarNeeds"]
    assert (asker["count"], asker["sentence"]) == (None, None)
    (own,) = asker["items"]
    assert (own["need"]["id"], own["relation"]) == (global_id(need), "ESCALATION")
    assert own["sentence"].startswith("同一件事又提了一次")
    neighbour = await signed_in(town.neighbour)
    neighbour.language = "en"
    (near,) = (await neighbour.ask(DRAFT, draft=again))["similarNeeds"]["items"]
    assert (near["need"]["id"], near["relation"]) == (global_id(other), "ME_TOO")
    assert near["sentence"].startswith("Somebody nearby")


@on_sqlite_only
async def test_a_matter_that_was_given_back_or_declined_is_an_escalation_for_its_staff_alone(
    town: Town, signed_in: SignedIn
) -> None:
    resource = await town.resource()
    before = await town.need(NeedStatus.ACCEPTED, words="厨房的灯不亮，请人来换灯泡")
    dispatch = await town.dispatch(before, resource_id=resource.id)
    await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code="FULL")
    declined = await town.need(NeedStatus.DECLINED, words="厨房的灯不亮，想换灯泡")
    ended = await town.need(NeedStatus.DECLINED, words="想找人换纱窗")
    need = await town.published(await town.need(NeedStatus.ACCEPTED, words="厨房的灯不亮，请人换灯泡"))
    staff = await signed_in(town.staff)
    found = (await staff.ask(BESIDE, need=global_id(need)))["similarToNeed"]
    assert {one["need"]["id"]: one["relation"] for one in found["items"]} == {
        global_id(before): "ESCALATION",
        global_id(declined): "ESCALATION",
    }
    assert found["count"] == 2
    assert global_id(ended) not in str(found)
    for stranger in (town.neighbour, town.resident, town.other_staff):
        assert (await (await signed_in(stranger)).ask(BESIDE, need=global_id(need)))["similarToNeed"] is None


async def test_a_resource_that_is_listed_already_is_named_to_its_partner_and_to_staff(
    town: Town, signed_in: SignedIn
) -> None:
    listed = await town.resource(title="上门换灯泡", text="修开关，换灯泡")
    await town.resource(await town.partner("别家店"), title="上门换灯泡", text="修开关，换灯泡")
    wording = {"partner": global_id(town.shop), "kind": "SERVICE", "title": "上门换灯泡", "text": "修开关、换灯泡"}
    shop, staff = await signed_in(town.shopkeeper), await signed_in(town.staff)
    for reader in (shop, staff):
        (found,) = (await reader.ask(COPIES, wording=wording))["resourceCopies"]
        assert (found["resource"]["id"], found["sentence"]) == (
            global_id(listed),
            "和已登记的「上门换灯泡」几乎一样，请先看看是不是同一项",
        )
        assert 0.9 <= found["similarity"] <= 1
    for changes in ({"resource": global_id(listed)}, {"title": "修电脑", "text": "上门重装系统"}, {"kind": "VENUE"}):
        assert (await shop.ask(COPIES, wording=wording | changes))["resourceCopies"] == []
    assert (await (await signed_in(town.neighbour)).ask(COPIES, wording=wording))["resourceCopies"] == []
