from sqlalchemy import select

from resolvers.gave_and_got import GaveAndGot, Given, gave_and_got
from resolvers.life.doing import finish_dispatch
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.viewer import NOBODY
from storage.codes import NeedStatus, Satisfied, Solved
from storage.tables import DispatchRow
from tests.databases import on_sqlite_only
from tests.factories import Town


async def test_what_a_partner_gave_and_was_thanked_for(town: Town) -> None:
    await town.need(NeedStatus.CLOSED)
    grumbled = await town.need(NeedStatus.DONE)
    await town.do(town.resident, evaluate_need, grumbled.id, Verdict(Solved.YES, Satisfied.DISSATISFIED))
    await town.need(NeedStatus.TAKEN)
    (figures,) = await gave_and_got(town.seen_by(town.shopkeeper), [town.shop.id])
    given = (Given("HOME_ELECTRIC", 2, 1.0),)
    assert figures == GaveAndGot(gave_times=2, gave_hours=1.0, gave_needs=2, thanks=1, raised=0, got=0, given=given)


async def test_a_line_of_the_verdict_speaks_before_the_verdict(town: Town) -> None:
    need = await town.need(NeedStatus.UNDER_WAY)
    (dispatch,) = await town.rows(select(DispatchRow).where(DispatchRow.need_id == need.id))
    await town.do(town.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=10)
    verdict = Verdict(Solved.YES, Satisfied.VERY_SATISFIED, lines={dispatch.id: Satisfied.DISSATISFIED})
    await town.do(town.resident, evaluate_need, need.id, verdict)
    (figures,) = await gave_and_got(town.seen_by(town.staff), [town.shop.id])
    assert figures is not None
    assert figures.thanks == 0


async def test_what_a_partner_asked_for_and_got(town: Town) -> None:
    helper = await town.partner("隔壁诊所")
    await town.need(by=town.shopkeeper, for_partner=town.shop.id)
    await town.need(NeedStatus.DONE, by=town.shopkeeper, for_partner=town.shop.id)
    figures = await gave_and_got(town.seen_by(town.staff), [helper.id, town.shop.id])
    assert [(one.raised, one.got) for one in figures if one] == [(0, 0), (2, 1)]


@on_sqlite_only
async def test_figures_are_for_the_partner_and_officials_alone(town: Town) -> None:
    for viewer in (town.shopkeeper, town.staff, town.officer):
        assert (await gave_and_got(town.seen_by(viewer), [town.shop.id]))[0] is not None
    for viewer in (NOBODY, town.resident, town.other_staff, town.grid_worker):
        assert await gave_and_got(town.seen_by(viewer), [town.shop.id]) == [None]
