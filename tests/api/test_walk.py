"""The main job over GraphQL, from raising a need to the verdict, as the people concerned see it."""

from storage.codes import Role
from tests.api.conftest import SignedIn
from tests.api.graph import Graph
from tests.api.ids import global_id
from tests.factories import Town

NEED = "... on NeedSuccess { need { id number status title version parts { id promised delivered } viewerCan } }"
DISPATCH = "... on DispatchSuccess { dispatch { id status quantity need { status } notice { text link phone } } }"
MATCHES = """
query Matches($id: ID!) { need(id: $id) { matches(first: 5) {
  ranking { id modelVersion } eligibleCount
  items { position score probability sentences parts { code points } resource { id title partner { name } } }
} } }
"""
WORDS = "厨房的灯一直闪，老人够不着，想请师傅来换"


async def raise_need(resident: Graph, town: Town) -> dict[str, object]:
    posted = await resident.do("postNeed", NEED, words=WORDS, region=global_id(town.compound))
    assert posted["need"]["status"] == "RAISED"
    return posted["need"]  # type: ignore[no-any-return]  # JSON has no types


async def test_a_need_goes_from_raising_to_the_verdict(town: Town, signed_in: SignedIn) -> None:
    resource = await town.resource()
    resident, staff, shop = (
        await signed_in(town.resident),
        await signed_in(town.staff),
        await signed_in(town.shopkeeper),
    )
    need = await raise_need(resident, town)

    accepted = await staff.do("acceptNeed", NEED, need=need["id"], urgency="P3", summary="请师傅换厨房灯")
    assert accepted["need"]["status"] == "ACCEPTED"
    assert "DISPATCH" in accepted["need"]["viewerCan"]

    matches = (await staff.ask(MATCHES, id=need["id"]))["need"]["matches"]
    best = matches["items"][0]
    assert best["resource"]["id"] == global_id(resource)
    assert abs(best["score"] - sum(part["points"] for part in best["parts"])) < 1e-9
    assert best["sentences"]

    shown = {"ranking": matches["ranking"]["id"], "candidates": [{"resource": best["resource"]["id"], "position": 1}]}
    part = accepted["need"]["parts"][0]["id"]
    sent = await staff.do("sendDispatch", DISPATCH, part=part, resource=best["resource"]["id"], shown=shown)
    assert sent["dispatch"]["status"] == "SENT"
    assert sent["dispatch"]["need"]["status"] == "DISPATCHED"
    assert "/q/" in sent["dispatch"]["notice"]["link"]

    dispatch = sent["dispatch"]["id"]
    taken = await shop.do("takeDispatch", DISPATCH, dispatch=dispatch, helper="李师傅")
    assert taken["dispatch"]["need"]["status"] == "TAKEN"
    started = await shop.do("startDispatch", DISPATCH, dispatch=dispatch)
    assert started["dispatch"]["status"] == "UNDER_WAY"
    finished = await shop.do("finishDispatch", DISPATCH, dispatch=dispatch, minutesSpent=40, note="换了灯管")
    assert finished["dispatch"]["need"]["status"] == "DONE"

    judged = await resident.do(
        "evaluateNeed", NEED, need=need["id"], solved="YES", satisfied="VERY_SATISFIED", text="来得快"
    )
    assert judged["need"]["status"] == "CLOSED"
    assert judged["need"]["parts"][0]["delivered"] == "1"


async def test_the_timeline_tells_each_step_in_the_readers_language(town: Town, signed_in: SignedIn) -> None:
    await town.resource()
    resident, staff = await signed_in(town.resident), await signed_in(town.staff)
    need = await raise_need(resident, town)
    await staff.do("acceptNeed", NEED, need=need["id"])
    document = "query T($id: ID!) { need(id: $id) { timeline(first: 10) { edges { node { sentence onBehalf } } } } }"
    chinese = await resident.ask(document, id=need["id"])
    sentences = [edge["node"]["sentence"] for edge in chinese["need"]["timeline"]["edges"]]
    assert sentences == ["提出了需求", "社区已受理"]
    resident.language = "en"
    english = await resident.ask(document, id=need["id"])
    assert english["need"]["timeline"]["edges"][1]["node"]["sentence"] == "Accepted by the community"


async def test_what_was_said_by_phone_is_recorded_as_such(town: Town, signed_in: SignedIn) -> None:
    resource = await town.resource()
    resident, staff = await signed_in(town.resident), await signed_in(town.staff)
    need = await raise_need(resident, town)
    accepted = await staff.do("acceptNeed", NEED, need=need["id"])
    part = accepted["need"]["parts"][0]["id"]
    sent = await staff.do("sendDispatch", DISPATCH, part=part, resource=global_id(resource))
    refused = await staff.do("takeDispatch", DISPATCH, dispatch=sent["dispatch"]["id"])
    assert refused["__typename"] == "NotAllowed"
    phone = {"channel": "PHONE", "partner": global_id(town.shop)}
    taken = await staff.do("takeDispatch", DISPATCH, dispatch=sent["dispatch"]["id"], onBehalf=phone)
    assert taken["dispatch"]["status"] == "TAKEN"
    document = "query T($id: ID!) { need(id: $id) { timeline(first: 10) { edges { node { sentence onBehalf } } } } }"
    timeline = (await staff.ask(document, id=need["id"]))["need"]["timeline"]["edges"]
    assert {"sentence": "已接单(电话代录)", "onBehalf": True} in [edge["node"] for edge in timeline]


async def test_a_stranger_sees_nothing_of_an_unpublished_need(town: Town, signed_in: SignedIn, anybody: Graph) -> None:
    resident = await signed_in(town.resident)
    need = await raise_need(resident, town)
    document = "query N($id: ID!) { need(id: $id) { number } node(id: $id) { id } }"
    for reader in (anybody, await signed_in(town.neighbour), await signed_in(town.other_staff)):
        assert await reader.ask(document, id=need["id"]) == {"need": None, "node": None}
    assert town.staff.reaches(town.community.path, Role.COMMUNITY_STAFF)
