"""What happens is told as it happens: once, to those who may know, and from where one left off."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette

from resolvers import happenings
from resolvers.changes import Change
from resolvers.life.accepting import accept_need
from resolvers.life.voices import add_remark
from resolvers.people import sign_out
from resolvers.roles import revoke_role
from storage.codes import NeedStatus, RemarkKind, Role
from storage.tables import EventRow, NeedRow
from tests.api.conftest import SignedIn
from tests.api.ids import global_id
from tests.api.line import listening
from tests.databases import on_postgresql_only, on_sqlite_only
from tests.factories import Town

NEEDS = """
subscription N($region: ID!, $after: Int) { needChanged(region: $region, after: $after) {
  seq move need { number status private { words } }
} }
"""
INBOX = """
subscription I($partner: ID!, $after: Int) { dispatchInbox(partner: $partner, after: $after) {
  seq move dispatch { status contact { door } }
} }
"""


async def last_seq(town: Town) -> int:
    (seq,) = await town.rows(select(func.max(EventRow.seq)))
    return int(seq)


async def comment(town: Town, need: NeedRow) -> NeedRow:
    return await town.do(town.staff, add_remark, need.id, RemarkKind.NOTE, "先打电话")


async def test_changes_are_told_from_where_one_left_off_and_go_on_live(
    town: Town, signed_in: SignedIn, app: Starlette
) -> None:
    staff = await signed_in(town.staff)
    need = await town.need(NeedStatus.ACCEPTED)
    after = await last_seq(town)
    missed = [await comment(town, need) for _ in range(3)]
    region = global_id(town.community)
    async with listening(app, staff.token, NEEDS, region=region, after=after) as line:
        told = [await line.change() for _ in missed]
        assert [change["move"] for change in told] == ["NOTED"] * 3
        assert line.headers[b"content-type"].startswith(b"text/event-stream")
        await town.dispatch(need)
        sent = await line.change()
        assert (sent["move"], sent["need"]["status"]) == ("SENT", "DISPATCHED")
        assert sent["need"]["private"]["words"]
        seqs = [change["seq"] for change in (*told, sent)]
        assert seqs == sorted(set(seqs))
    async with listening(app, staff.token, NEEDS, region=region, after=seqs[1]) as line:
        assert [(await line.change())["seq"] for _ in range(2)] == seqs[2:]


@on_sqlite_only
async def test_without_a_point_to_go_on_from_one_hears_what_happens_from_now_on(
    town: Town, signed_in: SignedIn, app: Starlette
) -> None:
    staff = await signed_in(town.staff)
    need = await comment(town, await town.need())
    before = await last_seq(town)
    async with listening(app, staff.token, NEEDS, region=global_id(town.community)) as line:
        while line.events.empty():
            await comment(town, need)
            await asyncio.sleep(0.02)
        assert (await line.change())["seq"] > before


async def test_an_inbox_tells_of_its_dispatches_and_shows_the_contact_while_it_is_open(
    town: Town, signed_in: SignedIn, app: Starlette
) -> None:
    shop = await signed_in(town.shopkeeper)
    need = await town.need(NeedStatus.ACCEPTED)
    after = await last_seq(town)
    async with listening(app, shop.token, INBOX, partner=global_id(town.shop), after=after) as line:
        dispatch = await town.dispatch(need)
        sent = await line.change()
        assert (sent["move"], sent["dispatch"]) == ("SENT", {"status": "SENT", "contact": None})
        await shop.do("takeDispatch", "", dispatch=global_id(dispatch))
        taken = await line.change()
        assert (taken["move"], taken["dispatch"]) == ("TAKEN", {"status": "TAKEN", "contact": {"door": None}})


async def test_strangers_hear_of_nothing_but_what_is_public(town: Town, signed_in: SignedIn, app: Starlette) -> None:
    neighbour = await signed_in(town.neighbour)
    others = await signed_in(town.other_staff)
    hidden = await town.need(NeedStatus.ACCEPTED)
    public = await town.published(await town.need(NeedStatus.ACCEPTED))
    after = await last_seq(town)
    await comment(town, hidden)
    await town.dispatch(hidden)
    await comment(town, public)
    async with AsyncExitStack() as lines:
        region = global_id(town.community)
        for client in (neighbour, others):
            line = await lines.enter_async_context(listening(app, client.token, NEEDS, region=region, after=after))
            change = await line.change()
            assert change["need"] == {"number": public.number, "status": "ACCEPTED", "private": None}
        foreign = listening(app, neighbour.token, INBOX, partner=global_id(town.shop), after=0)
        line = await lines.enter_async_context(foreign)
        await asyncio.sleep(0.2)
        assert line.events.empty()


async def test_a_listener_whose_role_ends_or_who_signs_out_hears_no_more_of_it(
    town: Town, signed_in: SignedIn, app: Starlette
) -> None:
    staff, resident = await signed_in(town.staff), await signed_in(town.resident)
    hidden = await town.need()
    public = await town.published(await town.need(NeedStatus.ACCEPTED))
    given = {"region": global_id(town.community), "after": await last_seq(town)}
    async with AsyncExitStack() as lines:
        watching = [
            await lines.enter_async_context(listening(app, one.token, NEEDS, **given)) for one in (staff, resident)
        ]
        await comment(town, hidden)
        for line in watching:
            assert (await line.change())["need"]["private"] is not None
        assert town.staff.person_id is not None
        await town.do(town.administrator, revoke_role, town.staff.person_id, Role.COMMUNITY_STAFF, town.community.id)
        await town.do(town.resident, sign_out, resident.token)
        await comment(town, hidden)
        await comment(town, public)
        for line in watching:
            change = await line.change()
            assert (change["need"]["number"], change["need"]["private"]) == (public.number, None)


@on_postgresql_only
@pytest.mark.parametrize("is_reconnecting", [False, True])
async def test_transactions_that_commit_in_reverse_order_are_both_told(
    town: Town, signed_in: SignedIn, app: Starlette, *, is_reconnecting: bool
) -> None:
    staff = await signed_in(town.staff)
    early, late = await town.need(), await town.need()
    region, after = global_id(town.community), await last_seq(town)

    async def accept(session: AsyncSession, need: NeedRow) -> int:
        change = Change(town.seen_by(town.staff), session, town.context.now())
        await accept_need(change, need.id)
        await session.flush()
        return int(await session.scalar(select(func.max(EventRow.seq))) or 0)

    async with AsyncExitStack() as lines:
        line = await lines.enter_async_context(listening(app, staff.token, NEEDS, region=region, after=after))
        async with town.context.database.write() as first:
            lower = await accept(first, early)
            async with town.context.database.write() as second:
                higher = await accept(second, late)
            assert lower < higher
            told = await line.change()
            assert (told["seq"], told["need"]["number"]) == (higher, late.number)
            if is_reconnecting:
                again = listening(app, staff.token, NEEDS, region=region, after=higher)
                line = await lines.enter_async_context(again)
                await asyncio.sleep(0.1)  # It begins to listen before the lower number is there.
        told = await line.change()
        assert (told["seq"], told["need"]["number"]) == (lower, early.number)


@on_sqlite_only
async def test_mistakes_on_a_line_are_told_like_others(
    town: Town, signed_in: SignedIn, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = await signed_in(town.staff)
    async with listening(app, staff.token, NEEDS, region=global_id(town.shop)) as line:
        (error,) = (await line.hear())["errors"]
        assert "编号" in error["message"]

    async def fail(*_: Any) -> None:
        raise RuntimeError("13888888888")

    monkeypatch.setattr(happenings, "_trail", fail)
    async with listening(app, staff.token, NEEDS, region=global_id(town.community)) as line:
        (error,) = (await line.hear())["errors"]
        assert "出了点问题" in error["message"]
        assert "13888888888" not in str(error)
