"""What is said while somebody types, and what is kept back."""

import pytest
from sqlalchemy import func, select

from resolvers.life.accepting import accept_need
from resolvers.life.publishing import publish_need
from resolvers.matches.for_draft import Draft, similar_to_draft, suggest_for_draft
from resolvers.matches.shown import Audience
from resolvers.refusals import InvalidInput
from resolvers.viewer import NOBODY
from storage.codes import Nature, NeedStatus
from storage.tables import EventRow, NeedRow
from tests.databases import on_sqlite_only
from tests.factories import Town


async def publish(town: Town, words: str, *, title: str) -> NeedRow:
    need = await town.need(NeedStatus.ACCEPTED, words=words)
    return await town.do(town.staff, publish_need, need.id, title=title, text=words, is_confirmed=True)


async def test_a_draft_is_read_and_matched_and_nothing_is_written(town: Town) -> None:
    resource = await town.resource()
    before = await town.rows(select(func.max(EventRow.seq)))
    draft = Draft("家里灯泡坏了，请人来换灯泡，电话13888888888,厨房还有煤气味", region_id=town.compound.id)
    found = await suggest_for_draft(town.seen_by(town.resident), draft, 3)
    assert [one.danger.code for one in found.dangers] == ["GAS"]
    assert found.categories[0].code == "HOME_ELECTRIC"
    assert (found.guessed_nature, found.looks_like_offer) == (Nature.HELP, False)
    assert [(one.resource.id, one.audience) for one in found.matches] == [(resource.id, Audience.ASKER)]
    assert found.privacy_warnings
    assert await town.rows(select(func.max(EventRow.seq))) == before


@on_sqlite_only
async def test_without_a_region_the_home_of_the_viewer_is_meant(town: Town) -> None:
    await town.resource()
    draft = Draft("家里灯泡坏了")
    at_home = await suggest_for_draft(town.seen_by(town.resident), draft, 3)
    elsewhere = await town.person("外来的人", region=town.other_community)
    assert len(at_home.matches) == 1
    assert (await suggest_for_draft(town.seen_by(elsewhere), draft, 3)).matches == ()
    assert len((await suggest_for_draft(town.seen_by(NOBODY), draft, 3)).matches) == 1


@on_sqlite_only
@pytest.mark.parametrize("text", ["jiali huan dengpao", "家裡燈泡壞了", "家里 deng pao huai le"])
async def test_pinyin_and_traditional_characters_are_read(town: Town, text: str) -> None:
    await town.resource()
    await publish(town, "家里灯泡坏了", title="灯泡坏了")
    found = await suggest_for_draft(town.seen_by(town.resident), Draft(text), 3)
    assert found.categories[0].code == "HOME_ELECTRIC"
    assert len(found.matches) == 1
    similar = await similar_to_draft(town.seen_by(town.resident), Draft(text), 3)
    assert len(similar.items) == 1


@on_sqlite_only
async def test_an_offer_and_a_complaint_are_recognised(town: Town) -> None:
    await town.resource()
    offer = await suggest_for_draft(town.context, Draft("我退休在家有空，可以免费教大家修灯泡"), 3)
    assert offer.looks_like_offer
    complaint = await suggest_for_draft(town.context, Draft("投诉换灯泡的乱收费，态度恶劣"), 3)
    assert (complaint.guessed_nature, complaint.matches) == (Nature.COMPLAINT, ())


@on_sqlite_only
@pytest.mark.parametrize("text", ["", "   ", "😀😀", "a" * 100_000, "换灯泡" * 20_000])
async def test_whatever_is_typed_gets_an_answer(town: Town, text: str) -> None:
    await town.resource()
    found = await suggest_for_draft(town.seen_by(town.resident), Draft(text, region_id=town.compound.id), 3)
    assert len(found.categories) <= 3
    similar = await similar_to_draft(town.seen_by(town.resident), Draft(text, region_id=town.compound.id), 3)
    assert similar.items == ()


async def test_few_similar_needs_are_mentioned_without_a_number_and_three_are_counted(town: Town) -> None:
    draft = Draft("楼道的路灯不亮了，晚上看不见", region_id=town.compound.id)
    reader = town.seen_by(town.neighbour)
    await town.need(NeedStatus.ACCEPTED, words="楼道路灯不亮，晚上看不见")
    nobody = await similar_to_draft(reader, draft, 5)
    assert (nobody.is_mentioned, nobody.count, nobody.items) == (False, None, ())
    for place in (1, 2):
        await publish(town, f"{place}栋楼道路灯不亮，晚上看不见", title="楼道路灯不亮")
    few = await similar_to_draft(reader, draft, 5)
    assert (few.is_mentioned, few.count, len(few.items)) == (True, None, 2)
    await publish(town, "3栋楼道路灯不亮，晚上看不见", title="楼道路灯不亮")
    three = await similar_to_draft(reader, draft, 2)
    assert (three.is_mentioned, three.count, len(three.items)) == (True, 3, 2)
    staff = await similar_to_draft(town.seen_by(town.staff), draft, 9)
    assert (staff.count, len(staff.items)) == (4, 4)


@on_sqlite_only
async def test_private_leaves_ended_needs_and_other_matters_are_not_counted(town: Town) -> None:
    words = "想请人上门给老人洗澡"
    for _ in range(3):
        need = await town.need(words=words, category="ELDER_BATH")
        await town.do(town.staff, accept_need, need.id)
    await town.need(NeedStatus.WITHDRAWN, words=words, category="ELDER_HOMECARE")
    await town.need(words="楼道路灯不亮")
    draft = Draft(words, region_id=town.compound.id)
    for viewer in (town.staff, town.neighbour):
        found = await similar_to_draft(town.seen_by(viewer), draft, 5)
        assert (found.is_mentioned, found.count, found.items) == (False, None, ())


@on_sqlite_only
@pytest.mark.parametrize("first", [0, 101])
async def test_nobody_asks_for_none_or_for_more_than_a_hundred(town: Town, first: int) -> None:
    for ask in (suggest_for_draft, similar_to_draft):
        with pytest.raises(InvalidInput):
            await ask(town.context, Draft("灯泡"), first)
