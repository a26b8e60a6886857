from datetime import timedelta

from resolvers.life.accepting import list_gap
from resolvers.projects import ProjectPlan, StepDraft, plan_project
from resolvers.resources import pause_resource
from resolvers.three_lists import Gap, ListCount, ThreeLists, three_lists
from resolvers.viewer import NOBODY, Viewer
from storage.codes import NeedStatus
from storage.tables import RegionRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def seen(town: Town, viewer: Viewer, region: RegionRow | None = None) -> ThreeLists:
    found = await three_lists(town.seen_by(viewer), (region or town.community).id)
    assert found is not None
    return found


async def test_needs_are_counted_by_how_far_they_are(town: Town, clock: HandClock) -> None:
    late = await town.need()
    clock.set(late.finish_by + timedelta(days=30))
    await town.need(NeedStatus.TAKEN)
    await town.need(NeedStatus.DONE)
    closed = await town.need(NeedStatus.CLOSED)
    await town.need(NeedStatus.WITHDRAWN)
    lists = await seen(town, town.staff)
    assert closed.closed_at is not None
    assert lists.needs == ListCount(total=5, open=2, finished=2, fresh=1, last_changed_at=clock())


async def test_the_public_counts_what_is_public_and_officers_count_all(town: Town) -> None:
    await town.published(await town.need(NeedStatus.ACCEPTED))
    await town.need()
    totals = {name: (await seen(town, getattr(town, name))).needs.total for name in ("staff", "officer", "other_staff")}
    assert totals == {"staff": 2, "officer": 2, "other_staff": 1}
    assert (await seen(town, NOBODY)).needs.total == 1
    assert (await seen(town, town.staff, town.other_community)).needs.total == 0


async def test_resources_are_open_while_offered_and_fresh_while_confirmed(town: Town, clock: HandClock) -> None:
    await town.resource()
    clock.advance(days=100)
    await town.resource()
    paused = await town.resource()
    await town.do(town.shopkeeper, pause_resource, paused.id)
    await town.dispatch(await town.need(NeedStatus.ACCEPTED))
    of_staff, of_public = await seen(town, town.staff), await seen(town, NOBODY)
    assert of_staff.resources == ListCount(total=3, open=2, finished=0, fresh=1, last_changed_at=clock())
    assert (of_public.resources.total, of_public.resources.open) == (2, 2)


async def test_projects_stand_on_the_list_when_they_are_listed(town: Town) -> None:
    need = await town.need(NeedStatus.TAKEN)
    await town.need(NeedStatus.TAKEN)
    await town.do(town.staff, plan_project, need.id, ProjectPlan(title="楼道亮起来", steps=(StepDraft("装灯"),)))
    projects = (await seen(town, NOBODY)).projects
    assert (projects.total, projects.open, projects.finished, projects.fresh) == (1, 1, 0, 1)


async def test_gaps_are_counted_by_category_the_widest_first(town: Town) -> None:
    for category in ("MEAL_AID", "HOME_ELECTRIC", "HOME_ELECTRIC"):
        need = await town.need(NeedStatus.ACCEPTED, category=category)
        await town.do(town.staff, list_gap, (await town.part(need)).id)
    assert (await seen(town, town.staff)).gaps == (Gap("HOME_ELECTRIC", 2), Gap("MEAL_AID", 1))
    assert (await seen(town, NOBODY)).gaps == ()


@on_sqlite_only
async def test_an_unknown_region_has_no_lists_and_an_empty_one_has_empty_lists(town: Town) -> None:
    assert await three_lists(town.context, town.shop.id) is None
    empty = ListCount(total=0, open=0, finished=0, fresh=0, last_changed_at=None)
    lists = await seen(town, NOBODY, town.other_community)
    assert (lists.needs, lists.resources, lists.projects) == (empty, empty, empty)
