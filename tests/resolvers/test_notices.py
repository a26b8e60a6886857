from datetime import timedelta

import pytest

from resolvers.contacts import helper_contacts
from resolvers.life.accepting import accept_need
from resolvers.life.raising import Contact
from resolvers.links import open_link
from resolvers.notices import notices
from resolvers.viewer import NOBODY
from storage.codes import NeedStatus, PartnerKind, Unit
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

CONTACT = Contact(name="王桂芳", phone="13900000000", address="梧桐小区3栋", door="2单元501")


async def test_a_notice_says_what_when_and_where_without_a_door(town: Town, clock: HandClock) -> None:
    need = await town.need(contact=CONTACT, category="HOME_ELECTRIC")
    await town.do(town.staff, accept_need, need.id, summary="换灯泡")
    starts = clock() + timedelta(days=1)
    dispatch = await town.dispatch(need, starts_at=starts, ends_at=starts + timedelta(hours=1), message="带梯子")
    (notice,) = await notices(town.seen_by(town.staff), [dispatch.id])
    assert notice is not None
    assert (notice.title, notice.category, notice.place) == ("换灯泡", "HOME_ELECTRIC", "联盟街道百合社区梧桐小区")
    assert (notice.quantity, notice.unit, notice.starts_at, notice.message) == (1, Unit.TIME, starts, "带梯子")
    for private in ("王桂芳", "13900000000", "3栋", "501", "够不着"):
        assert private not in str(notice)
    opened = await open_link(town.context, notice.link.rpartition("/")[2])
    assert opened.need.id == need.id


async def test_the_phone_is_the_leaders_else_the_offices(town: Town) -> None:
    group = await town.partner("红马甲志愿队", PartnerKind.GROUP)
    by_leader = await town.dispatch(await town.need(NeedStatus.ACCEPTED), group)
    by_shop = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    found = await notices(town.seen_by(town.staff), [by_leader.id, by_shop.id, town.shop.id])
    phones = [one.phone if one else None for one in found]
    assert phones[0] is not None
    assert phones[0].startswith("138")
    assert phones[1] != phones[0]
    assert phones[2] is None


@on_sqlite_only
async def test_an_answered_dispatch_has_no_link(town: Town) -> None:
    (dispatch_id,) = [one.id for one in await town.dispatches(await town.need(NeedStatus.TAKEN))]
    (notice,) = await notices(town.seen_by(town.staff), [dispatch_id])
    assert notice is not None
    assert notice.link == ""


@on_sqlite_only
async def test_a_notice_is_for_staff_who_may_dispatch(town: Town) -> None:
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    others = ("officer", "grid_worker", "other_staff", "resident", "neighbour", "shopkeeper", "administrator")
    for name in others:
        assert await notices(town.seen_by(getattr(town, name)), [dispatch.id]) == [None], name


@on_sqlite_only
@pytest.mark.parametrize(
    ("status", "is_seen"),
    [
        (NeedStatus.DISPATCHED, False),
        (NeedStatus.TAKEN, True),
        (NeedStatus.UNDER_WAY, True),
        (NeedStatus.DONE, False),
        (NeedStatus.CLOSED, False),
    ],
)
async def test_the_helper_reads_the_door_from_taking_to_finishing(
    town: Town, status: NeedStatus, is_seen: bool
) -> None:
    need = await town.need(status, contact=CONTACT)
    (dispatch,) = await town.dispatches(need)
    (contact,) = await helper_contacts(town.seen_by(town.shopkeeper), [dispatch.id])
    assert (contact is not None) == is_seen
    assert contact is None or (contact.name, contact.phone, contact.door) == ("王**", "139****0000", "***")
    (for_staff,) = await helper_contacts(town.seen_by(town.staff), [dispatch.id])
    assert for_staff is not None
    for viewer in (NOBODY, town.neighbour, town.officer, town.other_staff):
        assert await helper_contacts(town.seen_by(viewer), [dispatch.id]) == [None]
