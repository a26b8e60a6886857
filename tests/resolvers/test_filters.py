from dataclasses import replace
from typing import Any

import pytest

from resolvers.filters import DispatchFilter, NeedFilter, PartnerFilter, ProjectFilter, RegionFilter, ResourceFilter
from resolvers.life.accepting import list_gap
from resolvers.pages import (
    dispatches_page,
    needs_page,
    partners_page,
    persons_page,
    projects_page,
    regions_page,
    resources_page,
    timeline_page,
)
from resolvers.partners import PartnerDraft, confirm_partner, register_partner
from resolvers.person_filter import PersonFilter
from resolvers.projects import ProjectPlan, StepDraft, plan_project
from resolvers.resource_drafts import ResourceDraft
from resolvers.resources import offer_resource, pause_resource
from resolvers.viewer import NOBODY, Viewer
from storage.codes import (
    DispatchStatus,
    Kind,
    Level,
    Manner,
    Nature,
    NeedStatus,
    PartnerKind,
    PartnerStatus,
    ProjectStatus,
    ResourceStatus,
    Role,
    Urgency,
)
from storage.tables import NeedRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def found(town: Town, viewer: Viewer, **chosen: Any) -> set[str]:
    page = await needs_page(town.seen_by(viewer), NeedFilter(**chosen), first=100)
    return {need.number for need in page.rows}


async def test_needs_are_narrowed_by_region_with_its_subtree(town: Town) -> None:
    here = await town.need()
    there = await town.need(region_id=town.other_community.id)
    assert await found(town, town.resident, region=town.community.id) == {here.number}
    assert await found(town, town.resident, region=town.street.id) == {here.number, there.number}
    assert await found(town, town.resident, region=town.shop.id) == set()


async def test_needs_are_narrowed_by_their_words(town: Town) -> None:
    asked = await town.need(
        nature=Nature.SUGGESTION, manner=Manner.URGENT, urgency=Urgency.P1, category="HOME_ELECTRIC"
    )
    await town.need(NeedStatus.ACCEPTED, category="MEAL_CANTEEN")
    narrowing: list[dict[str, Any]] = [
        {"status": (NeedStatus.RAISED, NeedStatus.DONE)},
        {"nature": (Nature.SUGGESTION,)},
        {"manner": (Manner.URGENT,)},
        {"urgency": (Urgency.P1, Urgency.P2)},
        {"category": ("HOME_ELECTRIC",)},
        {"category": ("HOME",)},
    ]
    for chosen in narrowing:
        assert await found(town, town.staff, **chosen) == {asked.number}, chosen
    assert await found(town, town.staff, status=()) == set()
    assert await found(town, town.staff, category=("NO_SUCH",)) == set()


async def test_needs_are_narrowed_by_yes_and_no(town: Town) -> None:
    waiting = await town.need(by=town.neighbour)
    public = await town.published(await town.need(NeedStatus.ACCEPTED), is_claimable=True)
    lacking = await town.need(NeedStatus.ACCEPTED)
    await town.do(town.staff, list_gap, (await town.part(lacking)).id)
    ended = await town.need(NeedStatus.CLOSED)
    every = {waiting.number, public.number, lacking.number, ended.number}
    by_flag = {
        "published": {public.number},
        "claimable": {public.number},
        "gap": {lacking.number},
        "open": every - {ended.number},
    }
    for flag, numbers in by_flag.items():
        assert await found(town, town.staff, **{flag: True}) == numbers, flag
        assert await found(town, town.staff, **{flag: False}) == every - numbers, flag
    assert await found(town, town.neighbour, mine=True) == {waiting.number}
    assert await found(town, town.staff, owner=town.staff.person_id) == every - {waiting.number}


async def test_a_text_is_sought_in_capitals_or_not_and_in_full_width_letters(town: Town) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    for text in (need.number, need.number.lower(), " ＢＨ－２０２６ ", "够不着"):
        assert await found(town, town.staff, text=text) == {need.number}, text
    for text in ("%", "_", "没有这句话"):
        assert await found(town, town.staff, text=text) == set(), text
    assert await found(town, town.staff, text="  ") == {need.number}


async def test_a_search_tells_nobody_what_they_may_not_read(town: Town) -> None:
    need = await town.published(await town.need(NeedStatus.ACCEPTED))
    async with town.context.database.write() as session:
        (await session.get_one(NeedRow, need.id)).summary = "独居老人的灯"
    for viewer in (town.staff, town.resident, town.grid_worker):
        assert await found(town, viewer, text="独居") == {need.number}
        assert await found(town, viewer, text="够不着") == {need.number}
    for viewer in (NOBODY, town.neighbour, town.other_staff, town.shopkeeper):
        assert await found(town, viewer, text="换灯泡") == {need.number}
        assert await found(town, viewer, text="独居") == set()
        assert await found(town, viewer, text="够不着") == set()


async def test_resources_are_narrowed(town: Town, clock: HandClock) -> None:
    lamp = await town.resource()
    clock.advance(days=80)
    rice = await town.resource(
        kind=Kind.GOODS, title="大米", text="袋装", category="MEAL_AID", region_id=town.other_community.id
    )
    await town.do(town.shopkeeper, pause_resource, rice.id)
    clock.advance(days=20)
    narrowing: list[tuple[dict[str, Any], set[str]]] = [
        ({"region": town.community.id}, {lamp.number}),
        ({"kind": (Kind.GOODS,)}, {rice.number}),
        ({"category": ("MEAL",)}, {rice.number}),
        ({"text": "灯泡"}, {lamp.number}),
        ({"partner": town.shop.id}, {lamp.number, rice.number}),
        ({"partner": town.community.id}, set()),
        ({"status": (ResourceStatus.PAUSED,)}, {rice.number}),
        ({"fresh": True}, {rice.number}),
        ({"fresh": False}, {lamp.number}),
    ]
    for chosen, numbers in narrowing:
        page = await resources_page(town.seen_by(town.shopkeeper), ResourceFilter(**chosen), first=10)
        assert {one.number for one in page.rows} == numbers, chosen
    public = await resources_page(town.context, ResourceFilter(), first=10)
    assert [one.number for one in public.rows] == [lamp.number]


async def test_what_a_partner_offers_is_public_once_staff_confirmed_the_partner(town: Town) -> None:
    draft = PartnerDraft(PartnerKind.VOLUNTEER, "电工老陈", town.community.id)
    partner = await town.do(town.neighbour, register_partner, draft)
    chen = replace(town.neighbour, partner_ids=frozenset({partner.id}))
    offered = await town.do(chen, offer_resource, ResourceDraft(**town.offer(partner)))

    async def seen(viewer: Viewer) -> list[str]:
        page = await resources_page(town.seen_by(viewer), ResourceFilter(), first=10)
        return [one.number for one in page.rows]

    assert (await seen(NOBODY), await seen(chen), await seen(town.staff)) == ([], [offered.number], [offered.number])
    await town.do(town.staff, confirm_partner, partner.id)
    assert await seen(NOBODY) == [offered.number]


@on_sqlite_only
async def test_partners_are_narrowed(town: Town) -> None:
    await town.partner("电工老陈", PartnerKind.VOLUNTEER)
    narrowing: list[tuple[dict[str, Any], list[str]]] = [
        ({"kind": (PartnerKind.VOLUNTEER,)}, ["电工老陈"]),
        ({"text": "五金"}, ["翠湖五金店"]),
        ({"region": town.other_community.id}, []),
        ({"status": (PartnerStatus.REGISTERED,)}, []),
    ]
    for chosen, names in narrowing:
        page = await partners_page(town.context, PartnerFilter(**chosen), first=10)
        assert [one.name for one in page.rows] == names, chosen


@on_sqlite_only
async def test_dispatches_are_the_partners_the_askers_and_the_staffs(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    other = await town.need(NeedStatus.CLOSED)
    narrowing: list[tuple[Viewer, dict[str, Any], int]] = [
        (town.staff, {}, 2),
        (town.staff, {"region": town.community.id, "open": True}, 1),
        (town.staff, {"status": (DispatchStatus.DONE,)}, 1),
        (town.shopkeeper, {"partner": town.shop.id}, 2),
        (town.resident, {"need": other.id}, 1),
        (town.resident, {"need": need.id, "open": False}, 0),
        (town.neighbour, {}, 0),
        (NOBODY, {}, 0),
    ]
    for viewer, chosen, count in narrowing:
        page = await dispatches_page(town.seen_by(viewer), DispatchFilter(**chosen), first=10)
        assert len(page.rows) == count, chosen


@on_sqlite_only
async def test_projects_are_narrowed_and_only_listed_ones_are_public(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    await town.need(NeedStatus.UNDER_WAY)
    await town.do(town.staff, plan_project, need.id, ProjectPlan(title="楼道亮起来", steps=(StepDraft("装灯"),)))
    narrowing: list[tuple[Viewer, dict[str, Any], int]] = [
        (NOBODY, {}, 1),
        (town.staff, {}, 2),
        (town.staff, {"listed": False}, 1),
        (town.staff, {"status": (ProjectStatus.UNDER_WAY,)}, 1),
        (town.staff, {"region": town.other_community.id}, 0),
    ]
    for viewer, chosen, count in narrowing:
        page = await projects_page(town.seen_by(viewer), ProjectFilter(**chosen), first=10)
        assert len(page.rows) == count, chosen


@on_sqlite_only
@pytest.mark.parametrize(
    ("level", "text", "names"),
    [
        (None, None, ["百合社区", "梧桐小区", "茶花社区"]),
        (Level.COMMUNITY, None, ["百合社区", "茶花社区"]),
        (None, "小区", ["梧桐小区"]),
    ],
)
async def test_regions_below_one(town: Town, level: Level | None, text: str | None, names: list[str]) -> None:
    chosen = RegionFilter(under=town.street.id, level=level, text=text)
    page = await regions_page(town.context, chosen, first=10)
    assert {one.name for one in page.rows} == set(names)


async def test_persons_are_found_by_where_they_live_or_by_the_role_that_reaches_there(town: Town) -> None:
    async def called(viewer: Viewer, **chosen: Any) -> set[str]:
        page = await persons_page(town.seen_by(viewer), PersonFilter(**chosen), first=50)
        return {one.called for one in page.rows}

    assert await called(town.staff, region=town.compound.id) == {"王阿姨", "张叔", "小孙"}
    assert await called(town.staff, region=town.compound.id, text="王") == {"王阿姨"}
    assert await called(town.staff, region=town.compound.id, role=Role.COMMUNITY_STAFF) == {"李书记"}
    assert await called(town.staff, region=town.street.id, role=Role.COMMUNITY_STAFF) == set()
    assert await called(town.resident, region=town.compound.id) == {"王阿姨", "小孙"}
    assert await called(NOBODY, region=town.compound.id) == set()


@on_sqlite_only
async def test_a_phone_is_sought_only_where_it_may_be_read(town: Town) -> None:
    async def called(viewer: Viewer) -> set[str]:
        page = await persons_page(town.seen_by(viewer), PersonFilter(region=town.compound.id, text="138"), first=50)
        return {one.called for one in page.rows}

    assert await called(town.staff) == {"王阿姨", "张叔", "小孙"}
    assert await called(town.resident) == {"王阿姨"}


@on_sqlite_only
async def test_the_timeline_of_a_need_is_for_its_askers_and_staff(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    lengths = {}
    for name in ("staff", "resident", "shopkeeper", "neighbour", "other_staff"):
        page = await timeline_page(town.seen_by(getattr(town, name)), need.id, first=50)
        lengths[name] = len(page.rows)
    assert lengths["staff"] == lengths["resident"] > lengths["shopkeeper"] > 0
    assert lengths["neighbour"] == lengths["other_staff"] == 0
