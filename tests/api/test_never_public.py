"""Leaves marked N, complaints and personal matters stand on no public list, in no small figure, feed or file.

Everything the public reads is read before such needs are there and after, and must be the same to the letter.
"""

import json
from typing import Any

import pytest
from sqlalchemy import func, select, update
from starlette.applications import Starlette

from resolvers.life.accepting import accept_need
from resolvers.life.voices import add_remark
from resolvers.lists.exporting import ExportOptions, OutNoun, export_list
from resolvers.projects import ProjectPlan, StepDraft, plan_project
from resolvers.viewer import NOBODY
from storage.codes import Matter, Nature, NeedStatus, RemarkKind
from storage.tables import EventRow, NeedPartRow, NeedRow
from storage.vocabulary_records import PublicRule
from tests.api.conftest import SignedIn
from tests.api.graph import Graph, Json
from tests.api.ids import global_id
from tests.api.line import listening
from tests.api.stored import refused
from tests.databases import on_sqlite_only
from tests.factories import Town

WORDS = "家里老人和儿子闹矛盾，想请人来调解"
SECRET: dict[str, Json] = {
    "N": {"words": WORDS, "category": "LAW_FAMILY", "matter": Matter.PUBLIC},
    "COMPLAINT": {"words": WORDS, "nature": Nature.COMPLAINT, "matter": Matter.PUBLIC},
    "PERSONAL": {"words": WORDS, "matter": Matter.PERSONAL},
}
LISTS = """
query All($region: ID!, $draft: NeedDraft!) {
  needs(first: 100) { edges { node { id title endorsements { alsoNeed support sentence } project { id } } } }
  projects(first: 100) { edges { node { id title } } }
  resources(first: 100) { edges { node { id } } }
  partners(first: 100) { edges { node { id } } }
  threeLists(region: $region) {
    needs { total open finished fresh } projects { total open finished fresh } gaps { needs category { code } }
  }
  similarNeeds(draft: $draft, first: 10) { count sentence items { need { id } } }
  suggestMatches(draft: $draft, first: 10) { __typename }
}
"""
NODE = "query N($id: ID!) { node(id: $id) { id } need(id: $id) { id } }"
FEED = "subscription F($region: ID!) { needChanged(region: $region) { move need { number } } }"


async def public_reads(town: Town, client: Graph) -> str:
    """Return all that is told to somebody about the community, lists, figures and likenesses."""
    draft = {"text": WORDS, "region": global_id(town.compound)}
    told = await client.send(LISTS, region=global_id(town.community), draft=draft)
    assert "errors" not in told, told["errors"]
    return json.dumps(told["data"], ensure_ascii=False)


async def public_files(town: Town) -> Any:
    options = [ExportOptions(noun, is_public=True) for noun in OutNoun]
    return [(await export_list(town.seen_by(NOBODY), one)).lines for one in options]


async def add_secret(town: Town, kind: str) -> NeedRow:
    """Return a need that is accepted, on the gap list, and planned as a project, which puts others on the list."""
    need = await town.need(**SECRET[kind])
    await town.do(town.staff, accept_need, need.id, summary="请人调解")
    async with town.context.database.write() as session:
        of_need = NeedPartRow.need_id == need.id
        await session.execute(update(NeedPartRow).where(of_need).values(gap_listed_at=need.created_at))
    await town.do(town.staff, add_remark, need.id, RemarkKind.COMMENT, "周末在家")
    return need


@pytest.mark.parametrize("kind", SECRET)
@on_sqlite_only
async def test_the_public_reads_the_same_with_and_without_them(
    town: Town, signed_in: SignedIn, anybody: Graph, kind: str
) -> None:
    await town.published(await town.need(NeedStatus.ACCEPTED, by=town.grid_worker))
    readers = [anybody, *[await signed_in(one) for one in (town.neighbour, town.shopkeeper, town.other_staff)]]
    before = [await public_reads(town, one) for one in readers], await public_files(town)
    secrets = [await add_secret(town, kind) for _ in range(3)]
    assert ([await public_reads(town, one) for one in readers], await public_files(town)) == before
    for reader in readers:
        for need in secrets:
            assert await reader.ask(NODE, id=global_id(need)) == {"node": None, "need": None}


@pytest.mark.parametrize("kind", ["N", "COMPLAINT"])
@on_sqlite_only
async def test_staff_cannot_make_them_public_whichever_way(town: Town, signed_in: SignedIn, kind: str) -> None:
    need = await add_secret(town, kind)
    staff = await signed_in(town.staff)
    given: Json = {"need": global_id(need), "title": "调解", "text": "请人调解", "confirmed": True}
    assert (await refused(town, staff, "publishNeed", **given))["__typename"] == "PublishingForbidden"


@pytest.mark.parametrize("kind", ["N", "COMPLAINT"])
@on_sqlite_only
async def test_a_project_of_one_is_planned_without_standing_on_the_list(town: Town, anybody: Graph, kind: str) -> None:
    need = await add_secret(town, kind)
    before = await public_reads(town, anybody), await public_files(town)
    await town.do(town.staff, plan_project, need.id, ProjectPlan(title="调解", steps=(StepDraft("上门"),)))
    assert (await public_reads(town, anybody), await public_files(town)) == before


@on_sqlite_only
async def test_the_feed_tells_neighbours_of_what_is_public_alone(
    town: Town, signed_in: SignedIn, app: Starlette
) -> None:
    neighbour = await signed_in(town.neighbour)
    async with listening(app, neighbour.token, FEED, region=global_id(town.community)) as line:
        for kind in SECRET:
            await add_secret(town, kind)
        public = await town.published(await town.need(NeedStatus.ACCEPTED, by=town.grid_worker))
        heard = await line.change()
        assert heard["need"] == {"number": public.number}
        assert line.events.empty() or (await line.change())["need"] == {"number": public.number}
    assert (await town.rows(select(func.count()).select_from(EventRow)))[0] > 10


@on_sqlite_only
async def test_figures_of_needs_nobody_above_may_read_begin_at_three(town: Town, signed_in: SignedIn) -> None:
    officer = await signed_in(town.officer)
    query = "query G($region: ID!) { threeLists(region: $region) { gaps { needs category { code } } } }"
    for count in (1, 2, 3):
        await add_secret(town, "N")
        gaps = (await officer.ask(query, region=global_id(town.street)))["threeLists"]["gaps"]
        assert gaps == ([{"needs": 3, "category": {"code": "LAW_FAMILY"}}] if count == 3 else []), count
    staff = await signed_in(town.staff)
    own = (await staff.ask(query, region=global_id(town.community)))["threeLists"]["gaps"]
    assert own == [{"needs": 3, "category": {"code": "LAW_FAMILY"}}]


@on_sqlite_only
async def test_the_example_stands_for_all_leaves_marked_n(town: Town) -> None:
    rules = town.context.vocabulary.leaf_rules
    marked = {code for code, rule in rules.items() if rule.public is PublicRule.N}
    assert "LAW_FAMILY" in marked
    for code in sorted(marked):
        need = await town.need(NeedStatus.ACCEPTED, category=code)
        refusal = await _published(town, need)
        assert refusal == "PublishingForbidden", code


async def _published(town: Town, need: NeedRow) -> str:
    try:
        await town.published(need)
    except Exception as error:  # noqa: BLE001 - whatever it says is compared
        return type(error).__name__
    return "published"
