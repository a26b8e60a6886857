"""A retry with the same Idempotency-Key gets the answer of the first time and changes nothing more."""

import asyncio

from sqlalchemy import func, select

from storage.codes import Kind, NeedStatus, Unit
from storage.tables import DispatchRow, EventRow, NeedRow, ResourceSlotRow
from tests.api.conftest import SignedIn
from tests.api.graph import Json
from tests.api.ids import global_id
from tests.api.stored import stored
from tests.databases import on_sqlite_only
from tests.factories import Town

KEY = {"idempotency-key": "8d7c1f0a"}
SENT = "... on DispatchSuccess { dispatch { id status } }"
POSTED = "... on NeedSuccess { need { id number } }"


async def test_a_retried_dispatch_is_the_same_one_and_holds_its_slots_once(town: Town, signed_in: SignedIn) -> None:
    staff, shop = await signed_in(town.staff), await signed_in(town.shopkeeper)
    goods = await town.resource(kind=Kind.GOODS, unit=Unit.PIECE, slot_capacity=5, category=None)
    part = await town.part(await town.need(NeedStatus.ACCEPTED))
    asked: Json = {"part": global_id(part), "resource": global_id(goods)}
    first = await staff.do("sendDispatch", SENT, headers=KEY, **asked)
    before = await stored(town)
    assert await staff.do("sendDispatch", SENT, headers=KEY, **asked) == first
    assert await stored(town) == before
    assert await town.rows(select(ResourceSlotRow.taken)) == [1]
    await shop.do("takeDispatch", "", dispatch=first["dispatch"]["id"])
    later = await staff.do("sendDispatch", SENT, headers=KEY, **asked)
    assert later["dispatch"] == {"id": first["dispatch"]["id"], "status": "TAKEN"}
    assert await town.rows(select(func.count()).select_from(DispatchRow)) == [1]


async def test_two_requests_at_once_with_one_key_make_one_change(town: Town, signed_in: SignedIn) -> None:
    resident = await signed_in(town.resident)
    given: Json = {"words": "路灯不亮", "region": global_id(town.compound)}
    answers = await asyncio.gather(*(resident.do("postNeed", POSTED, headers=KEY, **given) for _ in range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert await town.rows(select(func.count()).select_from(NeedRow)) == [1]
    assert await town.rows(select(EventRow.move).where(EventRow.noun == "need")) == ["RAISED"]


async def test_a_key_stands_for_one_person_and_one_operation(town: Town, signed_in: SignedIn) -> None:
    resident, neighbour = await signed_in(town.resident), await signed_in(town.neighbour)
    given: Json = {"words": "路灯不亮", "region": global_id(town.compound)}
    first = await resident.do("postNeed", POSTED, headers=KEY, **given)
    before = await stored(town)
    for name, other in (
        ("postNeed", {**given, "words": "路灯又不亮了"}),
        ("setPreference", {"prefersLargeType": True}),
        ("withdrawNeed", {"need": first["need"]["id"]}),
    ):
        refused = await resident.do(name, "", headers=KEY, **other)
        assert refused["__typename"] == "KeyUsedOtherwise"
        assert "Idempotency-Key" in refused["message"]
    assert await stored(town) == before
    theirs = await neighbour.do("postNeed", POSTED, headers=KEY, **given)
    assert theirs["need"]["number"] != first["need"]["number"]
    resident.headers = KEY
    signed_out = await resident.ask("mutation { signOut { __typename } }")
    assert signed_out["signOut"]["__typename"] == "KeyUsedOtherwise"


@on_sqlite_only
async def test_the_same_input_is_the_same_operation_wherever_the_document_writes_it(
    town: Town, signed_in: SignedIn
) -> None:
    resident = await signed_in(town.resident)
    resident.headers = KEY
    read = "{ __typename ... on NeedSuccess { need { id } } ... on Refusal { message } }"
    region = global_id(town.compound)
    asked = f'words: "路灯不亮", region: "{region}"'
    spellings = (
        f"mutation {{ postNeed(input: {{{asked}}}) {read} }}",
        f'mutation {{ postNeed: postNeed(input: {{region: "{region}", words: "路灯不亮"}}) {read} }}',
        f"mutation {{ ...F }} fragment F on Mutation {{ postNeed(input: {{{asked}}}) {read} }}",
    )
    answers = [(await resident.ask(document))["postNeed"] for document in spellings]
    assert [answer["__typename"] for answer in answers] == ["NeedSuccess"] * 3
    assert all(answer == answers[0] for answer in answers)
    other = spellings[2].replace("不亮", "坏了")
    assert (await resident.ask(other))["postNeed"]["__typename"] == "KeyUsedOtherwise"


@on_sqlite_only
async def test_a_refusal_uses_up_no_key(town: Town, signed_in: SignedIn) -> None:
    staff = await signed_in(town.staff)
    need = await town.need(NeedStatus.ACCEPTED)
    published: Json = {"need": global_id(need), "title": "换灯", "text": "三楼的灯坏了"}
    warned = await staff.do("publishNeed", "", headers=KEY, **published)
    assert warned["__typename"] == "PublishWarning"
    done = await staff.do("publishNeed", "", headers=KEY, **published, confirmed=True)
    assert done["__typename"] == "NeedSuccess"
