"""Walking through pages gives every row once, in order, whatever the size of the pages."""

import pytest
from sqlalchemy import select

from resolvers.filters import NeedFilter, RegionFilter
from resolvers.keyset import LARGEST_PAGE, Page
from resolvers.life.raising import NeedDraft, post_need
from resolvers.pages import NeedOrder, needs_page, persons_page, regions_page, timeline_page
from resolvers.person_filter import PersonFilter
from resolvers.refusals import InvalidInput
from storage.codes import NeedStatus, Urgency
from storage.tables import NeedRow, PersonRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def many_needs(town: Town, clock: HandClock) -> list[NeedRow]:
    """Return needs that share deadlines and urgencies, as the real ones do."""
    urgencies = (Urgency.P3, Urgency.P1, Urgency.P3, Urgency.P4, Urgency.P2, Urgency.P3, Urgency.P1)
    for index, urgency in enumerate(urgencies):
        draft = NeedDraft(f"第{index}件事", town.compound.id, urgency=urgency)
        await town.do(town.resident, post_need, draft)
        clock.advance(milliseconds=1 if index % 2 else 0)
    return await town.rows(select(NeedRow))


SLOW_TWIN = {
    NeedOrder.NEWEST: lambda need: (-need.id.int,),
    NeedOrder.DEADLINE: lambda need: (need.finish_by, need.id.int),
    NeedOrder.URGENCY: lambda need: (need.urgency, need.finish_by, need.id.int),
}


async def walk(town: Town, order: NeedOrder, size: int) -> list[str]:
    found: list[str] = []
    after: str | None = None
    context = town.seen_by(town.staff)
    while True:
        page: Page[NeedRow] = await needs_page(context, NeedFilter(), order=order, first=size, after=after)
        found += [need.number for need in page.rows]
        assert len(page.rows) == size or not page.has_next
        if not page.has_next:
            return found
        after = page.keys[-1]


@pytest.mark.parametrize("order", list(NeedOrder))
async def test_pages_of_any_size_give_the_sorted_list(town: Town, clock: HandClock, order: NeedOrder) -> None:
    needs = sorted(await many_needs(town, clock), key=SLOW_TWIN[order])
    for size in (1, 2, 3, 7, 100):
        assert await walk(town, order, size) == [need.number for need in needs]


async def test_a_row_that_comes_or_goes_moves_nothing(town: Town, clock: HandClock) -> None:
    needs = sorted(await many_needs(town, clock), key=SLOW_TWIN[NeedOrder.URGENCY])
    context = town.seen_by(town.staff)
    first = await needs_page(context, NeedFilter(), order=NeedOrder.URGENCY, first=3)
    await town.need(urgency=Urgency.P1)
    async with town.context.database.write() as session:
        (await session.get_one(NeedRow, needs[2].id)).urgency = Urgency.P4
    second = await needs_page(context, NeedFilter(), order=NeedOrder.URGENCY, first=2, after=first.keys[-1])
    assert [need.number for need in second.rows] == [need.number for need in needs[3:5]]


@on_sqlite_only
@pytest.mark.parametrize("first", [0, -1, LARGEST_PAGE + 1])
async def test_a_page_has_one_to_a_hundred_rows(town: Town, first: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        await needs_page(town.context, NeedFilter(), first=first)
    assert refused.value.faults[0].field == "first"


@on_sqlite_only
@pytest.mark.parametrize("after", ["", "nonsense", "P9|2026-03-02T01:00:00+00:00|x", "P1|2026-03-02T01:00:00|x", "|||"])
async def test_a_made_up_key_is_refused(town: Town, after: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await needs_page(town.context, NeedFilter(), order=NeedOrder.URGENCY, first=5, after=after)
    assert refused.value.faults[0].code == "CURSOR"


@on_sqlite_only
async def test_a_name_may_hold_the_separator(town: Town) -> None:
    for called in ("甲|乙", "甲|丙", "甲"):
        await town.person(called)
    context, chosen = town.seen_by(town.staff), PersonFilter(region=town.community.id)
    names: list[str] = []
    after = None
    while after != "":
        page: Page[PersonRow] = await persons_page(context, chosen, first=1, after=after)
        names += [person.called for person in page.rows]
        after = page.keys[-1] if page.has_next else ""
    assert names == sorted(names)
    assert {"甲|乙", "甲|丙", "甲"} <= set(names)


@on_sqlite_only
async def test_regions_come_down_the_tree_and_a_timeline_as_it_happened(town: Town) -> None:
    page = await regions_page(town.context, RegionFilter(), first=10)
    paths = [region.path for region in page.rows]
    assert paths == sorted(paths)
    need = await town.need(NeedStatus.TAKEN)
    course = await timeline_page(town.seen_by(town.resident), need.id, first=20)
    moves = [event.move for event in course.rows]
    assert moves[:2] == ["RAISED", "ACCEPTED"]
    assert moves.index("SENT") < moves.index("TAKEN")
    rest = await timeline_page(town.seen_by(town.resident), need.id, first=20, after=course.keys[1])
    assert [event.move for event in rest.rows] == moves[2:]
