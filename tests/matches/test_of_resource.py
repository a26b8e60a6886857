"""The reverse: which needs a resource would serve best, for its partner and for staff."""

from sqlalchemy import update

from resolvers.coordinates import Place
from resolvers.matches.of_resource import matches_of_resource
from resolvers.matches.shown import Audience
from resolvers.resource_drafts import Base
from resolvers.viewer import NOBODY, Viewer
from schema.phrases.matches import Telling, match_phrases_in
from storage.codes import Nature, NeedStatus, Serves
from storage.tables import NeedRow, ResourceRow
from tests.databases import on_sqlite_only
from tests.factories import Town


async def needs_for(town: Town, resource: ResourceRow, viewer: Viewer) -> list[str] | None:
    found = await matches_of_resource(town.seen_by(viewer), resource.id, 20)
    return None if found is None else [one.need.number for one in found]


async def test_staff_see_open_needs_best_first_and_the_partner_what_is_published(town: Town) -> None:
    resource = await town.resource()
    lamp = await town.need(NeedStatus.ACCEPTED, words="家里灯泡坏了，想换灯泡")
    other = await town.need(NeedStatus.ACCEPTED, words="想找人下棋")
    assert await needs_for(town, resource, town.staff) == [lamp.number, other.number]
    assert await needs_for(town, resource, town.shopkeeper) == []
    await town.published(lamp)
    assert await needs_for(town, resource, town.shopkeeper) == [lamp.number]
    assert (await needs_for(town, resource, town.neighbour), await needs_for(town, resource, NOBODY)) == (None, None)


@on_sqlite_only
async def test_complaints_questions_and_what_is_taken_are_not_among_them(town: Town) -> None:
    resource = await town.resource()
    for nature in (Nature.COMPLAINT, Nature.QUESTION):
        await town.need(NeedStatus.ACCEPTED, nature=nature)
    for status in (NeedStatus.TAKEN, NeedStatus.DONE, NeedStatus.WITHDRAWN):
        await town.need(status)
    assert await needs_for(town, resource, town.staff) == []


@on_sqlite_only
async def test_a_private_leaf_is_for_staff_alone_even_if_a_row_says_it_is_public(town: Town) -> None:
    resource = await town.resource(category="ELDER_BATH", title="助浴", text="上门助浴")
    need = await town.need(NeedStatus.ACCEPTED, words="给老人洗澡", category="ELDER_BATH")
    async with town.context.database.write() as session:
        public = {"public_title": "助浴", "published_at": need.created_at}
        await session.execute(update(NeedRow).where(NeedRow.id == need.id).values(**public))
    assert await needs_for(town, resource, town.shopkeeper) == []
    assert await needs_for(town, resource, town.staff) == [need.number]


@on_sqlite_only
async def test_the_partner_is_ranked_by_public_wording_and_reads_no_score(town: Town) -> None:
    resource = await town.resource()
    need = await town.published(await town.need(NeedStatus.ACCEPTED, words="家里灯泡坏了，我腿脚不好，够不着"))
    (for_partner,) = await matches_of_resource(town.seen_by(town.shopkeeper), resource.id, 5) or ()
    (for_staff,) = await matches_of_resource(town.seen_by(town.staff), resource.id, 5) or ()
    assert (for_partner.need.id, for_partner.audience, for_staff.audience) == (
        need.id,
        Audience.PARTNER,
        Audience.STAFF,
    )
    assert for_partner.match.score != for_staff.match.score
    sentences = match_phrases_in("zh-CN").sentences(for_partner.match, Telling(Audience.PARTNER, resource))
    assert sentences[0] == "正是您能提供的一类"


@on_sqlite_only
async def test_needs_out_of_reach_are_left_out_and_remote_help_reaches_all(town: Town) -> None:
    here = await town.resource()
    remote = await town.resource(serves=Serves.REMOTE, title="电话咨询")
    away = await town.need(region_id=town.other_community.id, by=town.other_staff)
    assert await needs_for(town, here, town.staff) == []
    assert await needs_for(town, remote, town.staff) == []
    async with town.context.database.write() as session:
        public = {"public_title": "换灯泡", "published_at": away.created_at}
        await session.execute(update(NeedRow).where(NeedRow.id == away.id).values(**public))
    assert await needs_for(town, here, town.shopkeeper) == []
    assert await needs_for(town, remote, town.shopkeeper) == [away.number]


@on_sqlite_only
async def test_a_circle_reaches_over_the_border_of_its_street_and_no_further(town: Town) -> None:
    base = Base(Place(25.05, 102.72))
    resource = await town.resource(serves=Serves.RADIUS, radius_m=1_000, bases=(base,))
    near = await town.need(NeedStatus.ACCEPTED, lat=25.055, lng=102.725)
    await town.need(NeedStatus.ACCEPTED, lat=25.08, lng=102.72)
    exact = await town.need(NeedStatus.ACCEPTED, lat=25.05, lng=102.72)
    assert set(await needs_for(town, resource, town.staff) or ()) == {near.number, exact.number}
