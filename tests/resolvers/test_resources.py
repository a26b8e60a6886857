from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from resolvers.capacity import left_in_stock
from resolvers.changes import OnBehalf
from resolvers.coordinates import Place
from resolvers.refusals import (
    InvalidInput,
    MoveNotPossible,
    NotAllowed,
    NotFound,
    NothingLeft,
    NotSignedIn,
    StaleVersion,
)
from resolvers.resource_drafts import Base, OpenHours, ResourceDraft
from resolvers.resources import confirm_resource, edit_resource, offer_resource, pause_resource, resume_resource
from resolvers.viewer import NOBODY
from storage.codes import Channel, Datum, Kind, NeedStatus, PartnerStatus, ResourceStatus, Serves, Unit
from storage.tables import (
    EventRow,
    PartnerRow,
    ResourceBaseRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    ResourceSlotRow,
)
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

RICE: dict[str, Any] = {"kind": Kind.GOODS, "title": "大米", "unit": Unit.PIECE, "slot_capacity": 10, "category": None}
MORNING_HOURS = (OpenHours(0, 540, 720), OpenHours(2, 540, 720))


async def test_goods_and_funds_have_their_one_slot_at_once(town: Town) -> None:
    rice, service = await town.resource(**RICE), await town.resource()
    (slot,) = await town.rows(select(ResourceSlotRow))
    assert (slot.resource_id, slot.starts_at, slot.capacity, slot.taken) == (rice.id, None, 10, 0)
    assert await left_in_stock(town.context, [service.id, rice.id]) == [None, 10]


@on_sqlite_only
async def test_what_is_taken_of_goods_is_left_no_more(town: Town) -> None:
    rice = await town.resource(**RICE)
    need = await town.need(NeedStatus.ACCEPTED)
    await town.dispatch(need, resource_id=rice.id)
    assert await left_in_stock(town.context, [rice.id]) == [9]


@on_sqlite_only
async def test_an_offer_brings_its_area_its_bases_and_its_hours(town: Town) -> None:
    base = Base(Place(25.0458, 102.71, Datum.GCJ02), "店里")
    resource = await town.resource(serves=Serves.RADIUS, radius_m=800, bases=(base,), hours=MORNING_HOURS)
    (kept,) = await town.rows(select(ResourceBaseRow))
    assert (kept.resource_id, kept.datum, kept.label) == (resource.id, Datum.GCJ02, "店里")
    assert kept.lat != base.place.lat
    hours = await town.rows(select(ResourceHoursRow).order_by(ResourceHoursRow.weekday))
    assert [(one.weekday, one.opens, one.closes) for one in hours] == [(0, 540, 720), (2, 540, 720)]
    assert await town.rows(select(ResourceRegionRow)) == []


@on_sqlite_only
async def test_without_regions_a_resource_serves_its_own(town: Town) -> None:
    await town.resource()
    (served,) = await town.rows(select(ResourceRegionRow))
    assert (served.region_id, served.region_path) == (town.community.id, town.community.path)


@on_sqlite_only
async def test_a_number_and_the_rhythm_of_its_kind_are_given(town: Town) -> None:
    first, second = await town.resource(), await town.resource(kind=Kind.VENUE)
    assert (first.number, second.number) == ("BHR-2026-000001", "BHR-2026-000002")
    assert (first.confirm_every_days, second.confirm_every_days) == (90, 30)


@on_sqlite_only
async def test_all_faults_are_named_at_once(town: Town) -> None:
    with pytest.raises(InvalidInput) as refused:
        await town.resource(title="", slot_capacity=0, hours=(OpenHours(9, 5, 1),))
    assert len(refused.value.faults) == 4


@on_sqlite_only
async def test_only_the_partner_and_its_staff_offer(town: Town) -> None:
    draft = ResourceDraft(**town.offer())
    assert await town.do(town.shopkeeper, offer_resource, draft)
    for viewer in (town.resident, town.other_staff, town.officer, town.grid_worker):
        with pytest.raises(NotAllowed):
            await town.do(viewer, offer_resource, draft)
    with pytest.raises(NotSignedIn):
        await town.do(NOBODY, offer_resource, draft)
    with pytest.raises(NotFound):
        await town.resource(partner_id=town.community.id)
    with pytest.raises(NotFound):
        await town.resource(regions=(town.shop.id,))


@on_sqlite_only
async def test_a_partner_that_left_offers_nothing(town: Town) -> None:
    async with town.context.database.write() as session:
        (await session.get_one(PartnerRow, town.shop.id)).status = PartnerStatus.LEFT
    with pytest.raises(MoveNotPossible):
        await town.resource()


@on_sqlite_only
async def test_what_staff_offer_is_recorded_as_the_partners(town: Town) -> None:
    by_staff, by_partner = (
        await town.resource(),
        await town.do(town.shopkeeper, offer_resource, ResourceDraft(**town.offer())),
    )
    by_phone = await town.do(
        town.staff,
        offer_resource,
        ResourceDraft(**town.offer()),
        on_behalf=OnBehalf(Channel.PHONE, partner_id=town.shop.id),
    )
    events = {one.key: one for one in await town.rows(select(EventRow).where(EventRow.move == "OFFERED"))}
    told = [
        (events[one.id].channel, events[one.id].on_behalf_of_partner_id) for one in (by_staff, by_partner, by_phone)
    ]
    assert told == [(Channel.DESK, town.shop.id), (Channel.WEB, None), (Channel.PHONE, town.shop.id)]


async def test_an_edit_changes_what_is_given_and_nothing_else(town: Town) -> None:
    resource = await town.resource(hours=MORNING_HOURS, groups=("老人",))
    hours = (OpenHours(4, 600, 660),)
    edited = await town.do(
        town.shopkeeper, edit_resource, resource.id, resource.version, {"title": " 换灯泡 ", "hours": hours}
    )
    assert (edited.title, edited.text, edited.groups) == ("换灯泡", resource.text, ["老人"])
    (kept,) = await town.rows(select(ResourceHoursRow))
    assert (kept.weekday, kept.opens, kept.closes) == (4, 600, 660)


async def test_a_stale_edit_is_refused_and_names_what_others_changed(town: Town) -> None:
    resource = await town.resource()
    seen = resource.version
    await town.do(town.shopkeeper, edit_resource, resource.id, seen, {"title": "换灯"})
    await town.do(town.staff, edit_resource, resource.id, seen + 1, {"text": "只换灯", "title": "换灯泡"})
    await town.do(town.staff, confirm_resource, resource.id)
    with pytest.raises(StaleVersion) as refused:
        await town.do(town.shopkeeper, edit_resource, resource.id, seen, {"fee_note": "免费"})
    assert refused.value.changed == ["title", "text"]
    assert (await town.row(resource)).fee_note == ""


@on_sqlite_only
@pytest.mark.parametrize(("given", "field"), [({"kind": Kind.VENUE}, "kind"), ({"unit": Unit.HOUR}, "unit")])
async def test_what_was_counted_stays(town: Town, given: dict[str, Any], field: str) -> None:
    resource = await town.resource()
    with pytest.raises(InvalidInput) as refused:
        await town.do(town.shopkeeper, edit_resource, resource.id, resource.version, given)
    assert (refused.value.faults[0].field, refused.value.faults[0].code) == (field, "FIXED")


async def test_capacity_never_falls_below_what_is_taken(town: Town) -> None:
    rice = await town.resource(**RICE)
    for _ in range(3):
        await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=rice.id)
    rice = await town.row(rice)
    with pytest.raises(NothingLeft):
        await town.do(town.shopkeeper, edit_resource, rice.id, rice.version, {"slot_capacity": Decimal(2)})
    assert (await town.row(rice)).slot_capacity == 10
    await town.do(town.shopkeeper, edit_resource, rice.id, rice.version, {"slot_capacity": Decimal(3)})
    assert await left_in_stock(town.context, [rice.id]) == [0]


@on_sqlite_only
async def test_half_hours_ahead_are_resized_and_past_ones_left(town: Town, clock: HandClock) -> None:
    service = await town.resource(slot_capacity=2)
    for days in (1, 8):
        starts = clock() + timedelta(days=days)
        need = await town.need(NeedStatus.ACCEPTED)
        await town.dispatch(need, resource_id=service.id, starts_at=starts, ends_at=starts + timedelta(minutes=30))
    clock.advance(days=3)
    await town.do(town.shopkeeper, edit_resource, service.id, service.version, {"slot_capacity": Decimal(1)})
    slots = await town.rows(select(ResourceSlotRow).order_by(ResourceSlotRow.starts_at))
    assert [slot.capacity for slot in slots] == [2, 1]


@on_sqlite_only
async def test_a_funds_capacity_is_given_in_yuan(town: Town) -> None:
    fund = await town.resource(kind=Kind.FUND, unit=Unit.YUAN, slot_capacity=100_00)
    edited = await town.do(town.shopkeeper, edit_resource, fund.id, fund.version, {"slot_capacity": Decimal("250.50")})
    assert edited.slot_capacity == 250_50


@on_sqlite_only
async def test_a_pause_ends_by_hand_and_keeps_what_it_is_asked(town: Town, clock: HandClock) -> None:
    resource = await town.resource()
    paused = await town.do(town.shopkeeper, pause_resource, resource.id, until=date(2026, 3, 9))
    assert (paused.status, paused.paused_until) == (ResourceStatus.PAUSED, date(2026, 3, 9))
    resumed = await town.do(town.staff, resume_resource, resource.id)
    assert (resumed.status, resumed.paused_until) == (ResourceStatus.ACTIVE, None)
    with pytest.raises(MoveNotPossible):
        await town.do(town.staff, resume_resource, resource.id)
    with pytest.raises(InvalidInput):
        await town.do(town.shopkeeper, pause_resource, resource.id, until=date(2026, 3, 1))
    clock.advance(days=2)
    confirmed = await town.do(town.shopkeeper, confirm_resource, resource.id)
    assert confirmed.confirmed_at == clock()


@on_sqlite_only
async def test_strangers_do_not_touch_a_resource(town: Town) -> None:
    resource = await town.resource()
    for viewer in (town.resident, town.other_staff, town.officer):
        for work in (confirm_resource, pause_resource, resume_resource):
            with pytest.raises(NotAllowed):
                await town.do(viewer, work, resource.id)
    await town.do(town.shopkeeper, pause_resource, resource.id)
    with pytest.raises(NotFound):
        await town.do(town.resident, confirm_resource, resource.id)


@on_sqlite_only
async def test_a_withdrawn_resource_is_neither_confirmed_nor_paused(town: Town) -> None:
    resource = await town.resource()
    async with town.context.database.write() as session:
        (await session.get_one(ResourceRow, resource.id)).status = ResourceStatus.WITHDRAWN
    for work in (confirm_resource, pause_resource, resume_resource):
        with pytest.raises(MoveNotPossible):
            await town.do(town.shopkeeper, work, resource.id)
