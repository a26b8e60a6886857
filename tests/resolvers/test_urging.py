"""催办: heard once a local day and need, by whom it concerns, and never lost."""

import asyncio

import pytest
from sqlalchemy import select

from resolvers.changes import OnBehalf
from resolvers.life.urging import Urges, urge_need, urges
from resolvers.refusals import MoveNotPossible, NotAllowed, NotFound, UrgedToday
from storage.codes import Channel, NeedStatus
from storage.tables import EventRow, NeedUrgeRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def test_a_need_is_urged_once_a_local_day(town: Town, clock: HandClock) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    first_at = clock.advance(hours=14, minutes=59)  # One minute before midnight in Asia/Shanghai.
    await town.do(town.resident, urge_need, need.id)
    with pytest.raises(UrgedToday) as refused:
        await town.do(town.staff, urge_need, need.id, on_behalf=OnBehalf(Channel.PHONE, town.resident.person_id))
    midnight = clock.advance(minutes=1)
    assert refused.value.again_at == midnight
    await town.do(town.staff, urge_need, need.id, on_behalf=OnBehalf(Channel.PHONE, town.resident.person_id))
    found = await urges(town.seen_by(town.resident), [need.id])
    assert found == [Urges(2, midnight, refused.value.again_at.replace(day=refused.value.again_at.day + 1))]
    kept = await town.rows(select(NeedUrgeRow).order_by(NeedUrgeRow.id))
    assert [(one.person_id, one.created_at) for one in kept] == [
        (town.resident.person_id, first_at),
        (town.resident.person_id, midnight),
    ]
    events = await town.rows(select(EventRow).where(EventRow.move == "URGED").order_by(EventRow.seq))
    assert [event.channel for event in events] == [Channel.WEB, Channel.PHONE]
    clock.advance(days=3)
    (later,) = await urges(town.seen_by(town.staff), [need.id])
    assert later is not None
    assert later.again_at is None


async def test_of_two_who_urge_at_once_one_is_told_it_was_done(town: Town) -> None:
    need = await town.need()
    answers = await asyncio.gather(
        town.do(town.resident, urge_need, need.id),
        town.do(town.staff, urge_need, need.id),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in answers) == ["NeedRow", "UrgedToday"]
    assert len(await town.rows(select(NeedUrgeRow.id))) == 1


@on_sqlite_only
async def test_who_may_urge_what(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    for viewer, refusal in ((town.shopkeeper, NotAllowed), (town.neighbour, NotFound), (town.grid_worker, NotAllowed)):
        with pytest.raises(refusal):
            await town.do(viewer, urge_need, need.id)
    with pytest.raises(MoveNotPossible):
        await town.do(town.resident, urge_need, (await town.need(NeedStatus.DONE)).id)
    for viewer in (town.shopkeeper, town.neighbour, town.officer):
        assert await urges(town.seen_by(viewer), [need.id]) == [None]
    assert await urges(town.seen_by(town.grid_worker), [need.id]) == [Urges(0, None, None)]
