"""Agreements with partners, what a partner has on hand and where it serves, and how something leaves for good."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from resolvers.coordinates import Place
from resolvers.coverage import coverages
from resolvers.gave_and_got import gave_and_got
from resolvers.leaving import leave_partner, withdraw_resource
from resolvers.life.answering import return_dispatch, take_dispatch
from resolvers.loading import load_many
from resolvers.partner_load import PartnerLoad, partner_loads
from resolvers.partnerships import (
    PartnershipDraft,
    Promise,
    edit_partnership,
    end_partnership,
    record_partnership,
    status_on,
)
from resolvers.refusals import AlreadyThere, InvalidInput, MoveNotPossible, StaleVersion, StillPromised
from resolvers.resource_drafts import Base
from resolvers.viewer import NOBODY, Viewer
from storage.codes import (
    DispatchStatus,
    NeedStatus,
    PartnerKind,
    PartnershipStatus,
    PartnerStatus,
    ResourceStatus,
    Serves,
    Unit,
)
from storage.tables import PartnerRow, PartnershipPromiseRow, PartnershipRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

PROMISES = (Promise("借会议室", 12, Unit.TIME), Promise("节日慰问"))


def draft(town: Town, **given: Any) -> PartnershipDraft:
    return PartnershipDraft(
        **{
            "partner_id": town.shop.id,
            "region_id": town.community.id,
            "badge": "商户",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "terms": "每月一次义务维修",
            "promises": PROMISES,
            **given,
        }
    )


async def test_an_agreement_is_recorded_edited_by_its_version_and_ended(town: Town) -> None:
    kept = await town.do(town.staff, record_partnership, draft(town))
    assert kept.version == 1
    with pytest.raises(AlreadyThere):
        await town.do(town.staff, record_partnership, draft(town))
    longer = {"ends_on": None, "promises": (Promise("借会议室", 24, Unit.TIME),)}
    kept = await town.do(town.staff, edit_partnership, kept.id, 1, longer, is_paused=True)
    assert (kept.ends_on, kept.status, kept.version) == (None, PartnershipStatus.PAUSED, 2)
    promises = await town.rows(select(PartnershipPromiseRow))
    assert [(one.text, one.quantity) for one in promises] == [("借会议室", 24)]
    with pytest.raises(StaleVersion) as stale:
        await town.do(town.staff, edit_partnership, kept.id, 1, {"terms": "两次"})
    assert set(stale.value.changed) == {"ends_on", "promises", "status"}
    kept = await town.do(town.staff, end_partnership, kept.id, reason_text="搬走了")
    assert kept.ended_at is not None
    with pytest.raises(MoveNotPossible):
        await town.do(town.staff, end_partnership, kept.id)
    assert (await town.do(town.staff, record_partnership, draft(town))).id != kept.id, "a new one may follow"


@on_sqlite_only
async def test_an_agreement_expires_with_its_last_day(town: Town) -> None:
    kept = await town.do(town.staff, record_partnership, draft(town))
    assert status_on(kept, date(2026, 12, 31)) is PartnershipStatus.IN_FORCE
    assert status_on(kept, date(2027, 1, 1)) is PartnershipStatus.EXPIRED


@on_sqlite_only
async def test_what_cannot_be_agreed_is_refused(town: Town) -> None:
    for given in ({"badge": " "}, {"ends_on": date(2025, 1, 1)}, {"promises": (Promise(" "),)}):
        with pytest.raises(InvalidInput):
            await town.do(town.staff, record_partnership, draft(town, **given))
    assert await town.rows(select(PartnershipRow)) == []


@on_sqlite_only
async def test_ended_agreements_are_for_the_partner_and_officials(town: Town) -> None:
    kept = await town.do(town.staff, record_partnership, draft(town))

    async def seen_by() -> list[bool]:
        viewers = (NOBODY, town.neighbour, town.shopkeeper, town.staff, town.other_staff)
        return [bool((await load_many(town.seen_by(one), "partnerships", [town.shop.id]))[0]) for one in viewers]

    assert await seen_by() == [True] * 5
    await town.do(town.staff, end_partnership, kept.id)
    assert await seen_by() == [False, False, True, True, False]


@on_sqlite_only
async def test_a_withdrawn_resource_recalls_what_nobody_answered(town: Town) -> None:
    resource = await town.resource()
    need = await town.need(NeedStatus.ACCEPTED)
    asked = await town.dispatch(need, resource_id=resource.id)
    withdrawn = await town.do(town.shopkeeper, withdraw_resource, resource.id)
    assert withdrawn.status is ResourceStatus.WITHDRAWN
    recalled = await town.row(asked)
    assert (recalled.status, recalled.reason_code) == (DispatchStatus.RECALLED, "RESOURCE_WITHDRAWN")
    assert (await town.row(need)).status is NeedStatus.ACCEPTED
    with pytest.raises(MoveNotPossible):
        await town.do(town.shopkeeper, withdraw_resource, resource.id)


async def test_a_partner_leaves_only_when_nothing_is_promised(town: Town) -> None:
    resource = await town.resource()
    kept = await town.do(town.staff, record_partnership, draft(town))
    taken, unanswered = await town.need(NeedStatus.TAKEN), await town.need(NeedStatus.DISPATCHED)
    with pytest.raises(StillPromised) as refused:
        await town.do(town.staff, leave_partner, town.shop.id)
    assert refused.value.needs == [taken.number]
    assert (await town.row(resource)).status is ResourceStatus.ACTIVE
    await town.finish(taken)
    left = await town.do(town.staff, leave_partner, town.shop.id, reason_text="停业")
    assert left.status is PartnerStatus.LEFT
    assert (await town.row(resource)).status is ResourceStatus.WITHDRAWN
    ended = await town.row(kept)
    assert (ended.status, ended.reason_text) == (PartnershipStatus.ENDED, "停业")
    (dispatch,) = await town.dispatches(unanswered)
    assert (dispatch.status, dispatch.reason_code) == (DispatchStatus.RECALLED, "PARTNER_LEFT")


async def test_what_a_partner_gave_is_told_by_year_and_by_category(town: Town, clock: HandClock) -> None:
    await town.need(NeedStatus.CLOSED)
    clock.advance(days=365)
    await town.need(NeedStatus.CLOSED)
    await town.need(NeedStatus.DONE)
    staff = town.seen_by(town.staff)
    figures = []
    for year in (2026, 2027, 2028, None):
        (told,) = await gave_and_got(staff, [town.shop.id], year=year)
        assert told is not None
        assert sum(one.times for one in told.given) == told.gave_times
        figures.append((told.gave_times, told.gave_hours, told.thanks))
    assert figures == [(1, 0.5, 1), (2, 1.0, 1), (0, 0.0, 0), (3, 1.5, 2)]


@on_sqlite_only
async def test_the_load_is_for_staff_who_may_ask_and_rates_are_never_of_persons(town: Town) -> None:
    volunteer = await town.partner("张叔", PartnerKind.VOLUNTEER)
    for partner in (town.shop, volunteer):
        for reason in ("WRONG_KIND", "FULL", "PERSONAL", None):
            asked = await town.dispatch(await town.need(NeedStatus.ACCEPTED), partner)
            speaker = town.shopkeeper if partner is town.shop else speaking_for(town, partner)
            await town.do(speaker, take_dispatch, asked.id)
            if reason:
                await town.do(speaker, return_dispatch, asked.id, reason_code=reason)
    await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    shop, person = await partner_loads(town.seen_by(town.staff), [town.shop.id, volunteer.id])
    assert shop == PartnerLoad(unanswered=1, taken=1, taken_in_a_year=4, return_rate=0.25)
    assert person == PartnerLoad(unanswered=0, taken=1, taken_in_a_year=4, return_rate=None)
    for viewer in (NOBODY, town.shopkeeper, town.officer, town.other_staff, town.grid_worker):
        assert await partner_loads(town.seen_by(viewer), [town.shop.id]) == [None]


def speaking_for(town: Town, partner: PartnerRow) -> Viewer:
    """Return a neighbour who speaks for a partner."""
    return replace(town.neighbour, partner_ids=frozenset({partner.id}))


@on_sqlite_only
async def test_coverage_shows_regions_and_circles_but_not_where_volunteers_start(town: Town) -> None:
    volunteer = await town.partner("张叔", PartnerKind.VOLUNTEER)
    circle = {"serves": Serves.RADIUS, "radius_m": 800, "bases": (Base(Place(25.04, 102.73), "店里"),)}
    await town.resource(regions=(town.community.id,))
    await town.resource(serves=Serves.REMOTE)
    for partner in (town.shop, volunteer):
        await town.resource(partner, **circle)
    keys = [town.shop.id, volunteer.id]
    shop, person = await coverages(town.seen_by(NOBODY), keys)
    assert [one.name for one in shop.regions] == [town.community.name]
    assert [(one.radius_m, one.label) for one in shop.circles] == [(800, "店里")]
    assert (shop.is_remote, person.circles) == (True, ())
    _, person = await coverages(town.seen_by(town.staff), keys)
    assert len(person.circles) == 1
