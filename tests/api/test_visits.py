"""Before somebody comes: who it is, when, what it costs, and the word to hear at the door."""

from resolvers.life.answering import return_dispatch, take_dispatch
from resolvers.life.doing import finish_dispatch, start_dispatch
from storage.codes import NeedStatus
from tests.api.conftest import SignedIn
from tests.api.ids import global_id
from tests.databases import on_sqlite_only
from tests.factories import Town

VISIT = "{ status visitCode feeNote contactName helperName partner { name officePhone } }"
DISPATCH = f"query D($id: ID!) {{ dispatch(id: $id) {VISIT} }}"
COURSE = f"""query C($id: ID!) {{ need(id: $id) {{ timeline(first: 50) {{ edges {{ node {{
  noun move dispatch {VISIT}
}} }} }} }} }}"""


async def test_the_door_word_is_known_to_both_sides_from_taking_to_the_end(town: Town, signed_in: SignedIn) -> None:
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    sides = [await signed_in(who) for who in (town.resident, town.shopkeeper, town.staff)]

    async def told() -> set[str | None]:
        return {(await side.ask(DISPATCH, id=global_id(dispatch)))["dispatch"]["visitCode"] for side in sides}

    assert await told() == {None}
    await town.do(town.shopkeeper, take_dispatch, dispatch.id)
    (code,) = await told()
    assert code is not None
    assert (len(code), code.isdecimal()) == (4, True)
    await town.do(town.shopkeeper, start_dispatch, dispatch.id)
    assert await told() == {code}
    await town.do(town.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=10)
    assert await told() == {None}
    neighbour = await signed_in(town.neighbour)
    assert (await neighbour.ask(DISPATCH, id=global_id(dispatch)))["dispatch"] is None


@on_sqlite_only
async def test_every_taking_makes_a_word_of_its_own_and_giving_back_ends_it(town: Town, signed_in: SignedIn) -> None:
    resident = await signed_in(town.resident)
    codes = set()
    for _ in range(3):
        dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
        await town.do(town.shopkeeper, take_dispatch, dispatch.id)
        codes.add((await resident.ask(DISPATCH, id=global_id(dispatch)))["dispatch"]["visitCode"])
        await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code="FULL")
        assert (await resident.ask(DISPATCH, id=global_id(dispatch)))["dispatch"]["visitCode"] is None
    assert len(codes) > 1


@on_sqlite_only
async def test_what_it_costs_is_said_by_the_resource_by_staff_or_by_the_partner(
    town: Town, signed_in: SignedIn
) -> None:
    resident, staff, shop = [await signed_in(who) for who in (town.resident, town.staff, town.shopkeeper)]
    paid = await town.resource(fee_note="材料费自付")
    free = await town.resource(title="上门看看")
    asked = {
        "材料费自付": {"resource": global_id(paid)},
        "免费": {"resource": global_id(free)},
        None: {"partner": global_id(town.shop)},
        "八折": {"resource": global_id(paid), "feeNote": "八折"},
    }
    for expected, given in asked.items():
        part = global_id(await town.part(await town.need(NeedStatus.ACCEPTED)))
        sent = await staff.do("sendDispatch", "... on DispatchSuccess { dispatch { id } }", part=part, **given)
        one = {"id": sent["dispatch"]["id"]}
        assert (await resident.ask(DISPATCH, **one))["dispatch"]["feeNote"] == expected
    taken = "... on DispatchSuccess { dispatch { feeNote } }"
    long = await shop.do("takeDispatch", "", dispatch=one["id"], feeNote="元" * 201)
    assert long["fields"] == [{"field": "feeNote", "message": "最多 200 字"}]
    told = await shop.do("takeDispatch", taken, dispatch=one["id"], feeNote="换灯泡 20 元")
    assert told["dispatch"]["feeNote"] == "换灯泡 20 元"


@on_sqlite_only
async def test_the_course_says_who_comes_and_whom_to_ask_for(town: Town, signed_in: SignedIn) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    resident = await signed_in(town.resident)
    dispatch = await town.dispatch(need)
    before = (await resident.ask(DISPATCH, id=global_id(dispatch)))["dispatch"]
    assert (before["contactName"], before["partner"]["officePhone"]) == (None, "0871-60000000")
    await town.do(town.shopkeeper, take_dispatch, dispatch.id)
    steps = [edge["node"] for edge in (await resident.ask(COURSE, id=global_id(need)))["need"]["timeline"]["edges"]]
    (taken,) = [step for step in steps if step["noun"] == "dispatch" and step["move"] == "TAKEN"]
    assert taken["dispatch"]["contactName"] == "周老板"
    assert all(step["dispatch"] is None for step in steps if step["noun"] != "dispatch")
    other = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    await town.do(town.shopkeeper, take_dispatch, other.id, helper_name="小周")
    assert (await resident.ask(DISPATCH, id=global_id(other)))["dispatch"]["contactName"] == "小周"
