"""Who reads what of a need's matches."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from resolvers.life.answering import return_dispatch
from resolvers.life.raising import PartDraft
from resolvers.life.sending import Ask, send_dispatch
from resolvers.matches.of_need import PartMatches, matches_of_need, near_misses_of, next_candidate
from resolvers.matches.shown import Audience
from resolvers.refusals import InvalidInput
from resolvers.viewer import NOBODY, Viewer
from schema.phrases.matches import Telling, match_phrases_in
from storage.codes import Kind, Nature, NeedStatus, Unit
from storage.tables import NeedPartRow, NeedRow, PartnerQualificationRow
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town


async def matches(town: Town, need: NeedRow, viewer: Viewer | None = None) -> PartMatches | None:
    return await matches_of_need(town.seen_by(viewer or town.staff), need, None, 10)


async def for_staff(town: Town, need: NeedRow) -> PartMatches:
    found = await matches(town, need)
    assert found is not None
    return found


async def missed(town: Town, need: NeedRow, viewer: Viewer) -> list[str]:
    found = await matches(town, need, viewer)
    assert found is not None
    return [one.near_miss.rule for one in await near_misses_of(town.seen_by(viewer), found)]


async def test_staff_read_scores_that_are_the_sum_of_their_parts(town: Town) -> None:
    await town.resource()
    found = await for_staff(town, await town.need(NeedStatus.ACCEPTED))
    match = found.items[0].match
    assert found.audience is Audience.STAFF
    assert match.score == pytest.approx(sum(part.points for part in match.parts), abs=1e-9)
    assert (found.eligible_count, match.position) == (1, 1)


@on_sqlite_only
async def test_a_grid_worker_reads_them_and_strangers_do_not(town: Town) -> None:
    await town.resource()
    need = await town.published(await town.need(NeedStatus.ACCEPTED))
    readers = (town.staff, town.grid_worker, town.resident)
    strangers = (town.neighbour, town.shopkeeper, town.other_staff, town.officer, town.administrator, NOBODY)
    assert all([await matches(town, need, viewer) is not None for viewer in readers])
    assert all([await matches(town, need, viewer) is None for viewer in strangers])


@on_sqlite_only
async def test_a_complaint_and_a_question_are_matched_with_nobody(town: Town) -> None:
    await town.resource()
    for nature in (Nature.COMPLAINT, Nature.QUESTION):
        need = await town.need(NeedStatus.ACCEPTED, nature=nature)
        assert await matches(town, need) is None
        assert await matches(town, need, town.resident) is None


@on_sqlite_only
async def test_the_asker_reads_order_and_sentences_and_no_figure_but_distance_and_time(
    town: Town, clock: HandClock
) -> None:
    await town.resource(text="换灯泡、修开关,24小时上门,3块钱起")
    paused = await town.resource(await town.partner("停业店"), title="换灯泡")
    async with town.context.database.write() as session:
        session.add(
            PartnerQualificationRow(
                partner_id=paused.partner_id, code="ELECTRICIAN_LICENCE", is_held=False, recorded_at=clock()
            )
        )
    saturday = clock() + timedelta(days=5)
    part = PartDraft(category="HOME_ELECTRIC", earliest=saturday, latest=saturday + timedelta(hours=3))
    need = await town.need(NeedStatus.ACCEPTED, parts=(part,))
    assert await missed(town, need, town.staff) == ["QUALIFICATION"]
    assert await missed(town, need, town.resident) == []
    found = await matches(town, need, town.resident)
    assert found is not None
    assert (found.audience, found.explanation, found.eligible_count) == (Audience.ASKER, None, 1)
    for language in ("zh-CN", "en"):
        one = found.items[0]
        sentences = match_phrases_in(language).sentences(one.match, Telling(one.audience, one.resource, one.wished))
        assert sentences
        figures = [s for s in sentences if re.search(r"\d", s)]
        assert figures == [s for s in sentences if "3月7日" in s or "7/3" in s]


@on_sqlite_only
async def test_the_first_open_part_is_ranked_unless_another_is_named(town: Town) -> None:
    await town.resource()
    venue = PartDraft(text="借会议室", kind=Kind.VENUE, unit=Unit.PLACE)
    lamp = PartDraft(text="换灯泡", category="HOME_ELECTRIC")
    need = await town.need(NeedStatus.ACCEPTED, parts=(venue, lamp))
    parts = await town.rows(
        select(NeedPartRow).where(NeedPartRow.need_id == need.id).order_by(NeedPartRow.position),
    )
    assert (await for_staff(town, need)).part.id == parts[0].id
    named = await matches_of_need(town.seen_by(town.staff), need, parts[1].id, 10)
    assert named is not None
    assert (named.part.id, len(named.items)) == (parts[1].id, 1)
    other = await town.part(await town.need(NeedStatus.ACCEPTED))
    assert await matches_of_need(town.seen_by(town.staff), need, other.id, 10) is None


@on_sqlite_only
async def test_a_need_that_is_over_or_fully_promised_has_no_matches(town: Town) -> None:
    for status in (NeedStatus.TAKEN, NeedStatus.DONE, NeedStatus.WITHDRAWN, NeedStatus.DECLINED):
        assert await matches(town, await town.need(status)) is None


@on_sqlite_only
async def test_who_is_complained_about_is_never_a_candidate(town: Town) -> None:
    await town.resource()
    need = await town.need(NeedStatus.ACCEPTED, complained_about=town.shop.id)
    found = await for_staff(town, need)
    assert found.items == ()
    assert await missed(town, need, town.staff) == ["BARRED"]


@on_sqlite_only
async def test_dangers_come_first_and_stop_nothing(town: Town) -> None:
    await town.resource()
    found = await for_staff(town, await town.need(NeedStatus.ACCEPTED, words="灯泡坏了，厨房还有煤气味"))
    assert [(one.danger.code, one.found) for one in found.dangers] == [("GAS", "煤气味")]
    assert len(found.items) == 1


@on_sqlite_only
async def test_a_leaf_that_has_one_says_where_else_to_turn(town: Town) -> None:
    need = await town.need(NeedStatus.ACCEPTED, words="想找人陪着看病", category="ELDER_ESCORT")
    found = await for_staff(town, need)
    assert found.handoff is not None
    assert found.handoff.handoff_zh == "120"


@on_sqlite_only
async def test_a_resource_that_returned_the_part_is_not_proposed_again_and_the_next_one_is(town: Town) -> None:
    first = await town.resource()
    second = await town.resource(await town.partner("电工队"), title="修灯", text="修灯")
    need = await town.need(NeedStatus.ACCEPTED)
    part = await town.part(need)
    dispatch = await town.do(town.staff, send_dispatch, Ask(part.id, resource_id=first.id))
    assert (await next_of(town, part)) == second.id
    await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code="FULL")
    assert [one.resource.id for one in (await for_staff(town, need)).items] == [second.id]
    assert (await next_of(town, part)) == second.id
    assert await next_candidate(town.seen_by(town.shopkeeper), part.id) is None
    await town.do(town.staff, send_dispatch, Ask(part.id, resource_id=second.id))
    assert await next_of(town, part) is None


async def next_of(town: Town, part: NeedPartRow) -> object:
    found = await next_candidate(town.seen_by(town.staff), part.id)
    return None if found is None else found.resource.id


@on_sqlite_only
@pytest.mark.parametrize("first", [0, -1, 101])
async def test_nobody_asks_for_none_or_for_more_than_a_hundred(town: Town, first: int) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    with pytest.raises(InvalidInput):
        await matches_of_need(town.seen_by(town.staff), need, None, first)
