"""Contact and door are masked, opened for a reason, and whoever they belong to reads who opened them."""

from typing import Any

from sqlalchemy import func, select

from resolvers.life.accepting import withdraw_need
from resolvers.life.answering import take_dispatch
from resolvers.life.doing import fail_dispatch, finish_dispatch
from resolvers.life.raising import Contact
from resolvers.viewer import Viewer
from storage.codes import NeedStatus
from storage.tables import ContactViewRow, DispatchRow, NeedPrivateRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id, person_id
from tests.api.stored import refused, stored
from tests.databases import on_sqlite_only
from tests.factories import Town

PRIVATE: Json = {"contact": Contact("王小明", "13888880001", "儿子", "3幢", "502")}
OPENED = "... on OpenContactSuccess { contact { name phone relation address door } }"
CLEAR = {"name": "王小明", "phone": "13888880001", "relation": "儿子", "address": "3幢", "door": "502"}
VIEWS = "{ viewer { person { contactViews(first: 10) { called partner needNumber reason } } } }"
REASON = {"reason": "约上门时间"}


async def views(client: Graph) -> Any:
    return (await client.ask(VIEWS))["viewer"]["person"]["contactViews"]


async def test_staff_open_a_contact_and_the_person_reads_who_and_why(town: Town, signed_in: SignedIn) -> None:
    need = await town.need(**PRIVATE)
    staff, resident = await signed_in(town.staff), await signed_in(town.resident)
    opened = await staff.do("openContact", OPENED, need=global_id(need), reason=" 约上门时间 ")
    assert opened["contact"] == CLEAR
    assert await views(resident) == [
        {"called": "李书记", "partner": None, "needNumber": need.number, "reason": "约上门时间"}
    ]
    assert await views(staff) == []
    other = "query P($id: ID!) { node(id: $id) { ... on Person { contactViews(first: 10) { called } } } }"
    assert (await staff.ask(other, id=person_id(town.resident)))["node"] == {"contactViews": []}


@on_sqlite_only
async def test_a_reason_is_needed_and_one_thing_is_opened(town: Town, signed_in: SignedIn) -> None:
    need = global_id(await town.need(**PRIVATE))
    staff = await signed_in(town.staff)
    wrong: list[tuple[Json, str]] = [
        ({"need": need, "reason": "  "}, "reason"),
        ({"need": need, "reason": "长" * 201}, "reason"),
        (REASON, "need"),
        ({**REASON, "need": need, "person": person_id(town.resident)}, "need"),
    ]
    for given, field in wrong:
        answer = await refused(town, staff, "openContact", **given)
        assert [one["field"] for one in answer["fields"]] == [field]


async def brought(town: Town, status: str) -> DispatchRow:
    """Return a dispatch of the shop's in a state."""
    if status == "FAILED":
        dispatch = (await town.dispatches(await town.need(NeedStatus.UNDER_WAY, **PRIVATE)))[0]
        return await town.do(town.shopkeeper, fail_dispatch, dispatch.id, reason_text="缺零件")
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED, **PRIVATE))
    if status != "SENT":
        await town.do(town.shopkeeper, take_dispatch, dispatch.id)
    if status == "DONE":
        await town.do(town.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=5)
    if status == "RECALLED":
        await town.do(town.resident, withdraw_need, dispatch.need_id)
    return await town.row(dispatch)


async def test_the_helper_opens_a_contact_only_from_taken_until_it_ends(town: Town, signed_in: SignedIn) -> None:
    shop = await signed_in(town.shopkeeper)
    for status, may in (("SENT", False), ("TAKEN", True), ("DONE", False), ("FAILED", False), ("RECALLED", False)):
        dispatch = await brought(town, status)
        assert dispatch.status == status
        given = {"dispatch": global_id(dispatch), **REASON}
        if may:
            assert (await shop.do("openContact", OPENED, **given))["contact"] == CLEAR
        else:
            assert (await refused(town, shop, "openContact", **given))["__typename"] == "NotAllowed", status
    (seen,) = await views(await signed_in(town.resident))
    assert (seen["called"], seen["partner"]) == ("周老板", "翠湖五金店")


@on_sqlite_only
async def test_nobody_else_opens_anything_and_the_attempt_leaves_nothing(town: Town, signed_in: SignedIn) -> None:
    dispatch = (await town.dispatches(await town.need(NeedStatus.TAKEN, **PRIVATE)))[0]
    person = {"person": person_id(town.resident), **REASON}
    strangers: list[Viewer] = [town.neighbour, town.other_staff, town.officer, town.administrator]
    clients = [await signed_in(one) for one in strangers]
    before = await stored(town)
    for client in clients:
        for given in ({"dispatch": global_id(dispatch), **REASON}, person):
            assert (await client.do("openContact", "", **given))["__typename"] in ("NotFound", "NotAllowed")
    assert await stored(town) == before


@on_sqlite_only
async def test_a_person_reads_its_own_in_clear_and_staff_masked_until_they_open_it(
    town: Town, signed_in: SignedIn
) -> None:
    document = "query P($id: ID!) { node(id: $id) { ... on Person { private { name phone isMasked } } } }"
    staff, resident = await signed_in(town.staff), await signed_in(town.resident)
    mine = (await resident.ask(document, id=person_id(town.resident)))["node"]["private"]
    assert mine["name"] == "王阿姨"
    assert not mine["isMasked"]
    masked = (await staff.ask(document, id=person_id(town.resident)))["node"]["private"]
    assert masked == {"name": "王**", "phone": f"{mine['phone'][:3]}****{mine['phone'][-4:]}", "isMasked": True}
    opened = await staff.do("openContact", OPENED, person=person_id(town.resident), **REASON)
    assert opened["contact"]["phone"] == mine["phone"]
    assert len(await views(resident)) == 1


@on_sqlite_only
async def test_a_retry_is_noted_once_and_gives_nothing_after_the_right_ended(town: Town, signed_in: SignedIn) -> None:
    dispatch = (await town.dispatches(await town.need(NeedStatus.TAKEN, **PRIVATE)))[0]
    shop = await signed_in(town.shopkeeper)
    given: Json = {"dispatch": global_id(dispatch), **REASON, "headers": {"idempotency-key": "once"}}
    assert (await shop.do("openContact", OPENED, **given))["contact"] == CLEAR
    assert (await shop.do("openContact", OPENED, **given))["contact"] == CLEAR
    await town.do(town.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=5)
    assert (await shop.do("openContact", OPENED, **given))["__typename"] == "NotFound"
    assert await town.rows(select(func.count()).select_from(ContactViewRow)) == [1]


@on_sqlite_only
async def test_a_form_that_gives_masked_values_back_changes_none_of_them(town: Town, signed_in: SignedIn) -> None:
    need = await town.need(**PRIVATE)
    staff = await signed_in(town.staff)
    read = "query N($id: ID!) { need(id: $id) { private { contactName contactPhone contactRelation address door } } }"
    shown = (await staff.ask(read, id=global_id(need)))["need"]["private"]
    assert shown["contactName"] == "王**"
    form = {"name": shown["contactName"], "phone": shown["contactPhone"], "relation": "女儿", "address": "4幢"}
    one = {"need": global_id(need), "version": need.version, "contact": {**form, "door": shown["door"]}}
    assert (await staff.do("editNeed", "", **one))["__typename"] == "NeedSuccess"
    (kept,) = await town.rows(select(NeedPrivateRow).where(NeedPrivateRow.need_id == need.id))
    assert (kept.contact_name, kept.contact_phone, kept.door) == ("王小明", "13888880001", "502")
    assert (kept.contact_relation, kept.address) == ("女儿", "4幢")
