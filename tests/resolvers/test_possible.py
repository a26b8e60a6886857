"""What is offered is taken when it is done, and what is not offered is refused."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from resolvers.changes import Change, OnBehalf, make_change
from resolvers.life import accepting
from resolvers.life.answering import Proposal, confirm_dispatch, recall_dispatch, return_dispatch, take_dispatch
from resolvers.life.doing import fail_dispatch, finish_dispatch, start_dispatch
from resolvers.life.editing import NeedEdit, edit_need
from resolvers.life.publishing import publish_need
from resolvers.life.sending import Ask, claim_need, send_dispatch
from resolvers.life.urging import urge_need
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.life.voices import add_remark, endorse_need
from resolvers.possible import DispatchMove, NeedMove, dispatch_moves, need_moves
from resolvers.refusals import Refusal
from resolvers.viewer import NOBODY, Viewer
from storage.codes import Channel, DispatchStatus, NeedStatus, RemarkKind, Solved
from storage.columns import Table
from storage.tables import DispatchRow, NeedRow, PartnerRow
from tests.databases import on_sqlite_only
from tests.factories import Town

Work = Callable[[Change], Awaitable[Table]]
VIEWERS = ("staff", "other_staff", "officer", "grid_worker", "resident", "neighbour", "shopkeeper")
STATES = [status for status in NeedStatus if status not in (NeedStatus.DISCUSSING, NeedStatus.DECIDED)]
BY_PHONE = OnBehalf(Channel.PHONE)


class Undone(Exception):  # noqa: N818 - it undoes a transaction that succeeded
    """Nothing was refused; what was tried is rolled back."""


async def is_taken(town: Town, viewer: Viewer, work: Work) -> bool:
    """Whether a step is taken; it is undone in any case, so that the next one begins where this one did."""

    async def try_it(change: Change) -> Table:
        await work(change)
        await change.session.flush()
        raise Undone

    try:
        await make_change(town.seen_by(viewer), try_it)
    except Undone:
        return True
    except Refusal:
        return False
    raise AssertionError


async def need_works(town: Town, viewer: Viewer, need: NeedRow, other: NeedRow) -> dict[NeedMove, Work]:
    """Return what a screen would send for each move."""
    part_id, key = (await town.part(need)).id, need.id
    partner_id = next(iter(viewer.partner_ids), None)
    another = (await town.rows(select(PartnerRow.id).where(PartnerRow.name == "隔壁诊所")))[0]
    until = town.context.now() + timedelta(days=3)
    for_asker = BY_PHONE if viewer is town.staff else None
    return {
        NeedMove.ACCEPT: lambda change: accepting.accept_need(change, key),
        NeedMove.EDIT: lambda change: edit_need(change, key, NeedEdit(need.version, words="灯坏了")),
        NeedMove.PUBLISH: lambda change: publish_need(change, key, title="换灯", text="换灯"),
        NeedMove.HAND_OVER: lambda change: accepting.hand_over_need(change, key, town.staff.person_id or key),
        NeedMove.DECLINE: lambda change: accepting.decline_need(
            change, key, reason_code="MARKET", reason_text="可找店家", next_step="附近有店"
        ),
        NeedMove.HOLD: lambda change: accepting.hold_need(change, key, reason_text="等材料", until=until),
        NeedMove.TRANSFER: lambda change: accepting.transfer_need(change, key, to="茶花社区", reason_text="不在本社区"),
        NeedMove.WITHDRAW: lambda change: accepting.withdraw_need(change, key),
        NeedMove.MERGE: lambda change: accepting.merge_needs(change, key, other.id),
        NeedMove.REOPEN: lambda change: accepting.reopen_need(change, key, reason_text="又坏了"),
        NeedMove.DISPATCH: lambda change: send_dispatch(change, Ask(part_id, partner_id=another)),
        NeedMove.EVALUATE: lambda change: evaluate_need(change, key, Verdict(Solved.YES), on_behalf=for_asker),
        NeedMove.ENDORSE: lambda change: endorse_need(change, key, also_needs=True),
        NeedMove.COMMENT: lambda change: add_remark(change, key, RemarkKind.COMMENT, "谢谢"),
        NeedMove.NOTE: lambda change: add_remark(change, key, RemarkKind.NOTE, "已联系"),
        NeedMove.CLAIM: lambda change: claim_need(change, Ask(part_id, partner_id=partner_id)),
        NeedMove.URGE: lambda change: urge_need(change, key, on_behalf=for_asker),
        NeedMove.RECORD_FOLLOW_UP: lambda change: add_remark(change, key, RemarkKind.FOLLOW_UP, "问过了"),
    }


UNSEEN = {NeedMove.HAND_OVER}
"""Offered less often than it would be taken: nobody hands over a need that has ended."""


PRIVATE = [(status, False) for status in (NeedStatus.RAISED, NeedStatus.ACCEPTED, NeedStatus.DONE)]
PUBLISHED = [(status, True) for status in STATES]


@on_sqlite_only
@pytest.mark.parametrize(("status", "is_published"), [*PRIVATE, *PUBLISHED])
async def test_what_is_offered_for_a_need_is_what_is_taken(town: Town, status: NeedStatus, is_published: bool) -> None:
    await town.partner("隔壁诊所")
    other, need = await town.need(), await town.need(status)
    assert need.status is status
    if is_published:
        async with town.context.database.write() as session:
            row = await session.get_one(NeedRow, need.id)
            row.public_title, row.published_at = "换灯", town.context.now()
        need = await town.row(need)
    for name in VIEWERS:
        viewer: Viewer = getattr(town, name)
        (offered,) = await need_moves(town.seen_by(viewer), [need.id])
        works = await need_works(town, viewer, need, other)
        taken = {move for move, work in works.items() if await is_taken(town, viewer, work)}
        assert set(offered) - taken == set(), name
        assert taken - set(offered) <= UNSEEN, name


async def test_moves_come_for_many_needs_at_once_in_the_order_asked(town: Town) -> None:
    raised, done = await town.need(), await town.need(NeedStatus.DONE)
    first, unknown, second = await need_moves(town.seen_by(town.resident), [done.id, town.shop.id, raised.id])
    assert NeedMove.EVALUATE in first
    assert unknown == ()
    assert second == (NeedMove.EDIT, NeedMove.WITHDRAW, NeedMove.COMMENT, NeedMove.URGE)
    assert await need_moves(town.context, [raised.id]) == [()]


@on_sqlite_only
async def test_a_complaint_and_a_private_leaf_are_offered_to_nobody(town: Town) -> None:
    bath = await town.published(await town.need(NeedStatus.ACCEPTED))
    part = await town.part(bath)
    async with town.context.database.write() as session:
        (await session.get_one(type(part), part.id)).category = "ELDER_BATH"
    for viewer, move in ((town.staff, NeedMove.PUBLISH), (town.shopkeeper, NeedMove.CLAIM)):
        assert move not in (await need_moves(town.seen_by(viewer), [bath.id]))[0]


DISPATCH_STATES = [
    DispatchStatus.SENT,
    DispatchStatus.PROPOSED,
    DispatchStatus.CLAIMED,
    DispatchStatus.TAKEN,
    DispatchStatus.UNDER_WAY,
    DispatchStatus.DONE,
    DispatchStatus.RETURNED,
    DispatchStatus.RECALLED,
]


async def dispatch_in(town: Town, status: DispatchStatus) -> DispatchRow:
    if status is DispatchStatus.CLAIMED:
        need = await town.published(await town.need(NeedStatus.ACCEPTED))
        part = await town.part(need)
        return await town.do(town.shopkeeper, claim_need, Ask(part.id, partner_id=town.shop.id, quantity=Decimal(1)))
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    key, later = dispatch.id, Proposal(starts_at=town.context.now() + timedelta(days=1))
    if status is DispatchStatus.PROPOSED:
        await town.do(town.shopkeeper, take_dispatch, key, proposal=later)
    if status is DispatchStatus.RETURNED:
        await town.do(town.shopkeeper, return_dispatch, key, reason_code="FULL")
    if status is DispatchStatus.RECALLED:
        await town.do(town.staff, recall_dispatch, key)
    if status in (DispatchStatus.TAKEN, DispatchStatus.UNDER_WAY, DispatchStatus.DONE):
        await town.do(town.shopkeeper, take_dispatch, key)
    if status in (DispatchStatus.UNDER_WAY, DispatchStatus.DONE):
        await town.do(town.shopkeeper, start_dispatch, key)
    if status is DispatchStatus.DONE:
        await town.do(town.shopkeeper, finish_dispatch, key, minutes_spent=5)
    return await town.row(dispatch)


def dispatch_works(key: UUID, said: OnBehalf | None) -> dict[DispatchMove, Work]:
    """Return what a screen would send for each move, in the order of the moves."""
    return {
        DispatchMove.TAKE: lambda change: take_dispatch(change, key, on_behalf=said),
        DispatchMove.RETURN: lambda change: return_dispatch(change, key, reason_code="FULL", on_behalf=said),
        DispatchMove.START: lambda change: start_dispatch(change, key, on_behalf=said),
        DispatchMove.FINISH: lambda change: finish_dispatch(change, key, minutes_spent=5, on_behalf=said),
        DispatchMove.FAIL: lambda change: fail_dispatch(change, key, reason_text="没修好", on_behalf=said),
        DispatchMove.RECALL: lambda change: recall_dispatch(change, key),
        DispatchMove.CONFIRM: lambda change: confirm_dispatch(change, key),
    }


@on_sqlite_only
@pytest.mark.parametrize("status", DISPATCH_STATES)
async def test_what_is_offered_for_a_dispatch_is_what_is_taken(town: Town, status: DispatchStatus) -> None:
    dispatch = await dispatch_in(town, status)
    assert dispatch.status is status
    for name in VIEWERS:
        viewer: Viewer = getattr(town, name)
        works = dispatch_works(dispatch.id, BY_PHONE if viewer is town.staff else None)
        taken = [move for move, work in works.items() if await is_taken(town, viewer, work)]
        assert taken == list(dispatch_moves(viewer, dispatch)), name
    assert dispatch_moves(NOBODY, dispatch) == ()
