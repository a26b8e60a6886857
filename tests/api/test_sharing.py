"""What the family reads by a link: how far it has come, and nothing by which somebody could ring or find the door."""

from datetime import timedelta
from uuid import UUID

import httpx2
from sqlalchemy import func, select

from resolvers.changes import Change
from resolvers.erasing import erase_need_words
from resolvers.life.answering import take_dispatch
from resolvers.life.raising import Contact
from resolvers.life.sharing import share_progress, shares
from resolvers.life.voices import add_remark
from storage.codes import NeedStatus, RemarkKind
from storage.tables import NeedRow, NeedShareRow
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

PRIVATE: Json = {
    "words": "我妈一个人在家，灯坏了",
    "contact": Contact("王小明", "13888880001", "儿子", "3幢", "502"),
}
SHARED = "... on NeedSuccess { need { share { link createdAt expiresAt } } }"
USED = "这个链接已经过期或用过了"


async def shared(asker: Graph, need: NeedRow) -> str:
    answer = await asker.do("shareProgress", SHARED, need=global_id(need))
    link: str = answer["need"]["share"]["link"]
    return link.removeprefix("https://partners.example")


async def test_the_family_reads_who_comes_when_and_nothing_to_find_or_ring_anybody(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient, clock: HandClock
) -> None:
    need = await town.need(NeedStatus.ACCEPTED, **PRIVATE)
    starts_at = clock() + timedelta(days=3, hours=5)
    dispatch = await town.dispatch(
        need, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), message="敲 502 的门", fee_note="材料费自付"
    )
    await town.do(town.shopkeeper, take_dispatch, dispatch.id, helper_name="小周 13999990002")
    await town.do(town.staff, add_remark, need.id, RemarkKind.NOTE, "家里有狗")
    code = (await town.row(dispatch)).visit_code or "-"
    path = await shared(await signed_in(town.resident), need)
    page = await http.get(path)
    assert page.status_code == 200
    for told in ("对方接了", "翠湖五金店，小周 ***", "3月5日 14:00—15:00", "材料费自付", "已接单", "4月1日前有效"):
        assert told in page.text, told
    for private in ("13888880001", "13999990002", "王小明", "502", "3幢", "一个人", "0871", "备注", f">{code}<"):
        assert private not in page.text, private
    assert "<script" not in page.text
    assert "<form" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert (await http.post(path, data={"answer": "take"})).status_code == 409


async def test_a_need_has_one_link_until_it_is_stopped_or_ends(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient, clock: HandClock
) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    resident = await signed_in(town.resident)
    path = await shared(resident, need)
    clock.advance(days=1)
    assert await shared(resident, need) == path
    stopped = await resident.do("stopSharing", SHARED, need=global_id(need))
    assert stopped["need"]["share"] is None
    page = await http.get(path)
    assert (page.status_code, USED in page.text) == (404, True)
    again = await shared(resident, need)
    assert again != path
    clock.advance(days=30)
    assert (await http.get(again)).status_code == 404
    await town.do(town.resident, share_progress, need.id)
    (share,) = await shares(town.seen_by(town.resident), [need.id])
    assert share is not None
    renewed = share.link
    assert (await http.get(renewed)).status_code == 200
    assert await town.rows(select(func.count()).select_from(NeedShareRow)) == [3]
    await town.do(town.staff, _erase, need.id)
    assert (await http.get(renewed)).status_code == 404


async def _erase(change: Change, need_id: UUID) -> NeedRow:
    need = await change.session.get_one(NeedRow, need_id)
    await erase_need_words(change, need)
    return need


@on_sqlite_only
async def test_what_staff_wrote_is_shown_only_if_it_points_at_nobody(
    town: Town, signed_in: SignedIn, http: httpx2.AsyncClient
) -> None:
    staff = await signed_in(town.staff)
    titles = {}
    for summary in ("厨房换灯", "3幢502独居老人换灯"):
        need = await town.need(NeedStatus.ACCEPTED)
        await staff.do("editNeed", "", need=global_id(need), version=need.version, summary=summary)
        titles[summary] = (await http.get(await shared(staff, need))).text
    assert "<h1>厨房换灯</h1>" in titles["厨房换灯"]
    assert "502" not in titles["3幢502独居老人换灯"]
