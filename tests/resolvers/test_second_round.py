"""A need that was opened again and accepted again goes on as it did in its first round."""

from datetime import timedelta

from resolvers.life.accepting import accept_need, hold_need, reopen_need
from resolvers.life.answering import recall_dispatch
from resolvers.life.editing import NeedEdit, edit_need
from storage.codes import NeedStatus
from tests.databases import on_sqlite_only
from tests.factories import Town


@on_sqlite_only
async def test_what_was_accepted_again_can_be_edited_and_put_on_hold(town: Town) -> None:
    need = await town.need(NeedStatus.REOPENED)
    accepted = await town.do(town.staff, accept_need, need.id)
    edited = await town.do(town.staff, edit_need, need.id, NeedEdit(accepted.version, summary="灯泡又坏了"))
    assert edited.status is NeedStatus.ACCEPTED
    until = town.context.now() + timedelta(days=3)
    await town.do(town.staff, hold_need, need.id, reason_text="等材料", until=until)
    resumed = await town.do(town.staff, reopen_need, need.id, reason_text="材料到了")
    assert resumed.status is NeedStatus.ACCEPTED


@on_sqlite_only
async def test_what_was_taken_back_in_the_second_round_is_open_again(town: Town) -> None:
    need = await town.need(NeedStatus.REOPENED)
    dispatch = await town.dispatch(need)
    await town.do(town.staff, recall_dispatch, dispatch.id)
    assert (await town.row(need)).status is NeedStatus.REOPENED
