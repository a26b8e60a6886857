"""Slots of opening hours and their exceptions, and promises that do not fit any more."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from resolvers.changes import Change, OnBehalf
from resolvers.life.answering import take_dispatch
from resolvers.life.raising import PartDraft
from resolvers.life.sending import Ask, send_dispatch
from resolvers.numbers import LOCAL
from resolvers.refusals import InvalidInput, NothingLeft
from resolvers.resource_drafts import OpenHours
from storage.codes import Channel, Kind, NeedStatus, Unit
from storage.tables import DispatchRow, ResourceExceptionRow, ResourceRow
from tests.databases import on_sqlite_only
from tests.factories import Town

MONDAY = date(2026, 3, 9)
NEXT_MONDAY, MONDAY_AFTER = MONDAY + timedelta(days=7), MONDAY + timedelta(days=14)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LOCAL)


async def asked(town: Town, resource: ResourceRow, starts_at: datetime) -> DispatchRow:
    """Ask for an hour."""
    part = await town.part(await town.need(NeedStatus.ACCEPTED))
    ask = Ask(part.id, resource_id=resource.id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    return await town.do(town.staff, send_dispatch, ask)


@on_sqlite_only
async def test_an_exception_takes_the_place_of_the_hours_of_its_day(town: Town) -> None:
    resource = await town.resource(hours=(OpenHours(0, 9 * 60, 12 * 60),))
    async with town.context.database.write() as session:
        change = Change(town.context, session, town.context.now())
        for day, opens, closes in ((NEXT_MONDAY, None, None), (MONDAY_AFTER, 14 * 60, 16 * 60)):
            session.add(
                ResourceExceptionRow(id=change.key(), resource_id=resource.id, day=day, opens=opens, closes=closes)
            )
    for open_then in (at(MONDAY, 9), at(MONDAY_AFTER, 14)):
        await asked(town, resource, open_then)
    for closed_then in (at(MONDAY, 14), at(MONDAY, 12), at(NEXT_MONDAY, 9), at(MONDAY_AFTER, 9)):
        with pytest.raises(InvalidInput) as refused:
            await asked(town, resource, closed_then)
        assert [(fault.field, fault.code) for fault in refused.value.faults] == [("startsAt", "CLOSED_THEN")]


async def test_who_takes_more_than_others_left_is_refused(town: Town) -> None:
    parts = (PartDraft(kind=Kind.GOODS, quantity=3, unit=Unit.PIECE),)
    part = await town.part(await town.need(NeedStatus.ACCEPTED, parts=parts))
    dispatches = []
    for name in ("甲店", "乙店"):
        shop = await town.partner(name)
        ask = Ask(part.id, partner_id=shop.id, quantity=Decimal(2))
        dispatches.append(await town.do(town.staff, send_dispatch, ask))
    first, second = dispatches
    by_phone = OnBehalf(Channel.PHONE)
    await town.do(town.staff, take_dispatch, first.id, on_behalf=by_phone)
    with pytest.raises(NothingLeft) as refused:
        await town.do(town.staff, take_dispatch, second.id, on_behalf=by_phone)
    assert (refused.value.asked, refused.value.left) == (2, 1)
    assert (await town.row(part)).promised == 2
