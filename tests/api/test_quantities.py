"""A need in parts, met by several partners: what is promised, delivered, held and given back."""

import asyncio
from typing import Any

from sqlalchemy import select

from resolvers.changes import OnBehalf
from resolvers.due import run_due
from resolvers.life.answering import return_dispatch, take_dispatch
from resolvers.life.doing import fail_dispatch, finish_dispatch, start_dispatch
from resolvers.life.sending import Ask, send_dispatch
from storage.codes import Channel, Kind, NeedStatus, PartnerKind, Travel, Unit
from storage.tables import DispatchRow, ResourceRow, ResourceSlotRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

PARTS = "... on NeedSuccess { need { id status parts { id quantity promised delivered unit } } }"
SENT = "... on DispatchSuccess { dispatch { id status quantity unit need { status } } }"
STATE = """
query State($id: ID!) { need(id: $id) { status parts { quantity promised delivered unit } dispatches { id status } } }
"""
FESTIVAL: list[Json] = [
    {"kind": "VENUE", "quantity": "1", "unit": "PLACE", "text": "活动室"},
    {"kind": "SKILL", "quantity": "3", "unit": "PERSON", "text": "维持秩序"},
    {"kind": "FUND", "quantity": "2000", "unit": "YUAN", "text": "买材料"},
]


async def festival(resident: Graph, staff: Graph, town: Town) -> tuple[str, list[str]]:
    """Return the ids of an accepted need for a venue, three persons and 2,000 yuan, and of its parts."""
    posted = await resident.do(
        "postNeed", PARTS, words="想办一场邻里节", region=global_id(town.compound), parts=FESTIVAL
    )
    accepted = await staff.do("acceptNeed", PARTS, need=posted["need"]["id"])
    return posted["need"]["id"], [part["id"] for part in accepted["need"]["parts"]]


async def state(staff: Graph, need: str) -> Any:
    return (await staff.ask(STATE, id=need))["need"]


async def test_a_need_in_three_parts_is_met_by_several_partners(town: Town, signed_in: SignedIn) -> None:
    resident, staff = await signed_in(town.resident), await signed_in(town.staff)
    shop, volunteer = await signed_in(town.shopkeeper), await signed_in(town.neighbour)
    neighbour = await town.partner("张叔", PartnerKind.VOLUNTEER, contact=town.neighbour)
    team = await town.partner("巡逻队", PartnerKind.GROUP)
    place: Json = {"kind": Kind.VENUE, "unit": Unit.PLACE, "travel": Travel.RESIDENT_COMES, "category": None}
    venue = await town.resource(slot_capacity=1, **place)
    money: Json = {"kind": Kind.FUND, "unit": Unit.YUAN, "travel": Travel.REMOTE, "category": None}
    fund = await town.resource(slot_capacity=1500_50, **money)
    need, (where, who, cash) = await festival(resident, staff, town)

    times = {"startsAt": "2026-03-07T14:00:00+08:00", "endsAt": "2026-03-07T16:00:00+08:00"}
    booked = await staff.do("sendDispatch", SENT, part=where, resource=global_id(venue), **times)
    given = await staff.do("sendDispatch", SENT, part=cash, resource=global_id(fund), quantity="1500.50")
    assert given["dispatch"]["quantity"] == "1500.5"
    people = [
        await staff.do("sendDispatch", SENT, part=who, partner=global_id(one)) for one in (neighbour, team, town.shop)
    ]
    assert (await state(staff, need))["status"] == "DISPATCHED"

    first = people[0]["dispatch"]["id"]
    fewer = await volunteer.do("takeDispatch", SENT, dispatch=first, quantity="1")
    assert fewer["dispatch"]["status"] == "PROPOSED"
    confirmed = await staff.do("confirmDispatch", SENT, dispatch=first)
    assert confirmed["dispatch"] | {"need": None} == {
        "id": first,
        "status": "TAKEN",
        "quantity": "1",
        "unit": "PERSON",
        "need": None,
    }
    rest = await staff.do("recallDispatch", SENT, dispatch=people[2]["dispatch"]["id"])
    assert rest["dispatch"]["status"] == "RECALLED"
    two = await staff.do("sendDispatch", SENT, part=who, partner=global_id(town.shop), quantity="2")
    await shop.do("takeDispatch", SENT, dispatch=two["dispatch"]["id"])
    found = await state(staff, need)
    assert [part["promised"] for part in found["parts"]] == ["0", "3", "0"]
    by_id = {one["id"]: one["status"] for one in found["dispatches"]}
    assert by_id[people[1]["dispatch"]["id"]] == "RECALLED"

    for dispatch in (booked, given):
        await shop.do("takeDispatch", SENT, dispatch=dispatch["dispatch"]["id"])
    found = await state(staff, need)
    assert [(part["promised"], part["quantity"]) for part in found["parts"]] == [
        ("1", "1"),
        ("3", "3"),
        ("1500.5", "2000"),
    ]
    assert found["status"] == "TAKEN"

    await shop.do("finishDispatch", SENT, dispatch=given["dispatch"]["id"], minutesSpent=0, delivered="1200.25")
    found = await state(staff, need)
    assert (found["parts"][2]["promised"], found["parts"][2]["delivered"]) == ("1200.25", "1200.25")
    assert found["status"] == "ACCEPTED"
    left = await staff.do("sendDispatch", SENT, part=cash, partner=global_id(team))
    assert left["dispatch"]["quantity"] == "799.75"


async def test_the_last_unit_goes_to_exactly_one(town: Town, signed_in: SignedIn) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    other = await town.partner("电工队", contact=town.neighbour)
    neighbour = await signed_in(town.neighbour)
    need = await town.need(NeedStatus.ACCEPTED)
    mine, theirs = await town.dispatch(need), await town.dispatch(need, other)
    answers = await asyncio.gather(
        shop.do("takeDispatch", SENT, dispatch=global_id(mine)),
        neighbour.do("takeDispatch", SENT, dispatch=global_id(theirs)),
    )
    assert sorted(answer["__typename"] for answer in answers) == ["DispatchSuccess", "MoveNotPossible"]
    assert sorted(one.status for one in await town.dispatches(need)) == ["RECALLED", "TAKEN"]
    assert (await state(staff, global_id(need)))["parts"][0]["promised"] == "1"


async def test_two_who_ask_for_the_last_piece_at_once_get_it_once(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    rice = await goods(town, pieces=1)
    parts = [global_id(await town.part(await town.need(NeedStatus.ACCEPTED))) for _ in range(2)]
    sent = (staff.do("sendDispatch", SENT, part=part, resource=global_id(rice)) for part in parts)
    answers = await asyncio.gather(*sent)
    assert sorted(answer["__typename"] for answer in answers) == ["DispatchSuccess", "NothingLeft"]
    (refusal,) = (answer for answer in answers if answer["__typename"] == "NothingLeft")
    assert refusal["left"] == 0
    assert await taken(town, rice) == [1]


async def test_what_is_held_is_given_back_unless_it_was_given(town: Town, clock: HandClock) -> None:
    rice = await goods(town, pieces=1)
    phone = OnBehalf(Channel.PHONE, partner_id=town.shop.id)

    async def ask() -> DispatchRow:
        part = await town.part(await town.need(NeedStatus.ACCEPTED))
        dispatch = await town.do(town.staff, send_dispatch, Ask(part.id, resource_id=rice.id))
        assert await taken(town, rice) == [1]
        return dispatch

    await town.do(town.shopkeeper, return_dispatch, (await ask()).id, reason_code="FULL")
    assert await taken(town, rice) == [0]
    begun = await ask()
    await town.do(town.shopkeeper, take_dispatch, begun.id)
    await town.do(town.staff, start_dispatch, begun.id, on_behalf=phone)
    await town.do(town.staff, fail_dispatch, begun.id, reason_text="受潮了", on_behalf=phone)
    assert await taken(town, rice) == [0]
    expiring = await ask()
    clock.set(expiring.respond_by)
    clock.advance(seconds=1)
    assert (await run_due(town.context, clock())).expired == 1
    assert await taken(town, rice) == [0]
    assert (await town.row(expiring)).status == "EXPIRED"
    last = await ask()
    await town.do(town.shopkeeper, take_dispatch, last.id)
    await town.do(town.shopkeeper, finish_dispatch, last.id, minutes_spent=5)
    assert await taken(town, rice) == [1]


@on_sqlite_only
async def test_another_time_is_proposed_confirmed_and_held_instead(town: Town, signed_in: SignedIn) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    service = await town.resource(slot_capacity=1)
    part = global_id(await town.part(await town.need(NeedStatus.ACCEPTED)))
    times = {"startsAt": "2026-03-03T09:00:00+08:00", "endsAt": "2026-03-03T10:00:00+08:00"}
    sent = await staff.do("sendDispatch", SENT, part=part, resource=global_id(service), **times)
    one = {"dispatch": sent["dispatch"]["id"]}
    proposal = {"proposedStartsAt": "2026-03-04T15:00:00+08:00"}
    answer = "... on ReturnSuccess { dispatch { status proposedStartsAt proposedEndsAt } }"
    returned = await shop.do("returnDispatch", answer, **one, **proposal, reasonCode="TIME_CONFLICT")
    assert returned["dispatch"] == {
        "status": "PROPOSED",
        "proposedStartsAt": "2026-03-04T07:00:00+00:00",
        "proposedEndsAt": "2026-03-04T08:00:00+00:00",
    }
    confirmed = await staff.do("confirmDispatch", "... on DispatchSuccess { dispatch { status startsAt } }", **one)
    assert confirmed["dispatch"] == {"status": "TAKEN", "startsAt": "2026-03-04T07:00:00+00:00"}
    slots = select(ResourceSlotRow.taken).order_by(ResourceSlotRow.starts_at)
    assert await town.rows(slots) == [0, 0, 1, 1]


async def goods(town: Town, *, pieces: int) -> ResourceRow:
    """Return some sacks of rice."""
    given: Json = {"kind": Kind.GOODS, "unit": Unit.PIECE, "travel": Travel.RESIDENT_COMES, "category": None}
    return await town.resource(title="大米", slot_capacity=pieces, **given)


async def taken(town: Town, resource: ResourceRow) -> list[int]:
    return await town.rows(select(ResourceSlotRow.taken).where(ResourceSlotRow.resource_id == resource.id))
